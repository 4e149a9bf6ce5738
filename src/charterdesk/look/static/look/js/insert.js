// `/` at the beginning of a word in a reply or note offers macros and articles; what is chosen
// stands in its place. Focus and typing stay in the text: what fits nothing is only text.
"use strict";
(() => {
  const WAITS = 80;
  document.querySelectorAll("textarea[data-inserts]").forEach((field) => {
    const list = document.getElementById(field.getAttribute("aria-controls"));
    let [timer, left] = [0, -1];
    const hits = () => [...list.querySelectorAll("[role=option]")];
    const chosen = () => list.querySelector("[aria-selected=true]");
    const choose = (hit) => {
      hits().forEach((one) => one.setAttribute("aria-selected", one === hit));
      field.setAttribute("aria-activedescendant", hit.id);
      hit.scrollIntoView({ block: "nearest" });
    };
    const close = () => {
      clearTimeout(timer);
      list.hidden = true;
      list.replaceChildren();
      field.removeAttribute("aria-activedescendant");
    };
    // The word that the cursor stands behind, where a slash begins it: from where, and its letters.
    const slash = () => {
      const { value, selectionStart: end, selectionEnd } = field;
      const word = end === selectionEnd && value.slice(0, end).match(/(?:^|\s)\/([^\s/]{0,40})$/);
      return word && { from: end - word[1].length - 1, end, words: word[1] };
    };

    const ask = async () => {
      const at = slash();
      if (!at || at.from === left) { close(); return; }
      try {
        const address = new URL(field.dataset.inserts, location.href);
        address.search = new URLSearchParams({ q: at.words, mode: field.form.dataset.mode });
        const answer = await fetch(address);
        const now = slash();
        if (now?.words !== at.words || now.from !== at.from || now.from === left) return;
        if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
        list.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.children);
        if (!hits().length) { close(); return; }
        if (list.hidden) desk.say(list.dataset.said);
        list.hidden = false;
        choose(hits()[0]);
      } catch { close(); }
    };

    // As if it were typed, so that the browser's own undo takes it back and the draft is kept.
    const insert = (hit) => {
      const at = slash();
      close();
      if (!at) return;
      field.setSelectionRange(at.from, at.end);
      document.execCommand("insertText", false, hit.dataset.text);
    };

    field.addEventListener("input", () => {
      if (!slash()) { left = -1; close(); return; }
      clearTimeout(timer);
      timer = setTimeout(ask, WAITS);
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const [all, at] = [hits(), hits().indexOf(chosen())];
      if (event.code === "ArrowDown") choose(all[(at + 1) % all.length]);
      else if (event.code === "ArrowUp") choose(all[(at + all.length - 1) % all.length]);
      else if (/Enter$/.test(event.code)) insert(chosen());
      else if (event.code === "Escape") { left = slash()?.from ?? -1; close(); } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    field.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => { if (target.closest("[role=option]")) insert(target.closest("[role=option]")); });
  });
  document.addEventListener("click", (event) => {
    const field = document.getElementById(event.target.closest("[data-insert-into]")?.dataset.insertInto);
    field?.focus();
    if (field) document.execCommand("insertText", false, /\S$/.test(field.value.slice(0, field.selectionStart)) ? " /" : "/");
  });
})();
