package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Random;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a weak phone loads for a page the first time: everything, with nothing kept from before. */
@ExtendWith(SharedSite.Extension.class)
final class PageWeightIT {

  private static final long MOST_BYTES = 150_000;

  private final SharedSite site;
  private final Chromium browser;

  PageWeightIT(SharedSite site) {
    this.site = site;
    this.browser = site.browser();
  }

  @BeforeEach
  void bePhone() {
    browser.bePhone();
  }

  @AfterEach
  void signInAgain() {
    site.signIn();
  }

  @Test
  void theOverviewWithPicturesIsLight() throws IOException {
    for (int i = 0; i < 4; i++) {
      addPlotWithCamera("light-" + i);
    }
    assertLight(
        "/", "document.querySelectorAll('.plot').length === 5 && document.images.length >= 5");
  }

  @Test
  void theTrendPageIsLightWithItsChartLibraryAndReadings() {
    assertLight(
        "/plots/p?m=soil_moisture&m=battery_level", "document.querySelector('.panel canvas')");
  }

  @Test
  void thePageBehindALabelIsLight() {
    browser.forgetCookies();
    assertLight(site.newLabel("W-9").path(), "document.body.innerText.includes('Vải thiều')");
  }

  private void assertLight(String path, String ready) {
    Traffic traffic = browser.traffic();
    browser.open(site.url(path));
    browser.await("!!(" + ready + ")");
    browser.evaluate("scrollTo(0, document.documentElement.scrollHeight)"); // what loads lazily
    Awaitility.await("all of " + path).until(traffic::settled);
    browser.await("[...document.images].every(i => i.complete && i.naturalWidth > 0)");
    assertThat(traffic.hosts())
        .as("hosts asked for")
        .containsExactly(site.url("").substring("http://".length()));
    assertThat(traffic.total())
        .as("bytes over the network: %s", traffic.bytes())
        .isBetween(1_000L, MOST_BYTES);
  }

  private void addPlotWithCamera(String id) throws IOException {
    site.server()
        .create(
            "/api/v1/plots",
            "{\"id\":\"%s\",\"farm\":\"f\",\"name\":\"Thửa %s\",\"crop\":\"vải\",\"area_m2\":360}"
                .formatted(id, id));
    site.server()
        .create(
            "/api/v1/devices",
            "{\"id\":\"cam-%s\",\"plot\":\"%s\",\"kind\":\"camera\"}".formatted(id, id));
    assertThat(
            site.server()
                .send(
                    site.server()
                        .request("/api/v1/devices/cam-" + id + "/snapshots")
                        .header("Content-Type", "image/jpeg")
                        .POST(BodyPublishers.ofByteArray(picture(id.hashCode()))))
                .statusCode())
        .isBetween(200, 202);
  }

  /** Rows of plants with as much detail as a camera sees: a few hundred kilobytes. */
  private static byte[] picture(int seed) throws IOException {
    BufferedImage picture = new BufferedImage(1280, 960, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    Random chance = new Random(seed);
    for (int i = 0; i < 60_000; i++) {
      pen.setColor(
          new Color(60 + chance.nextInt(60), 80 + chance.nextInt(110), 30 + chance.nextInt(40)));
      int y = chance.nextInt(960);
      pen.fillOval(chance.nextInt(1280), y, 2 + y / 60, 1 + y / 80);
    }
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", out);
    return out.toByteArray();
  }
}
