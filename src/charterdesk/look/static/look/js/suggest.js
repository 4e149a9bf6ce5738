// Articles beside a line that is being typed: asked for half a second after the last letter.
// Without scripts they are a page of their own after the line was sent.
"use strict";
(() => {
  const WAITS = 500;
  const LEAST = 4;
  document.querySelectorAll("form[data-suggest]").forEach((form) => {
    const line = form.querySelector("[name=subject]");
    const place = document.getElementById("suggested");
    const seen = form.querySelector("[name=seen]");
    if (!line || !place) return;
    let timer = 0;
    let asked = line.value.trim();
    if (seen && seen.hasAttribute("data-seen")) seen.value = "yes";
    const ask = async () => {
      const words = line.value.trim();
      if (words === asked || words.length < LEAST) return;
      asked = words;
      try {
        const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`);
        if (!answer.ok || answer.redirected || words !== line.value.trim()) return;
        const part = new DOMParser().parseFromString(await answer.text(), "text/html");
        place.replaceChildren(...part.body.childNodes);
        place.hidden = !place.textContent.trim();
        if (seen && !place.hidden) seen.value = "yes";
      } catch { /* no network: the page after this one has them */ }
    };
    line.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAITS); });
  });
})();
