// What the pages of an exam say: its rule, its step, who is at which press, what came out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { examLine } from "../../dashboard/assets/practice/exam_line_text.js";
import { examStageState } from "../../dashboard/assets/practice/exam_stage_state.js";
import { info, live } from "./builders.js";
import {
  interruptedText,
  isUnmarked,
  needsMark,
  nextText,
  examinersText,
  stepOf,
  turnText,
} from "../../dashboard/assets/exams/exam_state.js";
import {
  begunText,
  changedText,
  countingMark,
  countsText,
  leftText,
  outcomeText,
  resultScoreText,
  ruleRemarks,
  ruleText,
  stateText,
} from "../../dashboard/assets/exams/exam_texts.js";

const attempt = (changes = {}) => ({
  stage: "pad",
  state: "pressing",
  text: "Press 3 of 6.",
  pressed: 2,
  to_go: 4,
  missing: 0,
  voids: [],
  sessions: ["9a42"],
  left_s: null,
  examiners: [],
  given: 0,
  withheld: "The score is shown once the examiner's own mark is given.",
  result: null,
  ...changes,
});
const learner = (changes = {}) => ({
  id: "5f0c",
  name: "Ana",
  station: "pad-1",
  station_name: "Pad 1",
  turn: 1,
  attempts: [attempt()],
  appeals: [],
  ...changes,
});
const mark = (changes = {}) => ({ global_rating: 4, checklist: [], supervision: 5, no_mark: "", ...changes });
const about = (changes = {}) => ({
  state: "running",
  interrupted: false,
  interrupted_utc: null,
  released: false,
  learners: 2,
  done: 1,
  ...changes,
});
const exam = (changes = {}) => ({
  about: about(),
  acts: [],
  learners: [learner()],
  resumable: [],
  ...changes,
});

test("the rule is told in words, with what is to be known of it", () => {
  const mean = { kind: "mean", pass_mark: 75, needed: 0 };
  assert.equal(ruleText(mean, 6), "Passes with a mean of 75 or more over 6 presses.");
  assert.match(ruleRemarks(mean, 6).join(" "), /error bar.*provisional/);
  assert.doesNotMatch(ruleRemarks({ ...mean, pass_mark: 70 }, 6).join(" "), /provisional/);
  const some = { kind: "n_of_m", pass_mark: 70, needed: 7 };
  assert.equal(ruleText({ ...some, needed: 4 }, 6), "Passes with at least 4 of 6 presses at 70 or more.");
  assert.match(ruleRemarks(some, 6).join(" "), /only 6 presses: ask for fewer/);
  assert.match(ruleRemarks(mean, 1).join(" "), /Fewer than 6 presses are not reliable/);
});

test("an exam shows first what it needs next", () => {
  assert.equal(stepOf(about({ state: "planned" })), "plan");
  assert.equal(stepOf(about()), "run");
  assert.equal(stepOf(about({ interrupted: true })), "interrupted");
  assert.equal(stepOf(about({ state: "ended" })), "mark");
  assert.equal(stepOf(about({ state: "ended", released: true })), "over");
});

test("before the start it says who has no pad, and which pads are not ready", () => {
  const planned = about({ state: "planned" });
  const nobody = exam({ about: planned, learners: [learner({ station: "" })] });
  assert.equal(nextText(nobody, []), "Give everybody a pad, or let them sit down by themselves.");
  const some = exam({ about: planned, learners: [learner(), learner({ station: "" })] });
  assert.equal(nextText(some, []), "1 of 2 have a pad.");
  const all = exam({ about: planned });
  assert.equal(nextText(all, [{ state: "good" }]), "Everybody has a pad. Begin when all hands are off.");
  assert.equal(nextText(all, [{ state: "bad" }]), "1 pad is not ready. Read below what to do.");
});

test("who is at which press is told without any force", () => {
  assert.equal(turnText(attempt(), true), "Press 3 of 6");
  assert.equal(turnText(attempt({ state: "done", pressed: 6, to_go: 0 }), true), "Done");
  assert.equal(turnText(attempt({ state: "interrupted" }), true), "Stopped after 2 of 6");
  assert.equal(turnText(attempt({ state: "closed", to_go: 0 }), true), "Closed after 2");
  assert.equal(turnText(attempt({ state: "waiting", pressed: 0, to_go: 6 }), true), "Waits for the start");
  assert.equal(turnText(attempt({ state: "waiting", pressed: 0, to_go: 6 }), false), "Has no pad");
});

test("a mark is asked for from the first press on, and once", () => {
  assert.ok(isUnmarked(attempt({ pressed: 0 })));
  assert.ok(!isUnmarked(attempt({ state: "waiting", pressed: 0, sessions: [] })));
  assert.ok(!isUnmarked(attempt({ examiners: [mark()], given: 1 })));
  assert.ok(
    needsMark(
      learner({ attempts: [attempt({ examiners: [mark()], given: 1 }), attempt({ stage: "person" })] }),
    ),
  );
  assert.equal(examinersText(attempt()), "No mark of an examiner yet");
  assert.equal(examinersText(attempt({ examiners: [mark()], given: 1 })), "Examiner’s mark: 4 of 5");
  const two = attempt({ examiners: [mark(), mark({ global_rating: 5 })], given: 2 });
  assert.equal(examinersText(two), "Examiners’ marks: 4 and 5 of 5");
  const none = attempt({ examiners: [mark({ global_rating: null, no_mark: "not watched" })] });
  assert.equal(examinersText(none), "Without a mark of an examiner");
});

