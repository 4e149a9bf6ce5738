// A wallboard looks again every ten seconds, says when it can't, and starts afresh each night.
"use strict";
(() => {
  const LOOK = 10000;
  const STALE = 60000;
  const stale = document.getElementById("stale");
  const chime = new URLSearchParams(location.search).has("chime");
  const head = () => document.querySelector("[data-stamp]").dataset;
  let good = Date.now();
  let stamp = head().stamp;
  let missed = Number(head().missed);

  const ring = () => {
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    tone.connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.4);
  };

  const take = (fresh) => {
    const tiles = fresh.getElementById("wall");
    if (!tiles) throw new Error("no wall");
    const on = document.activeElement?.closest?.("form") || document.activeElement;
    const [focused, pressed] = ["href", "action"].map((name) => on?.getAttribute?.(name));
    document.getElementById("wall").replaceChildren(...document.adoptNode(tiles).childNodes);
    if (pressed) document.querySelector(`form[action="${CSS.escape(pressed)}"] button`)?.focus();
    if (focused) document.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
    document.title = fresh.title;
    document.querySelector("link[rel=icon]").href = fresh.querySelector("link[rel=icon]").href;
    good = Date.now();
    stamp = head().stamp;
    if (chime && Number(head().missed) > missed) ring();
    missed = Number(head().missed);
  };

  const look = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      // An address that was ended must not go on showing what it showed.
      if (answer.status === 404) location.reload();
      if (!answer.ok) throw new Error(`${answer.status}`);
      take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { /* the band says it once it has lasted */ }
    show();
    setTimeout(look, LOOK);
  };

  const show = () => {
    const old = Date.now() - good > STALE;
    document.body.toggleAttribute("data-stale", old);
    if (old && stale.hidden) stale.textContent = stale.dataset.text.replace("{time}", stamp);
    stale.hidden = !old;
  };

  const nightly = () => {
    const next = new Date();
    next.setHours(27, 17, 0, 0);
    setTimeout(async () => {
      // A screen that can't reach the desk keeps what it shows rather than an error page.
      const there = await fetch(location.href, { method: "HEAD" }).then((answer) => answer.ok, () => false);
      if (there) location.reload();
      else nightly();
    }, next - Date.now());
  };

  setInterval(show, 1000);
  setTimeout(look, LOOK);
  nightly();
})();
