// @ts-check
import { ask, at } from "./ask.js";

/** @import {Frame, Message, Newest, Phase, StationInfo} from "./types.js" */

const SCHEMA = "steadyhold.live/1";
/** @type {Phase[]} */
const PRESS_IS_OVER = ["resting", "done", "free"];

/**
 * Turns polled states into the messages of the live socket. Polling carries no news: stations are compared,
 * holds are read from the record when a press is over.
 * @param {string} station
 * @param {{frame: (frame: Frame) => void, text: (message: Message) => void, isClosed: () => boolean}} on
 */
export function createPolledState(station, on) {
  let known = "";
  let phase = "";
  let told = 0;
  /** @type {number | null} */
  let newest_ms = null;
  /** @type {string | null} */
  let session = null;

  /** @param {StationInfo | null} about */
  const introduce = (about) => {
    const text = JSON.stringify(about);
    if (!about || text === known) return;
    known = text;
    if (about.session && about.session !== session) {
      session = about.session;
      told = 0;
    }
    on.text({ type: "hello", schema: SCHEMA, stations: [about] });
  };

  /** @param {Phase} next */
  const news = async (next) => {
    const isOver = next !== phase && PRESS_IS_OVER.includes(next);
    phase = next;
    if (!isOver || !session) return;
    const from = session;
    const { ok, data } = await ask(at("sessions", from));
    if (!ok || on.isClosed()) return;
    for (const hold of data.session.holds.slice(told)) {
      told += 1;
      on.text({ type: "hold", station, session: from, hold });
    }
    for (const result of data.session.sets.slice(-1)) {
      on.text({ type: "set", station, session: from, result });
    }
  };

  return {
    /** @param {Newest} now */
    take(now) {
      introduce(now.station);
      if (now.live) {
        on.text({ ...now.live, type: "live", station });
        news(now.live.phase);
      }
      if (now.link) on.text({ ...now.link, type: "link", station });
      const { t_s: t0_s, epoch_ms, force_n } = now;
      if (epoch_ms === null || epoch_ms === newest_ms) return;
      newest_ms = epoch_ms;
      // Before the first zero there is no force, as on the socket: the pad speaks all the same.
      on.frame({ kind: 1, n: 1, t0_s, epoch_ms, dt_s: [0], force_n: [force_n ?? NaN] });
    },
  };
}
