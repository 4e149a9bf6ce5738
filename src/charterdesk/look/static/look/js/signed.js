// A session that ended is met by a sign-in over the page: what was typed stays, and what was pressed
// is done once the same person is in again, also by another tab. Nobody else sends it.
"use strict";
(() => {
  const dialog = document.getElementById("signed-out");
  desk.signedOut = () => {};
  if (!desk.person || !dialog) return;
  const place = dialog.querySelector("[data-place]");
  const [SURE, IDLE] = [60000, 3000];
  let typed = 0;
  let out = false;
  let declined = false;
  let passed = null;
  let again = null;
  let timer = 0;

  const say = (how) => {
    dialog.querySelectorAll("[data-say]").forEach((line) => { line.hidden = line.dataset.say !== how; });
    dialog.querySelector("[data-anew]").hidden = how !== "other";
    if (how === "other") { again = null; place.replaceChildren(); }
    if (!dialog.open) { dialog.showModal(); dialog.querySelector("h2").focus(); timer = setInterval(look, 5000); }
  };
  const draw = (page) => {
    const part = page.querySelector("main section.card");
    part.querySelector("h1")?.remove();
    part.removeAttribute("aria-labelledby");
    part.classList.remove("card");
    place.replaceChildren(document.adoptNode(part));
    place.querySelector("input:not([type=hidden])")?.focus();
  };
  const door = () => desk.page(`${document.documentElement.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`);

  // Who is in decides: go on, say that it is somebody else, or offer the way in.
  const settle = async () => {
    try {
      const how = await desk.who();
      out = how !== "in";
      if (out) { say(how); if (how === "out" && !place.firstChild) draw(await door()); return; }
      const go = again;
      again = null;
      dialog.close();
      declined = false;
      go?.();
    } catch { say("lost"); }
  };
  const look = () => { if (!document.hidden && dialog.open) settle(); };

  desk.later = (form, submitter) => {
    again = () => { passed = form; form.requestSubmit(submitter); };
    settle();
  };
  // Told in the background: not while somebody types, and once.
  desk.signedOut = () => {
    out = true;
    if (dialog.open || declined) return;
    if (Date.now() - typed < IDLE) setTimeout(desk.signedOut, IDLE);
    else settle();
  };
  place.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    try {
      const answer = await fetch(event.target.action, { method: "POST", body: new FormData(event.target), redirect: "manual" });
      if (answer.type === "opaqueredirect") settle();
      else draw(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { say("lost"); }
  });
  dialog.addEventListener("close", () => { clearInterval(timer); declined = out; again = null; place.replaceChildren(); });
  document.addEventListener("keydown", () => { typed = Date.now(); }, true);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.method !== "post" || dialog.contains(form)) return;
    if (form === passed) { passed = null; return; }
    if (!out && desk.unsure() < SURE) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    desk.later(form, submitter);
  }, true);
})();
