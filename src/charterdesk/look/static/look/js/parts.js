// A fragment is a part of a page: fetch the page, take the part. No second set of addresses.
"use strict";
(() => {
  desk.page = async (address) => {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // Nothing that somebody points at, types in, ticks or has opened is taken away from under them.
  desk.busy = (part) =>
    part.contains(document.activeElement) ||
    Boolean(part.querySelector(":checked:not(option), details[open], :popover-open"));

  // Put the fresh parts named by `data-live` in place of the old ones; true when all could be.
  desk.refresh = (fresh) => {
    let all = true;
    document.querySelectorAll("[data-live][id]").forEach((part) => {
      const next = fresh.getElementById(part.id);
      if (!next || next.isEqualNode(part)) return;
      if (desk.busy(part)) all = false;
      else part.replaceWith(document.adoptNode(next));
    });
    desk.tick?.();
    return all;
  };

  desk.newer = (show) => {
    const newer = document.getElementById("newer");
    if (newer) newer.hidden = !show;
    if (newer && show) desk.say(newer.dataset.text);
  };
})();
