package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One server with a small farm, and one real browser signed in to it, under the server's own
 * content policy: started once for all the test classes of its pages, which share it as people
 * would.
 */
final class SharedSite implements AutoCloseable {

  /** Minutes of readings of device {@code d} before the start. */
  static final int MINUTES = 120;

  /** Device {@code hole} said nothing from so many minutes before the start … */
  static final int SILENT_FROM = 80;

  /** … to so many. */
  static final int SILENT_TO = 40;

  /**
   * How often device {@code wide} measured, 20 and 40 by turns: too often for a chart of a day to
   * show each.
   */
  static final long WIDE_SECONDS = 15;

  private final Path folder;
  private final RunningServer server;
  private final Visitor visitor;
  private final Chromium browser;
  private final long started = System.currentTimeMillis();
  private final Map<String, String> tokens = new HashMap<>();

  /** Hands the one site to the constructors of test classes; the last of them has it closed. */
  static final class Extension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(SharedSite.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SharedSite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(NAMESPACE)
          .getOrComputeIfAbsent(SharedSite.class, missing -> new SharedSite(), SharedSite.class);
    }
  }

  private SharedSite() {
    try {
      folder = Files.createTempDirectory("kenh-site-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = new RunningServer(ServerSettings.embedded(folder.resolve("data")));
    server.create(
        "/api/v1/farms", "{\"id\":\"f\",\"name\":\"Thanh Hà\",\"province\":\"Hải Dương\"}");
    server.create(
        "/api/v1/plots",
        "{\"id\":\"p\",\"farm\":\"f\",\"name\":\"Thửa bờ sông\",\"crop\":\"vải\",\"area_m2\":3600}");
    register("{\"id\":\"d\",\"plot\":\"p\",\"kind\":\"drip\"}", "d");
    register("{\"id\":\"hole\",\"kind\":\"drip\"}", "hole");
    register("{\"id\":\"wide\",\"kind\":\"drip\"}", "wide");
    report();
    visitor = Visitor.signIn(server);
    browser = Chromium.start(folder);
    signIn();
  }

  RunningServer server() {
    return server;
  }

  Visitor visitor() {
    return visitor;
  }

  Chromium browser() {
    return browser;
  }

  /** When its readings end, epoch milliseconds. */
  long started() {
    return started;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.server().httpPort() + path;
  }

  /** Lets the browser carry the session of the first person. */
  void signIn() {
    browser.cookie(url(""), Visitor.COOKIE, visitor.session());
  }

  /** A new batch of plot {@code p} with one label. */
  Label newLabel(String lot) {
    String batch =
        server
            .create(
                "/api/v1/batches",
                "{\"gtin\":\"8938505974194\",\"lot\":\""
                    + lot
                    + "\",\"plot\":\"p\",\"product\":\"Vải thiều\","
                    + "\"harvested\":\"2026-01-02\",\"quantity_kg\":12}")
            .get("id")
            .asText();
    String serial =
        server
            .create("/api/v1/batches/" + batch + "/labels", "{\"count\":1}")
            .get("serials")
            .get(0)
            .asText();
    return new Label(serial, "/01/08938505974194/10/" + lot + "/21/" + serial);
  }

  /**
   * A printed label.
   *
   * @param path where its code leads on this server
   */
  record Label(String serial, String path) {}

  /** Publishes payloads as a device, each acknowledged before the next. */
  void publish(String device, List<String> payloads) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(device);
    options.setPassword(
        Objects.requireNonNull(tokens.get(device)).getBytes(StandardCharsets.UTF_8));
    try {
      MqttClient client =
          new MqttClient(
              "tcp://127.0.0.1:" + server.server().mqttPort(), device, new MemoryPersistence());
      client.connect(options);
      for (String payload : payloads) {
        client.publish(
            "kenh/" + device + "/telemetry", payload.getBytes(StandardCharsets.UTF_8), 1, false);
      }
      client.disconnect();
      client.close();
    } catch (MqttException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The open page must not be wider than the screen. */
  void assertFits() {
    assertThat(browser.evaluate("document.documentElement.scrollWidth - window.innerWidth").asInt())
        .as("overflow to the right of %s", browser.evaluate("location.href"))
        .isLessThanOrEqualTo(0);
  }

  /** Without npm a build has no browser libraries; the tests of them need a build with it. */
  void assertLibrary(String part) {
    assertThat(browser.evaluate("document.querySelector('" + part + "').dataset.library").asText())
        .as("browser library of %s (built with npm?)", part)
        .isNotEmpty();
  }

  @Override
  public void close() {
    browser.close();
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void register(String device, String id) {
    tokens.put(id, server.create("/api/v1/devices", device).get("token").asText());
  }

  private void report() {
    List<String> steady = new ArrayList<>();
    for (int i = MINUTES; i >= 0; i--) {
      steady.add(
          "{\"time\":%d,\"soil_moisture\":%d,\"battery_level\":%d}"
              .formatted(started - i * 60_000L, 30 + i % 7, 60 + i % 3));
    }
    for (int minutes : new int[] {40, 20}) {
      steady.add(
          "{\"time\":%d,\"soil_temperature\":21,\"air_temperature\":21}"
              .formatted(started - minutes * 60_000L));
    }
    publish("d", steady);
    List<String> withHole = new ArrayList<>();
    for (int i = MINUTES; i >= 0; i--) {
      if (i >= SILENT_FROM || i <= SILENT_TO) {
        withHole.add("{\"time\":%d,\"soil_moisture\":30}".formatted(started - i * 60_000L));
      }
    }
    publish("hole", withHole);
    List<String> wide = new ArrayList<>();
    for (long i = 2 * MINUTES * 60L / WIDE_SECONDS; i >= 0; i--) {
      wide.add(
          "{\"time\":%d,\"soil_moisture\":%d}"
              .formatted(started - i * WIDE_SECONDS * 1000, 20 + 20 * (i % 2)));
    }
    publish("wide", wide);
    awaitStored("d", steady.size() - 2);
    awaitStored("hole", withHole.size());
    awaitStored("wide", wide.size());
  }

  private void awaitStored(String device, int count) {
    Awaitility.await("readings of " + device + " stored")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                server
                        .json("/api/v1/readings?points=10000&metric=soil_moisture&device=" + device)
                        .get("points")
                        .size()
                    >= count);
  }
}
