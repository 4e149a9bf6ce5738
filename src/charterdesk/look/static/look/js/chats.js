// Chats on every page of the desk: how many wait or have new lines, said once when that grows.
"use strict";
(() => {
  desk.chats = { mark: "", own: 0, count: 0 };
  desk.chats.tell = (news) => {
    if (!news) return;
    const grows = news.count > desk.chats.count;
    Object.assign(desk.chats, { mark: news.mark, own: news.own, count: news.count });
    document.querySelectorAll("[data-count=chats]").forEach((place) => { place.textContent = news.count || ""; });
    if (!grows || document.querySelector("[data-chat], [data-chats]")) return;
    desk.toast(news.words);
    desk.say(news.words);
  };
})();
