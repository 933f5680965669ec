import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changedText,
  changeText,
  countText,
  fileText,
  hasPoints,
  learnersOf,
  markText,
  resultText,
  shownMarks,
  titleText,
} from "../../dashboard/assets/marks/mark_texts.js";

const mark = (changes = {}) => ({
  learner_id: "a",
  name: "Ana",
  item_id: "i1",
  points: 81.6,
  half_width: 2.2,
  outcome: "pass",
  reason: "",
  version: 0,
  overridden: false,
  contested: false,
  changes: 0,
  measured_points: 81.6,
  measured_outcome: "pass",
  criteria: {},
  sessions: ["s1"],
  ...changes,
});
const change = (changes = {}) => ({
  seq: 1,
  kind: "override",
  points: 90,
  outcome: "pass",
  old_points: 81.6,
  old_outcome: "repeat",
  words: "it slipped",
  who: "maria",
  at_utc: "2026-03-04T10:00:00Z",
  ...changes,
});
const item = (id, protocol, day) => ({ id, title: `Hold ${day}`, protocol, day, canvas: "" });
const NOTHING = { learner: "", protocol: "", result: "", from: "", to: "" };

test("a mark stands with its error bar, and with what it was before it was changed", () => {
  assert.equal(markText(mark()), "82 ± 3");
  assert.equal(markText(mark({ half_width: null })), "81.6");
  assert.equal(markText(mark({ points: null })), "–");
  assert.equal(changedText(mark()), "");
  assert.equal(changedText(mark({ overridden: true })), "changed, measured 81.6");
  const void_ = mark({ overridden: true, measured_points: null, measured_outcome: "void" });
  assert.equal(changedText(void_), "changed, measured void");
});

test("a result says why, and that a note waits", () => {
  assert.equal(resultText(mark()), "Passed");
  assert.equal(
    resultText(mark({ outcome: "repeat", reason: "the pass mark of 75 lies within the error bar" })),
    "To be repeated: the pass mark of 75 lies within the error bar",
  );
  assert.equal(resultText(mark({ contested: true })), "Passed. A note waits for an answer");
});

test("a history says who made what of what", () => {
  assert.equal(changeText(change()), "maria changed 81.6 (to be repeated) to 90 (passed)");
  assert.equal(
    changeText(change({ kind: "withdrawn", points: null, outcome: "void" })),
    "maria took the change back: 81.6 (to be repeated) became void",
  );
  assert.equal(changeText(change({ kind: "contest", who: "you" })), "you wrote a note");
  assert.equal(changeText(change({ kind: "answer" })), "maria answered");
});

test("marks are chosen by student, exercise, day and result", () => {
  const items = new Map([
    ["i1", item("i1", "tp", "2026-03-04")],
    ["i2", item("i2", "ramp", "2026-03-06")],
  ]);
  const marks = [
    mark(),
    mark({ learner_id: "b", item_id: "i2", outcome: "fail", contested: true }),
    mark({ learner_id: "b", overridden: true }),
    mark({ item_id: "gone" }),
  ];
  const shown = (wanted) =>
    shownMarks(marks, items, { ...NOTHING, ...wanted }).map((each) => marks.indexOf(each));
  assert.deepEqual(shown({}), [0, 1, 2, 3]);
  assert.deepEqual(shown({ learner: "b" }), [1, 2]);
  assert.deepEqual(shown({ protocol: "tp" }), [0, 2]);
  assert.deepEqual(shown({ from: "2026-03-05" }), [1]);
  assert.deepEqual(shown({ from: "2026-03-01", to: "2026-03-05" }), [0, 2]);
  assert.deepEqual(shown({ result: "fail" }), [1]);
  assert.deepEqual(shown({ result: "changed" }), [2]);
  assert.deepEqual(shown({ result: "contested" }), [1]);
});

test("how many are shown is said", () => {
  assert.equal(countText(0, 0, 4), "No mark fits this choice.");
  assert.equal(countText(4, 4, 4), "4 marks");
  assert.equal(countText(2, 2, 4), "2 of 4 marks");
  assert.equal(countText(100, 300, 300), "300 marks, the newest 100 are shown");
});

test("a title loses its day where the day stands beside it", () => {
  assert.equal(titleText(item("i", "tp", "2026-03-04")), "Hold");
  assert.equal(titleText({ ...item("i", "tp", ""), title: "Midterm" }), "Midterm");
});

test("a file says what is in it and that somebody is not", () => {
  const file = { name: "a.csv", media_type: "", content: "", rows: 2, left_out: [], remarks: [] };
  assert.equal(fileText(file), "a.csv is made, with 2 rows.");
  assert.equal(fileText({ ...file, rows: 0 }), "a.csv is made.");
  const left = [{ name: "Ben", why: "no id" }];
  assert.equal(fileText({ ...file, left_out: left }), "a.csv is made, with 2 rows. Not in it:");
});

test("learners are listed once, by name", () => {
  const marks = [mark(), mark({ learner_id: "b", name: "Ben" }), mark()];
  assert.deepEqual(learnersOf(marks.reverse()), [
    ["a", "Ana"],
    ["b", "Ben"],
  ]);
  assert.deepEqual(["pass", "void"].map(hasPoints), [true, false]);
});
