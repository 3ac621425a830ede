// One chart: the lines that share a unit, drawn by uPlot in the page's own colours.
import { join } from "./series.js";

const HEIGHT = 240;
const SYNC = "trend";

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A day as it is written in Vietnam. */
function slashed(text) {
  return text.replace("-", "/");
}

export function drawPanel(figure, lines, trends) {
  return new Panel(figure, lines, trends);
}

class Panel {
  constructor(figure, lines, trends) {
    this.figure = figure;
    this.trends = trends;
    this.lines = lines;
    this.plot = figure.querySelector("[data-plot]");
    this.drawing = this.plot.innerHTML;
    this.entries = [...figure.querySelectorAll("[data-metric]")];
    this.number = new Intl.NumberFormat(trends.format.language, { maximumFractionDigits: Number(figure.dataset.decimals) });
    this.plot.tabIndex = 0;
    this.plot.setAttribute("role", "group");
    const svg = this.plot.querySelector("svg");
    if (svg) this.plot.setAttribute("aria-label", svg.getAttribute("aria-label"));
    this.draw();
    new ResizeObserver(() => this.chart.setSize({ width: this.plot.clientWidth, height: HEIGHT })).observe(this.plot);
  }

  draw() {
    this.plot.replaceChildren();
    this.chart = new window.uPlot(this.options(), join(this.lines), this.plot);
  }

  redraw() {
    this.chart.destroy();
    this.draw();
  }

  update(lines) {
    this.lines = lines;
    const empty = lines.every((line) => line.times.length === 0);
    this.figure.querySelector("[data-empty]")?.toggleAttribute("hidden", !empty);
    this.chart.setData(join(lines), false);
    this.setSpan(this.trends.span);
    this.showNewest();
  }

  setSpan({ from, to }) {
    this.chart.setScale("x", { min: from / 1000, max: to / 1000 });
  }

  options() {
    const grid = { stroke: colour("--line"), width: 1 };
    const axis = { stroke: colour("--ink-soft"), grid, ticks: { ...grid, size: 4 }, font: "12px system-ui, sans-serif" };
    const series = [{}];
    const bands = [];
    this.entries.forEach((entry, i) => {
      const line = colour(`--series-${entry.dataset.colour}`);
      const edge = { stroke: "transparent", width: 0, points: { show: false } };
      series.push({ stroke: line, width: 2, points: { size: 5 }, spanGaps: false }, { ...edge }, { ...edge });
      bands.push({ series: [3 * i + 3, 3 * i + 2], fill: `${line}2e` });
    });
    const { from, to } = this.trends.span;
    return {
      width: this.plot.clientWidth,
      height: HEIGHT,
      tzDate: (seconds) => window.uPlot.tzDate(new Date(seconds * 1000), "Asia/Ho_Chi_Minh"),
      legend: { show: false },
      cursor: { sync: { key: SYNC, setSeries: false }, drag: { x: true, y: false, setScale: false }, points: { size: 8 } },
      scales: { x: { min: from / 1000, max: to / 1000 } },
      axes: [
        { ...axis, space: 64, size: 30, values: (chart, ticks, index, space, step) => this.timeLabels(ticks, step) },
        { ...axis, size: 52, values: (chart, ticks) => ticks.map((tick) => new Intl.NumberFormat(this.trends.format.language, { maximumFractionDigits: 3 }).format(tick)) },
      ],
      series,
      bands,
      hooks: {
        setSelect: [(chart) => this.selected(chart)],
        setCursor: [(chart) => this.showValues(chart.cursor.idx)],
        ready: [() => this.showNewest()],
      },
    };
  }

  timeLabels(ticks, step) {
    const part = (options) => new Intl.DateTimeFormat(this.trends.format.language, { timeZone: "Asia/Ho_Chi_Minh", ...options });
    const clock = part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const day = part(this.trends.format.language === "vi" ? { day: "2-digit", month: "2-digit" } : { day: "numeric", month: "short" });
    return ticks.map((tick) => {
      const text = clock.format(tick * 1000);
      return step >= 86_400 || text === "00:00" ? slashed(day.format(tick * 1000)) : text;
    });
  }

  selected(chart) {
    const { left, width } = chart.select;
    if (width < 8) return;
    const from = chart.posToVal(left, "x") * 1000;
    const to = chart.posToVal(left + width, "x") * 1000;
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.trends.show(from, to);
  }

  text(value) {
    const unit = this.figure.dataset.unit;
    return value == null ? "–" : this.number.format(value) + (unit ? `\u00a0${unit}` : "");
  }

  showValues(index) {
    if (index == null) {
      this.showNewest();
      return;
    }
    this.entries.forEach((entry, i) => {
      entry.querySelector("[data-value]").textContent = this.text(this.chart.data[3 * i + 1][index]);
    });
  }

  showNewest() {
    this.entries.forEach((entry, i) => {
      const means = this.lines[i].means;
      entry.querySelector("[data-value]").textContent = this.text(means.length ? means[means.length - 1] : null);
    });
  }

  /** The time and every value of a row, in words. */
  wordsAt(index) {
    const time = this.chart?.data[0][index];
    if (time === undefined) return "";
    const values = this.entries.map((entry, i) => {
      const name = entry.childNodes[1].textContent.trim();
      return `${name} ${this.text(this.chart.data[3 * i + 1][index])}`;
    });
    return `${slashed(this.trends.format.time.format(time * 1000))}: ${values.join(", ")}`;
  }
}
