import assert from "node:assert/strict";
import { test } from "node:test";
import { MARKS, headline } from "../../dashboard/assets/door/network_texts.js";
import { codeLine, partsOf, pictureOf, shownClass } from "../../dashboard/assets/door/way_texts.js";

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

const spring = { id: "a", title: "Spring", code: "", qr: "" };
const autumn = { id: "b", title: "Autumn", code: "ABCD-EFGH", qr: "data:autumn" };

test("the class that is open is shown, unless another was chosen", () => {
  assert.equal(shownClass([spring, autumn], ""), autumn);
  assert.equal(shownClass([spring, autumn], "a"), spring);
  assert.equal(shownClass([spring], "gone"), spring);
  assert.equal(shownClass([], ""), undefined);
});

test("what students need is said, and what is missing", () => {
  assert.equal(codeLine(autumn), "Class code of Autumn");
  assert.match(codeLine(spring), /Spring is closed/);
  assert.match(codeLine(undefined), /No class yet/);
});

test("the picture brings the class code along where there is one", () => {
  const door = { qr: "data:door" };
  assert.equal(pictureOf(door, autumn), "data:autumn");
  assert.equal(pictureOf(door, spring), "data:door");
  assert.equal(pictureOf(door, undefined), "data:door");
});

test("an address ends a line only between its parts", () => {
  assert.deepEqual(partsOf("http://192.168.7.20:8050"), ["http://", "192.168.7.20", ":8050"]);
  assert.deepEqual(partsOf("https://[fd12::7]:8050"), ["https://", "[fd12::7]", ":8050"]);
  assert.deepEqual(partsOf("https://rig.school.example"), ["https://", "rig.school.example"]);
});
