// @ts-check
import { isKnown } from "../shared/numbers.js";

/** @import {CriterionName} from "../shared/types.js" */

/** @type {Record<CriterionName, string>} */
export const CRITERION_TITLES = {
  accuracy: "On target",
  time_in_band: "Time in band",
  steadiness: "Steadiness",
  drift: "Drift",
  hold_time: "Hold time",
  loading_rate: "Pressing in",
  overshoot: "Overshoot",
  release_rate: "Letting go",
};

/**
 * Why a score is neither passed nor failed.
 * @param {unknown} expanded error of the score, where it is known.
 */
export function borderlineText(expanded) {
  return isKnown(expanded)
    ? "Borderline: the pass mark lies within the error of the sensor. Repeat."
    : "Neither passed nor failed: nobody knows the error of this sensor. Calibrate it.";
}
