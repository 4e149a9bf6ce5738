// A pasted or dropped picture goes to the desk at once; the line that shows it is put in the text.
"use strict";
(() => {
  const place = document.querySelector("[data-pictures]");
  const text = place?.querySelector("textarea");
  if (!text) return;
  const status = document.querySelector("[data-pictures-status]");

  const put = (lines) => {
    text.setRangeText(`\n${lines.join("\n")}\n`, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const send = async (files) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", text.form.querySelector("[name=csrfmiddlewaretoken]").value);
    files.forEach((file) => data.append("files", file));
    text.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(place.dataset.pictures, { method: "POST", body: data });
      if (answer.redirected) desk.signedOut();
      if (answer.redirected) throw new Error("signed out");
      const said = await answer.json();
      status.textContent = said.wrong || "";
      if (said.lines) put(said.lines);
    } catch {
      status.textContent = place.dataset.wrong;
    }
    text.removeAttribute("aria-busy");
  };

  const pictures = (given) => [...(given?.files || [])].filter((file) => file.type.startsWith("image/"));
  const take = (event, given) => {
    const files = pictures(given);
    if (!files.length) return;
    event.preventDefault();
    send(files);
  };
  text.addEventListener("paste", (event) => take(event, event.clipboardData));
  text.addEventListener("drop", (event) => take(event, event.dataTransfer));
})();
