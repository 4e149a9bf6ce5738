// On a phone the rail scrolls sideways: the entry of this page, and the focused one, are in sight.
"use strict";
(() => {
  const rail = document.querySelector(".nav");
  const reveal = (entry) => {
    const [box, frame] = [entry.getBoundingClientRect(), rail.getBoundingClientRect()];
    if (box.right > frame.right) rail.scrollLeft += box.right - frame.right + 16;
    else if (box.left < frame.left) rail.scrollLeft -= frame.left - box.left + 16;
  };
  rail?.addEventListener("focusin", (event) => reveal(event.target));
  const current = rail?.querySelector("[aria-current]");
  if (current) reveal(current);
})();
