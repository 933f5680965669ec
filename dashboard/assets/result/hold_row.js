// @ts-check
import { el } from "../shared/elements.js";
import { quantity, scoreText } from "../shared/numbers.js";
import { reasonOf } from "./reason.js";
import { createResult } from "./result.js";

/** @import {Hold, Protocol, Trace} from "../shared/types.js" */

/**
 * One line for a hold, which opens to its result.
 * @param {Hold} hold
 * @param {number} index of the row.
 * @param {Protocol} protocol
 * @param {Trace} samples
 * @param {boolean} isOpen
 * @param {string} [name]
 */
export function createHoldRow(hold, index, protocol, samples, isOpen, name = nameOf(hold, index)) {
  const { score } = hold;
  const what = `${quantity(hold.hold_s, "s")} at ${quantity(levelOf(hold), "N")}`;
  const shown = score.void_reason ? "no score" : scoreText(score.score, hold.uncertainty?.score);
  const details = el(
    "details",
    { class: "hold" },
    el(
      "summary",
      {},
      el("span", { class: "h-n", text: name }),
      el("span", { class: "h-what", text: what }),
      el("span", { class: "h-why", text: reasonOf(hold) }),
      el("b", { class: "h-score", text: shown }),
    ),
  );
  details.addEventListener("toggle", () => {
    if (!details.open || details.children.length > 1) return;
    details.append(createResult(hold, protocol, samples, { isInside: true }).element);
  });
  details.open = isOpen;
  return details;
}

/**
 * @param {Hold} hold
 * @param {number} index
 */
export function nameOf(hold, index) {
  return `Hold ${hold.repetition || hold.number || index + 1}`;
}

/** @param {Hold} hold of a sensor in newtons or of another. */
function levelOf(hold) {
  return "level_n" in hold ? hold.level_n : hold.level;
}
