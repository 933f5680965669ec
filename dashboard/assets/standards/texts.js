// @ts-check
// What is said of figures about marks; no element is touched here.
import { points } from "../shared/numbers.js";
import { short } from "./plot_geometry.js";

/** @import {AcceptedCut, Agreement, Cut, Figure, Panel} from "./types.js" */

/** @type {Record<string, string>} */
const KAPPAS = {
  none: "every disagreement counts the same",
  linear: "two steps apart count twice",
  quadratic: "two steps apart count four times",
};
/** @type {Record<string, string>} */
const FORMS = {
  "ICC(2,1)": "agreement of one marking",
  "ICC(3,1)": "the same, a stricter rater left out of it",
  "ICC(2,k)": "agreement of the mean of all",
  "ICC(3,k)": "the same, a stricter rater left out of it",
};
const BANDS = [
  { least: 0.9, words: "excellent" },
  { least: 0.75, words: "good" },
  { least: 0.5, words: "moderate" },
];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {number} icc */
export function bandOf(icc) {
  return BANDS.find((each) => icc >= each.least)?.words ?? "poor";
}

/** @param {{low: number, high: number} | null | undefined} interval */
export function within(interval) {
  return interval ? `95 % interval ${short(interval.low)} to ${short(interval.high)}` : "no interval";
}

/**
 * @param {Agreement} told
 * @returns {Figure[]}
 */
export function agreementFigures(told) {
  const [first, second] = told.columns;
  /** @type {Figure[]} */
  const figures = [];
  const pair = told.bland_altman;
  if (pair) {
    figures.push(
      {
        name: "Bias",
        value: short(pair.bias),
        words: `${first} minus ${second}, on average; ${within(pair.bias_interval)}`,
      },
      {
        name: "Limits of agreement",
        value: `${short(pair.limits.low)} to ${short(pair.limits.high)}`,
        words: "95 of 100 differences lie between",
      },
    );
  }
  for (const each of told.kappas) {
    figures.push({
      name: each.weights === "none" ? "Kappa" : `Kappa, ${each.weights} weights`,
      value: each.value.toFixed(2),
      words: `${KAPPAS[each.weights]}; ${within(each.interval)}`,
    });
  }
  for (const each of told.reliability?.forms ?? []) {
    figures.push({
      name: each.name,
      value: each.value.toFixed(2),
      words: `${bandOf(each.value)}: ${FORMS[each.name]}; ${within(each.interval)}`,
    });
  }
  const single = told.reliability?.forms[0];
  if (single) {
    figures.push(
      { name: "Error of one marking (SEM)", value: short(single.sem), words: "how far a single one is off" },
      { name: "Smallest real change (MDC95)", value: short(single.mdc95), words: "less is no change" },
    );
  }
  return figures;
}

/**
 * @param {Cut} told
 * @returns {Figure[]}
 */
export function cutFigures(told) {
  const found = told.regression;
  if (!found) return [];
  /** @type {Figure[]} */
  const figures = [
    { name: "Cut score", value: points(found.cut_points), words: within(found.interval) },
    {
      name: "Line",
      value: `${short(found.intercept_points)} + ${short(found.slope_points)} × mark`,
      words:
        `explains ${Math.round(found.r_squared * 100)} % of the spread (R²); ` +
        `leaves ${short(found.rmse_points)} points (RMSE)`,
    },
  ];
  if (told.zone) {
    figures.push({
      name: "Grey zone",
      value: `${points(told.zone.low_points)} to ${points(told.zone.high_points)}`,
      words: `another try, never a fail: ${told.passed} pass, ${told.repeated} repeat, ${told.failed} fail`,
    });
  }
  return figures;
}

/**
 * @param {Panel} told
 * @returns {Figure[]}
 */
export function panelFigures(told) {
  if (!told.cut) return [];
  const { cut_points, interval, sd_points, judges } = told.cut;
  return [
    { name: "Cut score", value: points(cut_points), words: within(interval) },
    { name: "Difference between judges (SD)", value: short(sd_points), words: `${judges} judges` },
  ];
}

/** @param {{n: number, left_out: number}} told */
export function rowsText({ n, left_out }) {
  const people = n === 1 ? "1 person" : `${n} people`;
  if (!left_out) return people;
  return `${people}; ${left_out === 1 ? "1 row" : `${left_out} rows`} left out, where a number is missing`;
}

/** @param {AcceptedCut} cut */
export function acceptedText({ n, method, at_utc, reason }) {
  const day = new Date(at_utc);
  const when = `${day.getDate()} ${MONTHS[day.getMonth()]} ${day.getFullYear()}`;
  const of = method === "angoff" ? `panel of ${n} judges` : `exam of ${n} learners`;
  return `${of}, accepted ${when}: “${reason}”`;
}

/**
 * A number as somebody typed it; null where it is empty, NaN where it is none.
 * @param {string} typed
 */
export function numberTyped(typed) {
  const text = typed.trim().replace(",", ".");
  return text ? Number(text) : null;
}
