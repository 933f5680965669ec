import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT, createSampleHistory } from "../../dashboard/assets/practice/sample_history.js";
import { tracePath } from "../../dashboard/assets/practice/trace_path.js";

const COLUMNS = 600;
const PEAK_N = 60;
const DIP_N = 3;
const NEWEST_N = 24.5;

function drawn(samples) {
  const points = [];
  const moves = [];
  const ctx = {
    beginPath() {},
    moveTo: (x, y) => {
      moves.push(x);
      points.push([x, y]);
    },
    lineTo: (x, y) => points.push([x, y]),
  };
  tracePath(
    ctx,
    samples,
    0,
    10 / COLUMNS,
    (t_s) => t_s,
    (force_n) => force_n,
  );
  return { points, moves };
}

/* Ten seconds around 25 N, with one sample that shoots up and one that falls. */
function tenSeconds(rate_hz) {
  const n = 10 * rate_hz;
  const force_n = Float32Array.from({ length: n }, (_, k) => 25 + Math.sin(k));
  force_n[n / 2] = PEAK_N;
  force_n[n / 4] = DIP_N;
  force_n[n - 1] = NEWEST_N;
  const samples = createSampleHistory();
  const dt_s = Float32Array.from({ length: n }, (_, k) => k / rate_hz);
  samples.push({ n, t0_s: 100, dt_s, epoch_ms: 0, force_n });
  return samples;
}

test("a fast trace costs two points a column and hides no extreme", () => {
  const { points } = drawn(tenSeconds(1000));
  const forces = points.map(([, force_n]) => force_n);
  const times = points.map(([t_s]) => t_s);
  assert.ok(points.length <= 2 * (COLUMNS + 1) + 1);
  assert.equal(Math.max(...forces), PEAK_N);
  assert.equal(Math.min(...forces), DIP_N);
  assert.equal(forces[forces.length - 1], NEWEST_N);
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
});

test("a trace with fewer samples than columns shows each of them", () => {
  assert.equal(drawn(tenSeconds(50)).points.length, 500 + 1);
});

test("no line is drawn where no force is known, or where nothing came", () => {
  const dt_s = [];
  const force_n = [];
  for (let k = 0; k < 1000; k += 1) {
    const t_s = k / 100;
    if (t_s >= 6 && t_s < 8) continue;
    dt_s.push(t_s);
    force_n.push(t_s >= 2 && t_s < 3 ? NaN : 25);
  }
  const samples = createSampleHistory();
  samples.push({ n: dt_s.length, t0_s: 0, dt_s, epoch_ms: 0, force_n });
  assert.deepEqual(drawn(samples).moves, [0, 3, 8]);
});

test("a history that is full forgets its oldest samples and finds the others by their time", () => {
  const samples = createSampleHistory();
  const n = 1000;
  const dt_s = Float32Array.from({ length: n }, (_, k) => k / n);
  const force_n = new Float32Array(n);
  for (let t0_s = 0; t0_s < 100; t0_s += 1) samples.push({ n, t0_s, dt_s, epoch_ms: 0, force_n });
  assert.equal(samples.count, 100 * n);
  assert.equal(samples.oldest, 100 * n - KEPT);
  assert.equal(samples.first(90), 90 * n);
  assert.equal(samples.first(0), samples.oldest);
  assert.equal(samples.first(1000), samples.count);
});

test("a time axis that begins again begins the history again", () => {
  const samples = createSampleHistory();
  samples.push({ n: 2, t0_s: 50, dt_s: [0, 0.1], epoch_ms: 0, force_n: [1, 2] });
  samples.push({ n: 1, t0_s: 0, dt_s: [0], epoch_ms: 500, force_n: [3] });
  assert.equal(samples.count, 1);
  assert.equal(samples.f(0), 3);
  assert.equal(samples.epoch(0), 500);
});
