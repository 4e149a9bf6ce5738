// Marks in a chat: up to which line it was read, while the page is looked at, and that one types.
"use strict";
(() => {
  const { chat } = window;
  const form = chat?.part("form");
  if (!form) return;
  const token = () => form.elements.csrfmiddlewaretoken.value;
  const field = form.elements.body;
  let read = 0;
  let typedAt = 0;
  const mark = (words) => fetch(chat.box.dataset.mark, {
    method: "POST", redirect: "manual", body: new URLSearchParams({ csrfmiddlewaretoken: token(), ...words }),
  }).catch(() => {});

  chat.seen = () => {
    if (document.hidden || chat.newest() <= read) return;
    read = chat.newest();
    setTimeout(() => mark({ read }), 300);
  };
  document.addEventListener("visibilitychange", chat.seen);
  field.addEventListener("input", () => {
    if (Date.now() - typedAt < 3000 || !field.value.trim()) return;
    typedAt = Date.now();
    mark({ read: chat.newest(), typing: "yes" });
  });
  form.addEventListener("submit", () => { typedAt = 0; });
  chat.seen();
})();
