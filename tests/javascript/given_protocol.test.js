import assert from "node:assert/strict";
import { test } from "node:test";
import { createGiven } from "../../dashboard/assets/practice/given_protocol.js";

test("the form is told of a protocol that the instructor gives, once, and not of the first", () => {
  const told = [];
  const hear = createGiven((id) => told.push(id));
  for (const id of ["tp-hold", "tp-hold", "quick", "quick", "tp-hold"]) hear({ protocol: { id } });
  assert.deepEqual(told, ["quick", "tp-hold"]);
});
