import assert from "node:assert/strict";
import { test } from "node:test";
import { between, gaugeLayout, gaugeScale, upperLabel } from "../../dashboard/assets/practice/gauge_scale.js";

test("the target stands at one height whatever the protocol", () => {
  const heights = [8, 25, 60, 120].map((force_n) => gaugeScale({ force_n }, 800).y(force_n));
  for (const y of heights) assert.ok(Math.abs(y - 320) < 1e-9);
});

test("a force of any size stays on the screen", () => {
  const { y } = gaugeScale({ force_n: 25 }, 800);
  assert.equal(y(10_000), 24);
  assert.equal(y(-10_000), 788);
});

test("the dot and its number have room beside the trace on every screen", () => {
  for (const [width, height] of [
    [360, 640],
    [1280, 800],
    [3840, 2160],
  ]) {
    for (const isBar of [true, false]) {
      const { x, radius, left, right } = gaugeLayout(width, height, isBar);
      assert.ok(x + radius < width, `${width} ${isBar}`);
      assert.ok(left >= 0 && right <= width);
    }
  }
});

test("a value between two limits is one of the three", () => {
  assert.deepEqual(
    [-1, 5, 11].map((value) => between(0, value, 10)),
    [0, 5, 10],
  );
});

test("a ceiling strikes no number through", () => {
  const small = 14;
  for (let ceiling = 0; ceiling <= 100; ceiling++) {
    const { at, base } = upperLabel(100, ceiling, small);
    const [top, bottom] = base === "top" ? [at, at + small] : [at - small, at];
    assert.ok(ceiling < top || ceiling > bottom, `${ceiling}: ${top} to ${bottom}`);
    assert.ok(bottom < 100 || top > 100);
  }
  assert.equal(upperLabel(100, 40, small).base, "bottom");
});
