package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A label held before the camera of a real browser, under the server's own content policy. */
final class CameraScanIT {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  /** A label at arm's length: the code fills a bit more than half of the picture's height. */
  private static final int CODE = 260;

  @TempDir private static Path folder;
  private static RunningServer server;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    server = new RunningServer(ServerSettings.embedded(folder.resolve("data")));
    server.create(
        "/api/v1/farms", "{\"id\":\"f\",\"name\":\"Thanh Hà\",\"province\":\"Hải Dương\"}");
    server.create(
        "/api/v1/plots",
        "{\"id\":\"p\",\"farm\":\"f\",\"name\":\"Thửa bờ sông\",\"crop\":\"vải\",\"area_m2\":3600}");
    String batch =
        server
            .create(
                "/api/v1/batches",
                "{\"gtin\":\"8938505974194\",\"lot\":\"VT-1\",\"plot\":\"p\",\"product\":\"Vải thiều\","
                    + "\"harvested\":\"2026-01-02\",\"quantity_kg\":12}")
            .get("id")
            .asText();
    String serial =
        server
            .create("/api/v1/batches/" + batch + "/labels", "{\"count\":1}")
            .get("serials")
            .get(0)
            .asText();
    Path video = folder.resolve("label.y4m");
    film(label(serial), video);
    browser = Chromium.filming(folder, video);
    browser.bePhone();
    browser.cookie(url(""), Visitor.COOKIE, Visitor.signIn(server).session());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    server.close();
  }

  @Test
  void aLabelBeforeTheCameraIsFoundGenuine() {
    browser.open(url("/scan"));
    browser.tap("[data-start]");
    browser.await("!document.querySelector('[data-result]').hidden");
    assertThat(browser.evaluate("document.querySelector('[data-result]').className").asText())
        .contains("scan__result--genuine");
    assertThat(browser.evaluate("document.querySelector('[data-title]').textContent").asText())
        .isEqualTo("Tem thật");
    assertThat(browser.evaluate("document.querySelector('[data-hint]').textContent").asText())
        .isEqualTo("Vải thiều · VT-1");
    assertThat(browser.evaluate("document.querySelector('[data-link]').href").asText())
        .contains("/01/08938505974194/10/VT-1/21/");
    assertThat(browser.evaluate("document.activeElement.hasAttribute('data-result')").asBoolean())
        .as("a screen reader is led to the verdict")
        .isTrue();
    assertThat(browser.evaluate("document.querySelector('video').srcObject === null").asBoolean())
        .as("the camera is let go")
        .isTrue();
    assertThat(browser.errors()).isEmpty();
  }

  private static BufferedImage label(String serial) throws IOException, InterruptedException {
    byte[] png =
        server
            .client()
            .send(
                server.request("/api/v1/labels/" + serial + ".png").build(),
                BodyHandlers.ofByteArray())
            .body();
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  /** Writes a video of one still picture: the label on a grey table. */
  private static void film(BufferedImage label, Path file) throws IOException {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.drawImage(label, (WIDTH - CODE) / 2, (HEIGHT - CODE) / 2, CODE, CODE, null);
    graphics.dispose();
    byte[] light = new byte[WIDTH * HEIGHT];
    picture.getRaster().getDataElements(0, 0, WIDTH, HEIGHT, light);
    byte[] noColour = new byte[WIDTH * HEIGHT / 2];
    Arrays.fill(noColour, (byte) 128);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(
          "YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420\n"
              .formatted(WIDTH, HEIGHT)
              .getBytes(StandardCharsets.US_ASCII));
      for (int frame = 0; frame < 10; frame++) {
        out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
        out.write(light);
        out.write(noColour);
      }
    }
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + server.server().httpPort() + path;
  }
}
