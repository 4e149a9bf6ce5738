// One small request for the whole page tells what changed: every 5 s while in use, else 60 s,
// never after half an hour out of sight.
"use strict";
(() => {
  const { pulse: address, seq } = document.documentElement.dataset;
  if (!address) return;
  let since = Number(seq);
  let used = Date.now();
  let hiddenAt = 0;
  let failures = 0;
  let timer = 0;
  const page = document.querySelector("[data-case]")?.dataset.case || "";
  const list = document.querySelector("[data-list]")?.dataset.list || "";
  const writing = () => Boolean(document.activeElement?.closest?.("form.composer"));

  const question = () => {
    const what = document.hidden ? "away" : writing() ? "write" : "view";
    const news = document.querySelector("[data-count=news]")?.textContent.replace("+", "") ?? "";
    return `${address}?${new URLSearchParams({ since, case: page, list, at: what, chats: desk.chats.mark, news, used: Date.now() - used < 60000 })}`;
  };

  const rows = (fresh, changed) => changed.forEach((ref) => {
    const [old, next] = [document.getElementById(`row-${ref}`), fresh.getElementById(`row-${ref}`)];
    if (!old && !next) return;
    if (!old || !next || desk.busy(old)) desk.newer(true);
    else old.replaceChildren(...document.adoptNode(next).childNodes);
  });

  const apply = async (news) => {
    since = news.seq;
    desk.chats.tell(news.chats);
    Object.entries(news.counts || {}).forEach(([key, count]) => document.querySelectorAll(`[data-count=${key}]`)
      .forEach((place) => { place.textContent = count > 1000 ? "1000+" : count; }));
    const presence = document.getElementById("presence");
    if (presence && news.presence !== undefined) {
      presence.hidden = !news.presence;
      presence.querySelector("[data-text]").textContent = news.presence;
    }
    const changed = news.list?.changed || [];
    if (news.list?.new) desk.newer(true);
    if (!news.case && !changed.length) return;
    const fresh = await desk.page(location.href);
    rows(fresh, changed); desk.renewed?.(changed);
    if (!desk.refresh(fresh) || news.case?.new) desk.newer(true);
    desk.tick();
  };

  const offline = (lost) => {
    const banner = document.getElementById("offline");
    if (!banner || banner.hidden !== lost) return;
    const time = new Date(desk.now()).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    banner.textContent = banner.dataset.text.replace("{time}", time);
    banner.hidden = !lost;
  };

  const beat = async () => {
    if (!document.hidden || Date.now() - hiddenAt < 1800000) {
      try {
        const answer = await fetch(question(), { headers: { Accept: "application/json" } });
        if (answer.status === 401) desk.signedOut();
        else if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
        failures = 0;
        if (answer.status === 200) await apply(await answer.json());
      } catch {
        failures += 1;
      }
      offline(failures >= 2);
    }
    clearTimeout(timer);
    timer = setTimeout(beat, !document.hidden && Date.now() - used < 60000 ? 5000 : desk.chats.own ? 15000 : 60000);
  };

  ["keydown", "pointerdown", "pointermove", "scroll"].forEach((kind) =>
    addEventListener(kind, () => { used = Date.now(); }, { passive: true }));
  document.addEventListener("visibilitychange", () => {
    hiddenAt = document.hidden ? Date.now() : 0;
    if (!document.hidden) { used = Date.now(); beat(); }
  });
  timer = setTimeout(beat, 5000);
})();
