package vn.kenh.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import vn.kenh.server.Hand.Point;

/** An open trend page, and what its charts hold and show. */
final class OpenTrend {

  /** Remembers every chart that the page's chart library draws, for the tests to look into. */
  private static final String REMEMBER_CHARTS =
      """
      window.charts = [];
      let library;
      Object.defineProperty(window, "uPlot", {
        get: () => library,
        set: (given) => {
          library = new Proxy(given, {
            construct(target, args) { const chart = new target(...args); window.charts.push(chart); return chart; },
          });
        },
      });
      /** The colour at a moment and a value: red, green, blue, opacity. */
      window.colourAt = (chart, time, value) => {
        const copy = document.createElement("canvas");
        copy.width = copy.height = 1;
        const pen = copy.getContext("2d");
        pen.drawImage(chart.ctx.canvas, -Math.round(chart.valToPos(time, "x", true)), -Math.round(chart.valToPos(value, "y", true)));
        return [...pen.getImageData(0, 0, 1, 1).data];
      };
      /** How many points of a moment's column are drawn in the colour of the first line. */
      window.inkAt = (chart, time) => {
        const { top, height } = chart.bbox;
        const copy = document.createElement("canvas");
        copy.width = 1;
        copy.height = height;
        const pen = copy.getContext("2d");
        pen.drawImage(chart.ctx.canvas, -Math.round(chart.valToPos(time, "x", true)), -top);
        const hex = chart.series[1].stroke(chart, 1);
        const line = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
        const data = pen.getImageData(0, 0, 1, height).data;
        let ink = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3] > 150 && line.every((part, j) => Math.abs(part - data[i + j]) < 30)) ink++;
        }
        return ink;
      };
      """;

  private final SharedSite site;
  private final Chromium browser;

  /** A span of time, seconds since 1970. */
  record Span(double from, double to) {

    double length() {
      return to - from;
    }

    double middle() {
      return (from + to) / 2;
    }
  }

  private OpenTrend(SharedSite site) {
    this.site = site;
    this.browser = site.browser();
  }

  /** Opens a page with trends and waits until its charts are drawn. */
  static OpenTrend open(SharedSite site, String path) {
    site.browser().openAfter(REMEMBER_CHARTS, site.url(path));
    site.assertLibrary(".trend");
    site.browser().await("charts.length > 0 && !document.querySelector('[data-tools]').hidden");
    return new OpenTrend(site);
  }

  /** The span that one of its charts shows now. */
  Span span(int chart) {
    JsonNode scale =
        browser.evaluate("(({ min, max }) => [min, max])(charts[" + chart + "].scales.x)");
    return new Span(scale.get(0).asDouble(), scale.get(1).asDouble());
  }

  Span span() {
    return span(0);
  }

  /** The point at a share of the first chart's width and the middle of its height. */
  Point at(double share) {
    JsonNode box =
        browser.evaluate(
            "(() => { const over = document.querySelector('.panel .u-over');"
                + " over.scrollIntoView({ block: 'center', behavior: 'instant' });"
                + " const b = over.getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()");
    return new Point(
        box.get(0).asDouble() + box.get(2).asDouble() * share,
        box.get(1).asDouble() + box.get(3).asDouble() / 2);
  }

  /** Waits until the readings of the span that is shown now have been asked for and drawn. */
  void awaitLoaded() {
    browser.await(
        "performance.getEntriesByType('resource').some(e => { const q = new URL(e.name).searchParams;"
            + " return Math.abs(q.get('from') / 1000 - charts[0].scales.x.min) < 1"
            + " && Math.abs(q.get('to') / 1000 - charts[0].scales.x.max) < 1; })"
            + " && !document.querySelector('.trend').classList.contains('is-loading')");
  }

  /** How much of the column at a moment is drawn in the line's colour. */
  int ink(Instant time) {
    return browser.evaluate("inkAt(charts[0], " + time.toEpochMilli() / 1000.0 + ")").asInt();
  }

  /** Red, green, blue and opacity at a moment and a value of the first chart. */
  JsonNode colour(Instant time, double value) {
    return browser.evaluate(
        "colourAt(charts[0], " + time.toEpochMilli() / 1000.0 + ", " + value + ")");
  }

  /** An expression over the first chart, {@code c}. */
  JsonNode ask(String expression) {
    return browser.evaluate("(c => " + expression + ")(charts[0])");
  }

  /** What the line below the tools says. */
  String says() {
    return browser.evaluate("document.querySelector('[data-say]').textContent").asText();
  }

  void press(String tool) {
    browser.tap("[data-do=" + tool + "]");
  }

  void assertFits() {
    site.assertFits();
  }
}
