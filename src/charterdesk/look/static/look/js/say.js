// Two live regions for the whole page: one polite, one that interrupts.
"use strict";
(() => {
  desk.say = (text, urgent = false) => {
    const region = document.getElementById(urgent ? "live-alert" : "live");
    if (!region) return;
    region.textContent = "";
    requestAnimationFrame(() => { region.textContent = text; });
  };
  desk.toast = (text) => {
    const toasts = document.getElementById("toasts");
    if (!toasts) return;
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.append(text);
    toasts.append(toast);
    toasts.hidden = false;
    setTimeout(() => toast.remove(), 6000);
  };
})();
