// @ts-check
// A dialog about one mark: another mark with its reason, taken back, a note answered, its history.
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { historyList } from "./history_list.js";
import { hasPoints, markText, OUTCOMES, resultText } from "./mark_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Mark, MarkHistories, MarkHistory} from "./types.js" */

const MOST_WORDS = 500;

/**
 * @param {object} given
 * @param {string} given.classId
 * @param {Mark} given.mark
 * @param {string} given.title of what it is for.
 * @param {() => Promise<void>} given.again shows the gradebook as it is now.
 */
export function changeMark({ classId, mark, title, again }) {
  let seen = mark.version;
  const heading = el("h2", { id: "mark-title", dir: "auto", text: `${mark.name} · ${title}` });
  const box = el("dialog", { class: "question mark-change", "aria-labelledby": "mark-title" });
  const now = el("p", { role: "status" });
  const problem = el("p", { class: "problem", role: "alert" });
  const points = el("input", {
    id: "mark-points",
    class: "class-input",
    type: "number",
    min: 0,
    max: 100,
    step: "any",
    inputmode: "decimal",
  });
  const outcome = el(
    "select",
    { id: "mark-outcome", class: "d-select" },
    ...Object.entries(OUTCOMES).map(([value, text]) => el("option", { value, text })),
  );
  const reason = el("textarea", {
    id: "mark-reason",
    class: "class-input mark-reason",
    rows: 2,
    maxlength: MOST_WORDS,
  });
  const field = (/** @type {string} */ label, /** @type {HTMLElement} */ input) =>
    el("label", { class: "field", for: input.id }, el("span", { text: label }), input);
  const button = (/** @type {string} */ text, /** @type {() => unknown} */ onclick) =>
    el("button", { class: "act quiet", type: "button", text, onclick });
  const save = el("button", { class: "act", type: "submit", text: "Save the mark" });
  const back = button("Take the change back", () => send("withdraw", { seen, reason: reason.value }));
  const answer = button("Answer the note only", () => send("answer", { words: reason.value }));
  const acts = el("div", { class: "question-acts" }, save, back, answer);
  acts.append(button("Close", () => box.close()));
  const history = el("div", {});
  const pair = el("div", { class: "mark-pair" }, field("Points, 0 to 100", points), field("Result", outcome));
  const form = el("form", { novalidate: true }, pair, field("Reason, which the student sees", reason), acts);
  const sessions = mark.sessions.map((id, index) =>
    el("a", {
      class: "link",
      href: `/sessions/${encodeURIComponent(id)}`,
      text: index ? `Recording ${index + 1}` : "The recording, with force and points lost",
    }),
  );

  const fitPoints = () => {
    points.disabled = !hasPoints(outcome.value);
    if (points.disabled) points.value = "";
  };
  const show = (/** @type {MarkHistory} */ found) => {
    seen = found.mark.version;
    now.textContent = `Counts now: ${markText(found.mark)}. ${sentence(resultText(found.mark))}`;
    back.hidden = !found.mark.overridden;
    answer.hidden = !found.mark.contested;
    history.replaceChildren(historyList(found.history));
  };
  const load = async () => {
    const query = new URLSearchParams({ item: mark.item_id, learner: mark.learner_id });
    /** @type {Reply<MarkHistories>} */
    const reply = await ask(`${at("classes", classId, "marks", "history")}?${query}`);
    if (reply.ok && reply.data.marks[0]) show(reply.data.marks[0]);
    else if (!reply.ok) problem.textContent = sentence(reply.problem);
  };
  const send = async (/** @type {string} */ what, /** @type {object} */ said) => {
    const named = { item_id: mark.item_id, learner_id: mark.learner_id };
    /** @type {Reply<MarkHistory>} */
    const reply = await ask(at("classes", classId, "marks", what), { ...named, ...said });
    problem.textContent = sentence(reply.problem);
    if (!reply.ok) {
      // Somebody else may have changed it: what they made of it is shown, what is typed stays.
      if (!reply.isLost) await load();
      return;
    }
    box.close();
    await again();
  };
  outcome.addEventListener("change", fitPoints);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = points.value === "" ? null : points.valueAsNumber;
    send("change", { seen, points: typed, outcome: outcome.value, reason: reason.value });
  });
  outcome.value = mark.outcome;
  points.value = mark.points === null ? "" : String(Math.round(mark.points * 100) / 100);
  fitPoints();
  back.hidden = answer.hidden = true;
  box.append(heading, now, el("p", {}, ...sessions), form, problem, el("h3", { text: "History" }), history);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  load();
}
