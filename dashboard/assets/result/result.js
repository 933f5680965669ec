// @ts-check
import { el } from "../shared/elements.js";
import { atLevel } from "../shared/levels.js";
import { quantity, scoreText, sentence } from "../shared/numbers.js";
import { createCriteria } from "./criteria.js";
import { cutHold, lostTime } from "./lost_time.js";
import { drawPress } from "./press_picture.js";
import { reasonOf } from "./reason.js";
import { borderlineText } from "./titles.js";

/** @import {Hold, Protocol, Trace} from "../shared/types.js" */
/** @import {SecondsOutside} from "./lost_time.js" */

const WORTH_TELLING_S = 0.05;

/**
 * One judged press: score, reason, trace with what was lost where, the criteria, one thing to try.
 * @param {Hold} hold
 * @param {Protocol} given of the press; the hold is shown against the level it answers.
 * @param {Trace} trace may be empty where it is no longer known.
 * @param {{isInside?: boolean, eligibility?: string}} [how] `isInside` a row that has the score already;
 *   `eligibility` says what the score may be used for.
 */
export function createResult(hold, given, trace, { isInside = false, eligibility = "" } = {}) {
  const { score } = hold;
  const protocol = atLevel(given, hold.level_number);
  const cut = cutHold(trace, hold);
  const lost = lostTime(cut, hold, protocol);
  const reason = reasonOf(hold);
  const shown = scoreText(score.score, hold.uncertainty?.score);
  const hasTrace = cut.t.length > 1;
  const figure = el("figure", { class: "trace" });
  const remarks = [
    eligibility && el("p", { class: "lead", text: eligibility }),
    hold.outcome === "borderline" &&
      el("p", { class: "r-cap", text: borderlineText(hold.uncertainty?.score) }),
    score.advice && el("p", { class: "r-advice" }, el("b", { text: "Try next " }), score.advice),
  ];
  // A cap that is the reason already stands in the head.
  const caps = score.caps
    .filter((cap) => cap !== reason)
    .map((cap) => el("p", { class: "r-cap", text: cap }));
  const main = el(
    "div",
    { class: "r-main" },
    el(
      "header",
      { class: "r-head" },
      !isInside && createHeading(score.void_reason ? "" : shown),
      el("p", { class: "r-reason", text: sentence(reason) }),
    ),
    ...remarks,
    hasTrace && figure,
    hasTrace && createKey(lost.sides),
    ...caps,
  );
  if (hasTrace) new ResizeObserver(() => drawPress(figure, cut, hold, protocol, lost)).observe(figure);
  const told = score.void_reason ? "No score." : `Score ${shown}.`;
  return {
    element: el("div", { class: "result-body" }, main, !score.void_reason && createCriteria(hold, protocol)),
    spoken: [told, `${reason}.`, eligibility, score.advice].filter(Boolean).join(" "),
  };
}

/** @param {string} score empty without one. */
export function createHeading(score) {
  if (!score) return el("h1", { class: "r-void", text: "No score" });
  return el("h1", { class: "r-score" }, score, el("span", { class: "sr", text: " points of 100" }));
}

/** @param {SecondsOutside} sides */
function createKey(sides) {
  const outside = /** @type {const} */ (["above", "below"])
    .filter((side) => sides[side] >= WORTH_TELLING_S)
    .map((side) => el("span", { class: `k k-${side}`, text: `${quantity(sides[side], "s")} ${side}` }));
  return el(
    "p",
    { class: "t-key" },
    el("span", { class: "k k-band", text: "band" }),
    el("span", { class: "k k-plateau", text: "the hold" }),
    ...outside,
  );
}
