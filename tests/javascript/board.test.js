import assert from "node:assert/strict";
import { test } from "node:test";
import { doneMessage, refusedMessage, wouldEnd } from "../../dashboard/assets/board/form_texts.js";
import { bestGrid, leastHeight, tileBoxes } from "../../dashboard/assets/board/grid.js";
import { noticeMessage, stationAddress } from "../../dashboard/assets/board/lists.js";
import { shortened } from "../../dashboard/assets/board/shortened.js";
import { stateSign, stationState, trustOf } from "../../dashboard/assets/board/station_state.js";
import { leastSizes, sizesIn, smallestTile } from "../../dashboard/assets/board/text_sizes.js";
import { aboutOf, flagsOf, spokenTile, titleOf } from "../../dashboard/assets/board/tile_texts.js";
import { createWallState } from "../../dashboard/assets/board/wall_state.js";
import { USUAL, viewOf } from "../../dashboard/assets/board/wall_view.js";
import { info, live } from "./builders.js";

const HOLDING = 3;
const ABOVE = 3;
const tile = (changes = {}) => {
  const { force_n = 30, held_s = 7, zone = ABOVE, phase = HOLDING, age_s = 0.1 } = changes;
  return Float32Array.from([0, force_n, 0, 0, held_s, zone, phase, age_s]);
};
const seen = (now = {}, about = info) =>
  stationState(about, 0, { tiles: tile(), live, rest_left_s: 3, isConnected: true, needs: [], ...now });

test("on every screen tiles hold text that can be read from the back of the room", () => {
  for (const n of [1, 12, 40]) {
    for (const [width, height, screenH] of [
      [1080, 660, 768],
      [1540, 940, 1080],
      [3100, 2010, 2160],
    ]) {
      const least = leastSizes(n, screenH);
      assert.ok(least.state >= (n > 12 ? 0.02 : 0.03) * screenH);
      assert.ok(least.secondary >= 0.015 * screenH);
      for (const box of tileBoxes(n, width, height, screenH)) {
        const sizes = sizesIn(box, least);
        assert.ok(sizes.state >= least.state && sizes.small >= least.secondary);
        assert.ok(box.h >= smallestTile(least).h && box.w >= smallestTile(least).w, `${n} at ${screenH}`);
      }
    }
  }
});

test("forty stations are on one page of a small laptop, and scroll on a phone", () => {
  assert.ok(leastHeight(40, 1080, 660, 768) <= 660);
  assert.ok(leastHeight(40, 328, 600, 740) > 600);
  assert.equal(bestGrid(12, 250, 600, 740).columns, 1);
});

test("one station has the screen for itself", () => {
  assert.deepEqual([bestGrid(1, 1000, 500, 768).columns, bestGrid(1, 1000, 500, 768).rows], [1, 1]);
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
    const boxes = tileBoxes(n, 1540, 930, 1080);
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

test("a tile leads to the page of its station", () => {
  assert.equal(stationAddress("pad 1&2"), "/station/pad%201%262");
});

test("without names a tile is called as its pad, and says so nowhere else", () => {
  const nameless = { ...USUAL, hasNames: false };
  assert.equal(titleOf(info, USUAL), "Ana");
  assert.equal(titleOf(info, nameless), "Pad 1");
  assert.ok(!aboutOf(info, nameless).includes("Ana"));
  assert.equal(spokenTile(seen(), nameless), "Pad 1: too hard");
  assert.equal(spokenTile(seen(), USUAL), "Ana, Pad 1: too hard");
});

test("a projector keeps to itself who needs help", () => {
  const needs = [{ kind: "low_scores", word: "low scores", text: "The last 3 scores are low." }];
  assert.deepEqual(flagsOf(seen({ needs })), ["low scores"]);
  assert.equal(spokenTile(seen({ needs }), USUAL), "Ana, Pad 1: too hard, low scores");
  assert.equal(spokenTile(seen({ needs }), { ...USUAL, isProjector: true }), "Ana, Pad 1: too hard");
});

test("a flag does not say the word of the state again", () => {
  const needs = [{ kind: "too_hard", word: "too hard", text: "Presses far too hard." }];
  assert.deepEqual(flagsOf(seen({ needs })), []);
});

test("how the wall is shown is remembered, and nonsense is forgotten", () => {
  const kept = { hasNames: false, isProjector: true };
  assert.deepEqual(viewOf(JSON.stringify(kept)), kept);
  for (const text of [null, "", "{", "7", '"x"', "null"]) assert.deepEqual(viewOf(text), USUAL);
});

test("a message says whether it was read", () => {
  assert.equal(noticeMessage({ notice: null }), "");
  assert.equal(
    noticeMessage({ notice: { id: "1", text: "Elbows", is_read: false } }),
    "“Elbows” · not read yet",
  );
  assert.equal(noticeMessage({ notice: { id: "1", text: "Elbows", is_read: true } }), "“Elbows” · read");
});

test("who could not is named with the reason, and who could is counted", () => {
  const three = [info, { ...info, id: "pad-2" }, { ...info, id: "pad-3" }];
  const refused = { "pad-3": "nobody is at Pad 3 yet" };
  assert.equal(doneMessage(three, {}, "began", "Hands off first."), "All 3 sets began. Hands off first.");
  assert.equal(doneMessage(three, refused, "began", "Go."), "2 sets began. Go. Not: Nobody is at Pad 3 yet.");
  assert.equal(doneMessage([info], {}, "ended", "Kept."), "1 set ended. Kept.");
  assert.equal(doneMessage([info], { "pad-1": "busy" }, "ended", "Kept."), "Not: Busy.");
  assert.equal(refusedMessage(undefined), "");
});

test("whose sets would end is asked by name, and nothing where none is under way", () => {
  const names = ["Ana", "Ben", "Chidi", "Dana", "Emil"];
  const busy = names.map((learner_name) => ({ ...info, learner_name }));
  assert.equal(wouldEnd([{ ...info, session: null }]), "");
  assert.match(wouldEnd([info]), /^End the set of Ana\?/);
  assert.match(wouldEnd(busy), /^End the sets of Ana, Ben, Chidi and 2 more\?/);
});

test("the wall keeps what it was told, and rest runs on by itself", () => {
  const wall = createWallState();
  assert.ok(wall.take({ type: "hello", schema: "steadyhold.live/1", stations: [info] }, 0));
  assert.ok(!wall.take({ ...live, phase: "resting", rest_left_s: 3 }, 1000));
  wall.frame(tile({ phase: 5, zone: 0 }));
  const [station] = wall.stations(2000, true);
  assert.equal(station.rest_left_s, 2);
  const before = wall.told;
  const needs = [{ kind: "idle", word: "idle", text: "Has not pressed for a minute." }];
  assert.ok(wall.take({ type: "attention", stations: [{ station: "pad-1", needs }] }, 0));
  assert.deepEqual(wall.order, ["pad-1"]);
  assert.notEqual(wall.told, before);
  assert.deepEqual(wall.stations(2000, true)[0].needs, needs);
  wall.take({ type: "link", station: "pad-1", state: "lost", reason: "unplugged" }, 0);
  assert.equal(wall.stations(2000, true)[0].sign.word, "no signal");
});

test("a score that must not be compared says so", () => {
  assert.equal(trustOf(info), "");
  assert.equal(trustOf({ ...info, simulated: true }), "simulated");
  assert.equal(trustOf({ ...info, basis: { use: "practice" } }), "practice only");
});
