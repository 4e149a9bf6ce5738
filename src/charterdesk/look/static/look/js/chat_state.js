// How a chat is going: who is there, who types, what was read, and when the page is another one.
"use strict";
(() => {
  const { chat } = window;
  if (!chat) return;
  const { box, part } = chat;
  let typing = 0;
  let changed = false;
  const say = (place, text) => { if (place && place.textContent !== text) place.textContent = text; };
  const over = () => {
    const form = part("form");
    part("over").hidden = false;
    // What was typed and not sent stays in sight.
    if (form) form.hidden = !form.elements.body.value;
    document.querySelectorAll("[data-chat-going]").forEach((one) => { one.hidden = true; });
  };

  // What the desk can do with it has changed: the page is drawn anew, once nobody types on it.
  chat.settle = () => {
    const boxes = document.querySelectorAll("[data-chat-form] textarea, form.composer:not([hidden]) textarea");
    const chosen = part("form")?.elements.files.files.length;
    const typed = chosen || [...boxes].some((one) => one.value) || document.querySelector("dialog[open]");
    if (!changed || typed || chat.waits?.()) return;
    changed = false;
    location.reload();
  };

  chat.state = (news) => {
    say(part("status"), news.status);
    say(part("seen"), news.seen);
    say(part("typing"), news.typing);
    clearTimeout(typing);
    typing = setTimeout(() => say(part("typing"), ""), 7000);
    changed ||= box.dataset.stands !== news.stands && "reloads" in box.dataset && !news.is_over;
    box.dataset.stands = news.stands;
    document.querySelectorAll("[data-chat-end]").forEach((end) => { say(end, news.stands === "waiting" ? end.dataset.chatLeave : end.dataset.chatEnd); });
    chat.settle();
    if (news.is_over) over();
  };
})();
