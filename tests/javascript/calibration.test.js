import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "../../dashboard/assets/calibration/day.js";
import { typedNumber } from "../../dashboard/assets/calibration/fields.js";
import { mistakesOf, setupOf } from "../../dashboard/assets/calibration/mistakes.js";
import { readingText, stateText, unbroken } from "../../dashboard/assets/calibration/step_texts.js";
import { massesOf } from "../../dashboard/assets/calibration/weights.js";

test("a number may be typed with a comma, and nothing typed is no number", () => {
  assert.equal(typedNumber(" 52,1 "), 52.1);
  assert.equal(typedNumber(""), null);
  assert.equal(typedNumber(undefined), null);
  assert.ok(Number.isNaN(typedNumber("about 3")));
});

test("two weights of one mass get letters; the check weight is another", () => {
  const typed = [
    { kg: "1,0", class: "M1" },
    { kg: "1,0", class: "M1" },
    { kg: "1,0", class: "M1", check: true },
  ];
  assert.deepEqual(
    massesOf(typed).map((one) => one.id),
    ["1.0 kg a", "1.0 kg b", "1.0 kg check"],
  );
});

test("a weight from a scale has the limit of the scale in kilograms", () => {
  const [scaled, classed] = massesOf([
    { kg: "2", class: "", limit_g: "0,5" },
    { kg: "5", class: "M1", limit_g: "9" },
  ]);
  assert.equal(scaled.limit_kg, "0.0005");
  assert.equal(classed.limit_kg, "");
});

test("a reading is in newtons where the pad is calibrated, else in counts", () => {
  assert.deepEqual(readingText({ reading_n: -1.234, reading_raw: 5 }), ["−1.23", "N"]);
  assert.deepEqual(readingText({ reading_n: 0.001, reading_raw: 5 }), ["0.00", "N"]);
  assert.deepEqual(readingText({ reading_n: null, reading_raw: 8_388_607 }), ["8 388 607", "counts"]);
  assert.deepEqual(readingText({ reading_n: null, reading_raw: null }), ["–", ""]);
});

test("a number is never parted from its unit", () => {
  assert.equal(unbroken("Put 2 kg + 500 g on it"), "Put 2\u00a0kg\u00a0+ 500\u00a0g on it");
});

test("a step says whether the reading is calm, and how long a long one lasts", () => {
  const bench = { paused: false, finished: false, status: "reading", waited_frac: 0.5, step_s: 10 };
  assert.equal(stateText(bench, false), "◌ moving");
  assert.equal(stateText(bench, true), "● reading");
  assert.equal(stateText({ ...bench, step_s: 60 }, true), "● 30 s left");
  assert.equal(stateText({ ...bench, step_s: 900 }, true), "● 8 minutes left");
  assert.equal(stateText({ ...bench, paused: true }, true), "");
});

test("a date is written in full, and none is no date", () => {
  assert.equal(day("2026-03-03T12:00:00Z"), "3 March 2026");
  assert.equal(day(""), "");
});

/** @param {{[name: string]: string}} typed */
function form(typed) {
  return (/** @type {string} */ name) => typed[name] || "";
}

const THREE = [{ kg: "1" }, { kg: "2" }, { kg: "0,5" }];
const CHECK = { kg: "2", check: true };
const WHOLE = { how: "place", latitude_deg: "52,1", law: "polynomial", range_n: "60", person: "Ana" };

test("all mistakes of the form are named at once, in the order of the page", () => {
  const names = mistakesOf(form({ how: "place", law: "polynomial" }), [{ kg: "" }, { kg: "" }]);
  assert.deepEqual(
    names.map((one) => one.name),
    ["kg", "kg", "latitude_deg", "range_n", "person"],
  );
  assert.deepEqual(mistakesOf(form(WHOLE), [...THREE, CHECK, { kg: "" }]), []);
});

test("a mass that is no number is named with its row", () => {
  const [wrong] = mistakesOf(form(WHOLE), [...THREE, CHECK, { kg: "a few" }]);
  assert.equal(wrong.row, 4);
  assert.match(wrong.text, /Weight 5: the mass is a number of kg/);
});

test("what stands in a field out of sight is neither judged nor sent", () => {
  const typed = form({ ...WHOLE, gravity_m_per_s2: "much", full_scale_raw: "all" });
  assert.deepEqual(mistakesOf(typed, [...THREE, CHECK]), []);
  const setup = setupOf(typed);
  assert.equal(setup.gravity_m_per_s2, null);
  assert.equal(setup.full_scale_raw, null);
  assert.equal(setup.latitude_deg, 52.1);
});
