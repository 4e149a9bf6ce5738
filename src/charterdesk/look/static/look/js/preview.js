// A wide list has a preview beside it: Space or its button opens and closes it, Escape closes it.
// The focus stays in the list. A cookie tells the server, so that no page jumps while it loads.
"use strict";
(() => {
  const pane = document.getElementById("preview");
  const button = document.querySelector("[data-preview]");
  if (!pane || !button) return;
  const wide = matchMedia("(min-width: 93.75rem)");
  const isOpen = () => wide.matches && !pane.hidden;
  const rowOf = (element) => element?.closest?.("[data-row]");
  const cursor = () => rowOf(document.activeElement) || document.querySelector("[data-row][data-current]");

  const set = (open) => {
    const row = cursor() || document.querySelector("[data-row]");
    const inside = pane.contains(document.activeElement);
    pane.hidden = !open;
    button.setAttribute("aria-expanded", open);
    document.cookie = `preview=${open ? "on" : "off"}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    desk.toRow(row, inside);
    desk.glance.none();
    if (open) desk.glance.of(row, 0);
  };
  const fit = () => {
    button.dataset.preview = wide.matches ? "on" : "off";
    button.setAttribute("aria-expanded", !pane.hidden);
    if (isOpen()) desk.glance.of(cursor(), 0);
  };

  // Space scrolls, presses or ticks as ever where no row has the cursor.
  desk.preview = ({ target, shiftKey, repeat }, row) => {
    const on = target.closest("a, button, summary, input, label");
    if (!wide.matches || !row || shiftKey || (on && !on.matches("[data-row] a"))) return false;
    if (!repeat) set(pane.hidden);
    return true;
  };
  // The pulse tells which cases changed. Nothing is taken away from under the focus.
  desk.renewed = (refs) => { if (isOpen() && !pane.contains(document.activeElement)) desk.glance.again(refs); };

  [button, pane.querySelector("[data-shut]")].forEach((one) => one.addEventListener("click", () => set(pane.hidden)));
  document.addEventListener("focusin", ({ target }) => { if (isOpen()) desk.glance.of(rowOf(target)); });
  document.addEventListener("click", ({ target }) => {
    if (isOpen() && rowOf(target) && !target.closest("a, button, input, label, summary")) desk.toRow(rowOf(target));
  });
  document.addEventListener("keydown", (event) => {
    const { code, target, isComposing, defaultPrevented } = event;
    if (code !== "Escape" || defaultPrevented || isComposing || !isOpen() || target.matches?.("input, textarea, select")) return;
    if (document.querySelector("dialog[open], :popover-open, details[data-menu][open]")) return;
    event.preventDefault();
    set(false);
  });
  wide.addEventListener("change", fit);
  fit();
})();
