// The lines of a chat as they come. A line that is there already is not put twice.
"use strict";
(() => {
  const box = document.querySelector("[data-chat]");
  if (!box) return;
  const part = (name) => box.querySelector(`[data-chat-${name}]`);
  const log = part("log");
  const seqOf = (line) => Number(line.dataset.seq);
  const newest = () => Math.max(Number(box.dataset.newest), ...[...log.querySelectorAll("[data-seq]")].map(seqOf));
  const chat = { box, log, part, newest };
  window.chat = chat;

  chat.low = () => { log.scrollTop = log.scrollHeight; };
  chat.put = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const low = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    [...holder.content.children].forEach((line) => {
      if (log.querySelector(`[data-seq="${seqOf(line)}"]`)) return;
      const next = [...log.children].find((one) => !one.dataset.seq || seqOf(one) > seqOf(line));
      log.insertBefore(line, next || null);
    });
    if (low) chat.low();
    chat.seen?.();
  };

  chat.trouble = (text) => {
    const place = part("trouble");
    if (place.textContent !== text) place.textContent = text;
    place.hidden = !text;
  };
  chat.low();
})();
