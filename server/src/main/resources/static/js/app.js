// What every page does: forms are sent once, destructive ones ask first, tokens can be copied.

/** Shows a question in a dialog of the page's own; resolves to whether it was confirmed. */
function ask(form) {
  const dialog = form.querySelector("dialog");
  if (!dialog || !dialog.showModal) return Promise.resolve(true);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

function sendOnce(form) {
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
    button.disabled = true;
  }
  form.setAttribute("aria-busy", "true");
}

for (const form of document.querySelectorAll("form[data-once], form[data-ask]")) {
  let confirmed = false;
  for (const close of form.querySelectorAll("dialog [data-close]")) {
    close.addEventListener("click", () => close.closest("dialog").close(close.dataset.close));
  }
  form.addEventListener("submit", async (event) => {
    if (form.hasAttribute("data-ask") && !confirmed) {
      event.preventDefault();
      confirmed = await ask(form);
      if (confirmed) form.requestSubmit();
      return;
    }
    // After the submit event, so that the pressed button's own value is still sent.
    setTimeout(() => sendOnce(form));
  });
}

// Coming back by the browser's history must not show dead buttons.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[aria-busy] button")) button.disabled = false;
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea"); // plain http on a farm's own network
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const label = button.querySelector("[data-label]");
    const before = label.textContent;
    label.textContent = button.dataset.copied;
    setTimeout(() => { label.textContent = before; }, 2000);
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
