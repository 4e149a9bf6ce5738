// The lists of chats, where none is open: they have a stream of their own.
"use strict";
(() => {
  const lists = document.querySelector("[data-chats]");
  if (!lists) return;
  new EventSource(lists.dataset.chats).addEventListener("panel", (event) => desk.chats.lists(JSON.parse(event.data)));
})();
