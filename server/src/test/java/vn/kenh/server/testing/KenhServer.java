package vn.kenh.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import vn.kenh.testing.ServerProcess;

/** The packaged server as a process of its own, on ports that stay the same when it restarts. */
public final class KenhServer implements AutoCloseable {

  private static final String ADMIN_TOKEN = "proof-of-promises-admin-token";
  private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(\\{[^}]*})? (\\S+)$");

  private final Path folder;
  private final List<String> jvmOptions;
  private final List<String> options;
  private final int httpPort;
  private final int mqttPort;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper mapper = new ObjectMapper();
  private ServerProcess process;

  private KenhServer(
      Path folder, IntSupplier ports, List<String> jvmOptions, List<String> options) {
    this.folder = folder;
    this.httpPort = ports.getAsInt();
    this.mqttPort = ports.getAsInt();
    this.jvmOptions = jvmOptions;
    this.options = options;
    this.process = launch();
  }

  /** Starts the server and waits until it listens. */
  public static KenhServer start(Path folder, String... options) {
    return startWithHeap("512m", folder, options);
  }

  public static KenhServer startWithHeap(String heap, Path folder, String... options) {
    return new KenhServer(
        folder, ServerProcess::freePort, List.of("-Xmx" + heap), List.of(options));
  }

  /**
   * Starts it on ports that the system gives to no client. Where thousands of clients knock while
   * the server is away, one of them would else be put on one of the server's own, and keep it.
   */
  public static KenhServer startWhereNoClientIsPut(Path folder, String... options) {
    return new KenhServer(
        folder, ServerProcess::freePortForServers, List.of("-Xmx512m"), List.of(options));
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** The body of a GET, whatever its type. */
  public byte[] getBytes(String path, String accept) {
    HttpRequest request =
        authorised(HttpRequest.newBuilder(uri(path))).header("Accept", accept).GET().build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new AssertionError("GET " + request.uri() + " answered " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public int mqttPort() {
    return mqttPort;
  }

  /** SIGKILL, as a power cut would. */
  public void kill() {
    process.kill();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public void restart() {
    process = launch();
  }

  /** SIGTERM and start again. */
  public void restartCleanly() {
    process.close();
    process = launch();
  }

  public String log() {
    return process.log();
  }

  public JsonNode getJson(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET(), 200);
  }

  public JsonNode postJson(String path, String body, int expectedStatus) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        expectedStatus);
  }

  /** The raw readings that match, one CSV row a line, header left out. */
  public List<String> csv(String query) {
    byte[] body = getBytes("/api/v1/readings?" + query, "text/csv");
    return new String(body, StandardCharsets.UTF_8).lines().skip(1).toList();
  }

  /** The sum of all samples of a metric at {@code /metrics}; 0 where it has none. */
  public double metric(String name) {
    String text = new String(getBytes("/metrics", "text/plain"), StandardCharsets.UTF_8);
    return text.lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .filter(sample -> sample.group(1).equals(name))
        .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
        .sum();
  }

  /** Waits until every spooled reading has reached the store. */
  public void awaitDrained(Duration atMost) {
    Awaitility.await("spool drained")
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> metric("kenh_readings_pending") == 0);
  }

  @Override
  public void close() {
    process.close();
  }

  private ServerProcess launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-jar",
            Path.of(System.getProperty("kenh.root", ".."), "server", "target", "kenh.jar")
                .toString(),
            "server",
            "--data-dir=" + folder.resolve("data"),
            "--http-host=127.0.0.1",
            "--http-port=" + httpPort,
            "--mqtt-host=127.0.0.1",
            "--mqtt-port=" + mqttPort,
            "--admin-token=" + ADMIN_TOKEN,
            "--anonymous-devices"));
    command.addAll(options);
    return ServerProcess.start(folder.resolve("server.log"), command)
        .awaitPort(mqttPort)
        .awaitPort(httpPort);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  private static HttpRequest.Builder authorised(HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + ADMIN_TOKEN).timeout(Duration.ofMinutes(2));
  }

  private JsonNode send(HttpRequest.Builder request, int expectedStatus) {
    HttpRequest built = authorised(request).build();
    try {
      HttpResponse<String> response = http.send(built, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != expectedStatus) {
        throw new AssertionError(
            built.method()
                + " "
                + built.uri()
                + " answered "
                + response.statusCode()
                + ": "
                + response.body());
      }
      return mapper.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
