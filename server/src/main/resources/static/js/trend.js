// Trends: replaces the server's drawings by charts that zoom, move and follow live readings.
// One chart a unit, all over the same span of time, moved and read together. Without the chart
// library the server's drawings stay and are fetched again when readings arrive.
import { drawPanel } from "./panel.js";
import { attachGestures } from "./gestures.js";
import { splitGaps } from "./series.js";
import { follow } from "./follow.js";
import { followStill } from "./still.js";

const root = document.querySelector(".trend[data-library]");
const POINTS = 600;
const LEAST_SPAN = 60_000;
const REFETCH_AFTER = 250;
const LIVE_EVERY = 4_000;

function loadLibrary() {
  return new Promise((resolve, reject) => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = root.dataset.style;
    const script = document.createElement("script");
    script.src = root.dataset.library;
    let left = 2;
    for (const part of [style, script]) {
      part.onload = () => { left -= 1; if (left === 0) resolve(); };
      part.onerror = reject;
      document.head.append(part);
    }
  });
}

class Trends {
  constructor() {
    const data = root.dataset;
    this.whole = { from: Number(data.from), to: Number(data.to) };
    this.span = { ...this.whole };
    this.live = data.live === "true";
    this.format = {
      language: data.language,
      time: new Intl.DateTimeFormat(data.language, { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" }),
    };
    this.say = root.querySelector("[data-say]");
    this.panels = [];
    this.request = 0;
  }

  async start() {
    const figures = [...root.querySelectorAll(".panel")];
    if (figures.length === 0) return;
    const loaded = await Promise.all(figures.map((figure) => this.loadFigure(figure)));
    this.panels = figures.map((figure, i) => drawPanel(figure, loaded[i], this));
    for (const panel of this.panels) attachGestures(panel, this);
    this.tools();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.panels.forEach((p) => p.redraw()));
    if (this.live) this.listen();
  }

  url(metric, from, to, points) {
    const query = new URLSearchParams({ [root.dataset.subject]: root.dataset.id, metric, from: Math.floor(from), to: Math.ceil(to), points });
    return `/api/v1/readings?${query}`;
  }

  async loadLine(metric) {
    const { from, to } = this.span;
    const answer = await fetch(this.url(metric, from, to, POINTS), { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`readings: ${answer.status}`);
    return splitGaps(await answer.json());
  }

  loadFigure(figure) {
    const lines = [...figure.querySelectorAll("[data-metric]")];
    return Promise.all(lines.map((line) => this.loadLine(line.dataset.metric)));
  }

  /** Fetches the readings of the shown span again, in its own resolution; late answers are dropped. */
  async reload() {
    const request = ++this.request;
    try {
      const loaded = await Promise.all(this.panels.map((panel) => this.loadFigure(panel.figure)));
      if (request !== this.request) return;
      this.panels.forEach((panel, i) => panel.update(loaded[i]));
      if (this.say.textContent === root.dataset.failed) this.say.replaceChildren();
    } catch {
      if (request === this.request) this.say.textContent = root.dataset.failed;
    }
    if (request === this.request) this.busy(false);
  }

  /** Shows another span of time: at once with what is there, soon after with what belongs there. */
  show(from, to) {
    const length = Math.max(LEAST_SPAN, to - from);
    this.span = { from, to: from + length };
    for (const panel of this.panels) panel.setSpan(this.span);
    clearTimeout(this.timer);
    this.busy(true);
    this.timer = setTimeout(() => this.reload(), REFETCH_AFTER);
  }

  /** Says that what is shown is not yet all there is; seen only where the answer takes its time. */
  busy(busy) {
    root.classList.toggle("is-loading", busy);
  }

  move(share) {
    const by = (this.span.to - this.span.from) * share;
    this.show(this.span.from + by, this.span.to + by);
  }

  /** Zooms around a moment: factors below 1 show less time. */
  zoom(factor, around = (this.span.from + this.span.to) / 2) {
    this.show(around - (around - this.span.from) * factor, around + (this.span.to - around) * factor);
  }

  all() {
    if (this.live) {
      const length = this.whole.to - this.whole.from;
      this.whole = { from: Date.now() - length, to: Date.now() };
    }
    this.show(this.whole.from, this.whole.to);
  }

  tools() {
    const bar = root.querySelector("[data-tools]");
    bar.hidden = false;
    const actions = { left: () => this.move(-0.5), right: () => this.move(0.5), in: () => this.zoom(0.5), out: () => this.zoom(2), all: () => this.all() };
    for (const button of bar.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => actions[button.dataset.do]());
    }
    root.addEventListener("keydown", (event) => {
      const key = { "+": "in", "=": "in", "-": "out", 0: "all", PageUp: "left", PageDown: "right" }[event.key];
      if (key && event.target.closest("[data-plot]")) {
        event.preventDefault();
        actions[key]();
      }
    });
  }

  /** Reads one moment of every panel aloud and beside the legends. */
  point(index, panel) {
    const words = panel.wordsAt(index);
    if (words) this.say.textContent = words;
  }

  /** Follows new readings: the end of the span moves on, and only its tail is fetched again. */
  listen() {
    const atEnd = () => Math.abs(this.span.to - this.whole.to) < 1;
    follow(root, LIVE_EVERY, atEnd, () => {
      const by = Date.now() - this.whole.to;
      this.whole = { from: this.whole.from + by, to: this.whole.to + by };
      this.span = { from: this.span.from + by, to: this.span.to + by };
      for (const panel of this.panels) panel.setSpan(this.span);
      this.reload();
    });
  }
}

if (root && root.dataset.library) {
  const failed = () => { const say = root.querySelector("[data-say]"); if (say) { say.textContent = root.dataset.failed; say.closest("[data-tools]").hidden = false; } };
  loadLibrary().then(() => new Trends().start()).catch(failed);
} else if (root && root.dataset.live === "true") {
  followStill(root);
}
