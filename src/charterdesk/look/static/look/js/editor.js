// The editor of a charter: its lines are numbered as one types, and checked as one pauses for 1 s.
"use strict";
(() => {
  const PAUSE = 1000, LARGEST = 1000000, NUMBERED = 5000;
  const form = document.querySelector("[data-editor]");
  const text = form?.querySelector("textarea");
  if (!text) return;
  let timer = 0, asked = 0;

  const number = () => {
    const lines = form.querySelector("[data-lines]");
    const count = Math.min(text.value.split("\n").length, NUMBERED);
    while (lines.childElementCount > count) lines.lastElementChild.remove();
    for (let at = lines.childElementCount + 1; at <= count; at++) {
      const line = document.createElement("li");
      line.id = `line-${at}`;
      line.textContent = at;
      lines.append(line);
    }
    text.rows = Math.max(count + 1, 12);
  };

  const mark = () => {
    const worst = { error: 3, warning: 2, info: 1 };
    form.querySelectorAll("[data-mark]").forEach((line) => line.removeAttribute("data-mark"));
    document.querySelectorAll("#checks .finding").forEach((found) => {
      const line = document.getElementById(`line-${found.querySelector("[data-line]")?.dataset.line}`);
      const severity = found.dataset.severity;
      if (line && (worst[severity] || 0) > (worst[line.dataset.mark] || 0)) line.dataset.mark = severity;
    });
  };

  const check = async () => {
    const mine = ++asked;
    const data = new URLSearchParams(new FormData(form));
    data.set("act", "check");
    const old = document.getElementById("checks");
    old.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
      if (answer.redirected) desk.signedOut();
      if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      const said = page.querySelector("#checks [data-say]").textContent;
      if (said !== old.querySelector("[data-say]").textContent) desk.say(said);
      for (const part of ["checks", "coverage"])
        document.getElementById(part)?.replaceWith(document.adoptNode(page.getElementById(part)));
      mark();
    } catch { old.removeAttribute("aria-busy"); }
  };

  text.addEventListener("input", () => {
    number();
    clearTimeout(timer);
    if (!text.readOnly && text.value.length <= LARGEST) timer = setTimeout(check, PAUSE);
  });
  // A finding's link leads to its line, and puts the cursor there.
  document.addEventListener("click", (event) => {
    const line = Number(event.target.closest("#checks [data-line]")?.dataset.line);
    if (!line) return;
    event.preventDefault();
    const lines = text.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    text.focus({ preventScroll: true });
    text.setSelectionRange(start, start + (lines[line - 1] || "").length);
    document.getElementById(`line-${line}`)?.scrollIntoView({ block: "center" });
  });
  if (text.value !== text.defaultValue) { number(); check(); }
})();
