import assert from "node:assert/strict";
import { test } from "node:test";
import {
  calledText,
  classText,
  countText,
  forgottenText,
  foundBy,
  importText,
  numberText,
  plannedText,
  stateText,
} from "../../dashboard/assets/class/roster_texts.js";
import { withChosen } from "../../dashboard/assets/sessions/filters.js";

const learner = (changes = {}) => ({
  id: "a",
  name: "Zoë Lee",
  pseudonym: "Pine Otter",
  state: "in",
  since_utc: "",
  external: {},
  merged: [],
  ...changes,
});

test("a learner is called by name, else by pseudonym, and told apart by a number", () => {
  assert.equal(calledText(learner()), "Zoë Lee");
  assert.equal(calledText(learner({ name: "" })), "Pine Otter");
  assert.equal(calledText(learner({ name: "", pseudonym: "" })), "no name");
  assert.equal(numberText(learner({ external: { email: "z@school.test", number: "7" } })), "7");
  assert.equal(numberText(learner()), "");
  assert.equal(stateText(learner({ state: "out" })), "has left");
  assert.equal(stateText(learner()), "");
});

test("somebody is found by parts of name, pseudonym and number, without accents", () => {
  const all = [
    learner(),
    learner({ id: "b", name: "Ben Okri", pseudonym: "Sky Lynx", external: { number: "S-12" } }),
  ];
  const found = (typed) => foundBy(all, typed).map((each) => each.id);
  assert.deepEqual(found(""), ["a", "b"]);
  assert.deepEqual(found("zoe"), ["a"]);
  assert.deepEqual(found("okri s-12"), ["b"]);
  assert.deepEqual(found("lynx ben"), ["b"]);
  assert.deepEqual(found("zoe ben"), []);
});

test("a class says whether it is over and how many are in it", () => {
  const about = {
    id: "c",
    title: "Massage 1",
    term: "Autumn",
    created_utc: "",
    ended_utc: null,
    learners: 2,
  };
  assert.equal(classText(about), "Massage 1 · Autumn");
  assert.equal(classText({ ...about, term: "", ended_utc: "2026" }), "Massage 1 · over");
  assert.equal(countText([learner()]), "1 learner");
  const left = learner({ state: "out" });
  assert.equal(countText([learner(), learner(), left]), "2 learners, and 1 who left or ask to join");
});

test("an import says what becomes of whom", () => {
  const planned = (step, remark = "") => ({ row: 2, name: "Ann", step, remark });
  const result = {
    written: false,
    kind: "a list",
    columns: [],
    learners: [planned("new"), planned("enrol"), planned("known")],
    refused: [{ row: 3, text: "x", reason: "it has no name" }],
    skipped: [],
    missing: [],
    remarks: [],
  };
  assert.equal(importText(result), "1 new, 1 known, who join, 1 in it already, 1 not taken.");
  assert.equal(importText({ ...result, learners: [], refused: [], written: true }), "Done: 0 new.");
  assert.equal(plannedText(planned("new")), "new");
  assert.equal(plannedText(planned("enrol", "look")), "known, joins: look");
});

test("forgetting says what stays", () => {
  const done = { forgotten: true, sessions_kept: 1, sessions_removed: 0, is_scrubbed: true, copies: [] };
  assert.equal(forgottenText(done), "Forgotten; 1 session stays without a name.");
  const running = { ...done, sessions_kept: 2, is_scrubbed: false, copies: ["old.db"] };
  assert.match(forgottenText(running), /2 sessions stay .* is stopped\. .*old\.db\./);
});

test("a filter that is chosen stays a choice", () => {
  const known = [["a", "Ann"]];
  assert.equal(withChosen(known, ""), known);
  assert.equal(withChosen(known, "a"), known);
  assert.deepEqual(withChosen(known, "z"), [...known, ["z", "no name"]]);
});
