import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addedSeconds,
  addressOf,
  countedDays,
  clockText,
  dayOfSheet,
  daysAsked,
  isEmpty,
  missingTexts,
  periodText,
  remarkText,
  signedText,
  togetherText,
  zoneText,
} from "../../dashboard/assets/hours/hours_texts.js";

const total = (changes = {}) => ({
  day: "",
  signed_in_s: 3600,
  pressing_s: 100,
  resting_s: 30,
  simulated_s: 0,
  sessions: 2,
  interrupted: 0,
  ...changes,
});
const hours = (changes = {}) => ({
  learner_id: "a",
  name: "Ana",
  time_zone: "UTC+01:00",
  days: [total({ day: "2026-03-04" })],
  total: total(),
  corrections: [],
  corrected_s: 0,
  unreadable: 0,
  withheld: 0,
  ...changes,
});
const correction = { seq: 1, day: "2026-03-05", added_s: 5400, reason: "away", who: "maria", at_utc: "" };
const ALL = { classId: "c", learner: "a", from: "", to: "" };

test("time is told in hours, minutes and seconds, also above a day", () => {
  assert.equal(clockText(0), "0:00:00");
  assert.equal(clockText(79.975), "0:01:20");
  assert.equal(clockText(3599.6), "1:00:00");
  assert.equal(clockText(26 * 3600 + 61), "26:01:01");
  assert.equal(signedText(5400), "+1:30:00");
  assert.equal(signedText(-600), "−0:10:00");
});

test("a day of a sheet is the one it says, wherever the screen stands", () => {
  assert.equal(dayOfSheet("2026-03-04"), "4 Mar 2026");
  assert.equal(periodText(ALL), "All days on record");
  assert.equal(periodText({ ...ALL, from: "2026-03-04" }), "From 4 Mar 2026 on");
  assert.equal(periodText({ ...ALL, to: "2026-03-04" }), "Until 4 Mar 2026");
  assert.equal(periodText({ ...ALL, from: "2026-03-04", to: "2026-03-05" }), "4 Mar 2026 to 5 Mar 2026");
  assert.match(zoneText(hours()), /\(UTC\+01:00\)/);
});

test("a sheet tells what was cut off, what cannot be read and what is not counted yet", () => {
  assert.equal(remarkText(total()), "");
  assert.equal(remarkText(total({ interrupted: 2 })), "2 interrupted");
  assert.deepEqual(missingTexts(hours()), []);
  assert.deepEqual(missingTexts(hours({ unreadable: 1, withheld: 2 })), [
    "One session or login cannot be read and is not counted.",
    "2 sessions of an exam counted as signed in alone: the presses follow with the scores.",
  ]);
  assert.match(missingTexts(hours({ unreadable: 3 }))[0], /^3 sessions or logins cannot/);
});

test("a day on which only a computer pressed is not among those that count", () => {
  const simulated = total({ day: "2026-03-05", signed_in_s: 0, simulated_s: 60 });
  const sheet = hours({ days: [...hours().days, simulated] });
  assert.deepEqual(
    countedDays(sheet).map((each) => each.day),
    ["2026-03-04"],
  );
});

test("corrections are told beside what was measured, and together with it only in words", () => {
  assert.equal(togetherText(hours()), "");
  assert.equal(
    togetherText(hours({ corrections: [correction], corrected_s: 5400 })),
    "Signed in as measured 1:00:00, corrections +1:30:00: together 2:30:00.",
  );
  const less = hours({ corrections: [correction], corrected_s: -7200 });
  assert.match(togetherText(less), /together 0:00:00\.$/);
});

test("a sheet with a correction alone is not empty", () => {
  assert.equal(isEmpty(hours()), false);
  assert.equal(isEmpty(hours({ days: [] })), true);
  assert.equal(isEmpty(hours({ days: [], corrections: [correction] })), false);
});

test("the address says who and which days, and of a student the days alone", () => {
  const chosen = { ...ALL, from: "2026-03-04" };
  assert.equal(daysAsked(ALL), "");
  assert.equal(daysAsked({ ...chosen, to: "2026-03-05" }), "?from=2026-03-04&to=2026-03-05");
  assert.equal(addressOf(chosen, false), "?class=c&learner=a&from=2026-03-04");
  assert.equal(addressOf(chosen, true), "?from=2026-03-04");
});

test("a correction is hours and minutes, added or taken away, and never nothing", () => {
  assert.equal(addedSeconds("1", "30", false), 5400);
  assert.equal(addedSeconds("", "10", true), -600);
  assert.equal(addedSeconds(" 2 ", "", false), 7200);
  for (const [h, min] of [
    ["", ""],
    ["0", "0"],
    ["-1", "0"],
    ["x", "1"],
  ]) {
    assert.ok(Number.isNaN(addedSeconds(h, min, false)), `${h} ${min}`);
  }
});
