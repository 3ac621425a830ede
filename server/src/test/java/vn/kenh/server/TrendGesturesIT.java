package vn.kenh.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.kenh.server.Hand.Point;
import vn.kenh.server.Hand.Stroke;
import vn.kenh.server.OpenTrend.Span;

/** Moving through time on a trend page with mouse, fingers and keys, in a real browser. */
@ExtendWith(SharedSite.Extension.class)
final class TrendGesturesIT {

  /** A day of minutes at a few hundred pixels: fingers and pixels round. */
  private static final Offset<Double> NEARLY = within(900.0);

  private static final String PAGE = "/plots/p?m=soil_moisture&m=soil_temperature";

  private final SharedSite site;
  private final Chromium browser;
  private final Hand hand;

  TrendGesturesIT(SharedSite site) {
    this.site = site;
    this.browser = site.browser();
    this.hand = new Hand(browser);
  }

  @AfterEach
  void nothingComplained() {
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void draggingAcrossWithAMouseZoomsEveryChartIntoThatSpan() {
    browser.beDesktop();
    OpenTrend trend = OpenTrend.open(site, PAGE);
    Span whole = trend.span();
    hand.drag(trend.at(0.25), trend.at(0.75));
    trend.awaitLoaded();
    Span zoomed = trend.span();
    assertThat(zoomed.from()).isCloseTo(whole.from() + whole.length() * 0.25, NEARLY);
    assertThat(zoomed.to()).isCloseTo(whole.from() + whole.length() * 0.75, NEARLY);
    assertThat(trend.span(1)).as("the chart below").isEqualTo(zoomed);
  }

  @Test
  void draggingWithShiftMovesThroughTime() {
    browser.beDesktop();
    OpenTrend trend = OpenTrend.open(site, PAGE);
    Span whole = trend.span();
    hand.dragWithShift(trend.at(0.4), trend.at(0.7));
    trend.awaitLoaded();
    assertMoved(whole, trend.span(), -0.3);
    assertThat(trend.span(1)).as("the chart below").isEqualTo(trend.span());
  }

  @Test
  void aFingerAcrossMovesThroughTime() {
    browser.bePhone();
    OpenTrend trend = OpenTrend.open(site, PAGE);
    Span whole = trend.span();
    hand.touch(new Stroke(trend.at(0.3), trend.at(0.7)));
    trend.awaitLoaded();
    assertMoved(whole, trend.span(), -0.4);
    assertThat(trend.span(1)).as("the chart below").isEqualTo(trend.span());
    trend.assertFits();
  }

  @Test
  void aFingerUpwardsMovesThePageAndNotTheTime() {
    browser.bePhone();
    OpenTrend trend = OpenTrend.open(site, PAGE);
    Point start = trend.at(0.5);
    Span whole = trend.span();
    double before = browser.evaluate("scrollY").asDouble();
    hand.touch(new Stroke(start, new Point(start.x() + 4, start.y() - 200)));
    browser.await("scrollY > " + (before + 100));
    assertThat(trend.span().length()).isCloseTo(whole.length(), within(1.0));
    assertThat(trend.span().from())
        .as("but for the live end")
        .isCloseTo(whole.from(), within(60.0));
  }

  @Test
  void spreadingTwoFingersZoomsInBetweenThem() {
    browser.bePhone();
    OpenTrend trend = OpenTrend.open(site, PAGE);
    Span whole = trend.span();
    hand.touch(new Stroke(trend.at(0.4), trend.at(0.2)), new Stroke(trend.at(0.6), trend.at(0.8)));
    trend.awaitLoaded();
    Span zoomed = trend.span();
    assertThat(zoomed.length()).isCloseTo(whole.length() / 3, NEARLY);
    assertThat(zoomed.middle()).isCloseTo(whole.middle(), NEARLY);
    assertThat(trend.span(1)).as("the chart below").isEqualTo(zoomed);
    assertThat(browser.evaluate("visualViewport.scale").asDouble())
        .as("the page itself is not magnified")
        .isEqualTo(1);
  }

  @Test
  void pinchingZoomsOutAndTwoFingersMoveWhatIsBetweenThem() {
    browser.bePhone();
    OpenTrend trend = OpenTrend.open(site, PAGE);
    Span whole = trend.span();
    hand.touch(new Stroke(trend.at(0.2), trend.at(0.5)), new Stroke(trend.at(0.8), trend.at(0.8)));
    trend.awaitLoaded();
    Span zoomed = trend.span();
    assertThat(zoomed.length()).isCloseTo(whole.length() * 2, within(2 * 900.0));
    assertThat(zoomed.from() + zoomed.length() * 0.65)
        .as("the moment between the fingers stays between them")
        .isCloseTo(whole.middle(), within(2 * 900.0));
  }

  @Test
  void aChartIsReachedAndMovedByKeys() {
    browser.beDesktop();
    OpenTrend trend = OpenTrend.open(site, PAGE);
    browser.evaluate("document.querySelector('[data-do=all]').focus()");
    hand.press("Tab");
    assertThat(browser.evaluate("document.activeElement.matches('[data-plot]')").asBoolean())
        .as("the chart comes after the buttons")
        .isTrue();
    assertThat(browser.evaluate("document.activeElement.getAttribute('aria-label')").asText())
        .contains("Độ ẩm đất", "Phím mũi tên");
    Span whole = trend.span();
    hand.press("+");
    trend.awaitLoaded();
    assertThat(trend.span().length()).isCloseTo(whole.length() / 2, within(1.0));
    hand.press("PageUp");
    trend.awaitLoaded();
    assertThat(trend.span().middle()).isCloseTo(whole.middle() - whole.length() / 4, NEARLY);
    hand.press("-");
    trend.awaitLoaded();
    assertThat(trend.span().length()).isCloseTo(whole.length(), within(1.0));
    hand.press("0");
    trend.awaitLoaded();
    assertThat(trend.span().to()).isCloseTo(whole.to(), NEARLY);
  }

  @Test
  void arrowKeysReadTheValuesAloud() {
    browser.beDesktop();
    OpenTrend trend = OpenTrend.open(site, "/devices/d?m=soil_moisture");
    browser.evaluate("document.querySelector('[data-plot]').focus()");
    hand.press("ArrowLeft");
    assertThat(trend.says()).matches("\\d\\d:\\d\\d \\d\\d/\\d\\d: Độ ẩm đất \\d+(,\\d+)?\u00a0%");
    String newest = trend.says();
    hand.press("ArrowLeft");
    assertThat(trend.says())
        .matches("\\d\\d:\\d\\d \\d\\d/\\d\\d: Độ ẩm đất \\d+(,\\d+)?\u00a0%")
        .isNotEqualTo(newest);
    hand.press("ArrowRight");
    assertThat(trend.says()).isEqualTo(newest);
    assertThat(
            browser
                .evaluate("document.querySelector('[data-say]').getAttribute('aria-live')")
                .asText())
        .isEqualTo("polite");
  }

  @Test
  void theButtonsDoTheSame() {
    browser.bePhone();
    OpenTrend trend = OpenTrend.open(site, PAGE);
    Span whole = trend.span();
    trend.press("in");
    trend.awaitLoaded();
    assertThat(trend.span().length()).isCloseTo(whole.length() / 2, within(1.0));
    Span zoomed = trend.span();
    trend.press("left");
    trend.awaitLoaded();
    assertMoved(zoomed, trend.span(), -0.5);
    trend.press("right");
    trend.awaitLoaded();
    assertMoved(zoomed, trend.span(), 0);
    trend.press("out");
    trend.awaitLoaded();
    assertThat(trend.span().length()).isCloseTo(whole.length(), within(1.0));
    trend.press("in");
    trend.press("all");
    trend.awaitLoaded();
    assertMoved(whole, trend.span(), 0);
  }

  private static void assertMoved(Span before, Span after, double share) {
    assertThat(after.length()).isCloseTo(before.length(), within(1.0));
    assertThat(after.from()).isCloseTo(before.from() + share * before.length(), NEARLY);
  }
}
