// One stream for the page, which goes on after the last line that it brought.
"use strict";
(() => {
  const { chat } = window;
  if (!chat) return;
  const { box } = chat;
  let upTo = Number(box.dataset.newest);
  let lost = 0;

  const isOut = async () => {
    try {
      const answer = await fetch(box.dataset.stream, { method: "HEAD", redirect: "manual" });
      return answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status);
    } catch { return false; }
  };

  const open = () => {
    const source = new EventSource(`${box.dataset.stream}&after=${upTo}`);
    const take = (kind, done) => source.addEventListener(kind, (event) => done(JSON.parse(event.data), event));
    take("line", (news, event) => { upTo = Number(event.lastEventId) || upTo; chat.put(news.html); });
    take("state", chat.state);
    take("panel", (news) => desk.chats?.lists(news));
    source.onopen = () => { clearTimeout(lost); lost = 0; chat.trouble(""); chat.flush?.(); };
    source.onerror = async () => {
      lost ||= setTimeout(() => chat.trouble(box.dataset.lost), 4000);
      if (source.readyState !== EventSource.CLOSED) return;
      if (await isOut()) { clearTimeout(lost); chat.trouble(box.dataset.gone); } else setTimeout(open, 3000);
    };
  };
  open();
})();
