// @ts-check
// What is shown once the hands are free: the result of a hold, the summary of a set.
import { el, progressRing, put } from "../shared/elements.js";
import { isKnown, points, scoreText } from "../shared/numbers.js";
import { createPressResult, createPressRow } from "../result/press_result.js";
import { borderlineText } from "../result/titles.js";

/** @import {End, Hold, LiveMessage, SetResult, StationInfo, Trace} from "../shared/types.js" */

/** @typedef {{press: Hold[], samples: Trace}} Judged a press with its holds, in order. */

/** @param {StationInfo} info @param {import("../shared/types.js").Basis | null} basis */
function eligibility(info, basis) {
  return info.simulated ? "" : basis?.reason || "";
}

/**
 * @param {{end: End, again: End, leave: End}} on what its buttons do.
 */
export function createAfter(on) {
  const ring = progressRing(64);
  const again = el("button", { type: "button", class: "act again", onclick: on.again });
  const knockNote = el("p", { class: "knock-note" });
  let shown = "";
  const restText = el("p", { class: "rest-text" });
  const problem = el("p", { class: "problem", role: "alert" });
  const said = el("p", { class: "sr", role: "status", "aria-live": "polite" });
  const section = el("section", { class: "after", "aria-label": "Result" });
  return {
    section,
    said,
    /** @param {string} text */
    refuse(text) {
      said.textContent = text;
      problem.textContent = text;
    },
    /**
     * @param {Hold[]} press
     * @param {StationInfo} info
     * @param {Trace} samples
     * @param {number} repetitions
     */
    showPress(press, info, samples, repetitions) {
      const [hold] = press;
      const turn = hold.repetition ? `hold ${hold.repetition} of ${repetitions}` : "";
      const result = createPressResult(press, info.protocol, samples, {
        eligibility: eligibility(info, hold.basis),
      });
      const end = el("button", { type: "button", class: "act quiet", text: "End this set", onclick: on.end });
      const next = el("div", { class: "next" }, ring.picture, restText, el("span", { class: "gap" }), end);
      section.replaceChildren(headLine(info, turn), result.element, next);
      said.textContent = result.spoken;
    },
    /**
     * @param {LiveMessage} live
     * @param {number} rest_s of the protocol.
     * @param {string} lost
     */
    showRest(live, rest_s, lost) {
      ring.set(rest_s > 0 ? 1 - live.rest_left_s / rest_s : 1);
      put(restText, lost || restMessage(live));
      section.classList.toggle("go", live.phase === "ready");
    },
    /**
     * What the pad is to train now, which its next set will be.
     * @param {{id: string, name: string}} protocol
     */
    showNext({ id, name }) {
      const isSame = id === shown;
      put(again, isSame ? "Again" : `Begin “${name}”`);
      put(knockNote, `Enter, or a tap on the pad, starts ${isSame ? "the same set again" : "it"}.`);
    },
    /**
     * @param {SetResult} result
     * @param {Judged[]} presses
     * @param {StationInfo} info
     * @param {string} session
     */
    showSummary(result, presses, info, session) {
      const { mean_score: mean } = result;
      const facts = setFacts(result);
      const score = isKnown(mean) ? scoreText(mean, result.expanded) : "";
      const why = eligibility(info, result.basis);
      shown = info.protocol.id;
      this.showNext(info.protocol);
      const leave = el(
        "button",
        { type: "button", class: "act quiet", onclick: on.leave },
        "Choose something else",
      );
      const href = `/sessions/${encodeURIComponent(session)}`;
      const rows = presses.map(({ press, samples }, index) =>
        createPressRow(press, index, info.protocol, samples, index === presses.length - 1),
      );
      const parts = [
        headLine(info, ""),
        el(
          "header",
          { class: "r-head" },
          el("h1", score ? { class: "r-score", text: score } : { class: "r-void", text: "No score" }),
          el("p", {
            class: "r-reason",
            text: score ? `Mean of your set. ${facts}.` : `No hold of this set could be scored. ${facts}.`,
          }),
        ),
        result.outcome === "borderline" && el("p", { class: "r-cap", text: borderlineText(result.expanded) }),
        result.remark && el("p", { class: "r-cap", text: result.remark }),
        why && el("p", { class: "lead", text: why }),
        el(
          "div",
          { class: "summary-acts" },
          again,
          leave,
          el("a", { class: "act quiet", href }, "See this session"),
        ),
        knockNote,
        problem,
        el("div", { class: "holds" }, ...rows),
      ];
      problem.textContent = "";
      section.replaceChildren(...parts.filter((part) => part instanceof Node));
      said.textContent = score ? `Set done. Mean score ${score}. ${facts}.` : "Set done, no score.";
      return { focus: () => again.focus({ preventScroll: true }) };
    },
  };
}

/**
 * @param {StationInfo} info
 * @param {string} turn
 */
function headLine(info, turn) {
  const parts = [info.learner_name, info.protocol.name, info.simulated ? "simulated" : "", turn];
  return el("p", { class: "after-line", text: parts.filter(Boolean).join(" · ") });
}

/** @param {LiveMessage} live */
export function restMessage(live) {
  if (live.phase === "resting" && live.rest_left_s > 0) return `Rest ${Math.ceil(live.rest_left_s)} s`;
  if (live.phase === "free" || live.phase === "done") return "";
  return `Ready: simply press for hold ${live.repetition} of ${live.repetitions}`;
}

/** @param {SetResult} result */
export function setFacts({ done, asked, worst_score, sd_score }) {
  const weakest = isKnown(worst_score) && done > 1 ? `lowest hold ${points(worst_score)}` : "";
  const spread = isKnown(sd_score) ? `difference between holds ${points(sd_score)}` : "";
  return [`${done} of ${asked} holds`, weakest, spread].filter(Boolean).join(" · ");
}
