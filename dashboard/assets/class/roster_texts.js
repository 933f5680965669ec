// @ts-check
// What is said of a class and its learners; no element is touched here.

/** @import {ClassAbout, Forgotten, ImportResult, RosterLearner} from "./types.js" */

const STATES = { in: "", out: "has left", asked: "asks to join" };
const STEPS = { new: "new", enrol: "known, joins", known: "in it already" };
const KINDS = ["moodle_id_number", "number", "sis_user_id", "canvas_id", "username", "sis_login_id", "email"];

/** @param {RosterLearner} learner */
export function stateText(learner) {
  return STATES[learner.state];
}

/** @param {{name: string, pseudonym: string}} learner */
export function calledText({ name, pseudonym }) {
  return name || pseudonym || "no name";
}

/**
 * What tells two of one name apart: the first number or address that the school's system has.
 * @param {RosterLearner} learner
 */
export function numberText({ external }) {
  const kind = KINDS.find((each) => external[each]);
  return kind ? String(external[kind]) : "";
}

/** @param {ClassAbout} about */
export function classText({ title, term, ended_utc }) {
  return [title, term, ended_utc ? "over" : ""].filter(Boolean).join(" · ");
}

/** @param {RosterLearner[]} learners */
export function countText(learners) {
  const inside = learners.filter((each) => each.state === "in").length;
  const left = learners.length - inside;
  const most = inside === 1 ? "1 learner" : `${inside} learners`;
  return left ? `${most}, and ${left} who left or ask to join` : most;
}

/**
 * Learners in which every typed word is found: in the name, the pseudonym or a number.
 * @param {RosterLearner[]} learners
 * @param {string} typed
 */
export function foundBy(learners, typed) {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  return learners.filter((each) => {
    const text = folded([each.name, each.pseudonym, ...Object.values(each.external)].join(" "));
    return words.every((word) => text.includes(word));
  });
}

/** @param {ImportResult["learners"][number]} planned */
export function plannedText({ step, remark }) {
  return remark ? `${STEPS[step]}: ${remark}` : STEPS[step];
}

/** @param {ImportResult} result */
export function importText({ learners, refused, written }) {
  const fresh = learners.filter((each) => each.step === "new").length;
  const joined = learners.filter((each) => each.step === "enrol").length;
  const known = learners.length - fresh - joined;
  const parts = [
    `${fresh} new`,
    joined ? `${joined} known, who join` : "",
    known ? `${known} in it already` : "",
  ];
  if (refused.length) parts.push(`${refused.length} not taken`);
  return `${written ? "Done: " : ""}${parts.filter(Boolean).join(", ")}.`;
}

/** @param {Forgotten} done */
export function forgottenText({ sessions_kept, is_scrubbed, copies }) {
  const kept = sessions_kept === 1 ? "1 session stays" : `${sessions_kept} sessions stay`;
  const said = [`Forgotten; ${kept} without a name.`];
  if (!is_scrubbed) said.push("The last traces leave the file when Steadyhold is stopped.");
  if (copies.length) said.push(`These copies may still hold the name: ${copies.join(", ")}.`);
  return said.join(" ");
}

/** @param {string} text */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
