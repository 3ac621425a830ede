package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a batch to the page behind its label, on a whole server. */
final class TraceIT {

  private static final String GTIN = "08938505974194";

  @TempDir private static Path folder;
  private static RunningServer server;
  private static JsonNode batch;
  private static JsonNode issue;

  @BeforeAll
  static void start() {
    server = new RunningServer(ServerSettings.embedded(folder));
    server.create(
        "/api/v1/farms", "{\"id\":\"f1\",\"name\":\"HTX Ngọc Ẩn\",\"province\":\"Hải Dương\"}");
    server.create(
        "/api/v1/plots",
        "{\"id\":\"p1\",\"farm\":\"f1\",\"name\":\"Vườn trên\",\"crop\":\"vải\",\"area_m2\":1500,"
            + "\"growing_area_code\":\"VN-HDOR-0012\"}");
    batch = server.create("/api/v1/batches", json("8938505974194", "VT/24", "<b>Vải</b> thiều"));
    issue =
        server.create("/api/v1/batches/" + batch.get("id").asText() + "/labels", "{\"count\":3}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aBatchIsEnteredListedAndFound() {
    assertThat(batch.get("gtin").asText()).isEqualTo(GTIN);
    assertThat(batch.get("link").asText()).endsWith("/01/" + GTIN + "/10/VT%2F24");
    assertThat(server.json("/api/v1/batches/" + batch.get("id").asText()).get("labels").asInt())
        .isEqualTo(3);
    assertThat(server.json("/api/v1/batches?limit=1").get("items")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "8938505974195, L, 422, check digit is 4",
    "8938505974194, Lô 7, 422, does not allow",
    "8938505974194, .., 422, dots alone",
    "8938505974194, VT/24, 409, already has a lot VT/24",
  })
  void whatIsWrongWithABatchIsSaid(String gtin, String lot, int status, String detail) {
    HttpResponse<String> answer = server.post("/api/v1/batches", json(gtin, lot, "Vải"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(RunningServer.parse(answer.body()).get("detail").asText()).contains(detail);
  }

  @Test
  void aDoubleSubmitEntersOneBatch() {
    String body = json("8938505974194", "TWICE", "Vải");
    HttpResponse<String> first = post("/api/v1/batches", body, "key-1");
    HttpResponse<String> second = post("/api/v1/batches", body, "key-1");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @CsvSource({
    "labels.pdf?sheet=a4-5x13, application/pdf, %PDF",
    "labels.pdf?sheet=roll-50x30&from=2&count=1, application/pdf, %PDF",
    "labels.zpl, application/zpl, ~DGR",
    "labels.tspl, application/octet-stream, SIZE 50 mm",
  })
  void labelsArePrinted(String path, String contentType, String start) {
    HttpResponse<String> answer =
        server.get("/api/v1/batches/" + batch.get("id").asText() + "/" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith(contentType);
    assertThat(answer.body()).startsWith(start);
  }

  @Test
  void aPictureOfALabelIsReadAndFoundGenuine() throws Exception {
    byte[] png = bytes("/api/v1/labels/" + serial(0) + ".png");
    JsonNode code = scan(png);
    assertThat(code.get("verdict").asText()).isEqualTo("genuine");
    assertThat(code.get("serial").asText()).isEqualTo(serial(0));
    assertThat(code.get("batch").get("id")).isEqualTo(batch.get("id"));
    assertThat(server.get("/api/v1/labels/" + serial(0) + ".svg").body()).startsWith("<svg");
  }

  @Test
  void whatIsNoPictureIsRefused() throws Exception {
    assertThat(scanStatus(new byte[] {'G', 'I', 'F', '8', '9', 'a'})).isEqualTo(422);
    assertThat(scanStatus(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 1, 2, 3}))
        .isEqualTo(422);
  }

  @Test
  void theGenuinePageTellsWhereItGrew() {
    HttpResponse<String> page = page("/01/" + GTIN + "/10/VT%2F24/21/" + serial(1), "vi");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<html lang=\"vi\">")
        .contains("&lt;b&gt;Vải&lt;/b&gt; thiều")
        .contains("Nhãn này do nông trại phát hành")
        .contains("HTX Ngọc Ẩn")
        .contains("Hải Dương")
        .contains("VN-HDOR-0012")
        .contains("Không có số đo")
        .doesNotContain("<script");
    assertThat(page.body().length()).isLessThan(100_000);
    assertThat(page.headers().firstValue("cache-control")).contains("public, max-age=60");
    assertThat(server.send(server.anonymous("/static/origin.css")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "en-GB, Careful: this serial number was never issued",
    "'zh-CN,zh;q=0.9', 请注意：此序列号从未签发",
    "'fr,de;q=0.5', Careful: this serial number was never issued",
    "'', Cẩn thận: số sê-ri này chưa từng được cấp",
  })
  void anInventedSerialIsWarnedOfInTheReadersLanguage(String language, String warning) {
    HttpResponse<String> page = page("/01/" + GTIN + "/10/VT%2F24/21/2222", language);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains(warning).contains("verdict--bad");
  }

  @Test
  void theLanguageSwitchBeatsTheBrowser() {
    assertThat(page("/01/" + GTIN + "/10/VT%2F24?lang=zh", "vi").body()).contains("农场记录中有此批次");
  }

  @ParameterizedTest
  @CsvSource({
    "/10/NEVER, 404, We did not issue this code",
    "/10/NEVER/21/1, 404, We did not issue this code",
    "/10/, 400, not a valid traceability code",
    "/21/1/10/X, 400, not a valid traceability code",
    "/10/a%00, 400, not a valid traceability code",
    "'', 200, scan the code on the pack",
    "/10/VT%2F24?linkType=gs1:recipe, 404, We did not issue this code",
  })
  void otherAddressesAreAnsweredHonestly(String path, int status, String text) {
    HttpResponse<String> page = page("/01/" + GTIN + path, "en");
    assertThat(page.statusCode()).as(page.body()).isEqualTo(status);
    assertThat(page.body()).contains(text);
    assertThat(page.body()).doesNotContain("VN-HDOR-0012");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/01/08938505974195", "/01/1", "/01/00000000000000/10/x"})
  void foreignOrWrongGtinsShowNothing(String path) {
    assertThat(page(path, "vi").statusCode()).isIn(400, 404);
  }

  @Test
  void thePlotIsShownAsItsCameraLastSawIt() throws Exception {
    String path = "/01/" + GTIN + "/10/VT%2F24";
    assertThat(server.send(server.anonymous(path + "?picture")).statusCode()).isEqualTo(404);
    server.create("/api/v1/devices", "{\"id\":\"cam\",\"plot\":\"p1\",\"kind\":\"camera\"}");
    HttpResponse<String> stored =
        server.send(
            server
                .request("/api/v1/devices/cam/snapshots")
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(bytes("/api/v1/labels/" + serial(0) + ".png"))));
    assertThat(stored.statusCode()).as(stored.body()).isBetween(200, 201);

    assertThat(page(path, "en").body()).contains("<img src=\"" + path + "?picture\"");
    HttpResponse<String> picture = server.send(server.anonymous(path + "?picture"));
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.headers().firstValue("content-type").orElseThrow()).startsWith("image/");
  }

  @Test
  void programsGetLinkedDataAndTheLinkset() {
    String path = "/01/" + GTIN + "/10/VT%2F24/21/" + serial(2);
    HttpResponse<String> product =
        server.send(server.anonymous(path).header("Accept", "application/ld+json"));
    assertThat(product.headers().firstValue("content-type")).contains("application/ld+json");
    JsonNode document = RunningServer.parse(product.body());
    assertThat(document.get("serialNumber").asText()).isEqualTo(serial(2));
    assertThat(document.get("manufacturer").get("name").asText()).isEqualTo("HTX Ngọc Ẩn");

    HttpResponse<String> linkset =
        server.send(server.anonymous(path + "?linkType=linkset").header("Accept", "*/*"));
    assertThat(linkset.headers().firstValue("content-type")).contains("application/linkset+json");
    assertThat(linkset.headers().firstValue("access-control-allow-origin")).contains("*");
    JsonNode levels = RunningServer.parse(linkset.body()).get("linkset");
    assertThat(levels).hasSize(3);
    for (JsonNode level : levels) {
      assertThat(level.get("anchor").asText()).matches("https?://.*/01/" + GTIN + ".*");
      assertThat(level.get("itemDescription").asText()).isNotEmpty();
      assertThat(level.get("https://gs1.org/voc/defaultLink")).hasSize(1);
    }
  }

  private static HttpResponse<String> page(String path, String language) {
    var request = server.anonymous(path).header("Accept", "text/html,*/*;q=0.8");
    return server.send(language.isEmpty() ? request : request.header("Accept-Language", language));
  }

  private static HttpResponse<String> post(String path, String body, String key) {
    return server.send(
        server.request(path).header("Idempotency-Key", key).POST(BodyPublishers.ofString(body)));
  }

  private static byte[] bytes(String path) throws IOException, InterruptedException {
    return server.client().send(server.request(path).build(), BodyHandlers.ofByteArray()).body();
  }

  private static JsonNode scan(byte[] picture) {
    HttpResponse<String> answer =
        server.send(server.request("/api/v1/scan").POST(BodyPublishers.ofByteArray(picture)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode codes = RunningServer.parse(answer.body()).get("codes");
    assertThat(codes).hasSize(1);
    return codes.get(0);
  }

  private static int scanStatus(byte[] picture) {
    return server
        .send(server.request("/api/v1/scan").POST(BodyPublishers.ofByteArray(picture)))
        .statusCode();
  }

  private static String serial(int index) {
    return issue.get("serials").get(index).asText();
  }

  private static String json(String gtin, String lot, String product) {
    return RunningServer.JSON
        .createObjectNode()
        .put("gtin", gtin)
        .put("lot", lot)
        .put("plot", "p1")
        .put("product", product)
        .put("harvested", LocalDate.now(ZoneOffset.UTC).toString())
        .put("quantity_kg", 12.5)
        .toString();
  }
}
