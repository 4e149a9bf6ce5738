// Who is calling, found while a number or a name is typed; choosing one keeps all that was typed.
// Whoever asks under another charter brings its questions along: the form is drawn anew by its own
// Preview. Without scripts each of them is a link to the form with them in it.
"use strict";
(() => {
  const WAITS = 250;
  const LEAST = 3;
  const form = document.querySelector("form[data-callers]");
  const line = form && form.querySelector("[name=contact]");
  if (!line) return;
  let timer = 0;
  let asked = line.value.trim();
  const ask = async () => {
    const words = line.value.trim();
    const place = document.getElementById("callers");
    if (!place || words === asked) return;
    asked = words;
    if (words.length < LEAST) { place.hidden = true; return; }
    try {
      const answer = await fetch(`${form.dataset.callers}?contact=${encodeURIComponent(words)}`);
      if (!answer.ok || answer.redirected || words !== line.value.trim()) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.getElementById("callers");
      if (part) place.replaceWith(part);
    } catch { /* no network: who it is is asked when the form is sent */ }
  };
  line.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAITS); });
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-caller]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    line.value = asked = link.dataset.caller;
    line.dispatchEvent(new Event("change", { bubbles: true }));
    document.getElementById("callers").hidden = true;
    const { charter } = form.elements;
    if (link.dataset.charter && link.dataset.charter !== charter.value) {
      charter.value = link.dataset.charter;
      form.requestSubmit(form.querySelector("[data-ahead-press]"));
      return;
    }
    const next = form.querySelector("[name=subject]");
    if (next) next.focus();
  });
})();
