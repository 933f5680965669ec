// @ts-check
// The sheet of one learner: days and total, what a computer pressed, corrections, every figure in words.
import { el } from "../shared/elements.js";
import { momentText } from "../shared/moments.js";
import {
  clockText,
  countedDays,
  dayOfSheet,
  FORGOTTEN,
  isEmpty,
  missingTexts,
  NONE_COUNTED,
  NONE_IN_PERIOD,
  NONE_WHY,
  NONE_YET,
  periodText,
  remarkText,
  signedText,
  togetherText,
  zoneText,
} from "./hours_texts.js";

/** @import {DayHours, Hours, HoursAnswer, HoursChoice, HoursCorrection} from "./types.js" */

const COLUMNS = ["Day", "Signed in", "Pressing", "Resting", "Sessions", "Remark"];
const OF_CORRECTIONS = ["Day", "Correction", "Reason", "Written by"];

/**
 * @param {HoursAnswer} answer
 * @param {HoursChoice} choice
 * @param {string} className of the class it is shown for; may be empty.
 */
export function hoursSheet({ hours, definitions }, choice, className) {
  const head = el(
    "header",
    { class: "hours-head" },
    el("h2", { dir: "auto", text: hours.name || "no name" }),
    el("p", { class: "lead", text: [className, periodText(choice)].filter(Boolean).join(" · ") }),
  );
  const missing = missingTexts(hours).map((text) => el("p", { class: "hours-missing", text }));
  const body = isEmpty(hours) ? [nothing(choice)] : measured(hours);
  const apart = hours.total.simulated_s > 0 && simulated(hours);
  const beside = hours.corrections.length > 0 && corrections(hours);
  return el(
    "article",
    { class: "hours-sheet" },
    head,
    ...body,
    ...missing,
    apart,
    beside,
    meanings(definitions),
  );
}

/** @param {HoursChoice} choice */
function nothing({ from, to }) {
  const isBound = Boolean(from || to);
  return el(
    "div",
    { class: "empty" },
    el("h2", { text: NONE_YET }),
    el("p", { text: isBound ? NONE_IN_PERIOD : NONE_WHY }),
  );
}

/** @param {Hours} hours */
function measured(hours) {
  const days = countedDays(hours);
  if (!days.length) return [el("p", { text: NONE_COUNTED })];
  // Where nothing was cut off there is no remark.
  const shown = hours.total.interrupted ? COLUMNS.length : COLUMNS.length - 1;
  return [
    table(
      "Hours by day",
      COLUMNS.slice(0, shown),
      days.map((each) => cells(each, dayOfSheet(each.day)).slice(0, shown)),
      cells(hours.total, "Total").slice(0, shown),
    ),
    el("p", { class: "lead", text: zoneText(hours) }),
  ];
}

/**
 * @param {DayHours} day
 * @param {string} title
 */
function cells(day, title) {
  const times = [day.signed_in_s, day.pressing_s, day.resting_s].map(clockText);
  return [title, ...times, String(day.sessions), remarkText(day)];
}

/** @param {Hours} hours */
function simulated({ days, total }) {
  const rows = days.filter((each) => each.simulated_s > 0);
  return el(
    "section",
    {},
    el("h3", { text: "Simulated pad: a computer pressed; counts nowhere above" }),
    table(
      "Simulated, by day",
      ["Day", "Simulated"],
      rows.map((each) => [dayOfSheet(each.day), clockText(each.simulated_s)]),
      ["Total", clockText(total.simulated_s)],
    ),
  );
}

/** @param {Hours} hours */
function corrections(hours) {
  return el(
    "section",
    {},
    el("h3", { text: "Corrections by an instructor; in none of the measured figures" }),
    table(
      "Corrections",
      OF_CORRECTIONS,
      hours.corrections.map((each) => [
        dayOfSheet(each.day),
        signedText(each.added_s),
        each.reason ?? FORGOTTEN,
        writtenText(each),
      ]),
      ["Together", signedText(hours.corrected_s), "", ""],
    ),
    el("p", { text: togetherText(hours) }),
  );
}

/** @param {HoursCorrection} correction */
function writtenText({ who, at_utc, seq }) {
  return `${who}, ${momentText(at_utc)} (entry ${seq})`;
}

/** @param {Record<string, string>} definitions */
function meanings(definitions) {
  const terms = Object.entries(definitions).flatMap(([title, text]) => [
    el("dt", { text: title }),
    el("dd", { text }),
  ]);
  return el(
    "section",
    {},
    el("h3", { text: "What the figures are" }),
    el("dl", { class: "hours-words" }, ...terms),
  );
}

/**
 * @param {string} label
 * @param {string[]} columns
 * @param {string[][]} rows
 * @param {string[]} total
 */
function table(label, columns, rows, total) {
  const heading = columns.map((text) => el("th", { scope: "col", text }));
  const row = (/** @type {string[]} */ texts) => {
    const [first, ...rest] = texts;
    const others = rest.map((text, at) => el("td", { "data-label": columns[at + 1], dir: "auto", text }));
    return el("tr", {}, el("th", { scope: "row", text: first }), ...others);
  };
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
    el(
      "table",
      { class: "rows hours-rows" },
      el("thead", {}, el("tr", {}, ...heading)),
      el("tbody", {}, ...rows.map(row)),
      rows.length > 0 && el("tfoot", {}, row(total)),
    ),
  );
}
