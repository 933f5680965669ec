// @ts-check
// What can be chosen in a row of the Devices page: the station a pad belongs to, or the kind it is asked as.
import { at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { isHeard } from "./row_texts.js";

/** @import {DeviceKind, DeviceList, DeviceRow, DeviceStation} from "./types.js" */

/** @typedef {(path: string, body: object) => unknown} Act */

/**
 * @param {DeviceRow} row
 * @param {DeviceStation[]} stations
 */
export function mayBeGiven(row, stations) {
  const isReal = !row.simulated && row.link !== "file";
  const isNamed = row.identity && row.kind && isHeard(row);
  return Boolean(isReal && isNamed && stations.some((one) => !one.demonstration));
}

/** @param {DeviceRow} row */
export function mayBeAsked(row) {
  if (["unasked", "other", "silent"].includes(row.state)) return true;
  return row.link === "ble" && row.state === "free" && !row.rate_hz;
}

/**
 * @param {DeviceRow} row
 * @param {DeviceList} list
 * @param {Act} act
 */
export function createChoices(row, { stations, kinds }, act) {
  const choices = [];
  if (mayBeGiven(row, stations)) choices.push(createStationChoice(row, stations, act));
  if (mayBeAsked(row)) {
    choices.push(row.link === "ble" ? createListen(row, act) : createAskAs(row, kinds, act));
  }
  return choices;
}

/**
 * @param {DeviceRow} row
 * @param {DeviceStation[]} stations
 * @param {Act} act
 */
function createStationChoice(row, stations, act) {
  const holder = stations.find((one) => one.assigned && one.assigned.identity === row.identity);
  const here = row.station || (holder ? holder.id : "");
  const none = el("option", { value: "", text: holder ? "no station" : "choose…" });
  const given = stations.filter((one) => !one.demonstration);
  const select = el(
    "select",
    { class: "d-select" },
    here && !holder ? null : none,
    ...given.map((one) => el("option", { value: one.id, text: one.name, selected: one.id === here })),
  );
  select.value = here;
  select.addEventListener("change", () => {
    if (select.value) act(`${at("stations", select.value)}/assign`, { device: row.id });
    else if (holder) act(`${at("stations", holder.id)}/unassign`, {});
  });
  return el("label", {}, el("span", { text: "Station" }), select);
}

/**
 * @param {DeviceRow} row
 * @param {Act} act
 */
function createListen(row, act) {
  const onclick = () => act("devices/listen", { device: row.id, kind: row.kind });
  return el("button", { class: "act quiet", type: "button", text: "Listen", onclick });
}

/**
 * @param {DeviceRow} row
 * @param {DeviceKind[]} kinds
 * @param {Act} act
 */
function createAskAs(row, kinds, act) {
  const options = kinds.filter((one) => one.link === "serial");
  const select = el(
    "select",
    { class: "d-select" },
    ...options.map((one) => el("option", { value: one.kind, text: one.title })),
  );
  const onclick = () => act("devices/listen", { device: row.id, kind: select.value });
  return el(
    "div",
    { class: "d-ask" },
    el("label", {}, el("span", { text: "Listen as" }), select),
    el("button", { class: "act quiet", type: "button", text: "Ask it", onclick }),
  );
}
