// Keeps the server's drawings of a trend fresh where the chart library is not there: when readings
// arrive, the page is fetched again and its charts and its table take the place of the shown ones.
import { follow } from "./follow.js";

const EVERY = 5_000;
const PARTS = ".panel, .trend__foot tbody";

async function refresh(root) {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = [...page.querySelectorAll(`.trend :is(${PARTS})`)];
    const shown = [...root.querySelectorAll(PARTS)];
    if (fresh.length !== shown.length) return; // another set of charts, or the store is down
    shown.forEach((part, i) => { if (!part.contains(document.activeElement)) part.replaceWith(fresh[i]); });
  } catch {
    // no network for a moment: the next readings bring the next try
  }
}

export function followStill(root) {
  follow(root, EVERY, () => true, () => refresh(root));
}
