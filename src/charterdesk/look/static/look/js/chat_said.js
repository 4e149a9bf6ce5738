// What is written in a chat: kept under a key of its own until the server has it, so that a line
// is sent again after a cut connection and stands once. Files go as lines, counted while they go.
"use strict";
(() => {
  const { chat } = window;
  const form = chat?.part("form");
  if (!form) return;
  const { body: field, files } = form.elements;
  const name = `chat:${chat.box.dataset.chat}`;
  const stored = () => { try { return JSON.parse(sessionStorage.getItem(name)) || []; } catch { return []; } };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const token = () => form.elements.csrfmiddlewaretoken.value;
  let waiting = [];
  let busy = false;

  const keep = () => sessionStorage.setItem(name, JSON.stringify(waiting.filter((one) => !one.file).map(({ key, text }) => ({ key, text }))));
  const show = (one, words) => { one.node.textContent = `${one.file ? one.file.name : one.text} (${words})`; };
  const add = (one) => {
    one.node = document.createElement("div");
    one.node.className = "said";
    Object.assign(one.node.dataset, { kind: "own", waits: "" });
    show(one, chat.box.dataset.sending);
    chat.log.append(one.node);
    waiting.push(one);
    chat.low();
  };
  const giveBack = ({ text, file }) => {
    if (file) desk.files.keep(form, [...files.files, file]);
    else field.value = field.value ? `${text}\n${field.value}` : text;
  };

  const send = async (one) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", token());
    data.append("key", one.key);
    if (one.file) data.append("files", one.file); else data.append("body", one.text);
    const count = (share) => { if (one.file) show(one, form.dataset.sending.replace("{percent}", `${Math.round(100 * share)} %`)); };
    const answer = await desk.carry(form.action, data, count, "application/json");
    if (answer.getResponseHeader("X-Onward") || answer.status >= 500) throw new Error(`${answer.status}`);
    const isJson = answer.getResponseHeader("Content-Type")?.includes("json");
    one.node.remove();
    if (answer.status < 300) { chat.put(JSON.parse(answer.responseText).html); return; }
    chat.trouble(isJson ? JSON.parse(answer.responseText).wrong : answer.status === 413 ? form.dataset.tooMuch : chat.box.dataset.gone);
    giveBack(one);
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
    field.value = "";
    desk.files.clear(form);
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
  stored().forEach(add);
  chat.flush();
})();
