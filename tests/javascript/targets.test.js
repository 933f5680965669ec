// The form of a protocol: what is typed, what it says, what is wrong with it, and what would change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { documentOf, numberOf, typedOf } from "../../dashboard/assets/targets/document.js";
import { drawnOf } from "../../dashboard/assets/targets/drawn.js";
import { mistakeText, placeOf } from "../../dashboard/assets/targets/mistakes.js";
import {
  gathered,
  nothingYet,
  outcomeText,
  summaryText,
} from "../../dashboard/assets/targets/preview_state.js";

const field = (path, kind, title, more = {}) => ({
  path,
  kind,
  title,
  of_level: false,
  choices: [],
  ...more,
});
const form = {
  fields: [
    field("name", "text", "Name"),
    field("id", "text", "Short name"),
    field("version", "whole", "Version"),
    field("target.force_n", "number", "Force", { of_level: true }),
    field("target.band_pct", "number", "Band", { of_level: true }),
    field("target.hold_s", "number", "Hold asked for", { of_level: true }),
    field("target.hold_window_s", "pair", "Hold window", { of_level: true }),
    field("target.loading_n_per_s", "pair", "Press in", { of_level: true }),
    field("target.release_n_per_s", "pair", "Let go"),
    field("target.ceiling_n", "number", "Stop above"),
    field("feedback", "choice", "While pressing", { choices: [{ value: "concurrent", words: "visible" }] }),
    field("assessment", "flag", "Assessment"),
    field("pass_score", "number", "Pass mark"),
    field("weights", "number", "Points"),
    field("sources", "texts", "Sources"),
  ],
  criteria: [
    { name: "accuracy", title: "Force on target" },
    { name: "steadiness", title: "Steadiness" },
  ],
  most_levels: 10,
};
const one = {
  name: "My hold",
  id: "my-hold",
  version: 3,
  target: {
    force_n: 25,
    band_pct: 10,
    hold_s: 10,
    hold_window_s: [10, 30],
    loading_n_per_s: [3, 15],
    release_n_per_s: [5, 40],
    ceiling_n: 37.5,
  },
  feedback: "concurrent",
  assessment: true,
  pass_score: 75,
  sources: ["a book", "a friend"],
  weights: { accuracy: 20, steadiness: 2.5 },
};

test("a protocol typed into the form is the same protocol", () => {
  assert.deepEqual(documentOf(typedOf(one, form), form), one);
});

test("each level has what it shares, and says all of it", () => {
  const { force_n, hold_s, ...shared } = one.target;
  const steps = {
    ...one,
    target: {
      ...shared,
      level: [
        { force_n, hold_s },
        { force_n: 40, hold_s: 20, band_pct: 8 },
      ],
    },
  };
  const typed = typedOf(steps, form);
  assert.deepEqual(
    typed.levels.map((each) => [each.force_n, each.band_pct, each["hold_window_s.high"]]),
    [
      ["25", "10", "30"],
      ["40", "8", "30"],
    ],
  );
  const { level, ...whole } = documentOf(typed, form).target;
  assert.deepEqual(whole, { release_n_per_s: [5, 40], ceiling_n: 37.5 });
  assert.equal(level[1].hold_s, 20);
});

test("what is empty is left out, and what is no number stays as it was typed", () => {
  const typed = typedOf(one, form);
  typed.values.pass_score = " ";
  typed.values["weights.steadiness"] = "";
  typed.values.sources = "\n  a book \n\n";
  typed.levels[0].force_n = "a lot";
  typed.levels[0]["hold_window_s.high"] = "";
  const said = documentOf(typed, form);
  assert.ok(!("pass_score" in said));
  assert.deepEqual(said.weights, { accuracy: 20 });
  assert.deepEqual(said.sources, ["a book"]);
  assert.equal(said.target.force_n, "a lot");
  assert.deepEqual(said.target.hold_window_s, [10, ""]);
});

test("a number may have a comma, and is never infinite", () => {
  assert.equal(numberOf("37,5"), 37.5);
  assert.equal(numberOf("Infinity"), "Infinity");
  assert.equal(numberOf(""), undefined);
});

