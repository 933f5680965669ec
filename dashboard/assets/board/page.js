// @ts-check
// The board: every station as an equal tile in its own place, one canvas, one frame for all.
import { createCanvas, palette } from "../shared/canvas.js";
import { isWatched, tellDrawn } from "../shared/drawn.js";
import { el } from "../shared/elements.js";
import { connect } from "../shared/live_connection.js";
import { GAP, bestGrid, tileBoxes } from "./grid.js";
import { attentionRows, stationTable, watchAddress } from "./lists.js";
import { stationState } from "./station_state.js";
import { drawTile } from "./tile.js";

/** @import {LiveMessage, Message, Need, StationInfo} from "../shared/types.js" */
/** @import {ConnectionState} from "../shared/live_connection.js" */

const SMALLEST_H = 150;
const TELL_MS = 1000;
const LABEL =
  "Every station: name, state, force against its band. The same as words under “The board as a table”.";

/** @param {HTMLElement} host */
export function mount(host) {
  const box = el("div", { class: "wall-box" });
  const notice = el("p", { class: "wall-lost", role: "status", hidden: true });
  const side = document.getElementById("attention");
  const table = document.getElementById("wall-table");
  /** @type {StationInfo[]} */
  let infos = [];
  /** @type {Map<string, LiveMessage & {rest_until_ms: number}>} */
  const lives = new Map();
  /** By station, who needs the instructor most first. @type {Map<string, Need[]>} */
  let needs = new Map();
  /** @type {Float32Array | null} */
  let tiles = null;
  /** @type {ConnectionState} */
  let connection = "";
  /** @type {number[]} */
  let epochs_ms = [];
  let told = "";
  host.append(notice, box);

  const states = () =>
    infos.map((info, index) => {
      const live = lives.get(info.id);
      const rest_left_s = live ? Math.max(0, (live.rest_until_ms - performance.now()) / 1000) : 0;
      return stationState(info, index, {
        tiles,
        live,
        rest_left_s,
        isConnected: connection === "live",
        needs: needs.get(info.id) || [],
      });
    });

  const paint = (
    /** @type {CanvasRenderingContext2D} */ ctx,
    /** @type {number} */ W,
    /** @type {number} */ H,
  ) => {
    if (!infos.length) return;
    const colours = palette();
    const boxes = tileBoxes(infos.length, W, H);
    states().forEach((station, index) => drawTile(ctx, colours, station, boxes[index]));
    const fresh = epochs_ms;
    epochs_ms = [];
    tellDrawn(fresh);
  };
  const { ask, stop } = createCanvas(box, LABEL, paint);

  box.addEventListener("click", ({ offsetX, offsetY }) => {
    const at = tileBoxes(infos.length, box.clientWidth, box.clientHeight).findIndex(
      ({ x, y, w, h }) => offsetX >= x && offsetX <= x + w && offsetY >= y && offsetY <= y + h,
    );
    if (at >= 0) location.assign(watchAddress(infos[at].id));
  });

  const makeRoom = () => {
    const n = infos.length || 1;
    const { columns } = bestGrid(n, box.clientWidth, Math.max(box.clientHeight, 1));
    box.style.minHeight = `${Math.ceil(n / columns) * (SMALLEST_H + GAP)}px`;
  };
  /* Words are for screen readers too: once a second, never faster. */
  const tell = () => {
    const isConnected = connection === "live";
    const all = states();
    const text = isConnected
      ? JSON.stringify([...needs, infos.map(({ learner_name }) => learner_name)])
      : "–";
    notice.hidden = isConnected;
    notice.textContent =
      connection === "lost"
        ? "Steadyhold is not running. Start it again; the board comes back by itself."
        : "Connecting…";
    if (side && text !== told) {
      told = text;
      side.replaceChildren(...attentionRows(all, isConnected ? [...needs.keys()] : [], isConnected));
    }
    if (table && table.closest("details")?.open) table.replaceChildren(stationTable(all));
    makeRoom();
  };

  const take = (/** @type {Message} */ message) => {
    if (message.type === "hello") {
      infos = message.stations;
      tell();
    } else if (message.type === "live") {
      lives.set(message.station, {
        ...message,
        rest_until_ms: performance.now() + 1000 * message.rest_left_s,
      });
    } else if (message.type === "attention") {
      needs = new Map(message.stations.map((one) => [one.station, one.needs]));
      tell();
    } else if (message.type === "link") {
      const info = infos.find((found) => found.id === message.station);
      if (info) info.link = message;
    }
    ask();
  };
  const close = connect("all", {
    frame(frame) {
      if (frame.kind !== 2) return;
      tiles = frame.tiles;
      if (isWatched()) epochs_ms.push(frame.epoch_ms);
      ask();
    },
    text: take,
    state(state) {
      connection = state;
      tell();
      ask();
    },
  });
  const tick = setInterval(() => {
    tell();
    ask();
  }, TELL_MS);
  tell();
  return () => {
    clearInterval(tick);
    close();
    stop();
  };
}
