// The pictures of a day: arrow keys, buttons and a quick film, without loading the page again.
const viewer = document.querySelector("[data-viewer]");
const links = viewer ? [...viewer.querySelectorAll(".film a")] : [];
const FRAME = 350;
let chosen = viewer ? Number(viewer.dataset.chosen) : 0;
let timer = 0;

function load(index) {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = resolve;
    image.onerror = resolve;
    image.src = links[index].dataset.url;
  });
}

function show(index, scroll = true) {
  links[chosen].removeAttribute("aria-current");
  chosen = Math.max(0, Math.min(links.length - 1, index));
  const link = links[chosen];
  link.setAttribute("aria-current", "true");
  viewer.querySelector("[data-big]").src = link.dataset.url;
  viewer.querySelector("[data-when]").textContent = link.dataset.time;
  const film = viewer.querySelector(".film");
  if (scroll) film.scrollLeft = link.parentElement.offsetLeft - film.offsetLeft - film.clientWidth / 2 + link.clientWidth / 2;
  history.replaceState(null, "", link.href);
  if (chosen + 1 < links.length) load(chosen + 1);
}

function stop() {
  clearTimeout(timer);
  timer = 0;
}

async function play() {
  if (chosen === links.length - 1) show(0);
  const step = async () => {
    if (chosen === links.length - 1) { stop(); return; }
    await load(chosen + 1);
    if (!timer) return;
    show(chosen + 1);
    timer = setTimeout(step, FRAME);
  };
  timer = setTimeout(step, FRAME);
}

if (links.length > 0) {
  for (const button of viewer.querySelectorAll("button")) button.hidden = links.length < 2;
  for (const button of viewer.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => { stop(); show(chosen + Number(button.dataset.step)); });
  }
  viewer.querySelector("[data-play]").addEventListener("click", () => (timer ? stop() : play()));
  links.forEach((link, index) => link.addEventListener("click", (event) => { event.preventDefault(); stop(); show(index, false); }));
  document.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    stop();
    show(chosen + step);
  });
  show(chosen);
}
