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
    if (isHere) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}

/**
 * @param {string} href
 * @param {string} path of the page that is shown.
 */
export function leadsTo(href, path) {
  return href === "/" ? /^\/(practice)?$/.test(path) : path.startsWith(href);
}
