import assert from "node:assert/strict";
import { test } from "node:test";
import { bestGrid, tileBoxes } from "../../dashboard/assets/board/grid.js";
import { watchAddress } from "../../dashboard/assets/board/lists.js";
import { shortened } from "../../dashboard/assets/board/shortened.js";
import { stateSign, stationState, trustOf } from "../../dashboard/assets/board/station_state.js";
import { info, live } from "./builders.js";

const HOLDING = 3;
const ABOVE = 3;
const tile = (changes = {}) => {
  const { force_n = 30, held_s = 7, zone = ABOVE, phase = HOLDING, age_s = 0.1 } = changes;
  return Float32Array.from([0, force_n, 0, 0, held_s, zone, phase, age_s]);
};
const seen = (now = {}, about = info) =>
  stationState(about, 0, { tiles: tile(), live, rest_left_s: 3, isConnected: true, needs: [], ...now });

test("forty stations share a wide screen without a tile that cannot be read", () => {
  const { columns, rows } = bestGrid(40, 3840, 2160);
  assert.ok(columns * rows >= 40);
  assert.ok(3840 / columns >= 300);
});

test("a narrow screen has one column", () => {
  assert.equal(bestGrid(4, 390, 844).columns, 1);
});

test("one station has the screen for itself", () => {
  assert.deepEqual([bestGrid(1, 1000, 500).columns, bestGrid(1, 1000, 500).rows], [1, 1]);
});

test("a tile says the state of its station by word, symbol and tone", () => {
  const state = seen();
  assert.deepEqual(state.sign, { word: "too hard", symbol: "up", tone: "above" });
  assert.deepEqual([state.force_n, state.held_s, state.rest_left_s], [30, 7, 0]);
});

test("no phase is without a word", () => {
  for (const phase of ["taring", "ready", "loading", "holding", "releasing", "resting", "done", "free"]) {
    assert.ok(stateSign(phase, "none", true).word);
  }
  assert.equal(stateSign(undefined, undefined, true).word, "waiting");
});

test("a value that is older than two seconds is no value", () => {
  assert.equal(seen({ tiles: tile({ age_s: 2.5 }) }).sign.tone, "lost");
  assert.equal(seen({ tiles: tile({ age_s: Infinity }) }).sign.tone, "lost");
  assert.equal(seen({ isConnected: false }).sign.tone, "lost");
});

test("why a station needs the instructor is what the hub says, and nothing else", () => {
  const needs = [{ kind: "holds_too_long", word: "holds too long", text: "Holds longer than 30 s." }];
  assert.deepEqual(seen().needs, []);
  assert.deepEqual(seen({ needs }).needs, needs);
  assert.deepEqual(seen({ tiles: tile({ zone: 4 }) }).needs, []);
});

test("nobody is blamed while the rig is silent", () => {
  const needs = [{ kind: "idle", word: "idle", text: "Has not pressed for a minute." }];
  assert.deepEqual(seen({ isConnected: false, needs }).needs, []);
});

test("tiles stand row by row in the order of the stations, without covering one another", () => {
  for (const n of [1, 5, 12, 13, 40]) {
    const boxes = tileBoxes(n, 1540, 930);
    assert.equal(boxes.length, n);
    boxes.slice(1).forEach((box, index) => {
      const before = boxes[index];
      assert.ok(box.y > before.y + before.h || (box.y === before.y && box.x > before.x + before.w));
    });
  }
});

test("a text without room is cut and says so", () => {
  const width = (text) => 10 * text.length;
  assert.equal(shortened("Trigger point", 130, width), "Trigger point");
  assert.equal(shortened("Trigger point", 90, width), "Trigger…");
  assert.equal(shortened("Trigger", 0, width), "T…");
});

test("a name on the board leads to the live view of its station", () => {
  assert.equal(watchAddress("pad 1&2"), "/practice?station=pad%201%262&watch=1");
});

test("a score that must not be compared says so", () => {
  assert.equal(trustOf(info), "");
  assert.equal(trustOf({ ...info, simulated: true }), "simulated");
  assert.equal(trustOf({ ...info, basis: { use: "practice" } }), "practice only");
});
