// @ts-check
// What an attempt came to: score with its error bar, outcome and why, press by press, and the traces.
import { el } from "../shared/elements.js";
import { isKnown, points, scoreText, sentence } from "../shared/numbers.js";
import { mount as mountHolds } from "../session/holds.js";
import { titleOf } from "../result/titles.js";
import { changedText, countingMark, countsText, outcomeText } from "./exam_texts.js";

/** @import {End} from "../shared/types.js" */
/** @import {Attempt, ChangedMark, Result} from "./types.js" */

const LEAST_SPREAD = 0.05;
const NO_MARK = "Presses on a person give no mark; the score is only to learn from.";

/**
 * What counts, large, with why: as it was measured, or as the gradebook has it.
 * @param {Result | null} result
 * @param {ChangedMark | null} changed
 */
export function markLines(result, changed) {
  const counting = countingMark(result, changed);
  if (!counting) return [];
  const why = changed ? changedText(changed, result) : sentence(result?.reason);
  return [
    el(
      "p",
      { class: "ex-score", "data-outcome": counting.outcome },
      el("b", { text: counting.score }),
      el("span", { class: "ex-outcome", text: outcomeText(counting.outcome) }),
    ),
    why && el("p", { class: "ex-why", text: why, dir: "auto" }),
  ];
}

/** @param {Result} result of presses on a person. */
function personLines(result) {
  const score = countingMark(result, null)?.score;
  return [
    el("p", { class: "ex-score" }, el("b", { text: score })),
    el("p", { class: "lead", text: NO_MARK }),
  ];
}

/**
 * @param {Pick<Attempt, "pressed" | "missing" | "voids">} counted
 * @param {Result} result
 * @param {string[]} sessions recordings of it, in order.
 * @param {{changed: ChangedMark | null, isPerson?: boolean}} how `changed`: the gradebook's mark in its place.
 * @returns {{element: HTMLElement, stop: End}}
 */
export function createResultView(counted, result, sessions, { changed, isPerson = false }) {
  /** @type {End[]} */
  const ends = [];
  const spread =
    isKnown(result.spread) && result.spread >= LEAST_SPREAD
      ? `By the presses alone the mean could be ${points(result.spread)} off. This takes no part in the outcome.`
      : "";
  const traces = sessions.map((session, k) => {
    const host = el("div", { "data-session": session });
    const name = sessions.length > 1 ? `Traces, part ${k + 1}` : "Traces";
    const fold = el(
      "details",
      { class: "tg-more" },
      el("summary", { text: name }),
      host,
      el("a", {
        class: "back",
        href: `/sessions/${encodeURIComponent(session)}`,
        text: "The whole recording",
      }),
    );
    fold.addEventListener("toggle", () => {
      if (fold.open && !host.children.length) ends.push(mountHolds(host));
    });
    return fold;
  });
  const element = el(
    "section",
    { class: "ex-result" },
    ...(isPerson ? personLines(result) : markLines(result, changed)),
    result.flag && el("p", { class: "r-cap", text: sentence(result.flag) }),
    el("p", { class: "lead", text: countsText(counted) }),
    spread && el("p", { class: "lead", text: spread }),
    result.presses.length > 0 && pressTable(result),
    counted.voids.length > 0 &&
      el(
        "ul",
        { class: "ex-remarks" },
        ...counted.voids.map(({ reason }) => el("li", { text: sentence(reason) })),
      ),
    Object.keys(result.criteria).length > 0 && criteriaList(result.criteria),
    ...traces,
  );
  return { element, stop: () => ends.forEach((end) => end()) };
}

/** @param {Result} result */
function pressTable({ presses }) {
  const rows = presses.map(({ number, points: score, half_width }) =>
    el(
      "tr",
      {},
      el("th", { scope: "row", text: `Press ${number}` }),
      el("td", { class: "num", text: scoreText(score, half_width) }),
    ),
  );
  return el(
    "table",
    { class: "rows ex-presses" },
    el("caption", { class: "sr", text: "Press by press" }),
    ...rows,
  );
}

/** @param {Record<string, number>} criteria */
function criteriaList(criteria) {
  const pairs = Object.entries(criteria).map(([name, value]) =>
    el("div", {}, el("dt", { text: titleOf(name) }), el("dd", { text: points(value) })),
  );
  return el(
    "dl",
    { class: "numbers", "aria-label": "Points of each criterion, mean of the presses" },
    ...pairs,
  );
}
