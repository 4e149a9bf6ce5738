// A page that says `data-fresh` renews its live parts every so many seconds while it is seen.
"use strict";
(() => {
  const every = Number(document.querySelector("[data-fresh]")?.dataset.fresh || 0);
  if (!every) return;
  let asking = false;
  const renew = async () => {
    if (document.hidden || asking) return;
    asking = true;
    try {
      const fresh = await desk.page(location.href);
      desk.refresh(fresh);
      // A page that has nothing more to tell stops asking.
      if (!fresh.querySelector("[data-fresh]")) clearInterval(timer);
    } catch {
      // The pulse tells of a lost connection.
    }
    asking = false;
  };
  const timer = setInterval(renew, every * 1000);
  document.addEventListener("visibilitychange", renew);
})();
