package vn.kenh.server.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kenh.server.registry.DeviceKind;

final class PagesTest {

  private static final Instant NOW = InventedFarm.NOW;
  private static final int FIRST_PAGE_LIMIT = 150_000;
  private static final Pattern LOADED =
      Pattern.compile("(?:src|href)=\"/static/([^\"?#]+)[^\"]*\"");

  private final Assets assets = new Assets();
  private final Templates templates = Templates.precompiled();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/empty",
        "/calm",
        "/login",
        "/login?failed",
        "/plots/vai-thieu",
        "/plots/nha-luoi-2",
        "/devices/dat-rau",
        "/devices/camera-thanh-ha",
        "/devices/gateway-thanh-ha",
        "/batches",
        "/batches?empty",
        "/batches/new",
        "/batches/wrong",
        "/batches/b1",
        "/batches/b0",
        "/scan",
        "/quarantine",
        "/quarantine?empty",
        "/devices",
        "/devices/new",
        "/devices/added",
        "/farms/new",
        "/plots/new",
        "/account",
        "/people",
        "/people/lan/password",
        "/devices/camera-thanh-ha/pictures",
        "/devices/camera-thanh-ha/pictures?empty"
      })
  void everyPageIsCompleteInBothLanguagesAndHoldsNothingInline(String address) {
    for (String language : List.of("vi", "en")) {
      String page = page(InventedFarm.busy(NOW), address, language);
      assertThat(page).contains("<html lang=\"" + language + "\">", "</html>", "<h1>");
      assertThat(page).doesNotContain(" style=", " onclick=", "<style");
      assertThat(page).doesNotContainPattern("<script(?![^>]* src=)");
      assertThat(page).doesNotContainPattern("(?:src|href)=\"(?:https?:)?//");
      assertThat(count(page, "<h1")).isEqualTo(1);
    }
  }

  @Test
  void namesAreEscaped() {
    String evil = "<script>alert(1)</script>\"'";
    InventedFarm farm =
        new InventedFarm(NOW)
            .farm("f", evil, evil)
            .plot("f", "p", evil, evil, 10)
            .device("d", "p", DeviceKind.DRIP)
            .reading("d", "soil_moisture", 10, Duration.ofMinutes(1))
            .reading("d", "strange<b>", 10, Duration.ofMinutes(1))
            .storeDown(evil);
    for (String address : List.of("/", "/plots/p", "/devices/d")) {
      assertThat(page(farm, address, "vi"))
          .doesNotContain("<script>alert", "strange<b>")
          .doesNotContain("\"'\"");
    }
    assertThat(page(farm, "/", "vi")).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void theOverviewSaysWhatNeedsAttention() {
    String page = page(InventedFarm.busy(NOW), "/", "vi");
    assertThat(page)
        .contains("Luống rau sau nhà: đất khô, còn 19,8")
        .contains("Pin dat-rau ở Luống rau sau nhà còn 9")
        .contains("Van đang mở, nước đang chảy")
        .contains("2 thiết bị ở Nhà lưới 2 im lặng")
        .contains("3 tin nhắn không đọc được");
  }

  @Test
  void aStoreThatIsDownComesFirst() {
    String page = page(InventedFarm.busy(NOW).storeDown("InfluxDB không trả lời"), "/", "vi");
    assertThat(page.indexOf("Kho số liệu không trả lời"))
        .isPositive()
        .isLessThan(page.indexOf("đất khô"));
  }

  @Test
  void whereAllIsWellThePageSaysSo() {
    assertThat(page(InventedFarm.calm(NOW), "/", "en")).contains("All is well");
    assertThat(page(new InventedFarm(NOW), "/", "en")).contains("No farm yet");
  }

  @Test
  void trendsAreDrawnByTheServerToo() {
    String page = page(InventedFarm.busy(NOW), "/plots/vai-thieu?m=soil_moisture&m=soil_ec", "vi");
    assertThat(count(page, "<figure class=\"card panel\"")).isEqualTo(2);
    assertThat(count(page, "class=\"chart__line\" d=\"M")).isEqualTo(2);
    assertThat(page)
        .contains(
            "Độ ẩm đất",
            "dS/m",
            "<table",
            "/api/v1/readings?format=csv&amp;plot=vai-thieu&amp;from=");
  }

  @Test
  void theFirstPageIsLightOverTheWire() throws IOException {
    for (String address : List.of("/", "/login")) {
      String page = page(InventedFarm.busy(NOW), address, "vi");
      Set<String> files = new LinkedHashSet<>();
      Matcher matcher = LOADED.matcher(page);
      while (matcher.find()) {
        files.add(matcher.group(1));
      }
      int bytes = gzip(page.getBytes(StandardCharsets.UTF_8));
      for (String file : files) {
        bytes += gzip(assets.find(file).orElseThrow().content());
      }
      assertThat(files).contains("css/base.css", "js/app.js", "icons.svg");
      assertThat(bytes).as("bytes of %s and %s", address, files).isLessThan(FIRST_PAGE_LIMIT);
    }
  }

  @Test
  void everyIconThatIsUsedIsDrawn() {
    String sprite =
        new String(assets.find("icons.svg").orElseThrow().content(), StandardCharsets.UTF_8);
    Matcher used =
        Pattern.compile("icons\\.svg[^\"#]*#([a-z]+)\"")
            .matcher(
                page(InventedFarm.busy(NOW), "/", "vi")
                    + page(InventedFarm.busy(NOW), "/devices", "vi")
                    + page(InventedFarm.busy(NOW), "/plots/rau", "vi")
                    + page(InventedFarm.busy(NOW), "/quarantine", "vi"));
    int count = 0;
    while (used.find()) {
      assertThat(sprite).contains("id=\"" + used.group(1) + "\"");
      count++;
    }
    assertThat(count).isPositive();
  }

  @Test
  void filesOutsideTheFolderAreNotFound() {
    assertThat(assets.find("../messages/pages.vi.properties")).isEmpty();
    assertThat(assets.find("css/../css/base.css")).isEmpty();
    assertThat(assets.find("")).isEmpty();
    assertThat(assets.find("css")).isEmpty();
  }

  private String page(InventedFarm farm, String address, String language) {
    String[] parts = address.split("\\?", 2);
    Map<String, String> query =
        parts.length < 2
            ? Map.of()
            : Map.of(
                parts[1].startsWith("m=") ? "m" : parts[1],
                parts[1].replace("m=", "").replace('&', ','));
    return new String(
        new SamplePages(templates, assets, farm, NOW)
            .page(parts[0], query, language, address)
            .orElseThrow(),
        StandardCharsets.UTF_8);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static int gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.size();
  }
}
