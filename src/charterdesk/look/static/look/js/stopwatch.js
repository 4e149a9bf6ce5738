// How long a contact takes: a clock that is started and stopped, and goes on over a reload. It only
// fills in the minutes, which can be typed as well; sending the form stops it.
"use strict";
(() => {
  const line = document.querySelector("[data-stopwatch]");
  const field = line?.closest("form").querySelector("[name=length]");
  if (!field) return;
  const name = line.dataset.stopwatch;
  const button = line.querySelector("button");
  const shown = line.querySelector("[role=timer]");
  const read = () => { try { return Number(localStorage.getItem(name)) || 0; } catch { return 0; } };
  let began = read();
  const keep = (at) => {
    began = at;
    try { at ? localStorage.setItem(name, at) : localStorage.removeItem(name); } catch { /* it runs on this page only */ }
  };
  const draw = () => {
    const seconds = began ? Math.max(0, Math.floor((Date.now() - began) / 1000)) : 0;
    button.textContent = began ? button.dataset.stop : button.dataset.start;
    button.setAttribute("aria-pressed", String(Boolean(began)));
    shown.textContent = began ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : "";
  };
  const stop = () => {
    if (!began) return;
    field.value = String(Math.max(1, Math.ceil((Date.now() - began) / 60000)));
    keep(0);
  };
  button.addEventListener("click", () => { began ? stop() : keep(Date.now()); draw(); });
  field.form.addEventListener("submit", () => { stop(); draw(); });
  setInterval(() => { if (began) draw(); }, 1000);
  line.hidden = false;
  draw();
})();
