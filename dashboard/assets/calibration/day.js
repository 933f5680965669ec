// @ts-check

/**
 * A date as it is written in full: 3 March 2026.
 * @param {string} utc may be empty.
 */
export function day(utc) {
  if (!utc) return "";
  return new Date(utc).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}
