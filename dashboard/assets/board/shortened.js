// @ts-check

/**
 * As much of a text as there is room for, with an ellipsis where it is cut.
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} width
 */
export function shortened(text, room, width) {
  if (width(text) <= room + 0.5) return text;
  let kept = text.length;
  while (kept > 1 && width(`${text.slice(0, kept)}…`) > room) kept -= 1;
  return `${text.slice(0, kept).trimEnd()}…`;
}
