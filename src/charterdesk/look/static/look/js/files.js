// The files of a form: pasted, dropped or chosen, listed with name and size, taken off one by one,
// and measured before they are sent. Without this script the browser's own field does.
"use strict";
(() => {
  const inputOf = (form) => form.querySelector("input[type=file]");
  const formOf = (target) =>
    target.closest?.("form[data-files]") || target.closest?.("[data-chat]")?.querySelector("form[data-files]");
  const put = (form, files) => {
    const all = new DataTransfer();
    files.forEach((file) => all.items.add(file));
    inputOf(form).files = all.files;
    desk.files.list(form);
  };

  const sizes = [[1048576, "megabyte"], [1024, "kilobyte"], [1, "byte"]];
  const sized = (bytes) => {
    const [unit, name] = sizes.find(([least]) => bytes >= least) || sizes[2];
    const form = { style: "unit", unit: name, maximumFractionDigits: unit > 1024 ? 1 : 0 };
    return new Intl.NumberFormat(document.documentElement.lang, form).format(bytes / unit);
  };
  const wrong = (files, { each, together, most, tooLarge, tooMuch, tooMany }) => {
    const large = files.find((file) => file.size > Number(each));
    if (large) return tooLarge.replace("{name}", large.name);
    if (files.length > Number(most)) return tooMany;
    return files.reduce((sum, file) => sum + file.size, 0) > Number(together) ? tooMuch : "";
  };
  const row = (form, file, number) => {
    const [item, words, off] = ["li", "span", "button"].map((name) => document.createElement(name));
    words.textContent = `${file.name} · ${sized(file.size)}`;
    Object.assign(off, { type: "button", className: "btn btn--small", textContent: form.dataset.off });
    off.setAttribute("aria-label", `${form.dataset.off}: ${file.name}`);
    off.dataset.fileOff = number;
    if (file.size > Number(form.dataset.each)) item.dataset.wrong = "";
    item.append(words, off);
    return item;
  };

  desk.files = {
    list: (form) => {
      const [input, files] = [inputOf(form), [...inputOf(form).files]];
      const fault = wrong(files, form.dataset);
      form.querySelector("[data-files-list]").replaceChildren(...files.map((file, number) => row(form, file, number)));
      form.querySelector("[data-files-said]").textContent = fault;
      input.setCustomValidity(fault);
    },
    // What was chosen goes into the same form drawn anew.
    keep: (form, files) => { if (inputOf(form)) put(form, [...files]); },
    clear: (form) => put(form, []),
  };

  const add = (event, given) => {
    const form = formOf(event.target);
    if (!form || form.hidden || !inputOf(form) || !given?.files.length) return;
    event.preventDefault();
    put(form, [...inputOf(form).files, ...given.files]);
  };
  const over = (form) => document.querySelectorAll("[data-files]").forEach((one) => one.toggleAttribute("data-over", one === form));
  document.addEventListener("paste", (event) => add(event, event.clipboardData));
  document.addEventListener("drop", (event) => { over(null); add(event, event.dataTransfer); });
  document.addEventListener("dragover", (event) => {
    const form = event.dataTransfer?.types.includes("Files") ? formOf(event.target) : null;
    if (form) event.preventDefault();
    over(form);
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(null); });
  document.addEventListener("change", ({ target }) => { if (target.matches("form[data-files] input[type=file]")) desk.files.list(target.form); });
  document.addEventListener("click", ({ target }) => {
    const off = target.closest("[data-file-off]");
    if (!off) return;
    const { form } = off;
    put(form, [...inputOf(form).files].filter((_file, number) => number !== Number(off.dataset.fileOff)));
    (form.querySelector("[data-file-off]") || inputOf(form)).focus();
  });
})();
