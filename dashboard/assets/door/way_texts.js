// @ts-check
/** @import {Door, DoorClass} from "./types.js" */

/**
 * The class whose code is shown: the one that was chosen, else one that is open, else the newest.
 * @param {DoorClass[]} classes
 * @param {string} chosen id; empty for none.
 * @returns {DoorClass | undefined}
 */
export function shownClass(classes, chosen) {
  return classes.find(({ id }) => id === chosen) || classes.find(({ code }) => code) || classes[0];
}

/**
 * An address in the parts between which a line may end.
 * @param {string} url
 */
export function partsOf(url) {
  const [, scheme = "", host = "", port = ""] = /^(\w+:\/\/)(.*?)(:\d+)?$/.exec(url) || [];
  return [scheme, host, port].filter(Boolean);
}

/**
 * What stands under the address.
 * @param {DoorClass | undefined} shown
 */
export function codeLine(shown) {
  if (!shown) return "No class yet. Make one first, then students can come in.";
  return shown.code ? `Class code of ${shown.title}` : `${shown.title} is closed: nobody can join now.`;
}

/**
 * The picture to scan.
 * @param {Door} door
 * @param {DoorClass | undefined} shown
 */
export function pictureOf(door, shown) {
  return shown?.qr || door.qr;
}
