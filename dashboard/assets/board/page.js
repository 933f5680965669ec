// @ts-check
// The board: every station as an equal tile in its own place, one canvas, one frame for all.
import { createCanvas, palette } from "../shared/canvas.js";
import { isWatched, tellDrawn } from "../shared/drawn.js";
import { el, replaceKeepingFocus } from "../shared/elements.js";
import { connect } from "../shared/live_connection.js";
import { unreachableMessage } from "../shared/unreachable.js";
import { leastHeight, tileBoxes } from "./grid.js";
import { attentionRows, stationTable } from "./lists.js";
import { createProjector } from "./projector.js";
import { drawTile } from "./tile.js";
import { createTileLinks } from "./tile_links.js";
import { leastSizes } from "./text_sizes.js";
import { createWallState } from "./wall_state.js";

/** @import {Message} from "../shared/types.js" */
/** @import {ConnectionState} from "../shared/live_connection.js" */

const TELL_MS = 1000;
const LABEL =
  "Every station: name, state, force against its band. The same as words under “The board as a table”.";

/** @param {HTMLElement} host */
export function mount(host) {
  const box = el("div", { class: "wall-box" });
  const notice = el("p", { class: "wall-lost", role: "status", hidden: true });
  const side = document.getElementById("attention");
  const table = document.getElementById("wall-table");
  const wall = createWallState();
  /** @type {ConnectionState} */
  let connection = "";
  /** @type {number[]} */
  let epochs_ms = [];
  let told = "";
  host.append(notice, box);
  const projector = createProjector(host, () => {
    tell();
    ask();
  });

  const isConnected = () => connection === "live";
  const states = () => wall.stations(performance.now(), isConnected());
  const boxes = (/** @type {number} */ W, /** @type {number} */ H) =>
    tileBoxes(wall.infos.length, W, H, window.innerHeight);

  const paint = (
    /** @type {CanvasRenderingContext2D} */ ctx,
    /** @type {number} */ W,
    /** @type {number} */ H,
  ) => {
    if (!wall.infos.length) return;
    const colours = palette();
    const places = boxes(W, H);
    const how = { least: leastSizes(places.length, window.innerHeight), view: projector.view };
    states().forEach((station, index) => drawTile(ctx, colours, station, places[index], how));
    const fresh = epochs_ms;
    epochs_ms = [];
    tellDrawn(fresh);
  };
  const { ask, stop } = createCanvas(box, LABEL, paint);
  const links = createTileLinks(box);

  const makeRoom = () => {
    const n = wall.infos.length || 1;
    // What the box would have without the room made for it before.
    const free = Math.max(1, host.clientHeight - box.offsetTop);
    box.style.minHeight = `${leastHeight(n, box.clientWidth, free, window.innerHeight)}px`;
  };
  /* Words are for screen readers too: once a second, never faster. */
  const tell = () => {
    const all = states();
    const text = isConnected() ? wall.told : "–";
    notice.hidden = isConnected();
    notice.textContent = connection === "lost" ? unreachableMessage() : "Connecting…";
    if (side && text !== told) {
      told = text;
      replaceKeepingFocus(side, attentionRows(all, isConnected() ? wall.order : [], isConnected()));
    }
    if (table && table.closest("details")?.open) table.replaceChildren(stationTable(all));
    makeRoom();
    links.show(all, boxes(box.clientWidth, box.clientHeight), projector.view);
  };

  const close = connect("all", {
    frame(frame) {
      if (frame.kind !== 2) return;
      wall.frame(frame.tiles);
      if (isWatched()) epochs_ms.push(frame.epoch_ms);
      ask();
    },
    text(/** @type {Message} */ message) {
      if (wall.take(message, performance.now())) tell();
      ask();
    },
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
    projector.stop();
    stop();
  };
}
