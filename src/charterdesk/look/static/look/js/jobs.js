// A job that runs is looked at again every second while its page is seen; the page itself stays.
"use strict";
(() => {
  const EVERY = 1000;
  const look = async () => {
    const part = document.querySelector("[data-job]");
    if (!part) return;
    if (document.visibilityState === "visible") {
      try {
        const fresh = (await desk.page(location.href)).getElementById("job");
        if (!fresh) { location.reload(); return; }
        const say = fresh.querySelector("[data-say]").textContent;
        if (say !== part.querySelector("[data-say]").textContent) desk.say(say);
        if (!fresh.hasAttribute("data-job")) { location.reload(); return; }
        if (!part.contains(document.activeElement)) part.replaceWith(document.adoptNode(fresh));
        else {
          const [bar, now] = [part.querySelector("progress"), fresh.querySelector("progress")];
          if (bar && now) { bar.max = now.max; bar.value = now.value; }
          part.querySelector(".num").textContent = fresh.querySelector(".num").textContent;
        }
      } catch { /* the next look tries again */ }
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
})();
