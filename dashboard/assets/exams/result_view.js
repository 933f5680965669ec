// @ts-check
// What an attempt came to: score with its error bar, outcome and why, press by press, and the traces.
import { el } from "../shared/elements.js";
import { isKnown, points, scoreText, sentence } from "../shared/numbers.js";
import { mount as mountHolds } from "../session/holds.js";
import { titleOf } from "../result/titles.js";
import { countsText, outcomeText, resultScoreText } from "./exam_texts.js";

/** @import {End} from "../shared/types.js" */
/** @import {Attempt, Result} from "./types.js" */

/**
 * @param {Pick<Attempt, "pressed" | "missing" | "voids">} counted
 * @param {Result} result
 * @param {string[]} sessions recordings of it, in order.
 * @returns {{element: HTMLElement, stop: End}}
 */
export function createResultView(counted, result, sessions) {
  /** @type {End[]} */
  const ends = [];
  const score = isKnown(result.points) ? resultScoreText(result) : "No score";
  const spread = isKnown(result.spread)
    ? `Between the presses: the mean could be ${points(result.spread)} higher or lower. This takes no part in the outcome.`
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
    { class: "ex-result", "aria-label": "Score and outcome" },
    el(
      "p",
      { class: "ex-score", "data-outcome": result.outcome },
      el("b", { text: score }),
      el("span", { class: "ex-outcome", text: outcomeText(result.outcome) }),
    ),
    result.reason && el("p", { class: "ex-why", text: sentence(result.reason) }),
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
