// What is typed is kept in this browser after 0.3 s and on the server after 2 s. It is dropped
// from the browser only when the server says that it was sent.
"use strict";
(() => {
  const timers = new WeakMap();
  const name = (field) => desk.own(field.dataset.draft);
  const read = (name) => {
    try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
  };
  const write = (name, value) => {
    try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; }
  };
  const hour = () => new Date(desk.now()).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const say = (field, kind, time = hour()) => {
    const status = field.form?.querySelector("[data-draft-status]");
    if (status) status.textContent = status.dataset[kind].replace("{time}", time);
  };

  const keep = (field) => {
    if (write(name(field), { text: field.value, at: desk.now() }) && !field.dataset.draftUrl) say(field, "kept");
  };

  const store = async (field) => {
    // Its form was drawn anew meanwhile, with the text in it.
    if (!field.form) return;
    const data = new FormData();
    data.append("csrfmiddlewaretoken", field.form.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
    data.append("mode", field.form.dataset.mode);
    data.append("body", field.value);
    try {
      const answer = await fetch(field.dataset.draftUrl, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 401 || answer.status === 403) { say(field, "signedOut"); desk.signedOut(); return; }
      if (!answer.ok) throw new Error(`${answer.status}`);
      say(field, "saved", (await answer.json()).saved_at);
    } catch {
      say(field, "kept");
    }
  };

  const restore = (field) => {
    const local = read(name(field));
    if (!local?.text || local.text === field.value) return;
    const saved = Number(field.dataset.savedAt || 0) * 1000;
    if (field.value.trim() && local.at <= saved + 1000) return;
    field.value = local.text;
    say(field, "restored");
  };

  desk.drafts = (part) => part.querySelectorAll("[data-draft]").forEach(restore);
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.dataset?.draft) return;
    const old = timers.get(field) || {};
    clearTimeout(old.near);
    clearTimeout(old.far);
    timers.set(field, {
      near: setTimeout(() => keep(field), 300),
      far: field.dataset.draftUrl ? setTimeout(() => store(field), 2000) : 0,
    });
  });
  addEventListener("pagehide", () => document.querySelectorAll("[data-draft]").forEach((field) => {
    if (field.value !== field.defaultValue) keep(field);
  }));
  document.querySelectorAll("[data-drop-draft]").forEach((sent) => localStorage.removeItem(desk.own(sent.dataset.dropDraft)));
  desk.drafts(document);
})();
