// @ts-check
// What an exam needs next, and what its parts show: from what the hub says, without a document.
import { clockText, leftText } from "./exam_texts.js";

/** @import {Attempt, Exam, ExamLearner, ExamSummary, SeatChecks} from "./types.js" */

/** @typedef {"plan" | "interrupted" | "run" | "mark" | "over"} Step */

/**
 * The step an exam is at, which decides what its page shows first.
 * @param {ExamSummary} about
 * @returns {Step}
 */
export function stepOf({ state, interrupted, released }) {
  if (state === "planned") return "plan";
  if (interrupted) return "interrupted";
  if (state === "running") return "run";
  return released ? "over" : "mark";
}

/**
 * What to do now, in one sentence.
 * @param {Exam} exam
 * @param {SeatChecks[]} checked
 */
export function nextText(exam, checked) {
  const { about, learners } = exam;
  const unmarked = learners.filter(needsMark).length;
  switch (stepOf(about)) {
    case "plan":
      return planText(learners, checked);
    case "interrupted":
      return interruptedText(exam);
    case "run":
      return unmarked
        ? "Watch, and choose a name to enter your own mark."
        : "Whoever has begun has your mark. Choose a name to see the score.";
    case "mark":
      return unmarked
        ? `${count(unmarked, "student waits", "students wait")} for your mark. Only then the score shows.`
        : "Everybody has your mark. Release the marks once you are content with them.";
    default:
      return "Every student sees the own mark now.";
  }
}

/**
 * @param {ExamLearner[]} learners
 * @param {SeatChecks[]} checked
 */
function planText(learners, checked) {
  const seated = learners.filter((each) => each.station).length;
  if (!seated) return "Give everybody a pad, or let them sit down by themselves.";
  const bad = checked.filter((each) => each.state === "bad").length;
  if (bad) return `${count(bad, "pad is", "pads are")} not ready. Read below what to do.`;
  if (seated < learners.length) return `${seated} of ${learners.length} have a pad.`;
  return "Everybody has a pad. Begin when all hands are off.";
}

/**
 * What became of an exam whose computer went off.
 * @param {Exam} exam
 */
export function interruptedText({ about, learners, resumable }) {
  const left = learners
    .flatMap(({ attempts }) => attempts.map((each) => each.left_s))
    .filter((each) => each !== null);
  const at = about.interrupted_utc ? ` at ${clockText(about.interrupted_utc)}` : "";
  return [
    `This exam was interrupted${at}.`,
    "Nothing that was pressed is lost.",
    `${about.done} of ${about.learners} have pressed all.`,
    resumable.length ? `${count(resumable.length, "goes", "go")} on with the presses still to make.` : "",
    left.length ? `The least time anybody has: ${leftText(Math.min(...left))}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/**
 * A mark of an examiner is still to be entered for whoever has begun to press.
 * @param {ExamLearner} learner
 */
export function needsMark({ attempts }) {
  return attempts.some(isUnmarked);
}

/**
 * Somebody in a running exam can begin, go on, or press on a person next.
 * @param {ExamLearner} learner
 */
export function mayStart({ station, attempts }) {
  const { state } = attempts[attempts.length - 1];
  const isOver = state === "done" || state === "closed";
  return station !== "" && (isOver ? attempts.length === 1 : state !== "pressing");
}

/** @param {Attempt} attempt */
export function isUnmarked(attempt) {
  return !attempt.given && hasBegun(attempt);
}

/** @param {Attempt} attempt */
export function hasBegun({ sessions, state }) {
  return sessions.length > 0 || state === "pressing";
}

/**
 * Who is at which press; never a force.
 * @param {Attempt} attempt
 * @param {boolean} isSeated
 */
export function turnText({ state, pressed, to_go }, isSeated) {
  const asked = pressed + to_go;
  switch (state) {
    case "pressing":
      return `Press ${Math.min(pressed + 1, asked)} of ${asked}`;
    case "done":
      return "Done";
    case "interrupted":
      return `Stopped after ${pressed} of ${asked}`;
    case "closed":
      return `Closed after ${pressed}`;
    default:
      return isSeated ? "Waits for the start" : "Has no pad";
  }
}

/** @param {Attempt} attempt */
export function examinersText({ examiners, given }) {
  if (!examiners.length) return given ? "Another examiner’s mark is given" : "No mark of an examiner yet";
  const ratings = examiners.flatMap(({ global_rating }) => global_rating ?? []);
  if (!ratings.length) return "Without a mark of an examiner";
  return `${ratings.length > 1 ? "Examiners’ marks" : "Examiner’s mark"}: ${ratings.join(" and ")} of 5`;
}

/**
 * @param {number} n
 * @param {string} one
 * @param {string} many
 */
function count(n, one, many) {
  return `${n} ${n === 1 ? one : many}`;
}
