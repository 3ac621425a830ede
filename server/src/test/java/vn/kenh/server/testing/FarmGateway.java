package vn.kenh.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import vn.kenh.testing.ServerProcess;

/** The packaged farm gateway as a process of its own, on a port that stays when it restarts. */
public final class FarmGateway implements AutoCloseable {

  private final Path folder;
  private final List<String> options;
  private final int mqttPort = ServerProcess.freePort();
  private ServerProcess process;

  private FarmGateway(Path folder, List<String> options) {
    this.folder = folder;
    this.options = options;
    this.process = launch();
  }

  /** Starts a gateway with the server at {@code serverPort} and waits until it listens. */
  public static FarmGateway start(
      Path folder, int serverPort, String id, String token, Path devices) {
    return start(
        folder,
        "mqtt://127.0.0.1:" + serverPort,
        "--id=" + id,
        "--token=" + token,
        "--devices=" + devices);
  }

  /** Starts a gateway with further options and waits until it listens. */
  public static FarmGateway start(Path folder, String serverUrl, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--server-url=" + serverUrl);
    return new FarmGateway(folder, all);
  }

  /** Adds a device to a gateway's file of devices. */
  public static void admit(Path devices, String id, String token) throws IOException {
    String line = id + ":" + HexFormat.of().formatHex(sha256(token)) + "\n";
    Files.writeString(devices, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Where devices connect. */
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

  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }

  private ServerProcess launch() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                Path.of(System.getProperty("kenh.root", ".."), "gateway/target/kenh-gateway.jar")
                    .toString(),
                "--data-dir=" + folder.resolve("data"),
                "--mqtt-host=127.0.0.1",
                "--mqtt-port=" + mqttPort));
    command.addAll(options);
    return ServerProcess.start(folder.resolve("gateway.log"), command).awaitPort(mqttPort);
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
