import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "../../dashboard/assets/session/download.js";
import { at } from "../../dashboard/assets/shared/ask.js";
import { flatProtocol } from "../../dashboard/assets/session/protocol.js";
import { leadsTo } from "../../dashboard/assets/shared/tabs.js";
import { pressShape } from "../../dashboard/assets/protocols/shape_geometry.js";
import { protocol } from "./builders.js";
import { unreachableMessage } from "../../dashboard/assets/shared/unreachable.js";

test("an id is one part of a path whatever is in it", () => {
  assert.equal(at("stations", "a/b?c"), "stations/a%2Fb%3Fc");
});

test("a tab is marked on its page and on those below it", () => {
  assert.ok(leadsTo("/", "/"));
  assert.ok(leadsTo("/", "/practice"));
  assert.ok(!leadsTo("/", "/board"));
  assert.ok(leadsTo("/sessions", "/sessions/9a42"));
  assert.ok(leadsTo("/marks", "/exams/7f"));
  assert.ok(!leadsTo("/marks", "/sessions"));
});

test("a protocol has the edges of its band beside its target", () => {
  const flat = flatProtocol({ id: "x", target: { force_n: 20, band_frac: 0.1 } });
  assert.deepEqual([flat.force_n, flat.low_n, flat.high_n], [20, 18, 22]);
  assert.equal(flatProtocol(null).force_n, undefined);
});

test("the shape of a press lies within its picture and rises to its target", () => {
  const shape = pressShape({ ...protocol, loading_min_n_per_s: 4, loading_max_n_per_s: 9 }, 500, 160, 12);
  const way = [0, shape.begins, shape.reached, shape.mayEnd, shape.ends, shape.isOver, 500];
  assert.deepEqual(
    way,
    [...way].sort((a, b) => a - b),
  );
  assert.equal(shape.y(0), 160);
  assert.ok(shape.y(protocol.ceiling_n) > 12);
  assert.equal(shape.into_s, 25 / 6);
});

test("a long hold does not squeeze the ways in and out to nothing", () => {
  const shape = pressShape({ ...protocol, hold_min_s: 60, hold_max_s: 600 }, 500, 160, 12);
  assert.ok(shape.reached - shape.begins > 50);
});

test("a trace becomes a table, and an unknown force an empty cell", () => {
  assert.equal(
    csvOf({ t_s: [0, 0.0125], force_n: [null, 25] }),
    "t_s,force_n\r\n0.0000,\r\n0.0125,25.000\r\n",
  );
});

test("a page that gets no answer blames the network only where there is one", () => {
  for (const host of ["localhost", "127.0.0.1", "127.0.0.2", "[::1]"]) {
    assert.match(unreachableMessage(host), /^Steadyhold is not running\. Start it again/);
  }
  for (const host of ["192.168.7.2", "steadyhold.local", "127.example.org"]) {
    assert.match(
      unreachableMessage(host),
      /^No connection to Steadyhold\. Check the network of this device\./,
    );
  }
});
