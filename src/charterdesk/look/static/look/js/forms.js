// A form goes once: its button keeps its width, says so, and ignores a second press. Errors that
// came back are read first.
"use strict";
(() => {
  const words = new Map();
  desk.unsent = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button[aria-busy]").forEach((button) => {
      button.replaceChildren(...words.get(button));
      button.removeAttribute("aria-busy");
    });
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method !== "post") return;
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (!button?.dataset.busy) return;
    button.style.minWidth = `${button.offsetWidth}px`;
    words.set(button, [...button.childNodes]);
    button.replaceChildren(button.dataset.busy);
    button.setAttribute("aria-busy", "true");
  });
  // Back from the next page, the form can be sent again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach(desk.unsent);
  });
  document.querySelector("[data-focus]")?.focus();
})();
