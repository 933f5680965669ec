import assert from "node:assert/strict";
import { test } from "node:test";
import {
  agoText,
  auditPath,
  countText,
  loginText,
  pageState,
  removedText,
  whoText,
} from "../../dashboard/assets/accounts/account_texts.js";
import { dayText, momentText } from "../../dashboard/assets/shared/moments.js";

const noon = new Date(2026, 10, 30, 12, 5).toISOString();

test("a moment is a day and a time of this place", () => {
  assert.equal(dayText(noon), "30 Nov 2026");
  assert.equal(momentText(noon), "30 Nov 2026, 12:05");
  assert.equal(dayText(null), "never");
});

test("how long ago is said in minutes and hours", () => {
  assert.deepEqual([0, 59.9, 60, 3599, 3600, 8000].map(agoText), [
    "just now",
    "just now",
    "1 min ago",
    "59 min ago",
    "1 h 0 min ago",
    "2 h 13 min ago",
  ]);
});

test("a login says its role, its class, and when it began", () => {
  const login = { role: "student", class_title: "Tuesday", begun_ago_s: 600, seen_ago_s: 10 };
  assert.equal(loginText(login), "student · Tuesday · logged in 10 min ago, last here just now");
  assert.equal(
    loginText({ role: "instructor", class_title: "", begun_ago_s: 5, seen_ago_s: 1 }),
    "instructor · logged in just now",
  );
  assert.deepEqual([0, 1, 2].map(countText), ["Nobody is logged in.", "1 login", "2 logins"]);
});

test("a removed account keeps its days", () => {
  const account = { login: "noa", role: "partner", created_utc: noon, ended_utc: noon };
  assert.equal(removedText(account), "noa, partner, 30 Nov 2026 to 30 Nov 2026");
});

test("whoever was not logged in has no name in the log", () => {
  assert.equal(whoText({ who: "mira" }), "mira");
  assert.equal(whoText({ who: "" }), "somebody, not logged in");
});

test("the log is asked for by kind, by person and by page", () => {
  assert.equal(auditPath({ kind: "", actor: "", skip: 0 }), "audit?limit=50&skip=0");
  assert.equal(
    auditPath({ kind: "copies", actor: "a b", skip: 50 }),
    "audit?limit=50&skip=50&kind=copies&actor=a+b",
  );
});

test("a page of the log says where it is", () => {
  assert.deepEqual(pageState(0, 0, 0), {
    text: "Nothing of this kind yet.",
    hasNewer: false,
    hasOlder: false,
  });
  assert.deepEqual(pageState(50, 50, 120), { text: "51 to 100 of 120", hasNewer: true, hasOlder: true });
  assert.equal(pageState(100, 20, 120).hasOlder, false);
});
