// Ctrl K or ⌘ K: a dialog whose list leads anywhere. The words are asked of the desk as they are
// typed; this page's own commands stand among them with their keys.
"use strict";
(() => {
  const dialog = document.getElementById("palette");
  const line = dialog?.querySelector("[role=combobox]");
  if (!line) return;
  const WAITS = 60;
  let timer = 0;
  let asked = 0;
  const list = () => document.getElementById("palette-hits");
  const hits = () => [...list().querySelectorAll("[role=option]")];

  const choose = (hit) => {
    hits().forEach((one) => one.setAttribute("aria-selected", one === hit));
    line.setAttribute("aria-activedescendant", hit?.id || "");
    hit?.scrollIntoView({ block: "nearest" });
  };

  // What a key does on this page, named by the button or link that carries it.
  const commands = (words) => [...document.querySelectorAll("[data-key]")].flatMap((element) => {
    if (dialog.contains(element) || !element.checkVisibility({ visibilityProperty: true })) return [];
    const copy = element.cloneNode(true);
    copy.querySelectorAll("kbd, svg").forEach((part) => part.remove());
    const name = (copy.textContent || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ");
    const fits = name && name.toLocaleLowerCase().includes(words.toLocaleLowerCase());
    return fits ? [[element, name, `${element.hasAttribute("data-shift") ? "Shift " : ""}${element.dataset.key.replace("Key", "").replace("Slash", "/")}`]] : [];
  });

  const add = ([element, name, key], number) => {
    const hit = document.createElement("li");
    Object.assign(hit, { className: "palette__hit", id: `palette-here-${number}` });
    hit.setAttribute("role", "option");
    [["palette__kind", dialog.dataset.here], ["palette__name", name], ["palette__note", key]].forEach(([look, text]) => {
      const part = document.createElement("span");
      Object.assign(part, { className: look, textContent: text });
      hit.append(part, " ");
    });
    hit.desk = element;
    list().append(hit);
  };

  const ask = async () => {
    const mine = ++asked;
    const words = line.value.trim();
    let fresh = null;
    try {
      const answer = await fetch(`${dialog.dataset.url}?part=1&q=${encodeURIComponent(words)}`);
      if (answer.ok && !answer.redirected) fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("palette-hits");
    } catch { /* no network: the commands of the page are there all the same */ }
    if (mine !== asked) return;
    list().replaceChildren(...(fresh ? document.adoptNode(fresh).childNodes : []));
    commands(words).forEach(add);
    choose(hits()[0]);
  };

  const go = (hit) => {
    dialog.close();
    if (hit?.desk) desk.press(hit.desk); else if (hit) location.assign(hit.dataset.url);
  };
  const open = () => { if (!dialog.open) { dialog.showModal(); line.select(); ask(); } };

  document.addEventListener("keydown", (event) => {
    if (event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) { event.preventDefault(); open(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[data-palette]")) { event.preventDefault(); open(); }
  });
  line.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAITS); });
  line.addEventListener("keydown", (event) => {
    const [all, step] = [hits(), { ArrowDown: 1, ArrowUp: -1 }[event.code]];
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (step && all.length) { event.preventDefault(); choose(all[(at + step + all.length) % all.length]); }
    if (/Enter$/.test(event.code) && !event.isComposing) { event.preventDefault(); go(all[at]); }
  });
  dialog.addEventListener("click", (event) => {
    const hit = event.target.closest("[role=option]");
    if (hit) go(hit); else if (event.target === dialog) dialog.close();
  });
})();
