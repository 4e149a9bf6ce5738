// What stands in the preview beside a list: asked for a moment after the cursor came to a row. An
// earlier question is given up, and an answer that comes too late is let go.
"use strict";
(() => {
  const pane = document.getElementById("preview");
  if (!pane) return;
  const WAITS = 150;
  const [place, hint, lost] = ["place", "hint", "lost"].map((name) => pane.querySelector(`[data-${name}]`));
  let row = null;
  let said = "";
  let timer = 0;
  let asking = null;

  const draw = (part, failed) => {
    [hint.hidden, lost.hidden] = [Boolean(part) || failed, !failed];
    place.replaceChildren(...(part ? [document.adoptNode(part)] : []));
    pane.removeAttribute("aria-busy");
    desk.tick();
    const words = failed ? lost.textContent.trim() : part?.dataset.say || "";
    if (words && words !== said) desk.say(words);
    said = words;
  };

  const ask = async () => {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const address = new URL(row.querySelector("a[href]").href);
    address.pathname += "preview/";
    pane.setAttribute("aria-busy", "true");
    let part = null;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
      if (desk.isDoor(answer.url)) desk.signedOut();
      else if (answer.ok) part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-say]");
    } catch { /* told by draw, unless another row was asked for meanwhile */ }
    if (mine === asking) draw(part, !part);
  };

  desk.glance = {
    of: (next, wait = WAITS) => {
      if (!next || next === row) return;
      row = next;
      clearTimeout(timer);
      timer = setTimeout(() => { pane.scrollTop = 0; ask(); }, wait);
    },
    again: (refs) => { if (row && refs.includes(row.dataset.ref || row.id.slice(4))) ask(); },
    none: () => {
      clearTimeout(timer);
      asking?.abort();
      [asking, row] = [null, null];
      draw(null, false);
    },
  };
})();
