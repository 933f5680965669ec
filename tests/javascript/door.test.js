import assert from "node:assert/strict";
import { test } from "node:test";
import { MARKS, headline } from "../../dashboard/assets/door/network_texts.js";

const good = { subject: "http://192.168.7.20:8050", state: "ok", words: "answers", mend: "" };

test("before the first phone somebody is asked to try one", () => {
  assert.match(headline({ devices: 0, findings: [good] }), /Scan the code with one phone/);
});

test("a phone that came through shows that the network works", () => {
  assert.match(headline({ devices: 1, findings: [good] }), /this network works/);
});

test("what keeps students out is said first, also when phones came through before", () => {
  const bad = { ...good, state: "bad", words: "does not answer" };
  assert.equal(
    headline({ devices: 3, findings: [good, bad] }),
    "Students cannot come in: http://192.168.7.20:8050 does not answer.",
  );
});

test("every state has a word of its own", () => {
  assert.equal(new Set(Object.values(MARKS)).size, 3);
});
