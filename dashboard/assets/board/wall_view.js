// @ts-check
// How the wall is shown on this screen; remembered by the browser, told to nobody.

/** @typedef {{hasNames: boolean, isProjector: boolean}} WallView */

const KEY = "steadyhold-wall";
/** @type {WallView} */
export const USUAL = { hasNames: true, isProjector: false };

/**
 * The view of a text that was remembered; the usual one where it is none.
 * @param {string | null} text
 * @returns {WallView}
 */
export function viewOf(text) {
  try {
    const kept = JSON.parse(text || "{}");
    return { hasNames: kept.hasNames !== false, isProjector: kept.isProjector === true };
  } catch {
    return USUAL;
  }
}

/** @returns {WallView} */
export function rememberedView() {
  try {
    return viewOf(localStorage.getItem(KEY));
  } catch {
    return USUAL;
  }
}

/** @param {WallView} view */
export function rememberView(view) {
  try {
    localStorage.setItem(KEY, JSON.stringify(view));
  } catch {
    // Storage is blocked: the next visit begins with the usual view.
  }
}
