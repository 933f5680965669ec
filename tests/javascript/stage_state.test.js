import assert from "node:assert/strict";
import { test } from "node:test";
import { stageState } from "../../dashboard/assets/practice/stage_state.js";
import { info, live, protocol } from "./builders.js";

const state = (changes = {}, now = {}) =>
  stageState({ info, live: { ...live, ...changes }, lost: "", ...now });
const byFeel = { info: { ...info, protocol: { ...protocol, feedback: "none" } } };

test("the line above says who presses what, and which hold it is", () => {
  assert.equal(state().who, "Ana · Trigger point 25 N · 2 of 3");
  assert.equal(state({ phase: "free" }).who, "Ana · Trigger point 25 N");
});

test("a cue is one or two words", () => {
  const words = ["press", "press more", "ease off", "hold", "let go slowly", "rest", "stop"].map(
    (cue) => state({ cue }).word,
  );
  assert.deepEqual(words, ["press", "press", "ease off", "hold", "let go", "rest", "stop"]);
});

test("seconds held are whole, and the ring fills with those in the band", () => {
  assert.deepEqual([state().held, state().of], ["12 s", "of 20 s"]);
  assert.equal(state().share, 9.2 / 20);
  assert.ok(!state().isEnough);
});

test("who has held long enough is told when to let go", () => {
  const enough = state({ held_s: 20 });
  assert.ok(enough.isEnough);
  assert.equal(enough.of, "That is enough. Let go before 30 s");
});

test("before the hold the screen says how long it will be", () => {
  assert.equal(state({ phase: "ready" }).of, "then hold 10–30 s");
  assert.equal(state({ phase: "ready" }).held, "");
});

test("a sensor that is gone leaves neither number nor zone nor sound", () => {
  const lost = state({}, { lost: "The sensor is silent." });
  assert.deepEqual([lost.held, lost.of, lost.share], ["", "", 0]);
  assert.deepEqual([lost.zone, lost.gaugeZone, lost.soundZone], ["lost", "none", "none"]);
  assert.equal(lost.word, "no signal");
  assert.equal(lost.spoken, "The sensor is silent.");
});

test("by feel the zone is hidden until the ceiling is passed", () => {
  const below = state({ zone: "below", cue: "press more" }, byFeel);
  assert.deepEqual([below.zone, below.soundZone, below.word], ["none", "none", "hold"]);
  const over = state({ zone: "over", cue: "stop" }, byFeel);
  assert.deepEqual([over.zone, over.soundZone, over.isOver], ["over", "over", true]);
});

test("hands stay off until the hub has begun the set", () => {
  const starting = state({ phase: "free", cue: "" }, { isStarting: true });
  assert.equal(starting.word, "hands off");
  assert.equal(starting.note, "The pad is finding its zero. Do not touch it.");
});

test("what the hub notes comes before what the page remarks", () => {
  assert.equal(state({ note: "The disk is full." }, { remark: "slow" }).note, "The disk is full.");
  assert.equal(state({}, { remark: "slow" }).note, "slow");
});
