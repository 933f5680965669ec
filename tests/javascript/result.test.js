import assert from "node:assert/strict";
import { test } from "node:test";
import { errorsOf } from "../../dashboard/assets/result/criteria.js";
import { countedEnd, cutHold, lostTime } from "../../dashboard/assets/result/lost_time.js";
import { reasonOf } from "../../dashboard/assets/result/reason.js";
import { borderlineText } from "../../dashboard/assets/result/titles.js";
import { criterion, hold, protocol } from "./builders.js";

globalThis.document = {
  getElementById: () => ({ textContent: '{"loading_rate": {"title": "Pressing in"}}' }),
};

const judged = (...criteria) => hold({ score: { score: 80, criteria } });

test("a reason begins with what went well and ends with what cost most", () => {
  const steady = criterion("steadiness", { weight: 20 });
  const outside = criterion("time_in_band", { value: 86.2, share: 0.5, weight: 30, lost: 15 });
  assert.equal(reasonOf(judged(steady, outside)), "steady; 14 % of the time outside the band");
  const sides = { above: 4, below: 0.2 };
  assert.equal(reasonOf(judged(steady, outside), sides), "steady; 14 % of the time above the band");
});

test("a press that lost nothing is praised twice at most", () => {
  const rows = ["accuracy", "steadiness", "hold_time"].map((name, at) => criterion(name, { weight: 9 - at }));
  assert.equal(reasonOf(judged(...rows)), "on target and steady");
  assert.equal(reasonOf(judged(criterion("drift"))), "nothing worth mentioning was lost");
});

test("what could not be judged is said by its name", () => {
  const unknown = criterion("loading_rate", { value: null, share: null, lost: 5 });
  assert.equal(reasonOf(judged(unknown)), "pressing in could not be judged");
});

test("a void or capped score says why and nothing else", () => {
  const score = { score: null, criteria: [], void_reason: "let go too soon", caps: ["over the ceiling"] };
  assert.equal(reasonOf(hold({ score })), "let go too soon");
  assert.equal(reasonOf(hold({ score: { ...score, void_reason: "" } })), "over the ceiling");
});

test("every criterion has words for what it cost", () => {
  const told = {
    accuracy: -4.2,
    drift: -3,
    steadiness: 6,
    overshoot: 12,
    loading_rate: 40,
    release_rate: 50,
    hold_time: 9,
  };
  const words = Object.entries(told).map(([name, value]) =>
    reasonOf(judged(criterion(name, { value, share: 0.1, lost: 9 }))),
  );
  assert.deepEqual(words, [
    "4.2 % too light on average",
    "the force sank by 3.0 %",
    "the force shook by 6.0 %",
    "12.0 % past the target",
    "pressed in at 40.0 %",
    "let go at 50.0 %",
    "9.0 % held",
  ]);
});

test("a press is cut out of a trace without the samples nobody knows", () => {
  const t = [0, 9, 12, 15, 24, 30];
  const cut = cutHold({ t, f: [1, 2, null, 25, NaN, 3] }, hold());
  assert.deepEqual(cut, { t: [9, 15], f: [2, 25] });
});

test("only seconds that count are lost", () => {
  const cut = { t: [11, 12, 13, 14, 15, 16, 21, 22, 23], f: [1, 25, 30, 30, 25, 20, 25, 25, 1] };
  const lost = lostTime(cut, hold(), protocol);
  assert.deepEqual(lost.sides, { below: 5, above: 2 });
  assert.deepEqual(lost.stretches, [
    { from_s: 13, to_s: 15, side: "above" },
    { from_s: 16, to_s: 21, side: "below" },
  ]);
});

test("a hold that is longer than asked counts up to the time that was asked", () => {
  assert.equal(countedEnd(hold(), { ...protocol, hold_s: 4 }), 16);
  assert.equal(countedEnd(hold(), protocol), 22);
});

test("the error of the sensor is told in the unit of each criterion", () => {
  const uncertainty = { score: 2, metrics: { mean_n: 0.2, time_in_band_s: 0.5, drift_pct: 0.1 } };
  const errors = errorsOf(hold({ uncertainty }), protocol);
  assert.deepEqual([errors.accuracy, errors.time_in_band, errors.drift], [0.8, 2.5, 0.1]);
  assert.ok(Number.isNaN(errorsOf(hold(), protocol).accuracy));
});

test("who is on the borderline is told what to do", () => {
  assert.match(borderlineText(2.1), /Repeat/);
  assert.match(borderlineText(null), /Calibrate/);
});
