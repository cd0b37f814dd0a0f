// What only a browser can do for the console: the viewer's zone, dialogs, keys, and coming back after a lost connection.
window.leadsail = {
  zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  // focus goes back to what opened it, also when a button and not Esc takes it away
  show: dialog => {
    if (!dialog.isConnected || dialog.open) return;
    const opener = document.activeElement;
    dialog.showModal();
    dialog.querySelector(".modal-body").querySelector("input, select, textarea")?.focus();
    new MutationObserver((_, watch) => {
      if (dialog.isConnected) return;
      watch.disconnect();
      if (document.activeElement === document.body) opener?.focus();
    }).observe(document.body, { childList: true, subtree: true });
  },
  copy: text => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // without TLS browsers have no clipboard but this one
    const area = document.body.appendChild(Object.assign(document.createElement("textarea"), { value: text }));
    area.select();
    document.execCommand("copy");
    area.remove();
  },
  back: () => history.back(),
  toggleTheme: () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  },
  seek: (player, seconds) => { player.currentTime = seconds; player.play(); },
  reveal: id => document.getElementById(id)?.scrollIntoView({ block: "nearest" }),
  revealTab: bar => bar.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }),
  caret: (area, position) => {
    area.focus();
    area.setSelectionRange(position, position);
    area.parentElement.querySelector(".code-bad")?.scrollIntoView({ block: "nearest" });
  },
  insert: (area, text) => {
    area.focus();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  },
  fault: form => {
    const fault = form.querySelector(".field-error");
    fault?.closest(".window, .field, .stack, td, div").querySelector("input, select, textarea")?.focus({ preventScroll: true });
    fault?.scrollIntoView({ block: "center" });
  },
};

document.addEventListener("click", event => {
  if (!event.target.closest(".skip")) return;
  event.preventDefault();
  document.getElementById("main")?.focus();
});

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
  const target = { "/": "[data-key='search']", "c": "[data-key='call']:not(:disabled)" }[event.key];
  const element = target && document.querySelector(target);
  if (!element) return;
  event.preventDefault();
  if (event.key === "/") { element.focus(); element.select(); } else element.click();
});

// The server keeps a page for some minutes. One that it does not know any more, after a restart, is loaded anew: its filters are in the address.
const lost = document.getElementById("components-reconnect-modal");
lost.addEventListener("components-reconnect-state-changed", event => {
  lost.dataset.state = event.detail.state;
  if (event.detail.state === "rejected" || event.detail.state === "failed") reload();
});

async function reload() {
  try {
    if ((await fetch("health/live", { cache: "no-store" })).ok) return location.reload();
  } catch { /* it is not back yet */ }
  setTimeout(reload, 1000);
}

Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 1000, retryIntervalMilliseconds: tries => Math.min(200 + tries * 200, 2000) } } });
