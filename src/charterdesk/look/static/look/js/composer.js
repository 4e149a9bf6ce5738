// Open reply or note without asking the server, and close it again: the text stays in its box.
"use strict";
(() => {
  const openers = document.getElementById("openers");
  if (!openers) return;
  const boxes = [...document.querySelectorAll("form.composer")];

  const show = (mode) => {
    boxes.forEach((box) => { box.hidden = box.dataset.mode !== mode; });
    openers.hidden = Boolean(mode);
    const box = boxes.find((one) => one.dataset.mode === mode);
    const text = box?.querySelector("textarea");
    if (text) { text.focus(); text.setSelectionRange(text.value.length, text.value.length); }
    box?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    const mode = boxes.find((box) => !box.hidden)?.dataset.mode;
    show("");
    openers.querySelector(`[data-compose=${mode}]`)?.focus();
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-compose]");
    if (opener) { event.preventDefault(); show(opener.dataset.compose); }
    if (event.target.closest("[data-compose-close]")) close();
  });
  boxes.forEach((box) => box.addEventListener("keydown", (event) => {
    if (event.code === "Escape" && !event.isComposing) { event.preventDefault(); close(); }
  }));
  const opened = boxes.find((box) => !box.hidden);
  if (opened && !document.querySelector("[data-focus]")) show(opened.dataset.mode);
})();
