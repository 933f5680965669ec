// @ts-check
// Not a module: it runs before the first paint, with the colour scheme chosen last or that of the system.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // Storage is blocked: follow the system.
  }
  const prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = chosen === "dark" || (chosen !== "light" && prefersDark);
  document.documentElement.dataset.mantineColorScheme = isDark ? "dark" : "light";
})();
