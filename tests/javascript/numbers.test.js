import assert from "node:assert/strict";
import { test } from "node:test";
import {
  plain,
  points,
  quantity,
  scoreText,
  sentence,
  span,
  times,
  whole,
} from "../../dashboard/assets/shared/numbers.js";

test("what is not known is a dash, or not measured, and never a word of code", () => {
  for (const missing of [null, undefined, NaN, Infinity, "12"]) {
    assert.equal(whole(missing), "–");
    assert.equal(points(missing), "–");
    assert.equal(plain(missing), "–");
    assert.equal(scoreText(missing, 2), "–");
    assert.equal(quantity(missing, "N"), "not measured");
  }
});

test("a small negative number has no sign once it is rounded to zero", () => {
  assert.equal(whole(-0.4), "0");
  assert.equal(whole(-0.6), "−1");
  assert.equal(quantity(-0.04, "N"), "0.0 N");
});

test("a full score has no decimal", () => {
  assert.equal(points(100), "100");
  assert.equal(points(99.96), "100");
  assert.equal(points(99.94), "99.9");
});

test("the error of a score is rounded up and never nothing", () => {
  assert.equal(scoreText(81.6, 2.1), "82 ± 3");
  assert.equal(scoreText(81.6, 0.01), "82 ± 1");
  assert.equal(scoreText(81.6, 2), "82 ± 2");
  assert.equal(scoreText(81.6, null), "81.6");
});

test("the error of a quantity is rounded up to the digit that is shown", () => {
  assert.equal(quantity(24.84, "N", 0.21), "24.8 ± 0.3 N");
  assert.equal(quantity(24.84, "N", 0.001), "24.8 ± 0.1 N");
  assert.equal(quantity(24.84, "N·s", 0.2), "25 ± 1 N·s");
  assert.equal(quantity(7, ""), "7.0");
});

test("a range of one value is one value", () => {
  assert.equal(span(30, 30, "s"), "30 s");
  assert.equal(span(10, 30.5, "s"), "10–30.5 s");
});

test("counts and sentences read as people write them", () => {
  assert.deepEqual([1, 2, 3].map(times), ["once", "twice", "3 times"]);
  assert.equal(sentence("no pad is assigned"), "No pad is assigned.");
  assert.equal(sentence("Done!"), "Done!");
  assert.equal(sentence(""), "");
  assert.equal(sentence(undefined), "");
});
