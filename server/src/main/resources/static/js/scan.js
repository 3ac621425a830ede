// Reads a label with the camera: the browser's own detector where there is one, else WebAssembly,
// else the server. A picture can be sent instead, which also works where there is no camera.
const root = document.querySelector("[data-scan]");
const texts = root.dataset;
const part = (name) => root.querySelector(`[data-${name}]`);
const view = part("view");
const video = root.querySelector("video");
const EVERY = 200;

const say = (text) => { part("say").textContent = text; part("say").hidden = text === ""; };

/** The quickest way to read a code that this browser has, as a function from an image to a text. */
async function decoder() {
  if ("BarcodeDetector" in window) {
    try {
      const formats = await window.BarcodeDetector.getSupportedFormats();
      if (formats.includes("qr_code")) {
        const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
        return async (source) => (await detector.detect(source))[0]?.rawValue ?? "";
      }
    } catch { /* named but not built in: go on to the next way */ }
  }
  return texts.library ? webAssembly() : null;
}

async function webAssembly() {
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = texts.library;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  const { prepareZXingModule, readBarcodes } = window.ZXingWASM;
  await prepareZXingModule({ overrides: { locateFile: () => texts.wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (source) => {
    const width = source.videoWidth || source.width;
    const height = source.videoHeight || source.height;
    const scale = Math.min(1, 1280 / Math.max(width, height));
    canvas.width = width * scale;
    canvas.height = height * scale;
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const found = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    return found[0]?.text ?? "";
  };
}

let running = false;

async function start() {
  part("result").hidden = true;
  say(texts.reading);
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
  } catch (error) {
    say(error.name === "NotAllowedError" ? texts.denied : texts.noCamera);
    return;
  }
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  view.classList.add("is-looking");
  const stop = () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    video.hidden = true;
    view.classList.remove("is-looking");
  };
  try {
    const decode = await decoder();
    say(texts.looking);
    running = true;
    while (running) {
      const text = decode ? await decode(video) : await decodeOnServer();
      if (text) {
        stop();
        navigator.vibrate?.(80);
        await check(text);
        return;
      }
      await new Promise((resolve) => { setTimeout(resolve, decode ? EVERY : 1500); });
    }
  } catch {
    stop();
    say(texts.failed);
  }
}

/** Sends one picture of the video; only where the browser cannot read codes at all. */
async function decodeOnServer() {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.8); });
  return (await send(blob)).text ?? "";
}

async function send(body, type = "image/jpeg") {
  const answer = await fetch("/api/v1/scan", { method: "POST", headers: { "Content-Type": type, "X-CSRF-Token": texts.csrf, Accept: "application/json" }, body });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).codes[0] ?? {};
}

/** Asks the server what a text read here means. */
async function check(text) {
  say("");
  const answer = await fetch(`/scan/check?text=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  show(await answer.json());
}

/** The server's verdicts in the three words a person needs, worst last. */
const KINDS = { genuine: "genuine", batch_known: "genuine", unknown_serial: "unknown", unknown_batch: "unknown" };

/** Path and query of a link that leads to this server; empty for any other text. */
function ownPage(text) {
  try {
    const url = new URL(text);
    return url.pathname.startsWith("/01/") ? url.pathname + url.search : "";
  } catch {
    return "";
  }
}

function show(found) {
  if (!found.text) {
    say(texts.nothing);
    return;
  }
  const kind = KINDS[found.verdict] ?? "other";
  const card = part("result");
  card.className = `scan__result card scan__result--${kind}`;
  part("title").textContent = texts[kind] ?? texts.other;
  part("hint").textContent = kind === "genuine" && found.batch ? [found.batch.product, found.batch.lot ?? found.lot].filter(Boolean).join(" · ") : texts[`${kind}Hint`];
  part("text").textContent = found.text;
  const icon = part("icon");
  icon.setAttribute("href", icon.dataset.icon + ({ genuine: "good", unknown: "bad" }[kind] ?? "unknown"));
  const link = part("link");
  const page = kind === "genuine" ? ownPage(found.text) : "";
  link.hidden = !page;
  if (page) {
    link.href = page;
    link.textContent = texts.open;
  }
  card.hidden = false;
  card.focus();
  say("");
}

part("upload").addEventListener("submit", (event) => event.preventDefault());
root.querySelector("#picture").addEventListener("change", async (event) => {
  const file = event.target.files[0];
  if (!file) return;
  running = false;
  say(texts.reading);
  try {
    show(await send(await smaller(file)));
  } catch {
    say(texts.failed);
  }
  event.target.value = "";
});

/** Photographs of twelve megapixels cost a farmer's data plan and help nobody. */
async function smaller(file) {
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, 1920 / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.9); });
  } catch {
    return file;
  }
}

if (navigator.mediaDevices?.getUserMedia) {
  part("start").hidden = false;
  part("start").addEventListener("click", () => { if (!running) start(); });
} else {
  say(texts.noCamera);
}
