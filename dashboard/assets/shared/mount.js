// @ts-check
import { counters } from "./drawn.js";
import { el } from "./elements.js";

/** @import {End} from "./types.js" */

/** @typedef {{mount: (host: HTMLElement) => End | void}} Room */

const CHANGING = [
  "data-mount",
  "data-station",
  "data-protocol",
  "data-session",
  "data-class",
  "data-learner",
  "data-choices",
];
const ASSETS = new URL("../", import.meta.url);

/** @type {Map<HTMLElement, {key: string, end: End}>} */
const mounted = new Map();

/**
 * Keeps every element with `data-mount` filled by the module it names: `mount(host)` begins, and what it
 * returns ends it when Dash takes the element away or gives it another station, protocol or session.
 */
export function keepMounted() {
  const where = { childList: true, subtree: true, attributes: true, attributeFilter: CHANGING };
  new MutationObserver(look).observe(document.documentElement, where);
  look();
}

function look() {
  for (const [host, { key, end }] of mounted) {
    if (host.isConnected && key === keyOf(host)) continue;
    mounted.delete(host);
    end();
    host.replaceChildren();
  }
  for (const host of document.querySelectorAll("[data-mount]")) {
    if (host instanceof HTMLElement && !mounted.has(host)) begin(host);
  }
  counters.mounted = mounted.size;
}

/** @param {HTMLElement} host */
function begin(host) {
  let hasEnded = false;
  /** @type {End | void} */
  let endRoom;
  const end = () => {
    hasEnded = true;
    if (endRoom) endRoom();
  };
  mounted.set(host, { key: keyOf(host), end });
  /** @type {Promise<Room>} */
  const loading = import(new URL(String(host.dataset.mount), ASSETS).href);
  loading.then(
    (room) => {
      if (!hasEnded) endRoom = room.mount(host);
    },
    (problem) => {
      if (!hasEnded) host.replaceChildren(notLoaded());
      reportError(problem);
    },
  );
}

/** @param {HTMLElement} host */
function keyOf(host) {
  return CHANGING.map((name) => host.getAttribute(name)).join("\n");
}

/** The rig was updated, or went away, while this page was open. */
function notLoaded() {
  return el(
    "p",
    { class: "problem", role: "alert" },
    "This part of the page could not be loaded. ",
    el("a", { href: "", text: "Load the page again" }),
  );
}
