// The theme is a cookie that the server reads, so that no page flashes. "system" takes it away.
"use strict";
window.desk = window.desk || {};
(() => {
  const root = document.documentElement;
  const paint = (theme) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    const age = theme === "system" ? 0 : 31536000;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax${secure}`;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-set]");
    if (button) paint(button.dataset.themeSet);
  });
})();
