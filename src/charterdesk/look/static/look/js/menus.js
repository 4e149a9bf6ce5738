// Menus are <details>: Esc and a press elsewhere close them. Esc on the page goes back to the queue.
"use strict";
(() => {
  const opened = () => [...document.querySelectorAll("details[data-menu][open]")];
  document.addEventListener("click", (event) => {
    opened().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (document.querySelector("dialog[open], :popover-open")) return;
    const [menu] = opened();
    const focused = document.activeElement;
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (focused?.matches?.("input, textarea, select")) {
      focused.blur();
    } else if (document.documentElement.dataset.keys !== "off") {
      document.querySelector("a[data-back]")?.click();
    }
  });
  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (!copy) return;
    const address = location.origin + location.pathname;
    try {
      await navigator.clipboard.writeText(`${copy.dataset.copy}\n${address}`);
      desk.toast(copy.dataset.copied);
    } catch {
      desk.toast(address);
    }
  });
})();
