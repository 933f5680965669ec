// @ts-check
import { el } from "../shared/elements.js";
import { isKnown, points, quantity } from "../shared/numbers.js";
import { titleOf } from "./titles.js";

/** @import {Criterion, Hold, Protocol} from "../shared/types.js" */

const NOTHING_LOST = 0.05;

/**
 * The rows under a score: value, share kept, points lost; most lost first.
 * @param {Hold} hold
 * @param {Protocol} protocol
 */
export function createCriteria(hold, protocol) {
  const errors = errorsOf(hold, protocol);
  const rows = [...hold.score.criteria].sort((a, b) => b.lost - a.lost || b.weight - a.weight);
  return el(
    "ol",
    { class: "criteria", "aria-label": "Where the points went, most lost first" },
    ...rows.map((row) => createRow(row, errors[row.name])),
  );
}

/**
 * What the sensor alone makes uncertain, by criterion and in its unit.
 * @param {Hold} hold
 * @param {Protocol} protocol
 * @returns {Record<string, unknown>}
 */
export function errorsOf(hold, protocol) {
  const of = hold.uncertainty?.metrics || {};
  return {
    accuracy: (100 * Number(of.mean_n ?? NaN)) / protocol.force_n,
    time_in_band: (100 * Number(of.time_in_band_s ?? NaN)) / protocol.hold_s,
    drift: of.drift_pct,
    loading_rate: of.loading_rate_n_per_s,
    overshoot: of.overshoot_pct,
    release_rate: of.release_rate_n_per_s,
  };
}

/**
 * @param {Criterion} criterion
 * @param {unknown} error
 */
function createRow(criterion, error) {
  const { name, value, unit, share, weight, lost } = criterion;
  const isScored = weight > 0 && isKnown(share);
  const kept = lost >= NOTHING_LOST ? `−${points(lost)}` : "full marks";
  const said = isScored ? `, ${points(criterion.points)} of ${points(weight)} points` : "";
  const bar = el("i", { style: `width:${isScored ? 100 * share : 0}%` });
  return el(
    "li",
    { class: `criterion${isScored ? "" : " unscored"}` },
    el("span", { class: "c-name", text: titleOf(name) }),
    el("span", { class: "c-value", text: quantity(value, unit, error) }),
    el("span", { class: "c-bar", "aria-hidden": "true" }, bar),
    el("span", { class: "c-lost", text: isScored ? kept : "not scored" }),
    el("span", { class: "sr", text: said }),
  );
}
