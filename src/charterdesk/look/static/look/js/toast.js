// Toasts: Undo counts its seconds down and goes when they are over; the others go by themselves.
"use strict";
(() => {
  const close = (toast) => {
    const toasts = toast.parentElement;
    toast.remove();
    if (toasts && !toasts.children.length) toasts.hidden = true;
  };
  const count = (toast, end) => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left <= 0) { close(toast); return; }
    toast.querySelector("[data-left]").textContent = left;
    setTimeout(() => count(toast, end), 250);
  };
  document.querySelectorAll("[data-toast]").forEach((toast) => {
    const seconds = Number(toast.dataset.for || 0);
    if (seconds) count(toast, Date.now() + seconds * 1000);
    else setTimeout(() => { if (!toast.matches(":hover, :focus-within")) close(toast); }, 12000);
    toast.querySelector("[data-dismiss]")?.addEventListener("click", () => close(toast));
  });
})();
