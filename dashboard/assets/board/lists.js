// @ts-check
// The board in words: who needs a look, and every station as a table. For screen readers, and who likes tables.
import { el } from "../shared/elements.js";
import { scoreText } from "../shared/numbers.js";
import { trustOf } from "./station_state.js";

/** @import {StationInfo} from "../shared/types.js" */
/** @import {StationState} from "./station_state.js" */

const HEADS = ["Who", "State", "Held", "Last score", "Needs help"];

/**
 * Where a station is watched live.
 * @param {string} station
 */
export function watchAddress(station) {
  return `/practice?station=${encodeURIComponent(station)}&watch=1`;
}

/**
 * Who needs the instructor, in the order the hub tells.
 * @param {StationState[]} stations every one, in the order of the wall.
 * @param {string[]} order ids, who needs the instructor most first.
 * @param {boolean} isConnected
 */
export function attentionRows(stations, order, isConnected) {
  const noted = order
    .map((id) => stations.find(({ info }) => info.id === id))
    .filter((station) => station !== undefined);
  if (!noted.length) {
    return [el("li", { class: "calm", text: isConnected ? "Nobody just now." : "Waiting for the rig." })];
  }
  return noted.map(({ info, needs }) =>
    el(
      "li",
      {},
      el("a", { href: watchAddress(info.id), text: fullName(info) }),
      ...needs.map(({ text }) => el("span", { text })),
    ),
  );
}

/** @param {StationInfo} info */
function fullName(info) {
  return info.learner_name ? `${info.learner_name}, ${info.name}` : info.name;
}

/** @param {StationState[]} stations */
export function stationTable(stations) {
  const heads = HEADS.map((name) => el("th", { scope: "col", text: name }));
  const rows = stations.map((station) => {
    const { info } = station;
    const who = el("a", { href: watchAddress(info.id), text: info.learner_name || info.name });
    return el("tr", {}, el("td", {}, who), ...cells(station).map((text) => el("td", { text })));
  });
  return el("table", { class: "rows" }, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows));
}

/** @param {StationState} station */
function cells({ info, phase, sign, held_s, needs }) {
  const score = [scoreText(info.last_score, info.last_expanded), trustOf(info)].filter(Boolean).join(", ");
  return [
    sign.word,
    phase === "holding" ? `${Math.floor(held_s)} s` : "–",
    score,
    needs.map(({ word }) => word).join(", "),
  ];
}
