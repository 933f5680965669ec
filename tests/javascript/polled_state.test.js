import assert from "node:assert/strict";
import { test } from "node:test";
import { createPolledState } from "../../dashboard/assets/shared/polled_state.js";
import { info, live } from "./builders.js";

const now = (changes = {}) => ({
  live,
  link: null,
  station: info,
  force_n: 24,
  t_s: 9,
  epoch_ms: 900,
  ...changes,
});

function polled(t, answer = {}) {
  t.mock.method(globalThis, "fetch", async () => ({ ok: true, json: async () => answer }));
  const told = [];
  const on = {
    frame: (frame) => told.push(frame),
    text: (message) => told.push(message),
    isClosed: () => false,
  };
  const state = createPolledState("pad-1", on);
  return { told, take: (one) => state.take(one), types: () => told.map((one) => one.type || "frame") };
}

test("a polled state is told as the live socket tells it", (t) => {
  const { told, take, types } = polled(t);
  take(now({ link: { state: "streaming", reason: "" } }));
  assert.deepEqual(types(), ["hello", "live", "link", "frame"]);
  assert.deepEqual([...told[3].force_n], [24]);
});

test("a station that is as it was is not introduced again", (t) => {
  const { take, types } = polled(t);
  take(now());
  take(now());
  assert.deepEqual(types(), ["hello", "live", "frame", "live"]);
});

test("a pad whose zero is not known speaks all the same, with a force nobody knows", (t) => {
  const { take, told, types } = polled(t);
  take(now({ force_n: null }));
  take(now({ force_n: null, t_s: 9.25, epoch_ms: 1150 }));
  assert.deepEqual(types(), ["hello", "live", "frame", "live", "frame"]);
  assert.deepEqual([...told.at(-1).force_n], [NaN]);
});

test("what was asked for twice and measured once is one sample", (t) => {
  const { take, types } = polled(t);
  take(now({ epoch_ms: null }));
  take(now());
  take(now());
  assert.equal(types().filter((type) => type === "frame").length, 1);
});

test("when a press is over its hold is read from the record, each once", async (t) => {
  const { take, told } = polled(t, { session: { holds: [{ number: 1 }], sets: [] } });
  take(now());
  take(now({ live: { ...live, phase: "resting" } }));
  await new Promise(setImmediate);
  take(now({ live: { ...live, phase: "holding" } }));
  take(now({ live: { ...live, phase: "resting" } }));
  await new Promise(setImmediate);
  assert.deepEqual(
    told.filter((one) => one.type === "hold").map((one) => one.hold.number),
    [1],
  );
});
