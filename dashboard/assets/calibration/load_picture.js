// @ts-check
import { svg } from "../shared/elements.js";

/** @import {CalibrationStep} from "./types.js" */

const WIDTH = 320;
const HEIGHT = 200;
const GROUND = 172;
const ROOM = 158;
/** @type {Record<CalibrationStep["position"], [number, number]>} */
const SPOTS = { centre: [160, 92], front: [160, 146], back: [160, 38], right: [214, 92], left: [106, 92] };

/**
 * The small picture of what belongs on the pad in this step.
 * @param {Pick<CalibrationStep, "kind" | "stack" | "masses" | "position">} bench
 */
export function createLoadPicture(bench) {
  return bench.kind === "edge" ? fromAbove(bench) : fromTheSide(bench);
}

/** @param {Pick<CalibrationStep, "stack" | "masses">} bench */
function fromTheSide({ stack, masses }) {
  const weights = [...stack].sort((a, b) => b.kg - a.kg);
  const most_kg = Math.max(...masses.map((one) => one.kg));
  const sizes = weights.map((one) => 0.45 + 0.55 * Math.cbrt(one.kg / most_kg));
  const squeeze = Math.min(1, ROOM / (62 * sizes.reduce((a, b) => a + b, 0) || 1));
  const names = weights.map((one) => one.id).join(", ");
  const picture = blank(names ? `On the pad: ${names}` : "The pad is empty", `0 0 ${WIDTH} ${HEIGHT}`);
  picture.append(svg("rect", { class: "p-pad", x: 40, y: GROUND, width: 240, height: 14, rx: 7 }));
  let top = GROUND;
  weights.forEach((one, index) => {
    const height = 62 * sizes[index] * squeeze;
    const width = 170 * sizes[index];
    const letters = Math.min(20, height - 9);
    top -= height;
    const box = { x: 160 - width / 2, y: top + 2, width, height: height - 3, rx: 6 };
    const at = { x: 160, y: top + height / 2 + letters / 3, "font-size": letters, "text-anchor": "middle" };
    picture.append(
      svg("rect", { class: "p-weight", ...box }),
      svg("text", { class: "p-name", ...at, text: one.id }),
    );
  });
  if (!names) picture.append(svg("path", { class: "p-off", d: "M160 140V62M132 88L160 60L188 88" }));
  return picture;
}

/** @param {Pick<CalibrationStep, "position">} bench */
function fromAbove({ position }) {
  const [cx, cy] = SPOTS[position] || SPOTS.centre;
  const where = position === "centre" ? "in the centre" : `at the ${position} edge`;
  const picture = blank(`Seen from above: the weight lies ${where}`, "52 0 216 204");
  picture.append(svg("circle", { class: "p-pad", cx: 160, cy: 92, r: 84 }));
  for (const [x, y] of Object.values(SPOTS)) {
    picture.append(svg("circle", { class: "p-spot", cx: x, cy: y, r: 5 }));
  }
  const front = { x: 160, y: 198, "text-anchor": "middle", text: "front: where you stand" };
  picture.append(
    svg("circle", { class: "p-weight", cx, cy, r: 24 }),
    svg("text", { class: "p-side", ...front }),
  );
  return picture;
}

/**
 * @param {string} label
 * @param {string} viewBox
 */
function blank(label, viewBox) {
  return svg("svg", { viewBox, class: "cal-picture", role: "img", "aria-label": label });
}
