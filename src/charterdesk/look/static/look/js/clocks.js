// Clocks count down between two answers of the server. They subtract; the server decides.
"use strict";
(() => {
  const root = document.documentElement;
  const body = document.body;
  const skew = Date.now() - (Date.parse(root.dataset.now) || Date.now());
  const unit = (name, number) => body.dataset[`unit${name}`].replace("%d", number);
  const parts = [["D", 86400, "H", 3600], ["H", 3600, "M", 60], ["M", 60]];

  desk.now = () => Date.now() - skew;
  desk.words = (seconds) => {
    const size = Math.abs(Math.trunc(seconds));
    for (const [large, one, small, half] of parts) {
      if (size < one) continue;
      const rest = small ? Math.floor((size % one) / half) : 0;
      return unit(large, Math.floor(size / one)) + (rest ? `\u00a0${unit(small, rest)}` : "");
    }
    return unit("S", size);
  };

  // Soon below a quarter, act now below a tenth and a quarter of an hour, missed below nought.
  const stateOf = (left, total) => {
    if (left <= 0) return "breached";
    if (left < Math.min(900, total / 10)) return "critical";
    return left < total / 4 ? "soon" : "ok";
  };

  const leftOf = ({ left, now, until, still }) => {
    if (still !== undefined) return Number(left);
    const end = Math.min(desk.now() / 1000, until ? Number(until) : Infinity);
    return Number(left) - Math.max(0, end - Number(now));
  };

  const change = (clock, state, words) => {
    clock.dataset.state = state;
    const word = body.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`];
    clock.querySelectorAll(".clock__word").forEach((place) => { place.textContent = word; });
    const glyph = document.querySelector(`#glyphs [data-glyph=${state}]`);
    if (glyph) clock.querySelector(".clock__glyph").replaceChildren(glyph.firstElementChild.cloneNode(true));
    if (state !== "soon") desk.say(`${clock.dataset.name}: ${word}, ${words}`, state === "breached");
  };

  const show = (clock) => {
    const left = leftOf(clock.dataset);
    const total = Number(clock.dataset.total);
    const words = (left < 0 ? "+" : "") + desk.words(left);
    const place = clock.querySelector(".clock__left");
    if (place && place.textContent !== words) place.textContent = words;
    const bar = clock.querySelector(".clock__bar");
    if (bar && total) bar.value = Math.max(0, Math.min(100, 100 * (1 - left / total)));
    const state = total ? stateOf(left, total) : left <= 0 ? "breached" : clock.dataset.state;
    if (state !== clock.dataset.state && clock.dataset.state !== "breached") change(clock, state, words);
  };

  const ago = (place) => {
    const away = (Date.parse(place.dataset.at) - desk.now()) / 1000;
    const form = Math.abs(away) < 60 ? body.dataset.now : away > 0 ? body.dataset.in : body.dataset.ago;
    place.textContent = `(${form.replace("{length}", desk.words(away))})`;
  };

  desk.tick = () => {
    document.querySelectorAll(".clock[data-left]").forEach(show);
    document.querySelectorAll(".ago[data-at]").forEach(ago);
  };
  setInterval(() => document.hidden || desk.tick(), 1000);
  document.addEventListener("visibilitychange", () => document.hidden || desk.tick());
})();
