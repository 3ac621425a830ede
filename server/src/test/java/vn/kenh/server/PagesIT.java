package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all pages of a whole server have in common, in a real browser. */
@ExtendWith(SharedSite.Extension.class)
final class PagesIT {

  private final SharedSite site;
  private final RunningServer server;
  private final Chromium browser;

  PagesIT(SharedSite site) {
    this.site = site;
    this.server = site.server();
    this.browser = site.browser();
  }

  @BeforeEach
  void bePhone() {
    browser.bePhone();
  }

  @Test
  void theOverviewShowsThePlotAndFitsAPhone() {
    browser.open(site.url("/"));
    String plot =
        "[...document.querySelectorAll('.plot')].find(p => p.querySelector('[href=\"/plots/p\"]'))";
    assertThat(browser.evaluate(plot + ".querySelector('h3').textContent").asText())
        .isEqualTo("Thửa bờ sông");
    assertThat(browser.evaluate(plot + ".querySelector('[data-moisture]').textContent").asText())
        .isNotEmpty();
    site.assertFits();
    assertThat(browser.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
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
        "/scan",
        "/account",
        "/people",
        "/api"
      })
  void everyPageOpensWithoutComplaint(String path) {
    browser.open(site.url(path));
    assertThat(browser.evaluate("document.querySelectorAll('h1').length").asInt()).isEqualTo(1);
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
                        + ".filter(f => !f.labels.length && !f.ariaLabel).map(f => f.name).join()")
                .asText())
        .as("fields without a label")
        .isEmpty();
    site.assertFits();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aMissingPageIsToldInTheReadersLanguage() {
    HttpResponse<String> vietnamese = missing("");
    assertThat(vietnamese.statusCode()).isEqualTo(404);
    assertThat(vietnamese.body()).contains("Không tìm thấy trang");
    assertThat(missing("; language=en").body()).contains("Page not found");
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
    Matcher style =
        Pattern.compile("/static/css/base\\.css\\?v=\\w+").matcher(site.visitor().page("/"));
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

  private HttpResponse<String> missing(String moreCookies) {
    return server.send(
        server
            .anonymous("/plots/none")
            .header("Accept", "text/html")
            .header("Cookie", Visitor.COOKIE + "=" + site.visitor().session() + moreCookies));
  }
}
