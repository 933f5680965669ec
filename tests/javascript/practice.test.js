import assert from "node:assert/strict";
import { test } from "node:test";
import { restMessage, setFacts } from "../../dashboard/assets/practice/after.js";
import { preview } from "../../dashboard/assets/practice/form.js";
import { createKnock } from "../../dashboard/assets/practice/knock.js";
import { followed } from "../../dashboard/assets/practice/screen_pad.js";
import { padState } from "../../dashboard/assets/practice/pad_line.js";
import { setControls, takeControls } from "../../dashboard/assets/practice/set_controls.js";
import { helpState } from "../../dashboard/assets/practice/help_state.js";
import { headOf, lostMessage } from "../../dashboard/assets/station/station_texts.js";
import { info, live, protocol } from "./builders.js";

const frame = (force_n) => ({ kind: 1, n: 1, t0_s: 0, epoch_ms: 0, dt_s: [0], force_n: [force_n] });

function knocked(...presses) {
  let count = 0;
  const knock = createKnock(() => {
    count += 1;
  });
  knock.listen(0);
  for (const [force_n, at_ms] of presses) knock.take(frame(force_n), 25, at_ms);
  return count;
}

test("a tap on the pad means again, once", () => {
  assert.equal(knocked([12, 2000], [0, 2200], [12, 3000], [0, 3300]), 1);
});

test("a bump, a light touch and the end of the last press are no tap", () => {
  assert.equal(knocked([12, 2000], [0, 2050]), 0);
  assert.equal(knocked([3, 2000], [0, 2400]), 0);
  assert.equal(knocked([12, 500], [12, 1400], [0, 1450]), 0);
});

const pad = (changes) => padState({ info, live, lost: "", notice: "", remark: "", ...changes });

test("a pad that someone uses can be watched", () => {
  const state = pad({});
  assert.equal(state.text, "Pad 1 is in use: Ana, Trigger point 25 N, 2 of 3.");
  assert.ok(state.mayWatch);
});

test("a pad that is free says whether it can be trusted", () => {
  const free = { ...info, session: null };
  assert.equal(pad({ info: free }).text, "Pad 1 is ready.");
  assert.equal(pad({ info: free, remark: "it is slow" }).text, "Pad 1 is ready. But it is slow.");
  assert.match(
    pad({ info: { ...free, simulated: true } }).text,
    /Simulated pad: a computer presses, not you/,
  );
  assert.equal(pad({ info: free, notice: "The set was cut off." }).text, "The set was cut off.");
});

test("a pad that is not heard of says why and offers nothing", () => {
  const lost = pad({ lost: "The sensor is silent." });
  assert.deepEqual(lost, { text: "Pad 1: The sensor is silent.", state: "lost", mayWatch: false });
  assert.equal(pad({ info: null }).text, "Looking for the pad…");
});

test("a pad that is not there yet is said to be connecting, not ready", () => {
  const waiting = { ...info, session: null, link: { state: "connecting", reason: "" } };
  assert.deepEqual(pad({ info: waiting }), {
    text: "Pad 1 is connecting.",
    state: "waiting",
    mayWatch: false,
  });
});

test("a plate follows a hand no faster than a hand presses, and stays on its way", () => {
  assert.ok(Math.abs(followed(0, 1, 0.05) - 0.016) < 1e-9);
  assert.ok(Math.abs(followed(1, 0, 0.05) - 0.96) < 1e-9);
  assert.equal(followed(0.5, 0.5, 0.05), 0.5);
  assert.equal(followed(0, -3, 1), 0);
  let at = 0;
  for (let turn = 0; turn < 600; turn += 1) at = followed(at, 0.5, 1 / 60);
  assert.ok(Math.abs(at - 0.5) < 1e-3);
});

test("between two holds the screen says how long to rest, then to press", () => {
  assert.equal(restMessage({ ...live, phase: "resting", rest_left_s: 11.2 }), "Rest 12 s");
  assert.equal(restMessage({ ...live, phase: "ready" }), "Ready: simply press for hold 2 of 3");
  assert.equal(restMessage({ ...live, phase: "done" }), "");
});

test("a set is told by its holds, its lowest one and their difference", () => {
  const set = { done: 3, asked: 3, worst_score: 71.25, sd_score: 4 };
  assert.equal(setFacts(set), "3 of 3 holds · lowest hold 71.3 · difference between holds 4.0");
  assert.equal(setFacts({ ...set, done: 1, sd_score: null }), "1 of 3 holds");
});

test("the picture beside the form is of the protocol that is chosen", () => {
  assert.equal(preview(null, "tp-hold", [protocol]), JSON.stringify(protocol));
  assert.equal(preview(null, "gone", [protocol]), "null");
  assert.equal(preview(null, "gone", null), "null");
});

test("a form that is faster than the stage waits for it, and a stage that is gone is not asked", async () => {
  const begun = [];
  const stage = (name) =>
    takeControls({ begin: ({ protocol: id }) => begun.push(`${name} ${id}`), joined() {}, leave() {} });
  const begin = async (id) => (await setControls()).begin({ protocol: id, learner_id: "" });
  const early = begin("a");
  const release = stage("first");
  await early;
  await begin("b");
  stage("second");
  release();
  await begin("c");
  assert.deepEqual(begun, ["first a", "first b", "second c"]);
});

test("help can be called and taken back, and not while a hand presses", () => {
  assert.deepEqual(helpState("none", "free"), {
    word: "Call for help",
    said: "",
    act: "help",
    isAway: false,
  });
  for (const help of ["asked", "coming"]) assert.equal(helpState(help, "ready").act, "help/back");
  for (const phase of ["loading", "holding", "releasing"]) assert.ok(helpState("none", phase).isAway);
  for (const phase of ["taring", "ready", "resting", "done"]) assert.ok(!helpState("none", phase).isAway);
});

test("a station says on its page who is there, and why nothing is to be seen", () => {
  assert.deepEqual(headOf(info), { title: "Ana", about: "Pad 1 · Trigger point 25 N" });
  assert.equal(headOf({ ...info, learner_name: "" }).title, "Pad 1");
  assert.equal(lostMessage("live", info), "");
  assert.match(lostMessage("lost", info), /not running/);
  const lost = { ...info, link: { state: "lost", reason: "unplugged; plug it in again" } };
  assert.equal(lostMessage("live", lost), "Unplugged; plug it in again.");
  assert.match(lostMessage("live", { ...info, link: { state: "stale", reason: "" } }), /Check its cable/);
});