test("whatever a file holds, the form can show it", () => {
  for (const strange of [{}, { target: 7, weights: [], sources: "x" }, { target: { level: [null, 3] } }]) {
    const typed = typedOf(strange, form);
    assert.ok(typed.levels.length >= 1);
    assert.ok(Object.values(typed.values).every((each) => typeof each === "string"));
  }
});

test("the picture has the band, and waits while a number is not there", () => {
  const drawn = drawnOf(one);
  assert.deepEqual(
    [drawn.low_n, drawn.high_n, drawn.hold_max_s, drawn.release_max_n_per_s],
    [22.5, 27.5, 30, 40],
  );
  assert.equal(drawnOf({ ...one, target: { ...one.target, force_n: "a lot" } }), null);
  assert.equal(drawnOf({ ...one, target: { ...one.target, hold_window_s: [30, 10] } }), null);
  assert.equal(drawnOf({ ...one, target: { ...one.target, force_n: 900 } }), null);
  assert.equal(drawnOf({}), null);
});

test("a mistake stands beside the input it is about", () => {
  assert.equal(placeOf("target.force_n", form, 1), "target.level[0].force_n");
  assert.equal(placeOf("target.level[1].hold_s", form, 2), "target.level[1].hold_s");
  assert.equal(placeOf("target.ceiling_n", form, 2), "target.ceiling_n");
  assert.equal(placeOf("weights.steadiness", form, 1), "weights.steadiness");
  assert.equal(placeOf("weights.colour", form, 1), "weights");
  assert.equal(placeOf("colour", form, 1), "");
  assert.equal(placeOf("", form, 1), "");
});

test("a mistake is told in the words of the form", () => {
  const told = (path, reason) => mistakeText({ path, reason }, form);
  assert.equal(
    told("target.force_n", "is 900, must be from 1 to 150"),
    "Force is 900, must be from 1 to 150.",
  );
  assert.equal(
    told("target.hold_s", "is 40, must lie in hold_window_s [10, 30]"),
    "Hold asked for is 40, must lie in hold window from 10 to 30.",
  );
  assert.equal(told("name", "is missing"), "Name: write something here.");
  assert.equal(
    told("target.force_n", "is 3: steadiness cannot be scored below 5 N, leave weights.steadiness out"),
    "Force is 3: steadiness cannot be scored below 5 N, leave the points of “Steadiness” empty.",
  );
  assert.equal(
    told("target.hold_window_s", "must be two numbers [low, high], not ''"),
    "Hold window must be two numbers, the lower first.",
  );
  assert.equal(told("", "is no TOML: x"), "The text is no TOML: x.");
  assert.equal(told("colour", "is not known"), "colour is not known.");
});

const set = (was, now, changed = true) => ({
  session: "9a42",
  changed,
  trouble: "",
  was: { score: 80, expanded: null, outcome: was },
  now: { score: 70, expanded: null, outcome: now },
});

test("what would change is told as a share of what was looked at", () => {
  let state = gathered(nothingYet(), { of: 3, sessions: [set("pass", "below")], next: "9a42" });
  assert.match(summaryText(state), /^With these values 1 of 1 result would change. Only the newest 1 of 3/);
  state = gathered(state, { of: 3, sessions: [set("below", "pass"), set(null, null, false)], next: "" });
  assert.equal(
    summaryText(state),
    "With these values 2 of 3 results would change. 1 would pass that did not. 1 would no longer pass.",
  );
  assert.match(summaryText(nothingYet()), /nothing to compare/);
});

test("without the error of a sensor nobody passes or fails", () => {
  assert.equal(
    outcomeText({ score: 60, expanded: null, outcome: "borderline" }),
    "neither passed nor failed",
  );
  assert.equal(outcomeText({ score: 74, expanded: 3, outcome: "borderline" }), "borderline: repeat");
  assert.equal(outcomeText({ score: 74, expanded: 3, outcome: null }), "");
});
