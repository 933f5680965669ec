import assert from "node:assert/strict";
import { test } from "node:test";
import { errorsOf } from "../../dashboard/assets/result/criteria.js";
import { countedEnd, cutHold, lostTime } from "../../dashboard/assets/result/lost_time.js";
import { reasonOf } from "../../dashboard/assets/result/reason.js";
import { borderlineText } from "../../dashboard/assets/result/titles.js";
import { hold, protocol } from "./builders.js";

globalThis.document = {
  getElementById: () => ({ textContent: '{"loading_rate": {"title": "Pressing in"}}' }),
};

test("the reason is that of the hub; a result of an older engine has the void reason or its first cap", () => {
  const score = { score: 80, criteria: [], summary: "", void_reason: null, caps: [] };
  assert.equal(reasonOf(hold({ score: { ...score, summary: "steady" } })), "steady");
  assert.equal(reasonOf(hold({ score: { ...score, void_reason: "let go too soon" } })), "let go too soon");
  assert.equal(reasonOf(hold({ score: { ...score, caps: ["over the ceiling"] } })), "over the ceiling");
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
