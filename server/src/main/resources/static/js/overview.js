// Keeps the overview fresh: when readings arrive, the page's own content is fetched again and the
// plots are replaced, at most every ten seconds, and not while the page is out of sight.
const REFRESH_AFTER = 10_000;
const status = document.getElementById("live");
let dirty = false;
let last = Date.now();

async function refresh() {
  if (!dirty || document.hidden || Date.now() - last < REFRESH_AFTER) return;
  dirty = false;
  last = Date.now();
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".overview");
    const shown = document.querySelector(".overview");
    if (fresh && shown && !shown.contains(document.activeElement)) shown.replaceWith(fresh);
  } catch {
    dirty = true; // the next tick tries again
  }
}

if (status && "EventSource" in window) {
  const source = new EventSource("/api/v1/live");
  const say = (text) => { status.textContent = text; status.hidden = false; };
  source.addEventListener("open", () => say(status.dataset.live));
  source.addEventListener("error", () => say(status.dataset.lost));
  source.addEventListener("message", () => { dirty = true; });
  source.addEventListener("reading", () => { dirty = true; });
  setInterval(refresh, 1000);
  window.addEventListener("pagehide", () => source.close());
}
