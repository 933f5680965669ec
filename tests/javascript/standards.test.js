// Pass marks and agreement: what is said of figures, and what a picture of them shows.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cutPlot,
  differencesPlot,
  gathered,
  short,
  spanOf,
  ticks,
} from "../../dashboard/assets/standards/plot_geometry.js";
import {
  acceptedText,
  agreementFigures,
  bandOf,
  cutFigures,
  numberTyped,
  panelFigures,
  rowsText,
} from "../../dashboard/assets/standards/texts.js";

const interval = (low, high) => ({ low, high });
const form = (name, value) => ({ name, value, interval: interval(0.1, 0.9), sem: 4.2, mdc95: 11.6 });
const agreement = {
  columns: ["ana", "ben"],
  n: 3,
  left_out: 0,
  marks: [
    [3, 4],
    [2, 2],
    [5, 4],
  ],
  bland_altman: { bias: -0.5, bias_interval: interval(-1, 0.25), limits: interval(-2, 1), sd: 0.8 },
  reliability: { forms: [form("ICC(2,1)", 0.8), form("ICC(3,1)", 0.82)] },
  kappas: [{ weights: "linear", value: 0.612, interval: interval(0.4, 0.8) }],
  untold: [],
};
const cut = {
  columns: ["mark", "score"],
  n: 2,
  left_out: 1,
  marks: [
    [2, 60],
    [5, 90],
  ],
  regression: {
    borderline_mark: 2,
    intercept_points: 40,
    slope_points: 10,
    r_squared: 0.64,
    rmse_points: 5.25,
    cut_points: 60,
    interval: null,
  },
  zone: { low_points: 56, high_points: 64 },
  passed: 1,
  repeated: 1,
  failed: 0,
  against: [],
};

test("every figure has its name, its value and what it means", () => {
  const figures = agreementFigures(agreement);
  const names = figures.map((each) => each.name);
  assert.deepEqual(names, [
    "Bias",
    "Limits of agreement",
    "Kappa, linear weights",
    "ICC(2,1)",
    "ICC(3,1)",
    "Error of one marking (SEM)",
    "Smallest real change (MDC95)",
  ]);
  assert.equal(figures[0].value, "−0.50");
  assert.equal(figures[1].value, "−2.00 to 1.00");
  assert.match(figures[3].words, /^good: agreement of one marking/);
  assert.ok(figures.every((each) => each.words));
});

test("what cannot be told is left out", () => {
  const nothing = { ...agreement, bland_altman: null, reliability: null, kappas: [] };
  assert.deepEqual(agreementFigures(nothing), []);
  assert.equal(differencesPlot(nothing), null);
  assert.deepEqual(cutFigures({ ...cut, regression: null }), []);
  assert.equal(cutPlot({ ...cut, regression: null }), null);
  assert.deepEqual(panelFigures({ cut: null }), []);
});

test("an ICC is called as the literature calls it", () => {
  assert.deepEqual([0.2, 0.5, 0.75, 0.9].map(bandOf), ["poor", "moderate", "good", "excellent"]);
});

test("a cut score is told with its line and who would pass, repeat or fail", () => {
  const [score, line, zone] = cutFigures(cut);
  assert.deepEqual([score.value, score.words], ["60.0", "no interval"]);
  assert.equal(line.value, "40.0 + 10.0 × mark");
  assert.match(line.words, /64 %/);
  assert.match(zone.words, /1 pass, 1 repeat, 0 fail/);
  assert.equal(cutFigures({ ...cut, zone: null }).length, 2);
});

test("a panel is told with how far its judges are apart", () => {
  const figures = panelFigures({
    cut: { cut_points: 65, interval: interval(61, 69), sd_points: 6, judges: 5 },
  });
  assert.deepEqual(
    figures.map((each) => each.value),
    ["65.0", "6.00"],
  );
});

test("a picture of differences holds every dot and both limits", () => {
  const plot = differencesPlot(agreement);
  assert.deepEqual(plot.x.values, [3.5, 2, 4.5]);
  assert.deepEqual(plot.y.values, [-1, 0, 1]);
  for (const each of [...plot.y.values, -2, 1]) assert.ok(each > plot.y.low && each < plot.y.high);
  assert.match(plot.label, /On average −0\.50; 95 of 100 differences lie between −2\.00 and 1\.00/);
});

test("a picture of an exam holds the line, the cut score and the grey zone", () => {
  const plot = cutPlot(cut);
  const [from, to] = [plot.line.from, plot.line.to];
  assert.equal((to[1] - from[1]) / (to[0] - from[0]), 10);
  for (const each of [56, 64, 60, from[1], to[1]]) assert.ok(each >= plot.y.low && each <= plot.y.high);
  assert.equal(plot.upright.at, 2);
});

test("dots that would hide one another are one, with how many they are", () => {
  const places = [
    { x: 10, y: 10 },
    { x: 40, y: 10 },
    { x: 10, y: 10 },
    { x: 12, y: 13 },
    { x: 16, y: 10 },
  ];
  assert.deepEqual(gathered(places, 6), [
    { x: 10, y: 10, count: 3 },
    { x: 40, y: 10, count: 1 },
    { x: 16, y: 10, count: 1 },
  ]);
  assert.deepEqual(gathered([], 6), []);
});

test("ticks are round and lie within", () => {
  assert.deepEqual(ticks(0, 100), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(ticks(-2.3, 1.2), [-2, -1, 0, 1]);
  assert.deepEqual(ticks(0.1, 0.45), [0.1, 0.2, 0.3, 0.4]);
  assert.deepEqual(ticks(3, 3), [3]);
  const { low, high } = spanOf([4, 4]);
  assert.ok(low < 4 && high > 4);
});

test("numbers are read with a point or a comma", () => {
  assert.deepEqual([numberTyped("4,5"), numberTyped(" 2 "), numberTyped("")], [4.5, 2, null]);
  assert.ok(Number.isNaN(numberTyped("two")));
  assert.deepEqual([short(-0.001), short(12.345)], ["0.00", "12.3"]);
});

test("rows that were left out are counted in words", () => {
  assert.equal(rowsText({ n: 24, left_out: 0 }), "24 people");
  assert.equal(rowsText({ n: 1, left_out: 2 }), "1 person; 2 rows left out, where a number is missing");
  assert.equal(rowsText({ n: 3, left_out: 1 }), "3 people; 1 row left out, where a number is missing");
});

test("an accepted cut score says where it comes from", () => {
  const kept = { n: 24, method: "borderline", at_utc: "2026-12-01T10:00:00+00:00", reason: "spring" };
  assert.match(acceptedText(kept), /^exam of 24 learners, accepted \d+ \w+ 2026: “spring”$/);
  assert.match(acceptedText({ ...kept, method: "angoff", n: 5 }), /^panel of 5 judges/);
});
