import assert from "node:assert/strict";
import { test } from "node:test";
import { createGiven } from "../../dashboard/assets/practice/given_protocol.js";
import { endedText } from "../../dashboard/assets/practice/pad_line.js";
import { createSeat } from "../../dashboard/assets/practice/seat.js";

test("the form is told of a protocol that the instructor gives, once, and not of the first", () => {
  const told = [];
  const hear = createGiven((id) => told.push(id));
  for (const id of ["tp-hold", "tp-hold", "quick", "quick", "tp-hold"]) hear({ protocol: { id } });
  assert.deepEqual(told, ["quick", "tp-hold"]);
});

test("whoever sat at a pad sits there again, once, when the rig was started anew", () => {
  const sat = [];
  const hear = createSeat((id) => sat.push(id));
  for (const learner_id of ["", "ana", "ana", "", "", "ben", ""]) hear({ learner_id, session: null }, "ana");
  assert.deepEqual(sat, ["ana"]);
});

test("nobody is blamed for a set that ended while the rig was away", () => {
  const link = { state: "streaming", reason: "" };
  assert.match(endedText(link, true, "Pad 1"), /^Steadyhold was away/);
  assert.match(endedText(link, false, "Pad 1"), /^Somebody else ended this set on Pad 1/);
  assert.match(endedText({ state: "lost", reason: "" }, true, "Pad 1"), /^The pad went away/);
});
