// Follows the live readings of a trend's farm, and says beside its title whether they arrive.

// A reading is told as soon as it is safe in the spool, a moment before the store can answer with it.
const STORED_AFTER = 1_000;

/** Calls back after readings arrived, at most once an interval, while the page is seen and ready. */
export function follow(root, interval, ready, changed) {
  if (!("EventSource" in window)) return;
  const farm = root.dataset.farm;
  const source = new EventSource(`/api/v1/live${farm ? `?farm=${encodeURIComponent(farm)}` : ""}`);
  let since = 0;
  let last = Date.now();
  const mark = () => { since = since || Date.now(); };
  source.addEventListener("message", mark);
  source.addEventListener("reading", mark);
  const status = root.querySelector("[data-status]");
  const tell = (text) => { status.textContent = text; status.hidden = false; };
  source.addEventListener("open", () => tell(status.dataset.on));
  source.addEventListener("error", () => tell(status.dataset.lost));
  setInterval(() => {
    const now = Date.now();
    if (!since || now - since < STORED_AFTER || now - last < interval || document.hidden || !ready()) return;
    since = 0;
    last = now;
    changed();
  }, 500);
  window.addEventListener("pagehide", () => source.close());
}
