// @ts-check
// What the wall was told, and what follows from it.
import { stationState } from "./station_state.js";

/** @import {LiveMessage, Message, Need, StationInfo} from "../shared/types.js" */

/** Nothing was told yet. */
export function createWallState() {
  /** @type {StationInfo[]} */
  let infos = [];
  /** @type {Map<string, LiveMessage & {rest_until_ms: number}>} */
  const lives = new Map();
  /** By station, who needs the instructor most first. @type {Map<string, Need[]>} */
  let needs = new Map();
  /** @type {Float32Array | null} */
  let tiles = null;

  return {
    get infos() {
      return infos;
    },
    /** Ids of those who need the instructor, most first. */
    get order() {
      return [...needs.keys()];
    },
    /** What the words of the page depend on, but for what changes every second. */
    get told() {
      const known = infos.map(({ learner_name, help, notice, session }) => [
        learner_name,
        help,
        notice,
        Boolean(session),
      ]);
      return JSON.stringify([...needs, known]);
    },
    /** @param {Float32Array} newest */
    frame(newest) {
      tiles = newest;
    },
    /**
     * @param {Message} message
     * @param {number} now_ms
     * @returns {boolean} whether the words of the page may have changed.
     */
    take(message, now_ms) {
      if (message.type === "hello") infos = message.stations;
      else if (message.type === "attention") {
        needs = new Map(message.stations.map((one) => [one.station, one.needs]));
      } else if (message.type === "live") {
        lives.set(message.station, { ...message, rest_until_ms: now_ms + 1000 * message.rest_left_s });
      } else if (message.type === "link") {
        const info = infos.find((found) => found.id === message.station);
        if (info) info.link = message;
      }
      return message.type === "hello" || message.type === "attention";
    },
    /**
     * Every station as it is shown, in the order of the wall.
     * @param {number} now_ms
     * @param {boolean} isConnected
     */
    stations(now_ms, isConnected) {
      return infos.map((info, index) => {
        const live = lives.get(info.id);
        const rest_left_s = live ? Math.max(0, (live.rest_until_ms - now_ms) / 1000) : 0;
        return stationState(info, index, {
          tiles,
          live,
          rest_left_s,
          isConnected,
          needs: needs.get(info.id) || [],
        });
      });
    },
  };
}
