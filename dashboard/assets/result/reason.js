// @ts-check
import { isKnown, quantity, whole } from "../shared/numbers.js";
import { titleOf } from "./titles.js";

/** @import {Criterion, Hold} from "../shared/types.js" */
/** @import {SecondsOutside} from "./lost_time.js" */

/** @type {Record<string, string>} */
const PRAISE = {
  time_in_band: "in the band nearly all the time",
  accuracy: "on target",
  steadiness: "steady",
  hold_time: "held long enough",
  loading_rate: "a calm way in",
};
const GOOD_SHARE = 0.9;
const WORTH_TELLING = 1;

/**
 * The reason of a score in one short sentence: what went well, then what cost most.
 * @param {Hold} hold
 * @param {SecondsOutside} [sides] seconds outside the band, where they are known.
 */
export function reasonOf({ score }, sides) {
  if (score.void_reason) return score.void_reason;
  if (score.caps && score.caps.length) return score.caps[0];
  const rows = score.criteria.filter((row) => row.weight > 0);
  const worst = rows.reduce((a, b) => (b.lost > a.lost ? b : a), rows[0]);
  const hasLost = Boolean(worst) && worst.lost >= WORTH_TELLING;
  const good = rows.filter((row) => Number(row.share) >= GOOD_SHARE).sort((a, b) => b.weight - a.weight);
  const praise = good
    .map(praiseOf)
    .filter(Boolean)
    .slice(0, hasLost ? 1 : 2)
    .join(" and ");
  if (!hasLost) return praise || "nothing worth mentioning was lost";
  return [praise, lossOf(worst, sides)].filter(Boolean).join("; ");
}

/** @param {Criterion} row */
function praiseOf(row) {
  const isWhole = row.name === "time_in_band" && Number(row.value) >= 99.95;
  return isWhole ? "in the band all the time" : PRAISE[row.name];
}

/**
 * @param {Criterion} row
 * @param {SecondsOutside} [sides]
 */
function lossOf(row, sides) {
  const { value } = row;
  if (!isKnown(value)) return `${titleOf(row.name).toLowerCase()} could not be judged`;
  const amount = quantity(Math.abs(value), row.unit);
  switch (row.name) {
    case "accuracy":
      return `${amount} too ${value < 0 ? "light" : "hard"} on average`;
    case "time_in_band":
      return `${whole(Math.max(0, 100 - value))} % of the time ${sideOf(sides)} the band`;
    case "steadiness":
      return `the force shook by ${amount}`;
    case "drift":
      return `the force ${value < 0 ? "sank" : "crept up"} by ${amount}`;
    case "hold_time":
      return `${amount} held`;
    case "loading_rate":
      return `pressed in at ${amount}`;
    case "overshoot":
      return `${amount} past the target`;
    case "release_rate":
      return `let go at ${amount}`;
    default:
      return `${titleOf(row.name).toLowerCase()} ${amount}`;
  }
}

/** @param {SecondsOutside} [sides] */
function sideOf(sides) {
  if (sides && sides.above > 3 * sides.below) return "above";
  if (sides && sides.below > 3 * sides.above) return "below";
  return "outside";
}
