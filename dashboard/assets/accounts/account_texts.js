// @ts-check
// What is said of accounts, logins and the log; no element is touched here.
import { dayText } from "../shared/moments.js";

/** @import {Account, AuditLine, AuditWanted, LoginNow} from "./types.js" */

export const LINES = 50;
export const KINDS = [
  ["", "Everything"],
  ["coming", "Logged in and out"],
  ["refused", "Refused, wrong passwords"],
  ["accounts", "Accounts"],
  ["class", "Classes and learners"],
  ["protocols", "Protocols"],
  ["marks", "Marks"],
  ["exams", "Exams"],
  ["copies", "Exports and backups"],
];

/** @param {number} ago_s */
export function agoText(ago_s) {
  if (ago_s < 60) return "just now";
  const minutes = Math.floor(ago_s / 60);
  if (minutes < 60) return `${minutes} min ago`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min ago`;
}

/** @param {LoginNow} login */
export function loginText({ role, class_title, begun_ago_s, seen_ago_s }) {
  const begun = agoText(begun_ago_s);
  const seen = agoText(seen_ago_s);
  const times = begun === seen ? `logged in ${begun}` : `logged in ${begun}, last here ${seen}`;
  return [role, class_title, times].filter(Boolean).join(" · ");
}

/** @param {number} count */
export function countText(count) {
  if (count === 0) return "Nobody is logged in.";
  return count === 1 ? "1 login" : `${count} logins`;
}

/** @param {Account} account */
export function removedText({ login, role, created_utc, ended_utc }) {
  return `${login}, ${role}, ${dayText(created_utc)} to ${dayText(ended_utc)}`;
}

/** @param {AuditLine} line */
export function whoText({ who }) {
  return who || "somebody, not logged in";
}

/**
 * The address of what is wanted of the log.
 * @param {AuditWanted} wanted
 */
export function auditPath({ kind, actor, skip }) {
  const query = new URLSearchParams({ limit: String(LINES), skip: String(skip) });
  if (kind) query.set("kind", kind);
  if (actor) query.set("actor", actor);
  return `audit?${query}`;
}

/**
 * Which of how many lines are shown, and whether there are newer and older ones.
 * @param {number} skip
 * @param {number} shown
 * @param {number} total
 */
export function pageState(skip, shown, total) {
  const text = total ? `${skip + 1} to ${skip + shown} of ${total}` : "Nothing of this kind yet.";
  return { text, hasNewer: skip > 0, hasOlder: skip + shown < total };
}
