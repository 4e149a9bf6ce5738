// The bulk bar counts what is ticked; one press takes all ticks back.
"use strict";
(() => {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const place = bar.querySelector("[data-ticked]");
  const words = place.textContent;
  const boxes = () => [...document.querySelectorAll("[data-tick]")];
  const count = () => { place.textContent = `${words}: ${boxes().filter((box) => box.checked).length}`; };
  document.addEventListener("change", (event) => { if (event.target.matches("[data-tick]")) count(); });
  bar.querySelector("[data-untick]").addEventListener("click", () => {
    [...boxes(), ...bar.querySelectorAll("[data-whole]")].forEach((box) => { box.checked = false; });
    count();
  });
  count();
})();
