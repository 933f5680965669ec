// @ts-check
// Ending one's own set early can be taken back for some seconds.
import { el, put } from "../shared/elements.js";

/** @import {End} from "../shared/types.js" */

const UNDO_S = 5;

/**
 * @param {HTMLElement} host
 * @param {() => unknown} end what ends the set in earnest.
 */
export function createEnding(host, end) {
  const words = el("span");
  const goOn = el("button", { type: "button", class: "act quiet", text: "Go on", onclick: () => stop() });
  const bar = el("div", { class: "ending", role: "status", hidden: true }, words, goOn);
  host.append(bar);
  let timer = 0;
  let left_s = 0;

  const stop = () => {
    clearInterval(timer);
    timer = 0;
    bar.hidden = true;
  };
  const tick = () => {
    left_s -= 1;
    put(words, `Ending this set in ${left_s} s.`);
    if (left_s > 0) return;
    stop();
    end();
  };
  return {
    /** Begin to end it; asked a second time, at once. @param {boolean} isNothingLost */
    ask(isNothingLost) {
      if (timer || isNothingLost) {
        stop();
        end();
        return;
      }
      left_s = UNDO_S + 1;
      bar.hidden = false;
      timer = setInterval(tick, 1000);
      tick();
    },
    /** @type {End} */
    stop,
  };
}
