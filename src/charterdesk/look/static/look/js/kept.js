// A form whose answer never came (signed out, no network) has what was sent on the next look at it.
// The server drops it when it was taken; a form that came back with its faults holds it itself.
"use strict";
(() => {
  const KEEP = 24 * 3600 * 1000;
  const SECRET = "csrfmiddlewaretoken";
  const sent = (form) => [...new FormData(form)].filter(([name, value]) => name !== SECRET && typeof value === "string");
  const fill = (form, pairs) => {
    const values = new Map();
    pairs.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
    for (const field of form.elements) {
      if (!field.name || field.name === SECRET || field.type === "file") continue;
      const own = values.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = own.includes(field.value);
      else if (own.length) field.value = own[0];
    }
  };
  const forms = document.querySelectorAll("form[data-kept]");
  forms.forEach((form) => {
    const key = desk.own(form.dataset.kept);
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "null");
      localStorage.removeItem(key);
      if (!kept || form.hasAttribute("data-answered") || desk.now() - kept.at > KEEP) return;
      fill(form, kept.pairs);
      const status = form.querySelector("[data-kept-status]");
      if (status) status.hidden = false;
    } catch { /* what can't be read can't be shown */ }
  });
  document.addEventListener("submit", ({ target: form }) => {
    if (!form.dataset?.kept) return;
    try {
      localStorage.setItem(desk.own(form.dataset.kept), JSON.stringify({ at: desk.now(), pairs: sent(form) }));
    } catch { /* a browser that keeps nothing */ }
  });
})();
