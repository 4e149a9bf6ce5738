// What would be promised to the case that is written down, while it is: asked a moment after the
// last change, by the very form. What was said before a change is taken away with the change. It
// grows old with the time: while the page is seen it is asked for again each minute, in silence,
// and never under the focus or a selection.
"use strict";
(() => {
  const [WAITS, LOOKS, MINUTE] = [400, 5000, 60000];
  // No promise goes by these, or they are not ours to send on.
  const WITHOUT = /^(body|length|key|own-.*|csrfmiddlewaretoken)$/;
  const form = document.querySelector("form[data-ahead]");
  const press = form && form.querySelector("[data-ahead-press]");
  if (!press) return;
  // The line says the same beside the button that opens the case.
  const [beside, failed] = ["line", "failed"].map((name) => document.getElementById(`ahead-${name}`));
  const rest = () => document.getElementById("ahead-rest");
  const line = (part) => part.querySelector("[data-say]").textContent.trim();
  const refused = (part) => Boolean(part.querySelector("[role=alert]"));
  let [timer, turn, said, askedAt] = [0, 0, line(rest()), Date.now()];

  const forget = () => {
    turn += 1;
    clearTimeout(timer);
    failed.hidden = true;
    rest().hidden = beside.hidden = true;
  };
  const inUse = () => {
    const [part, picked] = [rest(), getSelection()];
    return part.contains(document.activeElement) || (!picked.isCollapsed && part.contains(picked.anchorNode));
  };
  const draw = (fresh, again) => {
    const [old, words] = [rest(), line(fresh)];
    failed.hidden = true;
    // An alert that is put in anew is read out anew.
    if (again && words === said && refused(old)) return;
    if (words !== said && (!again || refused(old))) desk.say(words);
    said = beside.textContent = words;
    beside.hidden = !words;
    const open = new Set([...old.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
    fresh.querySelectorAll("summary").forEach((one) => { one.parentElement.open = again && open.has(one.textContent); });
    old.replaceWith(document.adoptNode(fresh));
  };
  const ask = async (again = false) => {
    const mine = ++turn;
    askedAt = Date.now();
    const data = new URLSearchParams(new FormData(form));
    data.set("body", "");
    data.set("preview", "yes");
    try {
      const answer = await fetch(form.dataset.ahead, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
      if (answer.redirected && !again) desk.signedOut();
      if (answer.redirected || !answer.ok) throw new Error(`${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine === turn && !(again && inUse())) draw(page.getElementById("ahead-rest"), again);
    } catch {
      if (mine === turn) failed.hidden = false;
    }
  };
  const changed = (event) => {
    const { name } = event.target;
    if (!name || WITHOUT.test(name)) return;
    forget();
    timer = setTimeout(ask, WAITS);
  };
  // A telephone may have laid the caller into the form before anybody typed.
  if (form.elements.contact.value && !said) ask();
  const isOld = () => said && !rest().hidden && Date.now() - askedAt >= MINUTE;
  setInterval(() => { if (!document.hidden && isOld() && !inUse()) ask(true); }, LOOKS);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  // Another charter has other questions: those only the page itself can ask.
  press.addEventListener("click", async (event) => {
    if (form.elements.charter.value !== form.elements.asked_as.value) return;
    event.preventDefault();
    forget();
    await ask();
    document.getElementById("ahead").scrollIntoView({ block: "nearest" });
  });
})();
