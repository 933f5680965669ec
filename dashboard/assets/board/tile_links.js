// @ts-check
// A link over each tile: for the mouse, for the keyboard, and for whoever does not see the canvas.
import { el } from "../shared/elements.js";
import { stationAddress } from "./lists.js";
import { spokenTile } from "./tile_texts.js";

/** @import {Box} from "./tile.js" */
/** @import {StationState} from "./station_state.js" */
/** @import {WallView} from "./wall_view.js" */

/** @param {HTMLElement} host of the canvas. */
export function createTileLinks(host) {
  const list = el("ul", { class: "tile-links", "aria-label": "Stations" });
  host.append(list);
  /** @type {HTMLAnchorElement[]} */
  let links = [];
  /** @type {string[]} */
  let places = [];

  const make = (/** @type {string[]} */ ids) => {
    links = ids.map((id) => el("a", { href: stationAddress(id), "data-station": id }));
    places = [];
    list.replaceChildren(...links.map((link) => el("li", {}, link)));
  };
  return {
    /**
     * @param {StationState[]} stations
     * @param {Box[]} boxes
     * @param {WallView} view
     */
    show(stations, boxes, view) {
      const ids = stations.map(({ info }) => info.id);
      if (ids.join("\n") !== links.map((link) => link.dataset.station).join("\n")) make(ids);
      links.forEach((link, index) => {
        const { x, y, w, h } = boxes[index];
        const place = `left:${x}px;top:${y}px;width:${w}px;height:${h}px`;
        if (places[index] !== place) link.style.cssText = places[index] = place;
        const words = spokenTile(stations[index], view);
        if (link.getAttribute("aria-label") !== words) link.setAttribute("aria-label", words);
      });
    },
  };
}
