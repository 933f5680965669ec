// @ts-check
// Everybody in the exam: who is at which press, who has the examiner's mark, and once it may be seen what it came to.
import { el, replaceKeepingFocus } from "../shared/elements.js";
import { examinersText, turnText } from "./exam_state.js";
import { countingMark, outcomeText } from "./exam_texts.js";

/** @import {ExamLearner} from "./types.js" */

/** @param {(learner: string) => void} choose */
export function createWall(choose) {
  const list = el("ul", { class: "ex-wall" });
  const element = el(
    "section",
    { class: "ex-part", "aria-label": "Who is at which press" },
    el("h2", { text: "Students" }),
    list,
  );
  let shown = "";
  return {
    element,
    /**
     * @param {ExamLearner[]} learners
     * @param {string} chosen id of a learner.
     */
    show(learners, chosen) {
      const seen = JSON.stringify([learners, chosen]);
      if (seen === shown) return;
      shown = seen;
      replaceKeepingFocus(
        list,
        learners.map((each) => card(each, each.id === chosen)),
      );
    },
  };

  /**
   * @param {ExamLearner} learner
   * @param {boolean} isChosen
   */
  function card(learner, isChosen) {
    const attempt = learner.attempts[learner.attempts.length - 1];
    const { stage, pressed, to_go } = attempt;
    // Of the presses on the pad: those on a person give no mark.
    const counting = countingMark(learner.attempts[0].result, learner.changed);
    const asks = learner.appeals[learner.appeals.length - 1]?.kind === "asked";
    const place = [
      learner.station_name,
      learner.turn > 1 && `turn ${learner.turn}`,
      stage === "person" && "on a person",
    ];
    const dots = Array.from({ length: pressed + to_go }, (_, k) =>
      el("i", { class: k < pressed ? "done" : k === pressed && attempt.state === "pressing" ? "now" : "" }),
    );
    const button = el(
      "button",
      {
        ...{
          type: "button",
          class: "ex-card",
          "data-state": attempt.state,
          "aria-pressed": String(isChosen),
        },
        onclick: () => choose(learner.id),
      },
      el("b", { class: "ex-name", text: learner.name }),
      el("span", { class: "ex-place", text: place.filter(Boolean).join(" · ") || "No pad" }),
      el("span", { class: "ex-turn", text: turnText(attempt, learner.station !== "") }),
      el("span", { class: "ex-dots", "aria-hidden": "true" }, ...dots),
      el("span", { class: "ex-by", text: examinersText(attempt) }),
      counting &&
        el(
          "span",
          { class: "ex-out", "data-outcome": counting.outcome },
          el("b", { text: counting.score }),
          outcomeText(counting.outcome),
        ),
      learner.changed && el("span", { class: "ex-by", text: "Changed in the gradebook" }),
      asks && el("span", { class: "ex-asks", text: "Asks for a second look" }),
    );
    button.dataset.key = learner.id;
    return el("li", {}, button);
  }
}
