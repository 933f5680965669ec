// @ts-check
import { svg } from "../shared/elements.js";
import { atLevel } from "../shared/levels.js";
import { plain, quantity } from "../shared/numbers.js";
import { lostTime } from "./lost_time.js";
import { BASE, HEIGHT, LEFT, TOP, createMarks, createTrace, label, pathOf, rect } from "./press_picture.js";

/** @import {Hold, Protocol} from "../shared/types.js" */
/** @import {Cut} from "./lost_time.js" */

/**
 * Force over time of a press of several levels, each with its band while it was held.
 * @param {HTMLElement} figure filled to its width.
 * @param {Cut} cut
 * @param {Hold[]} press its holds, in order.
 * @param {Protocol} protocol
 */
export function drawLevels(figure, cut, press, protocol) {
  const width = Math.max(260, figure.clientWidth);
  const right = width - 8;
  const t0 = cut.t[0];
  const lasts_s = Math.max(0.1, cut.t[cut.t.length - 1] - t0);
  const tops = protocol.levels.map((level) => level.high_n * 1.15);
  const most_n = Math.max(...tops, cut.f.reduce((a, b) => Math.max(a, b), 0) * 1.06);
  const x = (/** @type {number} */ t_s) => LEFT + ((t_s - t0) / lasts_s) * (right - LEFT);
  const y = (/** @type {number} */ force_n) => BASE - (Math.max(0, force_n) / most_n) * (BASE - TOP);
  const held = press.filter((hold) => hold.level_number);
  const parts = held.flatMap((hold) => {
    const asked = atLevel(protocol, hold.level_number);
    const [start, end] = [x(hold.plateau_start_s), x(hold.plateau_end_s)];
    return [
      rect("t-plateau", start, TOP, end, BASE),
      rect("t-band", start, y(asked.high_n), end, y(asked.low_n)),
      ...createMarks(lostTime(cut, hold, asked), x),
      label(quantity(hold.hold_s, "s"), (start + end) / 2, HEIGHT - 4, "middle"),
    ];
  });
  const scale = protocol.levels.map(({ force_n }) => label(plain(force_n), LEFT - 6, y(force_n) + 4, "end"));
  const told = held.map((hold) => `${quantity(hold.hold_s, "s")} of level ${hold.level_number}`).join(", ");
  figure.replaceChildren(
    createTrace(
      width,
      `Force over time: ${told}.`,
      ...parts,
      svg("line", { class: "t-axis", x1: LEFT, x2: right, y1: BASE, y2: BASE }),
      svg("path", { class: "t-line", d: pathOf(cut, x, y) }),
      ...scale,
      label("N", LEFT - 6, TOP + 8, "end"),
    ),
  );
}
