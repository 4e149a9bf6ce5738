// A link marked `data-sheet` opens its page's panel over this one. Anything unexpected: go there.
"use strict";
(() => {
  const sheet = document.getElementById("sheet");
  const place = document.getElementById("sheet-body");
  if (!sheet) return;
  let opener = null;

  const open = async (link) => {
    opener = link;
    sheet.setAttribute("aria-busy", "true");
    try {
      const panel = (await desk.page(link.href)).getElementById("panel");
      if (!panel) throw new Error("no panel");
      place.replaceChildren(document.adoptNode(panel));
    } catch {
      location.assign(link.href);
      return;
    }
    sheet.removeAttribute("aria-busy");
    sheet.removeAttribute("aria-label");
    sheet.setAttribute("aria-labelledby", "panel-title");
    desk.drafts(place);
    if (!sheet.open) sheet.showModal();
    place.querySelector("input:not([type=hidden]), select, textarea, a[href]")?.focus();
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a[data-sheet]");
    if (link) { event.preventDefault(); open(link); return; }
    const closer = event.target.closest("dialog [data-close]");
    if (closer?.matches("a")) { event.preventDefault(); sheet.close(); }
    if (event.target === sheet) sheet.close();
  });
  sheet.addEventListener("close", () => { place.replaceChildren(); opener?.focus(); });
})();
