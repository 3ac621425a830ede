package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.kenh.server.OpenTrend.Span;

/** What a trend page draws of the readings, in a real browser. */
@ExtendWith(SharedSite.Extension.class)
final class TrendPageIT {

  private final SharedSite site;
  private final Chromium browser;

  TrendPageIT(SharedSite site) {
    this.site = site;
    this.browser = site.browser();
  }

  @BeforeEach
  void bePhone() {
    browser.bePhone();
  }

  @Test
  void linesAreDrawnWithTheirNewestValues() {
    OpenTrend trend = OpenTrend.open(site, "/plots/p?m=soil_moisture&m=battery_level");
    browser.await(
        "[...document.querySelectorAll('[data-value]')].every(v => v.textContent.includes('%'))");
    assertThat(trend.ink(ago(60))).isPositive();
    assertThat(trend.ink(ago(5 * 60))).as("before the first reading").isZero();
    trend.assertFits();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void metricsOfOneUnitShareAChartAndOthersHaveTheirOwnOverTheSameTime() {
    OpenTrend trend =
        OpenTrend.open(site, "/plots/p?m=soil_moisture&m=battery_level&m=soil_temperature");
    assertThat(browser.evaluate("charts.length").asInt()).isEqualTo(2);
    assertThat(trend.ask("[...new Set(c.series.slice(1).map(s => s.stroke(c, 1)))].length").asInt())
        .as("colours of two lines and their invisible edges")
        .isEqualTo(3);
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('.panel')].map(p => p.dataset.unit).join()")
                .asText())
        .isEqualTo("%,°C");
    assertThat(trend.span(1)).isEqualTo(trend.span(0));
    browser.tap(".chip[href*=\"m=air_temperature\"]");
    browser.await("document.querySelectorAll('.panel .u-over').length === 2");
    browser.await(
        "document.querySelectorAll('.panel')[1].querySelectorAll('[data-metric]').length === 2");
    assertThat(
            browser
                .evaluate("document.querySelectorAll('.chip[aria-pressed=true]').length")
                .asInt())
        .isEqualTo(4);
    trend.assertFits();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aRangeIsChosenByATouchOrByDates() {
    OpenTrend day = OpenTrend.open(site, "/plots/p?m=soil_moisture");
    assertThat(day.span().length()).isCloseTo(24 * 3600.0, within(1.0));
    String week = browser.evaluate("document.querySelectorAll('.segments a')[1].href").asText();
    OpenTrend trend = OpenTrend.open(site, week.substring(site.url("").length()));
    assertThat(trend.span().length()).isCloseTo(7 * 24 * 3600.0, within(1.0));
    assertThat(
            browser
                .evaluate("document.querySelector('.segments [aria-current]').textContent")
                .asText())
        .isEqualTo("7 ngày");
    browser.evaluate(
        "(() => { const f = document.querySelector('.custom form'); f.from.value = '2026-01-02T03:04';"
            + " f.to.value = '2026-01-03T03:04'; f.requestSubmit(); })()");
    browser.await("location.search.includes('range=custom') && document.readyState === 'complete'");
    browser.await("document.querySelector('.panel .u-over') !== null");
    assertThat(browser.evaluate("document.querySelector('.trend').dataset.from").asLong())
        .isEqualTo(Instant.parse("2026-01-01T20:04:00Z").toEpochMilli());
    assertThat(browser.evaluate("document.querySelector('[data-empty]').innerText").asText())
        .isEqualTo("Không có số liệu trong khoảng này.");
    assertThat(browser.evaluate("location.search.includes('m=soil_moisture')").asBoolean())
        .isTrue();
    site.assertFits();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aGapInTheReadingsIsAGapInTheLine() {
    OpenTrend trend = OpenTrend.open(site, "/devices/hole?m=soil_moisture");
    Instant last = ago(SharedSite.SILENT_FROM);
    Instant next = ago(SharedSite.SILENT_TO);
    assertThat(
            trend
                .ask(
                    "c.data[0].some((t, i) => t > %d && t < %d && c.data[1][i] === null)"
                        .formatted(last.getEpochSecond() - 200, next.getEpochSecond()))
                .asBoolean())
        .as("an empty row in the silence")
        .isTrue();
    assertThat(trend.ink(last.minus(Duration.ofMinutes(15)))).as("before").isPositive();
    for (int minutes = SharedSite.SILENT_TO + 10; minutes < SharedSite.SILENT_FROM - 5; minutes++) {
      assertThat(trend.ink(ago(minutes))).as("%s minutes ago", minutes).isZero();
    }
    assertThat(trend.ink(next.plus(Duration.ofMinutes(15)))).as("after").isPositive();
  }

  @Test
  void aSteadyLineHasNoGap() {
    OpenTrend trend = OpenTrend.open(site, "/plots/p?m=soil_moisture&m=battery_level");
    for (int minutes = 10; minutes < SharedSite.MINUTES - 10; minutes++) {
      assertThat(trend.ink(ago(minutes))).as("%s minutes ago", minutes).isPositive();
    }
  }

  @Test
  void aBandShowsLowestAndHighestWhereReadingsAreSummarised() {
    browser.beDesktop();
    OpenTrend trend = OpenTrend.open(site, "/devices/wide?m=soil_moisture");
    Instant middle = ago(20);
    assertThat(trend.ink(middle)).as("the line of means").isPositive();
    for (double value : new double[] {23, 37}) {
      JsonNode band = trend.colour(middle, value);
      assertThat(band.get(3).asInt()).as("opacity at %s: %s", value, band).isBetween(20, 90);
    }
    for (double value : new double[] {18, 42}) {
      assertThat(trend.colour(middle, value).get(3).asInt()).as("outside, at %s", value).isZero();
    }
    for (int i = 0; i < 6; i++) {
      trend.press("in");
      trend.press("right");
    }
    trend.press("left");
    trend.awaitLoaded();
    assertThat(
            trend
                .ask("c.data[1].every((mean, i) => mean == null || mean === c.data[2][i])")
                .asBoolean())
        .as("single readings have no band")
        .isTrue();
  }

  @Test
  void aReadingAppearsInTheOpenPageWithoutReload() {
    OpenTrend trend = OpenTrend.open(site, "/plots/p?m=soil_temperature");
    Span before = trend.span();
    assertReadingArrives("soil_temperature");
    browser.await("charts[0].data[1].includes(34)");
    assertThat(trend.span().to()).as("the charts' end follows").isGreaterThan(before.to());
    assertThat(trend.ask("c.data[0][c.data[1].indexOf(34)] <= c.scales.x.max").asBoolean())
        .as("within what is shown")
        .isTrue();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aReadingAppearsInTheOpenPageWithoutTheChartLibrary() {
    browser.openAfter(
        "new MutationObserver(() => { const t = document.querySelector('.trend');"
            + " if (t && t.dataset.library) t.dataset.library = ''; })"
            + ".observe(document, { childList: true, subtree: true });",
        site.url("/plots/p?m=air_temperature"));
    String drawn = drawing();
    assertReadingArrives("air_temperature");
    assertThat(drawing()).as("the server's drawing, drawn again").isNotEqualTo(drawn);
    assertThat(browser.evaluate("document.querySelector('.panel canvas') === null").asBoolean())
        .isTrue();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void theSameStandsInATableOfFewRows() {
    OpenTrend.open(site, "/devices/wide?m=soil_moisture");
    browser.tap(".trend__foot summary");
    assertThat(browser.evaluate("document.querySelector('.trend table thead').innerText").asText())
        .contains("Thời gian", "Độ ẩm đất (%)");
    JsonNode means =
        browser.evaluate(
            "[...document.querySelectorAll('.trend tbody td')].map(d => Number(d.innerText.replace(',', '.')))");
    assertThat(means).isNotEmpty().hasSizeLessThanOrEqualTo(33);
    for (JsonNode mean : means) {
      assertThat(mean.asDouble()).isBetween(28.0, 32.0);
    }
    site.assertFits();
  }

  @Test
  void whatCannotBeLoadedIsSaidAndComesWithTheNextTry() {
    OpenTrend trend = OpenTrend.open(site, "/plots/p?m=soil_moisture");
    browser.block("/api/v1/readings");
    trend.press("in");
    browser.await("document.querySelector('[data-say]').textContent.startsWith('Không tải được')");
    browser.block();
    trend.press("out");
    trend.awaitLoaded();
    assertThat(trend.says()).doesNotContain("Không tải được");
    assertThat(trend.ink(ago(60))).isPositive();
  }

  private Instant ago(int minutes) {
    return Instant.ofEpochMilli(site.started()).minus(Duration.ofMinutes(minutes));
  }

  /** Reports a temperature that no other reading has, and awaits it in the legend of the page. */
  private void assertReadingArrives(String metric) {
    String value =
        "document.querySelector('[data-metric=" + metric + "] [data-value]').textContent";
    browser.await(value + ".includes('21')");
    browser.await("!document.querySelector('[data-status]').hidden");
    site.publish(
        "d", List.of("{\"time\":%d,\"%s\":34}".formatted(System.currentTimeMillis(), metric)));
    browser.await(value + ".includes('34')");
  }

  private String drawing() {
    return browser
        .evaluate("document.querySelector('.panel .chart__line').getAttribute('d')")
        .asText();
  }
}
