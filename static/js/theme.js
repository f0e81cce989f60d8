// System, light or dark: kept in this browser only. Read in the head, before anything is painted, so that the page never flashes.
(() => {
  const root = document.documentElement;
  const read = () => { try { return localStorage.getItem("crux:theme") || "system"; } catch { return "system"; } };
  const keep = (theme) => { try { localStorage.setItem("crux:theme", theme); } catch { /* private mode: this page only */ } };
  const show = (theme) => {
    if (theme === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
  };
  show(read());

  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.querySelector("[data-theme-choice]");
    if (!choice) return;
    const press = (theme) => choice.querySelectorAll("[data-theme-set]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
    });
    choice.hidden = false;
    press(read());
    choice.addEventListener("click", (event) => {
      const button = event.target.closest("[data-theme-set]");
      if (!button) return;
      keep(button.dataset.themeSet);
      show(button.dataset.themeSet);
      press(button.dataset.themeSet);
    });
  });
})();
