// @ts-check
// The versions of a protocol that were saved, the newest first.
import { el } from "../shared/elements.js";
import { titleOf } from "./class_chooser.js";
import { dayAndTime } from "./preview.js";

/** @import {Classes, Version, Versions} from "./types.js" */

/**
 * @param {{open: (version: Version) => void, retire: () => void, classes: Classes["classes"]}} acts `open`: fill the
 *   form with it.
 */
export function createVersions({ open, retire, classes }) {
  const list = el("ol", { class: "tg-versions" });
  const away = el("button", { type: "button", class: "act quiet", text: "Take out of use", onclick: retire });
  const element = el("details", { class: "tg-more" }, el("summary", { text: "Versions" }), list, away);
  return {
    element,
    /**
     * @param {Versions} known
     * @param {string} classId
     */
    show({ in_use, library, versions }, classId) {
      const every = [...versions, ...(library ? [library] : [])];
      list.replaceChildren(...every.map((each) => row(each, each.number === in_use, each === library)));
      const own = versions.find((each) => each.class_id === classId);
      away.hidden = !own?.protocol;
      element.hidden = !every.length;
    },
  };

  /**
   * @param {Version} version
   * @param {boolean} isInUse
   * @param {boolean} isLibrary
   */
  function row(version, isInUse, isLibrary) {
    const { number, at_utc, reason, protocol, class_id } = version;
    const words = [
      isLibrary ? "as it comes along" : dayAndTime(at_utc),
      class_id && `for ${nameOf(class_id)}`,
      !protocol && "taken out of use",
      reason && `“${reason}”`,
    ];
    const begin = el("button", {
      ...{ type: "button", class: "link", text: "Begin from this", onclick: () => open(version) },
      "aria-label": `Begin from version ${number}`,
    });
    return el(
      "li",
      {},
      el("b", { text: `Version ${number}${isInUse ? ", in use" : ""}` }),
      el("span", { text: words.filter(Boolean).join(" · ") }),
      protocol && begin,
    );
  }

  /** @param {string} classId */
  function nameOf(classId) {
    const found = classes.find((each) => each.id === classId);
    return found ? titleOf(found) : "a class that is gone";
  }
}
