package vn.kenh.server.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.kenh.server.testing.FarmGateway;
import vn.kenh.server.testing.KenhServer;
import vn.kenh.testing.Link;

/** An IP camera at the farm, its gateway, and the server, over a link that breaks. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class CameraThroughGatewayIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String LOGIN = "admin:se%40cret";

  @TempDir private Path folder;
  private final AtomicInteger taken = new AtomicInteger();
  private HttpServer camera;

  @BeforeEach
  void start() throws IOException {
    camera = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String expected =
        "Basic " + Base64.getEncoder().encodeToString("admin:se@cret".getBytes(UTF_8));
    camera.createContext(
        "/snap.jpg",
        exchange -> {
          boolean known = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = known ? picture(taken.incrementAndGet()) : new byte[1];
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"camera\"");
          exchange.sendResponseHeaders(known ? 200 : 401, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    camera.start();
  }

  @AfterEach
  void stop() {
    camera.stop(0);
  }

  @Test
  void stillsReachTheServerAlsoThoseTakenWhileTheLinkWasCutAndTheGatewayDied() {
    try (KenhServer server = KenhServer.start(folder);
        Link link = Link.to(server.mqttPort())) {
      String token =
          server
              .postJson("/api/v1/devices", "{\"id\":\"gw\",\"kind\":\"gateway\"}", 201)
              .get("token")
              .asText();
      server.postJson(
          "/api/v1/devices", "{\"id\":\"cam-1\",\"kind\":\"camera\",\"gateway\":\"gw\"}", 201);
      try (FarmGateway gateway =
          FarmGateway.start(
              folder.resolve("gateway"),
              "mqtt://127.0.0.1:" + link.port(),
              "--id=gw",
              "--token=" + token,
              "--camera=cam-1=http://" + LOGIN + "@127.0.0.1:" + port() + "/snap.jpg?key=hidden",
              "--camera=dark=http://127.0.0.1:" + port() + "/snap.jpg?key=hidden",
              "--camera-interval=10s")) {
        await().atMost(LONG).until(() -> snapshots(server) >= 1);
        link.cut();
        int before = taken.get();
        await().atMost(LONG).until(() -> waiting() >= 1 && taken.get() > before);
        gateway.kill();
        long left = waiting();
        link.mend();
        gateway.restart();
        int all = taken.get();
        await().atMost(LONG).until(() -> snapshots(server) >= all && waiting() == 0);
        assertThat(left).isPositive();
        assertThat(gateway.log())
            .contains("no still of camera dark at 127.0.0.1", "check user and password")
            .doesNotContain("se%40cret", "se@cret", "hidden");
      }
    }
  }

  private int port() {
    return camera.getAddress().getPort();
  }

  private static int snapshots(KenhServer server) {
    JsonNode list = server.getJson("/api/v1/devices/cam-1/snapshots?from=0&to=4102444800000");
    return list.get("items").size();
  }

  private long waiting() {
    try (Stream<Path> files = Files.list(folder.resolve("gateway/data/pictures"))) {
      return files.filter(file -> file.toString().endsWith(".picture")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each is another, so that the server takes none for one that it has. */
  private static byte[] picture(int number) throws IOException {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 64; x++) {
      image.setRGB(x, number % 48, 0xff_ff_ff);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }
}
