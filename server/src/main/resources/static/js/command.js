// Follows what a device was told until nothing more can become of it.
const box = document.querySelector("[data-command]");
const device = box.closest("[data-device]").dataset.device;
const state = box.querySelector("[data-state]");
const reason = box.querySelector("[data-reason]");
const TONES = { done: "good", failed: "dry", expired: "dry" };

/** Soon while the command is on its way, seldom while the device is at work. */
const PAUSES = { queued: 2000, sent: 1000, accepted: 5000 };

const word = (code) => box.getAttribute(`data-say-${code}`) ?? code;

async function follow() {
  let pause = 5000;
  try {
    const answer = await fetch(`/api/v1/devices/${encodeURIComponent(device)}/commands/${box.dataset.command}`, { headers: { Accept: "application/json" } });
    if (answer.status === 404 || answer.status === 401) return;
    if (answer.ok) {
      const command = await answer.json();
      if (state.textContent !== word(command.state)) state.textContent = word(command.state);
      state.className = `pill pill--${TONES[command.state] ?? "water"}`;
      reason.textContent = command.reason ?? "";
      reason.hidden = !command.reason;
      if (command.state in TONES) return;
      pause = PAUSES[command.state] ?? pause;
    }
  } catch { /* the network is away: ask again later */ }
  setTimeout(follow, pause);
}

if (box.dataset.final !== "true") follow();
