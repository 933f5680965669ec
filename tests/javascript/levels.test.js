import assert from "node:assert/strict";
import { test } from "node:test";
import { gaugeScale } from "../../dashboard/assets/practice/gauge_scale.js";
import { stageState } from "../../dashboard/assets/practice/stage_state.js";
import { pressShape } from "../../dashboard/assets/protocols/shape_geometry.js";
import { flatProtocol } from "../../dashboard/assets/session/protocol.js";
import { atLevel, highestForce, pressesOf, worthOf } from "../../dashboard/assets/shared/levels.js";
import { hold, info, live, protocol } from "./builders.js";

const light = { force_n: 10, low_n: 8, high_n: 12, hold_s: 5, hold_min_s: 4, hold_max_s: 10 };
const deep = { force_n: 25, low_n: 22.5, high_n: 27.5, hold_s: 10, hold_min_s: 10, hold_max_s: 30 };
const two = { ...protocol, ...light, levels: [light, deep] };
const state = (changes) =>
  stageState({
    info: { ...info, protocol: two },
    live: { ...live, level: 1, levels: 2, ...changes },
    lost: "",
  });

test("the screen asks for the level that is on", () => {
  assert.match(state({}).who, /2 of 3 · level 1 of 2$/);
  assert.equal(state({ held_s: 3 }).of, "of 5 s");
  assert.equal(state({ level: 2, held_s: 3 }).of, "of 10 s");
  assert.equal(state({ level: 2 }).protocol.low_n, 22.5);
});

test("of a level before the last nobody is told to let go", () => {
  const done = state({ held_s: 6 });
  assert.ok(!done.isEnough);
  assert.equal(done.of, "of 5 s");
  assert.ok(state({ level: 2, held_s: 10 }).isEnough);
});

test("when a level is done the screen says and speaks the next force", () => {
  const next = state({ level: 2, phase: "loading", zone: "below", cue: "press more" });
  assert.equal(next.note, "Now 25 N, without letting go.");
  assert.equal(next.spoken, next.note);
  assert.equal(state({ phase: "loading" }).note, "");
});

test("the gauge keeps its scale from level to level", () => {
  const scales = [1, 2].map((number) => gaugeScale(atLevel(two, number), 800).y(20));
  assert.equal(scales[0], scales[1]);
  assert.equal(highestForce(two), 25);
  assert.equal(highestForce({ force_n: 30 }), 30);
});

test("a hold that answers no level is shown against the first", () => {
  assert.equal(atLevel(two, 0).force_n, 10);
  assert.equal(atLevel(protocol, 1), protocol);
});

test("the holds of a press of several levels stand together, others alone", () => {
  const worth = { score: 70, levels: [] };
  const holds = [
    hold({ press: 1, press_score: null }),
    hold({ press: 1, press_score: worth }),
    hold({ press: 2, press_score: worth }),
    hold({ press: 3, press_score: null }),
    hold({ press: 3, press_score: null }),
  ];
  const presses = pressesOf(holds);
  assert.deepEqual(
    presses.map((press) => press.length),
    [2, 1, 1, 1],
  );
  assert.equal(worthOf(presses[0]), worth);
  assert.equal(worthOf(presses[2]), null);
});

test("a stored protocol has its levels in order", () => {
  const flat = flatProtocol({ id: "x", target: light, then: [deep] });
  assert.deepEqual(
    flat.levels.map((level) => level.force_n),
    [10, 25],
  );
  assert.equal(flat.force_n, 10);
});

test("the picture of a press goes from level to level without letting go", () => {
  const shape = pressShape(two, 500, 160, 12);
  const [first, second] = shape.steps;
  assert.equal(first.ends, second.begins);
  assert.ok(first.reached < first.mayEnd && first.mayEnd < first.ends && first.ends < second.reached);
  assert.ok(second.ends < shape.isOver && shape.isOver < 500);
});
