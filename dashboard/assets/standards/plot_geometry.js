// @ts-check
// What the pictures of marks show and where; no element is touched here.

/** @import {Agreement, Cut, Plot} from "./types.js" */

const ROOM = 0.08;

/**
 * Round numbers within a span, some four to seven of them.
 * @param {number} low
 * @param {number} high
 */
export function ticks(low, high) {
  const rough = (high - low) / 5;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/**
 * A span with some room around what lies in it.
 * @param {number[]} values
 */
export function spanOf(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = (high - low) * ROOM || 1;
  return { low: low - room, high: high + room };
}

/**
 * Differences over means, with bias and limits of agreement.
 * @param {Agreement} told
 * @returns {Plot | null} null where they cannot be told.
 */
export function differencesPlot(told) {
  const found = told.bland_altman;
  if (!found) return null;
  const means = told.marks.map(([first, second]) => (first + second) / 2);
  const differences = told.marks.map(([first, second]) => first - second);
  const { low, high } = found.limits;
  const [first, second] = told.columns;
  return {
    label:
      `${told.n} people: ${first} minus ${second} over their mean. On average ${short(found.bias)}; ` +
      `95 of 100 differences lie between ${short(low)} and ${short(high)}.`,
    x: { name: "mean of both", values: means, ...spanOf(means) },
    y: { name: `${first} − ${second}`, values: differences, ...spanOf([...differences, low, high]) },
    bands: [{ ...found.bias_interval, kind: "interval" }],
    levels: [
      { at: high, text: `limit ${short(high)}`, kind: "limit" },
      { at: found.bias, text: `bias ${short(found.bias)}`, kind: "main" },
      { at: low, text: `limit ${short(low)}`, kind: "limit" },
    ],
    line: null,
    upright: null,
  };
}

/**
 * Scores over the examiner's marks, with the line, the cut score and the grey zone.
 * @param {Cut} told
 * @returns {Plot | null} null where there is no line.
 */
export function cutPlot(told) {
  const found = told.regression;
  if (!found) return null;
  const marks = told.marks.map(([mark]) => mark);
  const scores = told.marks.map(([, score]) => score);
  const { low, high } = spanOf([...marks, found.borderline_mark]);
  const at = (/** @type {number} */ mark) => found.intercept_points + found.slope_points * mark;
  const zone = told.zone;
  const edges = zone ? [zone.low_points, zone.high_points] : [];
  const [mark, score] = told.columns;
  return {
    label:
      `${told.n} learners: ${score} over ${mark}. The line reaches ${short(found.cut_points)} at the ` +
      `borderline mark ${short(found.borderline_mark)}.`,
    x: { name: mark, values: marks, low, high },
    y: { name: score, values: scores, ...spanOf([...scores, found.cut_points, at(low), at(high), ...edges]) },
    bands: zone ? [{ low: zone.low_points, high: zone.high_points, kind: "grey" }] : [],
    levels: [{ at: found.cut_points, text: `cut score ${short(found.cut_points)}`, kind: "main" }],
    line: { from: [low, at(low)], to: [high, at(high)] },
    upright: { at: found.borderline_mark, text: "borderline" },
  };
}

/**
 * Dots of a picture: those that would hide one another are one, with how many they are, where the first is.
 * @param {{x: number, y: number}[]} places
 * @param {number} apart closer ones hide one another.
 */
export function gathered(places, apart) {
  /** @type {{x: number, y: number, count: number}[]} */
  const dots = [];
  for (const { x, y } of places) {
    const there = dots.find((dot) => Math.hypot(dot.x - x, dot.y - y) < apart);
    if (there) there.count += 1;
    else dots.push({ x, y, count: 1 });
  }
  return dots;
}

/**
 * Two digits at most, with a real minus.
 * @param {number} value
 */
export function short(value) {
  const digits = Math.abs(value) >= 10 ? 1 : 2;
  const text = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(text) !== 0 ? "−" : "") + text;
}
