// The lines of a chat as they come: one stream for the page, which goes on after the last line
// that it brought. A line that is there already is not put twice.
"use strict";
(() => {
  const box = document.querySelector("[data-chat]");
  if (!box) return;
  const part = (name) => box.querySelector(`[data-chat-${name}]`);
  const log = part("log");
  const newest = () => Math.max(Number(box.dataset.newest), ...[...log.querySelectorAll("[data-seq]")].map(seqOf));
  const seqOf = (line) => Number(line.dataset.seq);
  let upTo = Number(box.dataset.newest);
  let lost = 0;
  let typing = 0;
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

  const say = (place, text) => { if (place && place.textContent !== text) place.textContent = text; };
  const state = (news) => {
    say(part("status"), news.status);
    say(part("seen"), news.seen);
    say(part("typing"), news.typing);
    clearTimeout(typing);
    typing = setTimeout(() => say(part("typing"), ""), 7000);
    const stands = box.dataset.stands === news.stands;
    box.dataset.stands = news.stands;
    document.querySelectorAll("[data-chat-end]").forEach((end) => { say(end, news.stands === "waiting" ? end.dataset.chatLeave : end.dataset.chatEnd); });
    // What the desk can do with it has changed: the page is drawn anew, unless somebody types.
    if (!stands && "reloads" in box.dataset && !part("form")?.elements.body.value) location.reload();
    if (!news.is_over) return;
    part("over").hidden = false;
    if (part("form")) part("form").hidden = true;
    document.querySelectorAll("[data-chat-going]").forEach((form) => { form.hidden = true; });
  };

  const isOut = async () => {
    try {
      const answer = await fetch(location.href, { redirect: "manual" });
      return answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status);
    } catch { return false; }
  };

  const open = () => {
    const source = new EventSource(`${box.dataset.stream}&after=${upTo}`);
    const take = (kind, done) => source.addEventListener(kind, (event) => done(JSON.parse(event.data), event));
    take("line", (news, event) => { upTo = Number(event.lastEventId) || upTo; chat.put(news.html); });
    take("state", state);
    take("panel", (news) => { document.getElementById("chats-panel").innerHTML = news.html; });
    source.onopen = () => { clearTimeout(lost); lost = 0; chat.trouble(""); chat.flush?.(); };
    source.onerror = async () => {
      lost ||= setTimeout(() => chat.trouble(box.dataset.lost), 4000);
      if (source.readyState !== EventSource.CLOSED) return;
      if (await isOut()) { clearTimeout(lost); chat.trouble(box.dataset.gone); } else setTimeout(open, 3000);
    };
  };
  chat.low();
  open();
})();
