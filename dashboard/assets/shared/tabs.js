// @ts-check

/** Keeps the tab of the page that is shown marked, for eyes and for screen readers. */
export function keepTabsMarked() {
  new MutationObserver(mark).observe(document.documentElement, { childList: true, subtree: true });
  mark();
}

function mark() {
  for (const tab of document.querySelectorAll(".tab")) {
    const isHere = leadsTo(tab.getAttribute("href") || "", location.pathname);
    if (isHere === (tab.getAttribute("aria-current") === "page")) continue;
    if (!isHere) {
      tab.removeAttribute("aria-current");
      continue;
    }
    tab.setAttribute("aria-current", "page");
    // On a phone the tabs are a row wider than the screen.
    tab.scrollIntoView({ block: "nearest", inline: "center" });
  }
}

/**
 * @param {string} href
 * @param {string} path of the page that is shown.
 */
export function leadsTo(href, path) {
  if (href === "/") return /^\/(practice)?$/.test(path);
  // Pages about marks stand under one tab, each with an address of its own.
  if (href === "/marks") return /^\/(marks|exams|standards|hours)(\/|$)/.test(path);
  return path.startsWith(href);
}
