// Moving through time by hand: one finger moves, two pinch, Shift and drag moves, arrows read.

/** How far a finger goes, in pixels, before it is known whether it moves the chart or the page. */
const SLOP = 8;

export function attachGestures(panel, trends) {
  const over = () => panel.plot.querySelector(".u-over");
  const timeAt = (x) => panel.chart.posToVal(x - over().getBoundingClientRect().left, "x") * 1000;

  keys(panel, trends);
  pinches(panel, trends, timeAt, over);
  swipes(panel, trends, over);
  shiftDrag(panel, trends, over);
  panel.plot.addEventListener("dblclick", () => trends.all());
  panel.plot.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return; // the page scrolls
    event.preventDefault();
    if (event.ctrlKey) trends.zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, timeAt(event.clientX));
    else trends.move(event.deltaX / over().clientWidth);
  }, { passive: false });
}

function keys(panel, trends) {
  let index = null;
  panel.plot.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const { chart } = panel;
    const times = chart.data[0];
    if (times.length === 0) return;
    index = index == null ? times.length - 1 : Math.min(times.length - 1, Math.max(0, index + step));
    chart.setCursor({ left: chart.valToPos(times[index], "x"), top: chart.over.clientHeight / 2 });
    trends.point(index, panel);
  });
}

function pinches(panel, trends, timeAt, over) {
  let start = null;
  const read = (event) => {
    const [a, b] = event.touches;
    return { middle: (a.clientX + b.clientX) / 2, width: Math.max(24, Math.abs(a.clientX - b.clientX)) };
  };
  panel.plot.addEventListener("touchstart", (event) => {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const fingers = read(event);
    start = { ...fingers, span: { ...trends.span }, time: timeAt(fingers.middle) };
  }, { passive: false });
  panel.plot.addEventListener("touchmove", (event) => {
    if (!start || event.touches.length !== 2) return;
    event.preventDefault();
    const now = read(event);
    const factor = start.width / now.width;
    const length = (start.span.to - start.span.from) * factor;
    const share = (now.middle - over().getBoundingClientRect().left) / over().clientWidth;
    trends.show(start.time - length * share, start.time + length * (1 - share));
  }, { passive: false });
  panel.plot.addEventListener("touchend", () => { start = null; });
  panel.plot.addEventListener("touchcancel", () => { start = null; });
}

/** One finger across moves through time; one finger up or down is the browser's, and moves the page. */
function swipes(panel, trends, over) {
  let start = null;
  const forget = () => { start = null; };
  panel.plot.addEventListener("touchstart", (event) => {
    const [finger] = event.touches;
    start = event.touches.length === 1 ? { x: finger.clientX, y: finger.clientY, span: { ...trends.span }, moves: false } : null;
  }, { passive: true });
  panel.plot.addEventListener("touchmove", (event) => {
    if (!start || event.touches.length !== 1) return;
    const [finger] = event.touches;
    const across = finger.clientX - start.x;
    if (!start.moves) {
      const down = Math.abs(finger.clientY - start.y);
      if (Math.max(Math.abs(across), down) < SLOP) return;
      if (down > Math.abs(across)) { forget(); return; }
      start.moves = true;
    }
    if (event.cancelable) event.preventDefault();
    shift(trends, start.span, -across / over().clientWidth);
  }, { passive: false });
  panel.plot.addEventListener("touchend", forget);
  panel.plot.addEventListener("touchcancel", forget);
}

/** Shows a span moved on by a share of its own length. */
function shift(trends, span, share) {
  const by = share * (span.to - span.from);
  trends.show(span.from + by, span.to + by);
}

/** Captured before the chart sees it, which would begin to select. */
function shiftDrag(panel, trends, over) {
  panel.plot.addEventListener("mousedown", (event) => {
    if (!event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const begin = { x: event.clientX, span: { ...trends.span } };
    const move = (now) => shift(trends, begin.span, (begin.x - now.clientX) / over().clientWidth);
    document.addEventListener("mousemove", move);
    document.addEventListener("mouseup", () => document.removeEventListener("mousemove", move), { once: true });
  }, { capture: true });
}
