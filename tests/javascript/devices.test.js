import assert from "node:assert/strict";
import { test } from "node:test";
import { liveForce } from "../../dashboard/assets/devices/live_force.js";
import { mayBeAsked, mayBeGiven } from "../../dashboard/assets/devices/row_choices.js";
import { factsOf, stateText } from "../../dashboard/assets/devices/row_texts.js";
import { figuresOf, mayBeTested } from "../../dashboard/assets/devices/sensor_test_texts.js";

const row = (changes = {}) => ({
  id: "a",
  link: "serial",
  kind: "hx711",
  title: "Pad",
  identity: "uno:7f3a",
  path: "/dev/ttyACM0",
  vid_pid: "2341:0043",
  serial_number: "",
  state: "free",
  words: "",
  station: "",
  simulated: false,
  rate_hz: 80,
  battery_pct: null,
  battery_mv: null,
  signal_dbm: null,
  pressed: false,
  bar_frac: 0,
  ...changes,
});
const stations = [{ id: "pad-1", name: "Window", demonstration: false, source: "auto", assigned: null }];

test("the force of a row is that of its own station on the wall, while it is fresh", () => {
  const tiles = new Float32Array(16);
  tiles[9] = 12;
  assert.equal(liveForce({ ids: ["a", "b"], tiles }, "b"), 12);
  assert.ok(Number.isNaN(liveForce({ ids: ["a", "b"], tiles }, "c")));
  assert.ok(Number.isNaN(liveForce({ ids: ["a", "b", "c"], tiles }, "c")));
  assert.ok(Number.isNaN(liveForce({ ids: ["a"], tiles: null }, "a")));
  tiles[15] = 3;
  assert.ok(Number.isNaN(liveForce({ ids: ["a", "b"], tiles }, "b")));
});

test("a row says what it is, in words", () => {
  assert.equal(stateText(row(), stations), "Not used yet.");
  assert.equal(stateText(row({ state: "station", station: "pad-1" }), stations), "In use by Window.");
  assert.match(stateText(row({ state: "unasked" }), stations), /only asked when you say so/);
  assert.equal(
    stateText(row({ state: "refused", words: "no permission; run doctor" }), stations),
    "No permission.",
  );
});

test("a row shows what is known and nothing else", () => {
  assert.deepEqual(factsOf(row({ battery_mv: 3712, signal_dbm: -61 })), [
    ["Identity", "uno:7f3a"],
    ["Rate", "80.0 Hz"],
    ["Battery", "3.71 V"],
    ["Signal", "−61 dBm"],
    ["Port", "/dev/ttyACM0"],
    ["USB", "2341:0043"],
  ]);
  assert.deepEqual(factsOf(row({ identity: "port:1-2", rate_hz: null, path: "", vid_pid: "" })), [
    ["Identity", "only its socket tells it from others"],
  ]);
});

test("only a real pad that has said who it is can be given to a station", () => {
  assert.ok(mayBeGiven(row(), stations));
  assert.ok(!mayBeGiven(row({ simulated: true }), stations));
  assert.ok(!mayBeGiven(row({ identity: "" }), stations));
  assert.ok(!mayBeGiven(row(), [{ ...stations[0], demonstration: true }]));
});

test("what has not spoken can be asked", () => {
  assert.ok(mayBeAsked(row({ state: "silent" })));
  assert.ok(mayBeAsked(row({ link: "ble", rate_hz: null })));
  assert.ok(!mayBeAsked(row()));
});

test("a sensor that sends can be tested, whoever reads it; a simulated one cannot", () => {
  assert.ok(mayBeTested(row()));
  assert.ok(mayBeTested(row({ state: "station", station: "pad-1" })));
  for (const changes of [
    { simulated: true },
    { link: "file" },
    { state: "silent" },
    { state: "absent" },
    { rate_hz: 0 },
  ]) {
    assert.ok(!mayBeTested(row(changes)), JSON.stringify(changes));
  }
});

test("a test shows the counts that its sentences leave out", () => {
  const counts = { samples: 801, distinct: 61, saturated: 0, lost: 3 };
  assert.deepEqual(figuresOf(counts), [
    ["Samples", "801"],
    ["Different readings", "61"],
    ["At the end of its scale", "none"],
    ["Lost", "3"],
  ]);
});
