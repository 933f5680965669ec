import assert from "node:assert/strict";
import { test } from "node:test";
import { readFrame } from "../../dashboard/assets/shared/frames.js";

test("a trace message is read as docs/live.md writes it", () => {
  const buffer = new ArrayBuffer(24 + 8 * 2);
  const view = new DataView(buffer);
  view.setUint8(0, 1);
  view.setUint8(1, 1);
  view.setUint16(2, 2, true);
  view.setUint32(4, 77, true);
  view.setFloat64(8, 12.5, true);
  view.setFloat64(16, 1.7e12, true);
  [0, 0.0125, 24.5, 25].forEach((value, index) => view.setFloat32(24 + 4 * index, value, true));
  const frame = readFrame(buffer);
  assert.equal(frame.kind, 1);
  assert.equal(frame.n, 2);
  assert.equal(frame.t0_s, 12.5);
  assert.equal(frame.epoch_ms, 1.7e12);
  assert.deepEqual([...frame.dt_s], [0, Math.fround(0.0125)]);
  assert.deepEqual([...frame.force_n], [24.5, 25]);
});

test("a wall message has eight values a station", () => {
  const buffer = new ArrayBuffer(16 + 32 * 3);
  const view = new DataView(buffer);
  view.setUint8(0, 2);
  view.setUint16(2, 3, true);
  view.setFloat64(8, 1.7e12, true);
  view.setFloat32(16 + 32 * 2 + 4, 31.5, true);
  const frame = readFrame(buffer);
  assert.equal(frame.kind, 2);
  assert.equal(frame.tiles.length, 24);
  assert.equal(frame.tiles[17], 31.5);
});
