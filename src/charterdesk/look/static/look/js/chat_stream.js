// One stream for the page, which goes on after the last line that it brought. A browser holds six
// connections to a site: of the desk's tabs that are out of sight one goes on listening.
"use strict";
(() => {
  const { chat } = window;
  if (!chat) return;
  const { box } = chat;
  let upTo = Number(box.dataset.newest);
  let lost = 0;
  let source = null;
  let rest = null;

  const isOut = async () => {
    try {
      const answer = await fetch(box.dataset.stream, { method: "HEAD", redirect: "manual" });
      return answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status);
    } catch { return false; }
  };

  const open = () => {
    delete box.dataset.rests;
    source = new EventSource(`${box.dataset.stream}&after=${upTo}`);
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
  const closed = () => source.readyState === EventSource.CLOSED;

  // Who has the lock listens for all; the others wait for it, and listen once it is theirs.
  const hide = () => {
    const mine = rest = { leave: new AbortController(), done: null };
    setTimeout(() => { if (rest === mine && !mine.done) { source.close(); box.dataset.rests = ""; } }, 1000);
    navigator.locks.request("chats", { signal: mine.leave.signal }, () => {
      if (closed()) open();
      return new Promise((done) => { mine.done = done; });
    }).catch(() => {});
  };
  const show = () => {
    if (!rest) return;
    if (rest.done) rest.done(); else rest.leave.abort();
    rest = null;
    if (closed()) open();
  };
  if ("reloads" in box.dataset && navigator.locks) {
    document.addEventListener("visibilitychange", () => (document.hidden ? hide() : show()));
  }
  open();
})();
