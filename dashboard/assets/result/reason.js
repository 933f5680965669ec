// @ts-check
/** @import {Hold} from "../shared/types.js" */

/**
 * The reason of a score in one short sentence, as the hub tells it; results of an older engine have none.
 * @param {Hold} hold
 */
export function reasonOf({ score }) {
  return score.summary || score.void_reason || score.caps[0] || "";
}
