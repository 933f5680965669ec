// @ts-check
// One student of the exam: the examiner's own mark first, then the score, the second look, and the person.
import { ask, at } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { askFirst } from "../shared/question.js";
import { createAppeals } from "./appeals.js";
import { createAttemptPart } from "./attempt_part.js";
import { turnText } from "./exam_state.js";
import { createMarkForm } from "./mark_form.js";

/** @import {End} from "../shared/types.js" */
/** @import {Act, Attempt, Exam, ExamLearner} from "./types.js" */

const ON_A_PERSON =
  "The same presses on a person, with the sensor under the hand. Ask that person first, and stop when they say so. " +
  "This gives no mark; it shows whether the force was too light.";
const SAID = { asked: "The student asked", answered: "Answered" };

/**
 * @param {{act: Act, begin: (learner: string, stage: Attempt["stage"]) => void, close: End}} on
 */
export function createPanel({ act, begin, close }) {
  const turn = el("p", { class: "ex-turn", role: "status" });
  const title = el("h2", { tabindex: -1 });
  const body = el("div", { class: "ex-panel-body" });
  const away = el("button", { type: "button", class: "link", text: "Close", onclick: close });
  const head = el("header", { class: "ex-panel-head" }, title, away);
  const box = { class: "ex-panel", "aria-label": "One student", hidden: true };
  const element = el("section", box, head, turn, body);
  /** What is typed stays while presses go on, and while another student is looked at. @type {Map<string, Element>} */
  const forms = new Map();
  /** @type {End[]} */
  let ends = [];
  let shown = "";

  function forget() {
    for (const end of ends) end();
    ends = [];
  }

  /**
   * @param {Exam["about"]} about
   * @param {string} learner_id
   * @param {Attempt["stage"]} stage
   */
  function formOf({ id, checklist }, learner_id, stage) {
    const key = `${learner_id}-${stage}`;
    const path = `${at("exams", id)}/rate`;
    const form =
      forms.get(key) ??
      createMarkForm(key, checklist, {
        mark: (typed) => act(path, { learner_id, stage, ...typed }),
        noMark: (no_mark) => act(path, { learner_id, stage, no_mark }),
      }).element;
    forms.set(key, form);
    return form;
  }

  /**
   * What can be done with somebody while the exam is under way.
   * @param {string} path
   * @param {ExamLearner} learner
   * @param {Attempt} attempt
   */
  function stepsOf(path, { id: learner_id, attempts, station }, { stage, state }) {
    const button = (/** @type {string} */ text, /** @type {() => unknown} */ onclick) =>
      el("button", { type: "button", class: "act quiet", text, onclick });
    const isOver = state === "done" || state === "closed";
    const mayFollow = station !== "" && isOver && attempts.length === 1;
    const closeIt = async () => {
      const isSure = await askFirst("Close this attempt? Presses that are missing count 0.", "Close it");
      if (isSure) await act(`${path}/close`, { learner_id, stage, reason: "closed by the examiner" });
    };
    return el(
      "div",
      { class: "ex-acts" },
      station && state === "waiting" && button("Begin for this student", () => begin(learner_id, stage)),
      station && state === "interrupted" && button("Go on", () => begin(learner_id, stage)),
      state === "pressing" &&
        button("Nothing is on the pad", () => ask(`${at("stations", station)}/empty`, {})),
      state === "pressing" && button("Stop here", () => act(`${path}/stop`, { learner_id })),
      state === "interrupted" && button("Close this attempt", closeIt),
      mayFollow && button("Now on a person", () => begin(learner_id, "person")),
      mayFollow && el("p", { class: "lead", text: ON_A_PERSON }),
    );
  }

  return {
    element,
    focus: () => title.focus(),
    /**
     * @param {Exam} exam
     * @param {ExamLearner | undefined} learner
     * @param {string} own id of who looks.
     */
    show({ about }, learner, own) {
      element.hidden = !learner;
      if (!learner) {
        forget();
        shown = "";
        return;
      }
      const { attempts, appeals, changed, id, name, station, station_name } = learner;
      const newest = attempts[attempts.length - 1];
      const place = [station_name, newest.stage === "person" && "on a person"];
      put(turn, [...place, turnText(newest, station !== "")].filter(Boolean).join(" · "));
      const parts = attempts.map((each) => [
        each.stage,
        each.state,
        each.examiners,
        each.given,
        each.result,
        each.sessions,
      ]);
      const seen = JSON.stringify([id, own, about.state, station, appeals, changed, parts]);
      if (seen === shown) return;
      shown = seen;
      forget();
      if (title.textContent !== name) element.scrollTop = 0;
      put(title, name);
      const path = at("exams", about.id);
      const held = document.activeElement;
      const made = attempts.map((each) =>
        createAttemptPart(about, each, {
          own,
          changed,
          isOnly: attempts.length === 1,
          form: () => formOf(about, id, each.stage),
          steps: about.state === "running" && stepsOf(path, learner, each),
        }),
      );
      ends = made.map((each) => each.stop);
      body.replaceChildren(...made.map((each) => each.element));
      if (appeals.length) {
        const isAsked = appeals[appeals.length - 1].kind === "asked";
        const answer = { label: "Your answer, with the reason", act: "Answer", said: SAID };
        const send = (/** @type {string} */ text) => act(`${path}/answer`, { learner_id: id, text });
        body.append(createAppeals(appeals, { mayWrite: isAsked, ...answer, send }));
      }
      if (held instanceof HTMLElement && body.contains(held)) held.focus();
    },
    stop: forget,
  };
}
