// A form with files is sent with how much of it is there. Where it is refused, it is drawn anew
// with what was typed and chosen; where it was taken, the page goes on.
"use strict";
(() => {
  // Resolves with the request; rejects where the connection was lost.
  desk.carry = (address, data, progress, accept = "text/html") => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => { if (total) progress(loaded / total); });
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new Error("lost")));
    request.open("POST", address);
    request.setRequestHeader("Accept", accept);
    request.setRequestHeader("X-Carried", "yes");
    request.send(data);
  });

  const draw = (form, page) => {
    const fresh = page.querySelector(`form[data-files][action="${form.getAttribute("action")}"]`);
    if (!fresh) { document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main"))); return; }
    const { files } = form.querySelector("input[type=file]");
    form.replaceChildren(...document.adoptNode(fresh).childNodes);
    desk.files.keep(form, files);
    desk.refresh?.(page);
    const alert = form.querySelector("[data-focus], [role=alert]");
    alert?.scrollIntoView({ block: "nearest" });
    alert?.focus();
  };

  const goOn = (to) => {
    const same = to.pathname === location.pathname && to.search === location.search;
    location.assign(to);
    if (same) location.reload();
  };

  const send = async (form, button) => {
    const [bar, said] = ["bar", "said"].map((name) => form.querySelector(`[data-files-${name}]`));
    const fail = (words) => { desk.unsent(form); bar.hidden = true; said.textContent = words; };
    const progress = (share) => {
      bar.hidden = false;
      bar.value = 100 * share;
      said.textContent = form.dataset.sending.replace("{percent}", `${Math.round(100 * share)} %`);
    };
    try {
      const request = await desk.carry(button?.hasAttribute("formaction") ? button.formAction : form.action, new FormData(form, button), progress);
      const onward = request.getResponseHeader("X-Onward");
      if (onward && desk.isDoor(onward)) { fail(""); desk.later(form, button); return; }
      if (onward) { goOn(new URL(onward, location.href)); return; }
      fail(request.status === 413 ? form.dataset.tooMuch : "");
      if (request.status !== 413) draw(form, new DOMParser().parseFromString(request.responseText, "text/html"));
    } catch {
      fail(form.dataset.lost);
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[data-files]")) return;
    if (!form.querySelector("input[type=file]").files.length) return;
    event.preventDefault();
    send(form, event.submitter);
  });
})();
