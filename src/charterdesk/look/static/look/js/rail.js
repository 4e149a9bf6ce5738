// The rail scrolls, sideways on a phone and down in a low window: the entry of this page, and the
// focused one, are in sight.
"use strict";
(() => {
  const rail = document.querySelector(".nav");
  const list = rail?.querySelector(".nav__in");
  const reveal = (entry) => {
    const [box, frame, column] = [entry, rail, list].map((one) => one.getBoundingClientRect());
    if (box.right > frame.right) rail.scrollLeft += box.right - frame.right + 16;
    else if (box.left < frame.left) rail.scrollLeft -= frame.left - box.left + 16;
    if (box.bottom > column.bottom) list.scrollTop += box.bottom - column.bottom + 16;
    else if (box.top < column.top) list.scrollTop -= column.top - box.top + 16;
  };
  rail?.addEventListener("focusin", (event) => reveal(event.target));
  const current = rail?.querySelector("[aria-current]");
  if (current) reveal(current);
})();
