// Keys are bound by their place on the keyboard (event.code), so any layout works. A key presses
// the visible thing that carries it; nothing is bound to a key alone.
"use strict";
(() => {
  const root = document.documentElement;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const typing = (target) =>
    target.closest?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])");
  let first = { code: "", at: 0 };

  // The nearest thing to the focus: within the row or the clock first, then on the page.
  const nearest = (selector) => {
    const near = document.activeElement?.closest?.("[data-row], .clock, .entry");
    const all = [...(near ? near.querySelectorAll(selector) : []), ...document.querySelectorAll(selector)];
    return all.find(seen) || all[0];
  };

  desk.press = (element) => {
    if (!element) return false;
    const menu = element.closest("details:not([open])");
    if (menu && element.closest("summary") === null) menu.open = true;
    if (element.matches("input, textarea")) { element.focus(); element.select?.(); } else { element.focus(); element.click(); }
    return true;
  };

  const help = () => {
    const dialog = document.getElementById("keys");
    dialog.querySelectorAll("[data-needs]").forEach((row) => { row.hidden = !document.querySelector(row.dataset.needs); });
    dialog.showModal();
  };

  // The form of the focus, else the open composer, else the only one. What lies behind a dialog is out of reach.
  const send = (event) => {
    const top = document.querySelector("dialog[open]") || document;
    const all = [...top.querySelectorAll("form [data-send]")].filter(seen);
    const form = event.target.closest?.("form") || top.querySelector("form.composer:not([hidden])");
    const button = form ? form.querySelector("[data-send]") : all.length === 1 && all[0];
    if (!button) return;
    event.preventDefault();
    button.form.requestSubmit(button);
  };

  const second = ({ code }) => {
    const prefix = first.code;
    first = { code: "", at: 0 };
    if (prefix === "KeyG") return desk.press(document.querySelector(`[data-go=${code}]`));
    const theme = document.querySelector(`[data-theme-set][data-then=${code}]`);
    theme?.click();
    return Boolean(theme);
  };

  const plain = (event) => {
    const { code, shiftKey, key } = event;
    if (key === "?" || (code === "Slash" && shiftKey)) { help(); return true; }
    if (first.code && Date.now() - first.at < 1500) return second(event);
    if (!shiftKey && (code === "KeyG" || code === "KeyT")) { first = { code, at: Date.now() }; return true; }
    if (desk.rowKey?.(event)) return true;
    return desk.press(nearest(`[data-key=${code}]${shiftKey ? "[data-shift]" : ":not([data-shift])"}`));
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && /Enter$/.test(event.code)) { send(event); return; }
    if (root.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.defaultPrevented || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (!/^(Key[A-Z]|Slash|Period|Enter|Space|Arrow(Up|Down))$/.test(event.code)) return;
    if (plain(event)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens=keys]")) help();
  });
})();
