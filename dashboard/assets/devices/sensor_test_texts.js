// @ts-check
/** @import {DeviceRow, SensorTested} from "./types.js" */

/**
 * Whether samples come from a real sensor that can be listened to.
 * @param {DeviceRow} row
 */
export function mayBeTested({ simulated, link, state, rate_hz }) {
  return !simulated && link !== "file" && ["free", "station"].includes(state) && Boolean(rate_hz);
}

/**
 * Name and value of what the sentences of a test do not say.
 * @param {SensorTested["test"]} test
 */
export function figuresOf({ samples, distinct, saturated, lost }) {
  return [
    ["Samples", String(samples)],
    ["Different readings", String(distinct)],
    ["At the end of its scale", saturated ? String(saturated) : "none"],
    ["Lost", lost ? String(lost) : "none"],
  ];
}
