// Moving through time by hand: two fingers pinch and move, Shift and drag moves, arrows read.

export function attachGestures(panel, trends) {
  const over = () => panel.plot.querySelector(".u-over");
  const timeAt = (x) => panel.chart.posToVal(x - over().getBoundingClientRect().left, "x") * 1000;

  keys(panel, trends);
  touches(panel, trends, timeAt, over);
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

function touches(panel, trends, timeAt, over) {
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
}

/** Captured before the chart sees it, which would begin to select. */
function shiftDrag(panel, trends, over) {
  panel.plot.addEventListener("mousedown", (event) => {
    if (!event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const begin = { x: event.clientX, span: { ...trends.span } };
    const move = (now) => {
      const by = ((begin.x - now.clientX) / over().clientWidth) * (begin.span.to - begin.span.from);
      trends.show(begin.span.from + by, begin.span.to + by);
    };
    document.addEventListener("mousemove", move);
    document.addEventListener("mouseup", () => document.removeEventListener("mousemove", move), { once: true });
  }, { capture: true });
}
