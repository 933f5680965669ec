// @ts-check
// Numbers as people read them. A missing value is a dash; every quantity has its unit.

/** @type {Record<string, number>} */
const DIGITS = { N: 1, s: 1, "%": 1, "N/s": 1, "N·s": 0 };

/**
 * Whether a figure is there: the hub says `null` where it is not.
 * @param {unknown} value
 * @returns {value is number}
 */
export function isKnown(value) {
  return typeof value === "number" && Number.isFinite(value);
}

/**
 * @param {number} value
 * @param {number} digits
 */
function fixed(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? "−" : "") + text;
}

/** @param {unknown} value */
export function whole(value) {
  return isKnown(value) ? fixed(value, 0) : "–";
}

/** @param {unknown} value */
export function points(value) {
  return isKnown(value) ? fixed(value, 1).replace(/^100\.0$/, "100") : "–";
}

/**
 * As many digits as there are, two at most.
 * @param {unknown} value
 */
export function plain(value) {
  return isKnown(value) ? fixed(value, 2).replace(/\.?0+$/, "") : "–";
}

/**
 * A score with its error bar where the sensor has one: 82 ± 3, rounded up, never ± 0.
 * @param {unknown} value
 * @param {unknown} expanded
 */
export function scoreText(value, expanded) {
  if (!isKnown(value) || !isKnown(expanded)) return points(value);
  return `${fixed(value, 0)} ± ${Math.max(1, Math.ceil(expanded - 1e-9))}`;
}

/**
 * With its error bar where that is known, rounded up to the digit shown: 24.8 ± 0.3 N.
 * @param {unknown} value
 * @param {string} unit
 * @param {unknown} [expanded]
 */
export function quantity(value, unit, expanded) {
  if (!isKnown(value)) return "not measured";
  const digits = DIGITS[unit] ?? 1;
  const step = 10 ** -digits;
  const error = isKnown(expanded)
    ? ` ± ${fixed(Math.max(step, Math.ceil(expanded / step - 1e-9) * step), digits)}`
    : "";
  return `${fixed(value, digits)}${error} ${unit}`.trim();
}

/**
 * @param {number} low
 * @param {number} high
 * @param {string} unit
 */
export function span(low, high, unit) {
  return low === high ? `${plain(low)} ${unit}` : `${plain(low)}–${plain(high)} ${unit}`;
}

/** @param {number} n */
export function times(n) {
  return { 1: "once", 2: "twice" }[n] || `${n} times`;
}

/**
 * What the rig says, as a sentence of its own: "no pad is assigned" begins with a capital, ends with a stop.
 * @param {string} [text]
 */
export function sentence(text) {
  return text ? `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}` : "";
}
