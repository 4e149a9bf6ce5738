// The cursor of a list: J and K move it, Enter and O open, X ticks, Shift X ticks a
// range, Space shows the case beside the list.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const current = () => document.activeElement?.closest?.("[data-row]") || document.querySelector("[data-row][data-current]");
  let ticked = null;

  const mark = (row, focus = true) => {
    document.querySelectorAll("[data-row][data-current]").forEach((old) => old.removeAttribute("data-current"));
    row.setAttribute("data-current", "");
    if (focus) row.querySelector("a[href]").focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  desk.toRow = mark;

  const move = (step) => {
    const all = rows();
    const at = all.indexOf(current());
    mark(all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + step))]);
    return true;
  };

  const tick = (range) => {
    const row = current();
    const box = row?.querySelector("[data-tick]");
    if (!box) return false;
    const all = rows();
    const [from, to] = [all.indexOf(range && ticked ? ticked : row), all.indexOf(row)].sort((a, b) => a - b);
    const on = !box.checked;
    all.slice(from, to + 1).forEach((one) => { one.querySelector("[data-tick]").checked = on; });
    ticked = row;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  const open = (event) => {
    if (event.target.closest("a, button, summary, input")) return false;
    return desk.press(current()?.querySelector("a[href]"));
  };

  desk.rowKey = (event) => {
    if (!rows().length || (event.target.closest("#preview") && event.code.startsWith("Arrow"))) return false;
    switch (event.code) {
      case "KeyJ": return move(1);
      case "KeyK": return move(-1);
      case "ArrowDown": return Boolean(current()) && move(1);
      case "ArrowUp": return Boolean(current()) && move(-1);
      case "KeyX": return tick(event.shiftKey);
      case "KeyO": return desk.press(current()?.querySelector("a[href]"));
      case "Enter": return open(event);
      case "Space": return Boolean(desk.preview?.(event, current()));
      default: return false;
    }
  };

  // Back from a case, the cursor stands on the row that was left.
  document.addEventListener("click", (event) => {
    const row = event.target.closest("a[href]")?.closest("[data-row][id]");
    if (row) sessionStorage.setItem("row", `${location.pathname}${location.search}#${row.id}`);
  });
  const [page, id] = (sessionStorage.getItem("row") || "").split("#");
  const left = page === `${location.pathname}${location.search}` && document.getElementById(id);
  if (left) { sessionStorage.removeItem("row"); mark(left); }
})();
