// What is written in a chat: kept under a key of its own until the server has it, so that a line
// is sent again after a cut connection and stands once.
"use strict";
(() => {
  const { chat } = window;
  const form = chat?.part("form");
  if (!form) return;
  const { body: field, files } = form.elements;
  const name = `chat:${chat.box.dataset.chat}`;
  const stored = () => { try { return JSON.parse(sessionStorage.getItem(name)) || []; } catch { return []; } };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const token = form.elements.csrfmiddlewaretoken.value;
  let waiting = [];
  let busy = false;

  const keep = () => sessionStorage.setItem(name, JSON.stringify(waiting.filter((one) => !one.file).map(({ key, text }) => ({ key, text }))));
  const add = (one) => {
    one.node = document.createElement("div");
    one.node.className = "said";
    Object.assign(one.node.dataset, { kind: "own", waits: "" });
    one.node.textContent = `${one.file ? one.file.name : one.text} (${chat.box.dataset.sending})`;
    chat.log.append(one.node);
    waiting.push(one);
    chat.low();
  };

  const send = async (one) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token);
    data.append("key", one.key);
    if (one.file) data.append("files", one.file); else data.append("body", one.text);
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status >= 500) throw new Error(answer.type);
    const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : { wrong: chat.box.dataset.gone };
    one.node.remove();
    if (answer.ok) { chat.put(said.html); return; }
    chat.trouble(said.wrong);
    if (one.text) field.value = field.value ? `${one.text}\n${field.value}` : one.text;
  };

  chat.waits = () => waiting.length > 0;
  chat.flush = async () => {
    if (busy) return;
    busy = true;
    try {
      while (waiting.length) { await send(waiting[0]); waiting.shift(); keep(); }
    } catch {
      setTimeout(chat.flush, 2000);
    }
    busy = false;
    if (!waiting.length) chat.settle();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (field.value.trim()) add({ key: newKey(), text: field.value.trim() });
    [...files.files].forEach((file) => add({ key: newKey(), file }));
    field.value = files.value = "";
    // What is kept of a line that was not sent yet is nothing now.
    field.dispatchEvent(new Event("input", { bubbles: true }));
    keep();
    chat.flush();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (!event.ctrlKey && !event.metaKey && !matchMedia("(pointer: fine)").matches) return;
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener("paste", (event) => {
    [...event.clipboardData.files].forEach((file) => add({ key: newKey(), file }));
    if (event.clipboardData.files.length) { event.preventDefault(); chat.flush(); }
  });
  stored().forEach(add);
  chat.flush();
})();
