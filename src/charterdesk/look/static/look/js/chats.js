// Chats on every page of the desk: how many wait or have new lines, said once when that grows.
// On the page of a case they stand in a tray, which is kept from one case to the next.
"use strict";
(() => {
  const tray = document.getElementById("tray");
  const name = `tray:${tray?.dataset.tray}`;
  const here = document.querySelector("[data-chat], [data-chats]");
  const count = (number) => document.querySelectorAll("[data-count=chats]").forEach((place) => { place.textContent = number || ""; });
  const kept = () => { try { return (tray && JSON.parse(sessionStorage.getItem(name))) || {}; } catch { return {}; } };
  desk.chats = { mark: "", own: 0, count: 0, ...kept() };

  desk.chats.put = (html) => {
    if (!tray || html === undefined) return;
    const at = tray.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    tray.innerHTML = html;
    if (at) tray.querySelector(`[href="${at}"]`)?.focus();
  };
  desk.chats.lists = ({ html, tray: short }) => {
    const lists = document.getElementById("chats-panel");
    if (lists) lists.innerHTML = html;
    desk.chats.put(short);
  };
  desk.chats.tell = (news) => {
    if (!news) return;
    const grows = news.count > desk.chats.count;
    const { mark, own, count: number, tray: html } = news;
    Object.assign(desk.chats, { mark, own, count: number });
    count(number);
    if (tray) try { sessionStorage.setItem(name, JSON.stringify({ mark, own, count: number, html })); } catch { /* it comes again */ }
    // Where a chat stands, its stream tells of the others, too.
    if (!here) desk.chats.put(html);
    if (!grows || here) return;
    desk.toast(news.words);
    desk.say(news.words);
  };
  if (desk.chats.mark) { count(desk.chats.count); if (!here) desk.chats.put(desk.chats.html); }
})();
