import assert from "node:assert/strict";
import { test } from "node:test";
import { askedOf, codeIn, placeAfter } from "../../dashboard/assets/entry/place.js";

test("after a login comes the page that was asked for", () => {
  assert.equal(placeAfter("?next=/sessions/0f3a", "/board"), "/sessions/0f3a");
  assert.equal(placeAfter("", "/board"), "/board");
});

test("no address of somebody else's is gone to after a login", () => {
  for (const next of [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/",
  ]) {
    assert.equal(placeAfter(`?next=${encodeURIComponent(next)}`, "/board"), "/board");
  }
});

test("a scanned address brings the class code", () => {
  assert.equal(codeIn("?code=ABCD-EFGH"), "ABCD-EFGH");
  assert.equal(codeIn(""), "");
});

test("whoever has a PIN is asked for it, and whoever has none chooses one", () => {
  const hasPin = { ana: true, ben: false };
  assert.deepEqual(askedOf("ana", hasPin), { isNew: false, pinLabel: "Your PIN" });
  assert.deepEqual(askedOf("ben", hasPin), { isNew: false, pinLabel: "Choose your own PIN" });
  assert.deepEqual(askedOf("", hasPin), { isNew: true, pinLabel: "Choose your own PIN" });
});
