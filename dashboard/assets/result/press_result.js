// @ts-check
import { el } from "../shared/elements.js";
import { atLevel, worthOf } from "../shared/levels.js";
import { plain, scoreText, sentence } from "../shared/numbers.js";
import { createHoldRow, nameOf } from "./hold_row.js";
import { drawLevels } from "./levels_picture.js";
import { cutHold } from "./lost_time.js";
import { createHeading, createResult } from "./result.js";
import { borderlineText } from "./titles.js";

/** @import {Hold, Protocol, Trace} from "../shared/types.js" */

/**
 * A press as its result: of one level the hold, of several the whole press and each level.
 * @param {Hold[]} press its holds, in order.
 * @param {Protocol} protocol
 * @param {Trace} trace
 * @param {{isInside?: boolean, eligibility?: string}} [how] as for one hold.
 */
export function createPressResult(press, protocol, trace, { isInside = false, eligibility = "" } = {}) {
  const worth = worthOf(press);
  if (!worth) return createResult(press[0], protocol, trace, { isInside, eligibility });
  const shown = scoreText(worth.score, worth.expanded);
  const cut = cutHold(trace, press[0], press[press.length - 1]);
  const figure = el("figure", { class: "trace" });
  const hasTrace = cut.t.length > 1;
  const main = el(
    "div",
    { class: "r-main" },
    el(
      "header",
      { class: "r-head" },
      !isInside && createHeading(worth.void_reason === null ? shown : ""),
      el("p", { class: "r-reason", text: sentence(worth.summary) }),
    ),
    eligibility && el("p", { class: "lead", text: eligibility }),
    worth.outcome === "borderline" && el("p", { class: "r-cap", text: borderlineText(worth.expanded) }),
    worth.advice && el("p", { class: "r-advice" }, el("b", { text: "Try next " }), worth.advice),
    hasTrace && figure,
    worth.cap && worth.cap !== worth.summary && el("p", { class: "r-cap", text: worth.cap }),
  );
  if (hasTrace) new ResizeObserver(() => drawLevels(figure, cut, press, protocol)).observe(figure);
  const rows = worth.levels.map((level) => {
    const hold = press.find((one) => one.number === level.hold);
    const name = `Level ${level.number} · ${plain(atLevel(protocol, level.number).force_n)} N`;
    return hold ? createHoldRow(hold, 0, protocol, trace, false, name) : createMissingRow(name, level.reason);
  });
  const told = worth.void_reason === null ? `Score ${shown}.` : "No score.";
  return {
    element: el(
      "div",
      { class: "result-body of-levels" },
      main,
      el("div", { class: "holds", "aria-label": "Each level" }, ...rows),
    ),
    spoken: [told, sentence(worth.summary), eligibility, worth.advice].filter(Boolean).join(" "),
  };
}

/**
 * One line for a press, which opens to its result.
 * @param {Hold[]} press its holds, in order.
 * @param {number} index of the row.
 * @param {Protocol} protocol
 * @param {Trace} samples
 * @param {boolean} isOpen
 */
export function createPressRow(press, index, protocol, samples, isOpen) {
  const worth = worthOf(press);
  if (!worth) return createHoldRow(press[0], index, protocol, samples, isOpen);
  const held = worth.levels.filter((level) => level.hold !== null).length;
  const details = el(
    "details",
    { class: "hold" },
    el(
      "summary",
      {},
      el("span", { class: "h-n", text: nameOf(press[0], index) }),
      el("span", { class: "h-what", text: `${held} of ${worth.levels.length} levels` }),
      el("span", { class: "h-why", text: worth.summary }),
      el("b", {
        class: "h-score",
        text: worth.void_reason === null ? scoreText(worth.score, worth.expanded) : "no score",
      }),
    ),
  );
  details.addEventListener("toggle", () => {
    if (!details.open || details.children.length > 1) return;
    details.append(createPressResult(press, protocol, samples, { isInside: true }).element);
  });
  details.open = isOpen;
  return details;
}

/**
 * @param {string} name
 * @param {string} reason
 */
function createMissingRow(name, reason) {
  return el(
    "p",
    { class: "hold level-missing" },
    el("span", { class: "h-n", text: name }),
    el("span", { class: "h-why", text: reason }),
    el("b", { class: "h-score", text: "0" }),
  );
}
