// A form with files: paste a screenshot, drop files, see how much is sent. Without this script the
// browser's own way of choosing and sending them does.
"use strict";
(() => {
  const MEGA = 1048576;
  const start = (form) => {
    const input = form.querySelector("input[type=file]");
    const bar = form.querySelector(".upload__bar");
    const said = form.querySelector(".upload__said");
    const words = form.dataset;
    if (!input) return;
    const size = () => [...input.files].reduce((sum, file) => sum + file.size, 0);
    const tell = (text) => { if (said) said.textContent = text; };
    const list = () => {
      const large = size() > Number(words.most) * MEGA;
      tell(large ? words.tooLarge : [...input.files].map((file) => file.name).join(", "));
      input.setCustomValidity(large ? words.tooLarge : "");
    };
    const add = (files) => {
      if (!files.length) return false;
      const all = new DataTransfer();
      [...input.files, ...files].forEach((file) => all.items.add(file));
      input.files = all.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      return true;
    };
    const send = (button) => {
      const request = new XMLHttpRequest();
      const data = new FormData(form, button);
      const fail = () => {
        delete form.dataset.sent;
        bar.hidden = true;
        tell(words.lost);
      };
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.hidden = false;
        bar.value = total ? (100 * loaded) / total : 0;
        tell(words.sending.replace("{percent}", `${Math.round(bar.value)} %`));
      });
      request.addEventListener("error", fail);
      request.addEventListener("load", () => {
        if (request.status === 413) { fail(); tell(words.tooLarge); return; }
        const shown = new DOMParser().parseFromString(request.responseText, "text/html");
        const main = document.adoptNode(shown.querySelector("main"));
        main.querySelectorAll("[data-drop-draft]").forEach((one) => localStorage.removeItem(one.dataset.dropDraft));
        // What is still to be kept of the old box is nothing, once it was taken.
        if (request.status < 300) form.querySelectorAll("[data-draft]").forEach((field) => { field.value = ""; });
        document.querySelector("main").replaceWith(main);
        if (request.status < 300) history.replaceState(null, "", request.responseURL);
        (main.querySelector("[role=alert]") || main.querySelector("[role=status]") || main).scrollIntoView();
        main.querySelectorAll("form[data-upload]").forEach(start);
      });
      request.open("POST", form.action);
      request.send(data);
    };
    input.addEventListener("change", list);
    form.addEventListener("paste", (event) => { if (add(event.clipboardData.files)) event.preventDefault(); });
    form.addEventListener("dragover", (event) => { event.preventDefault(); form.dataset.over = "yes"; });
    form.addEventListener("dragleave", () => delete form.dataset.over);
    form.addEventListener("drop", (event) => {
      delete form.dataset.over;
      if (add(event.dataTransfer.files)) event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      if (!input.files.length || event.defaultPrevented) return;
      event.preventDefault();
      send(event.submitter);
    });
  };
  document.querySelectorAll("form[data-upload]").forEach(start);
})();
