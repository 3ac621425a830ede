package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a whole server in a real browser, under the server's own content policy. */
final class SiteIT {

  private static final int READINGS = 120;

  @TempDir private static Path folder;
  private static RunningServer server;
  private static Chromium browser;
  private static String session;
  private static String token;

  @BeforeAll
  static void start() throws MqttException {
    server = new RunningServer(ServerSettings.embedded(folder.resolve("data")));
    server.create(
        "/api/v1/farms", "{\"id\":\"f\",\"name\":\"Thanh Hà\",\"province\":\"Hải Dương\"}");
    server.create(
        "/api/v1/plots",
        "{\"id\":\"p\",\"farm\":\"f\",\"name\":\"Thửa bờ sông\",\"crop\":\"vải\",\"area_m2\":3600}");
    token =
        server
            .create("/api/v1/devices", "{\"id\":\"d\",\"plot\":\"p\",\"kind\":\"drip\"}")
            .get("token")
            .asText();
    report();
    session = Visitor.signIn(server).session();
    browser = Chromium.start(folder);
    browser.bePhone();
    browser.cookie(url(""), "kenh_session", session);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    server.close();
  }

  @Test
  void theOverviewShowsThePlotAndFitsAPhone() {
    browser.open(url("/"));
    assertThat(browser.evaluate("document.querySelector('.plot h3').textContent").asText())
        .isEqualTo("Thửa bờ sông");
    assertThat(browser.evaluate("document.querySelector('[data-moisture]').textContent").asText())
        .isNotEmpty();
    assertFits();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void trendsAreDrawnAndZoomWithoutBreakingThePolicy() {
    browser.open(url("/plots/p?m=soil_moisture&m=battery_level"));
    assertLibrary(".trend");
    browser.await("document.querySelectorAll('.panel canvas').length === 1");
    browser.await(
        "[...document.querySelectorAll('[data-value]')].every(v => v.textContent.includes('%'))");
    assertThat(inked()).isGreaterThan(200);
    browser.evaluate("document.querySelector('[data-do=in]').click()");
    browser.await(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('/readings')).length >= 4");
    assertThat(inked()).isGreaterThan(200);
    assertFits();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aReadingChangesTheOpenTrendPage() throws MqttException {
    browser.open(url("/plots/p?m=soil_temperature"));
    assertLibrary(".trend");
    browser.await("document.querySelectorAll('.panel canvas').length === 1");
    assertReadingArrives("soil_temperature");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aReadingChangesTheOpenTrendPageWithoutTheChartLibrary() throws MqttException {
    browser.openAfter(
        "new MutationObserver(() => { const t = document.querySelector('.trend');"
            + " if (t && t.dataset.library) t.dataset.library = ''; })"
            + ".observe(document, { childList: true, subtree: true });",
        url("/plots/p?m=air_temperature"));
    String drawn = drawing();
    assertReadingArrives("air_temperature");
    assertThat(drawing()).as("the server's drawing, drawn again").isNotEqualTo(drawn);
    assertThat(browser.evaluate("document.querySelector('.panel canvas') === null").asBoolean())
        .isTrue();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aLabelIsReadInTheBrowserByWebAssembly() {
    String batch =
        server
            .create(
                "/api/v1/batches",
                "{\"gtin\":\"8938505974194\",\"lot\":\"W-1\",\"plot\":\"p\",\"product\":\"Vải thiều\","
                    + "\"harvested\":\"2026-01-02\",\"quantity_kg\":12}")
            .get("id")
            .asText();
    String serial =
        server
            .create("/api/v1/batches/" + batch + "/labels", "{\"count\":1}")
            .get("serials")
            .get(0)
            .asText();
    browser.open(url("/scan"));
    assertLibrary("[data-scan]");
    assertThat(
            browser
                .evaluate(
                    "(async () => { const d = document.querySelector('[data-scan]').dataset;"
                        + " await new Promise((ok, no) => { const s = document.createElement('script');"
                        + " s.src = d.library; s.onload = ok; s.onerror = no; document.head.append(s); });"
                        + " await ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => d.wasm },"
                        + " fireImmediately: true });"
                        + " const label = await createImageBitmap(await (await fetch('/api/v1/labels/"
                        + serial
                        + ".png')).blob());"
                        + " const k = document.createElement('canvas'); k.width = label.width; k.height = label.height;"
                        + " const g = k.getContext('2d', { willReadFrequently: true }); g.drawImage(label, 0, 0);"
                        + " const found = await ZXingWASM.readBarcodes("
                        + "g.getImageData(0, 0, k.width, k.height), { formats: ['QRCode'] });"
                        + " return found.map(f => f.text).join(); })()")
                .asText())
        .endsWith("/01/08938505974194/10/W-1/21/" + serial);
    assertFits();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void everyPageOpensWithoutComplaint() {
    for (String path :
        new String[] {
          "/farms/f",
          "/devices",
          "/devices/d",
          "/devices/d/pictures",
          "/devices/new",
          "/farms/new",
          "/plots/new",
          "/batches",
          "/batches/new",
          "/quarantine",
          "/account"
        }) {
      browser.open(url(path));
      assertThat(browser.evaluate("document.querySelectorAll('h1').length").asInt())
          .as(path)
          .isEqualTo(1);
      assertFits();
      assertThat(browser.errors()).as(path).isEmpty();
    }
  }

  @Test
  void aBatchThatIsSubmittedTwiceIsEnteredOnce() {
    String form = page("/batches/new?plot=p");
    String body =
        "plot=p&product=V%E1%BA%A3i&gtin=4006381333931&lot=L1&harvested=2026-01-02&quantity=12%2C5&key="
            + hidden(form, "key")
            + "&csrf="
            + encode(hidden(form, "csrf"));
    HttpResponse<String> first = post("/batches", body);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(303);
    assertThat(post("/batches", body).headers().firstValue("location"))
        .isEqualTo(first.headers().firstValue("location"));
    assertThat(page(first.headers().firstValue("location").orElseThrow())).contains("12,5 kg");
  }

  @Test
  void aFormWithMistakesComesBackWithThemBesideTheFields() {
    String form = page("/batches/new");
    HttpResponse<String> answer =
        post(
            "/batches",
            "plot=p&product=&gtin=4006381333930&lot=L2&harvested=2026-01-02&quantity=1&csrf="
                + encode(hidden(form, "csrf")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("id=\"gtin-error\"", "id=\"product-error\"", "value=\"L2\"");
  }

  @Test
  void aMissingPageIsToldInTheReadersLanguage() {
    HttpResponse<String> vietnamese =
        server.send(
            server
                .anonymous("/plots/none")
                .header("Accept", "text/html")
                .header("Cookie", "kenh_session=" + session));
    assertThat(vietnamese.statusCode()).isEqualTo(404);
    assertThat(vietnamese.body()).contains("Không tìm thấy trang");
    HttpResponse<String> english =
        server.send(
            server
                .anonymous("/plots/none")
                .header("Accept", "text/html")
                .header("Cookie", "kenh_session=" + session + "; language=en"));
    assertThat(english.body()).contains("Page not found");
  }

  @Test
  void theLanguageSwitchLeadsOnlyToOurOwnPages() {
    HttpResponse<String> there =
        server.send(server.anonymous("/language?to=en&back=https://elsewhere.example/"));
    assertThat(there.headers().firstValue("location")).hasValue("/");
    HttpResponse<String> back =
        server.send(server.anonymous("/language?to=en&back=/batches?after=1"));
    assertThat(back.headers().firstValue("location")).hasValue("/batches?after=1");
    assertThat(back.headers().firstValue("set-cookie").orElse("")).startsWith("language=en");
  }

  @Test
  void versionedFilesAreKeptForEver() {
    Matcher style = Pattern.compile("/static/css/base\\.css\\?v=\\w+").matcher(page("/"));
    assertThat(style.find()).isTrue();
    HttpResponse<String> file = server.send(server.anonymous(style.group()));
    assertThat(file.headers().firstValue("cache-control").orElse("")).contains("immutable");
    assertThat(server.send(server.anonymous("/static/../application.properties")).statusCode())
        .isNotEqualTo(200);
  }

  @Test
  void textTravelsCompressed() {
    String file = "/static/css/base.css";
    HttpResponse<String> plain = server.send(server.anonymous(file));
    HttpResponse<String> compressed =
        server.send(server.anonymous(file).header("Accept-Encoding", "gzip"));
    assertThat(compressed.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(compressed.headers().firstValueAsLong("content-length").orElseThrow())
        .isLessThan(plain.body().length() / 2);
  }

  /** Without npm a build has no browser libraries; the tests of them need a build with it. */
  private static void assertLibrary(String part) {
    assertThat(browser.evaluate("document.querySelector('" + part + "').dataset.library").asText())
        .as("browser library of %s (built with npm?)", part)
        .isNotEmpty();
  }

  /** Reports a temperature that no other reading has, and awaits it in the legend of the page. */
  private static void assertReadingArrives(String metric) throws MqttException {
    String value =
        "document.querySelector('[data-metric=" + metric + "] [data-value]').textContent";
    browser.await(value + ".includes('21')");
    browser.await("!document.querySelector('[data-status]').hidden");
    publish(List.of("{\"time\":%d,\"%s\":34}".formatted(System.currentTimeMillis(), metric)));
    browser.await(value + ".includes('34')");
  }

  private static String drawing() {
    return browser
        .evaluate("document.querySelector('.panel .chart__line').getAttribute('d')")
        .asText();
  }

  private static void assertFits() {
    assertThat(browser.evaluate("document.documentElement.scrollWidth - window.innerWidth").asInt())
        .as("overflow to the right of %s", browser.evaluate("location.href"))
        .isLessThanOrEqualTo(0);
  }

  /** How many points of the first chart are drawn on, counted on a copy of it. */
  private static int inked() {
    return browser
        .evaluate(
            "(() => { const c = document.querySelector('.panel canvas');"
                + " const k = document.createElement('canvas'); k.width = c.width; k.height = c.height;"
                + " const g = k.getContext('2d', { willReadFrequently: true }); g.drawImage(c, 0, 0);"
                + " const d = g.getImageData(0, 0, k.width, k.height).data;"
                + " let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 0) n++; return n; })()")
        .asInt();
  }

  private static void publish(List<String> payloads) throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName("d");
    options.setPassword(token.getBytes(StandardCharsets.UTF_8));
    MqttClient client =
        new MqttClient(
            "tcp://127.0.0.1:" + server.server().mqttPort(), "site", new MemoryPersistence());
    try {
      client.connect(options);
      for (String payload : payloads) {
        client.publish("kenh/d/telemetry", payload.getBytes(StandardCharsets.UTF_8), 1, false);
      }
      client.disconnect();
    } finally {
      client.close();
    }
  }

  private static void report() throws MqttException {
    long now = System.currentTimeMillis();
    List<String> payloads = new ArrayList<>();
    for (int i = READINGS; i >= 0; i--) {
      payloads.add(
          "{\"time\":%d,\"soil_moisture\":%d,\"battery_level\":%d}"
              .formatted(now - i * 60_000L, 30 + i % 7, 60 + i % 3));
    }
    for (int minutes : new int[] {40, 20}) {
      payloads.add(
          "{\"time\":%d,\"soil_temperature\":21,\"air_temperature\":21}"
              .formatted(now - minutes * 60_000L));
    }
    publish(payloads);
    Awaitility.await("all readings stored")
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                server.json("/api/v1/readings?device=d&metric=soil_moisture").get("points").size()
                    > READINGS);
  }

  private static String page(String path) {
    HttpResponse<String> answer =
        server.send(server.anonymous(path).header("Cookie", "kenh_session=" + session));
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> post(String path, String body) {
    return server.send(
        server
            .anonymous(path)
            .header("Cookie", "kenh_session=" + session)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String hidden(String page, String name) {
    Matcher field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
    assertThat(field.find()).as(name).isTrue();
    return field.group(1);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + server.server().httpPort() + path;
  }
}
