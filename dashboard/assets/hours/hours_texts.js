// @ts-check
// What is said of practice hours, and what is asked for; no element is touched here.
import { dayText } from "../shared/moments.js";

/** @import {DayHours, Hours, HoursChoice} from "./types.js" */

const PER_MINUTE = 60;
export const NONE_YET = "Nothing is on this sheet yet";
export const NONE_WHY =
  "Hours come by themselves: with each login, and with each set that is pressed on a real pad.";
export const NONE_COUNTED = "Nothing was recorded on a real pad in these days.";
export const NONE_IN_PERIOD = "Nothing was recorded in these days. Choose others, or clear them.";
export const FORGOTTEN = "The words are gone: the learner was forgotten.";

/** Hours, minutes and seconds, as on a clock.
 * @param {number} lasted_s
 */
export function clockText(lasted_s) {
  const whole = Math.round(lasted_s);
  const parts = [Math.floor(whole / PER_MINUTE) % PER_MINUTE, whole % PER_MINUTE];
  const hours = Math.floor(whole / PER_MINUTE / PER_MINUTE);
  return [hours, ...parts.map((each) => String(each).padStart(2, "0"))].join(":");
}

/** The same with its sign, for what is added or taken away.
 * @param {number} added_s
 */
export function signedText(added_s) {
  return `${added_s < 0 ? "−" : "+"}${clockText(Math.abs(added_s))}`;
}

/** A day of a sheet, whatever the clock of the screen.
 * @param {string} day ISO date.
 */
export function dayOfSheet(day) {
  return dayText(`${day}T12:00:00`);
}

/** Days with something that counts: on others a computer pressed, which is told apart.
 * @param {Hours} hours
 */
export function countedDays({ days }) {
  return days.filter((each) => each.signed_in_s > 0);
}

/** @param {DayHours} day */
export function remarkText({ interrupted }) {
  return interrupted ? `${interrupted} interrupted` : "";
}

/** @param {HoursChoice} choice */
export function periodText({ from, to }) {
  if (from && to) return `${dayOfSheet(from)} to ${dayOfSheet(to)}`;
  if (from) return `From ${dayOfSheet(from)} on`;
  return to ? `Until ${dayOfSheet(to)}` : "All days on record";
}

/** @param {Hours} hours */
export function zoneText({ time_zone }) {
  return `Hours, minutes and seconds. A day begins at midnight where the record is kept (${time_zone}).`;
}

/** What the sheet does not count, in sentences.
 * @param {Hours} hours
 */
export function missingTexts({ unreadable, withheld }) {
  const found = [];
  if (unreadable) {
    found.push(
      unreadable === 1
        ? "One session or login cannot be read and is not counted."
        : `${unreadable} sessions or logins cannot be read and are not counted.`,
    );
  }
  if (withheld) {
    const many = withheld === 1 ? "One session" : `${withheld} sessions`;
    found.push(`${many} of an exam counted as signed in alone: the presses follow with the scores.`);
  }
  return found;
}

/** Measured and corrected time together; empty without corrections.
 * @param {Hours} hours
 */
export function togetherText({ corrections, corrected_s, total }) {
  if (!corrections.length) return "";
  const measured = clockText(total.signed_in_s);
  const both = Math.max(0, total.signed_in_s + corrected_s);
  return `Signed in as measured ${measured}, corrections ${signedText(corrected_s)}: together ${clockText(both)}.`;
}

/** Whether there is nothing to read on a sheet.
 * @param {Hours} hours
 */
export function isEmpty({ days, corrections }) {
  return !days.length && !corrections.length;
}

/** What the hub is asked for, after the path.
 * @param {HoursChoice} choice
 */
export function daysAsked({ from, to }) {
  const asked = new URLSearchParams();
  if (from) asked.set("from", from);
  if (to) asked.set("to", to);
  const text = asked.toString();
  return text && `?${text}`;
}

/** The address of this page that shows the same again.
 * @param {HoursChoice} choice
 * @param {boolean} isOwn a student's, who has no choice of learners.
 */
export function addressOf({ classId, learner, from, to }, isOwn) {
  const named = Object.entries({ class: isOwn ? "" : classId, learner: isOwn ? "" : learner, from, to });
  const kept = new URLSearchParams(named.filter(([, value]) => value));
  return `?${kept}`;
}

/** Seconds of a correction as it is typed; NaN where it is no time.
 * @param {string} typed_h
 * @param {string} typed_min
 * @param {boolean} isLess whether time is taken away.
 */
export function addedSeconds(typed_h, typed_min, isLess) {
  const [hours, minutes] = [typed_h, typed_min].map((each) => Number(each.trim() || "0"));
  const added_s = Math.round((hours * PER_MINUTE + minutes) * PER_MINUTE);
  return hours >= 0 && minutes >= 0 && added_s > 0 ? (isLess ? -added_s : added_s) : Number.NaN;
}