test("an examiner who has given no mark is not told another's", () => {
  const hidden = attempt({ given: 1 });
  assert.equal(examinersText(hidden), "Another examiner’s mark is given");
  assert.ok(!isUnmarked(hidden));
});

test("after an interruption it says when, that nothing is lost, and how much is left", () => {
  const interrupted = about({ interrupted: true, interrupted_utc: "2026-12-01T10:42:10Z" });
  const told = interruptedText(
    exam({
      about: interrupted,
      learners: [learner({ attempts: [attempt({ left_s: 95 })] })],
      resumable: ["5f0c"],
    }),
  );
  assert.match(told, /^This exam was interrupted at \d\d:42\. Nothing that was pressed is lost\./);
  assert.match(told, /1 of 2 have pressed all\. 1 goes on .* 1:35 min left\.$/);
  assert.match(stateText(interrupted), /^Interrupted at \d\d:42$/);
});

test("once all is pressed it says how many marks are missing", () => {
  const ended = about({ state: "ended" });
  assert.match(nextText(exam({ about: ended }), []), /^1 student waits for your mark\./);
  const marked = learner({ attempts: [attempt({ examiners: [mark()], given: 1 })] });
  assert.match(nextText(exam({ about: ended, learners: [marked] }), []), /Release the marks/);
});

test("who begins what somebody else has begun is told so", () => {
  assert.equal(begunText(1, 0), "1 student began.");
  assert.equal(begunText(3, 1), "3 students began.");
  assert.equal(begunText(0, 0), "Everybody who can press has begun already.");
  assert.equal(begunText(0, 2), "");
});

test("a result is told with its error bar, and which presses made it", () => {
  assert.equal(resultScoreText({ points: 74, half_width: 2.2 }), "74 ± 3");
  assert.equal(outcomeText("repeat"), "To be repeated");
  assert.equal(outcomeText("fail"), "Below the pass mark");
  const counted = { pressed: 4, missing: 1, voids: [{ session: "9a42", reason: "the cable was out" }] };
  assert.equal(countsText(counted), "4 presses counted · 1 missing · 1 not counted");
  assert.equal(leftText(30), "30 s left");
  assert.equal(leftText(null), "");
});

test("a mark that was changed in the gradebook is the one that counts, and what was measured stays beside it", () => {
  const result = { points: 60.04, half_width: null, outcome: "fail", reason: "" };
  const changed = {
    ...{ points: 88.5, outcome: "pass", reason: "the pad slipped", who: "ana" },
    at_utc: "2026-12-01T10:42:10Z",
  };
  assert.deepEqual(countingMark(result, null), { score: "60.0", outcome: "fail" });
  assert.deepEqual(countingMark(result, changed), { score: "88.5", outcome: "pass" });
  assert.deepEqual(countingMark(null, changed), { score: "88.5", outcome: "pass" });
  assert.equal(countingMark(null, null), null);
  const voided = { ...changed, points: null, outcome: "void" };
  assert.deepEqual(countingMark(result, voided), { score: "No score", outcome: "void" });
  const told = changedText(changed, result);
  assert.match(told, /^Changed in the gradebook by ana, 1 Dec 2026, \d\d:42: “the pad slipped”\. /);
  assert.match(told, / Measured: 60\.0, below the pass mark\.$/);
  assert.doesNotMatch(changedText(changed, null), /Measured/);
});

test("a student's screen says which press it is, and neither force, seconds nor score", () => {
  const during = { ...info, exam: { id: "e1", title: "Final", stage: "pad", before: 0, asked: 3 } };
  const state = examStageState({ info: during, live, lost: "" });
  assert.equal(state.who, "Ana · Final");
  assert.equal(state.word, "press 2 of 3");
  const onPerson = { ...during, exam: { ...during.exam, stage: "person" } };
  assert.equal(examStageState({ info: onPerson, live, lost: "" }).who, "Ana · Final · on a person");
  assert.equal(state.held, "");
  assert.equal(state.share, 0);
  assert.equal(state.zone, "none");
  const resting = examStageState({
    info: during,
    live: { ...live, phase: "resting", rest_left_s: 11.2 },
    lost: "",
  });
  assert.equal(resting.word, "rest 12 s");
  const done = examStageState({ info: during, live: { ...live, phase: "done" }, lost: "" });
  assert.equal(done.word, "done");
  assert.match(done.note, /Wait for your instructor/);
});

test("pressing far too hard is told in an exam too, for it protects whoever is pressed", () => {
  const state = examStageState({ info, live: { ...live, zone: "over" }, lost: "" });
  assert.equal(state.word, "stop");
  assert.equal(state.spoken, "Stop. Too hard.");
  assert.ok(state.isOver);
  const lost = examStageState({ info, live, lost: "The pad is unplugged." });
  assert.equal(lost.word, "no signal");
  assert.equal(lost.note, "The pad is unplugged.");
});

test("a student reads where to sit, that it is done, and that the marks are out", () => {
  const own = (changes) => ({
    ...{
      title: "Final",
      state: "waiting",
      station_name: "Pad 1",
      released: false,
      pressed: 0,
      repetitions: 6,
    },
    ...changes,
  });
  assert.equal(examLine([]), "");
  assert.match(examLine([own()]), /sit down at Pad 1 and wait/);
  assert.match(examLine([own({ station_name: "" })]), /choose your pad/);
  assert.match(examLine([own({ state: "done" })]), /done\. All 6 presses/);
  assert.match(examLine([own({ state: "interrupted", pressed: 2 })]), /2 of 6 presses are kept/);
  assert.match(examLine([own({ state: "done", released: true })]), /marks are out/);
});
