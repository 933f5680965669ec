/* Calibration: the small picture of what belongs on the pad, and the scatter of what was read. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  const C = (S.calibration = S.calibration || {});
  const W = 320, H = 200, GROUND = 172;
  const AT = { centre: [160, 92], front: [160, 146], back: [160, 38], right: [214, 92], left: [106, 92] };

  const blank = (label, box = `0 0 ${W} ${H}`) => S.el("svg", { viewBox: box, class: "cal-picture", role: "img", "aria-label": label });
  const size = (kg, most) => 0.45 + 0.55 * Math.cbrt(kg / most);

  const stack = (bench) => {
    const { el } = S, weights = [...bench.stack].sort((a, b) => b.kg - a.kg), most = Math.max(...bench.masses.map((one) => one.kg));
    const svg = blank(weights.length ? `On the pad: ${weights.map((one) => one.id).join(", ")}` : "The pad is empty");
    svg.append(el("svg:rect", { class: "p-pad", x: 40, y: GROUND, width: 240, height: 14, rx: 7 }));
    const heights = weights.map((one) => 62 * size(one.kg, most)), squeeze = Math.min(1, 158 / (heights.reduce((a, b) => a + b, 0) || 1));
    let top = GROUND;
    weights.forEach((one, at) => {
      const height = heights[at] * squeeze, width = 170 * size(one.kg, most);
      top -= height;
      svg.append(el("svg:rect", { class: "p-weight", x: 160 - width / 2, y: top + 2, width, height: height - 3, rx: 6 }));
      const letters = Math.min(20, height - 9);
      svg.append(el("svg:text", { class: "p-name", x: 160, y: top + height / 2 + letters / 3, "font-size": letters, "text-anchor": "middle", text: one.id }));
    });
    if (!weights.length) svg.append(el("svg:path", { class: "p-off", d: "M160 140V62M132 88L160 60L188 88" }));
    return svg;
  };
  const edge = (bench) => {
    const { el } = S, [x, y] = AT[bench.position] || AT.centre;
    const svg = blank(`Seen from above: the weight lies ${bench.position === "centre" ? "in the centre" : `at the ${bench.position} edge`}`, "52 0 216 204");
    svg.append(el("svg:circle", { class: "p-pad", cx: 160, cy: 92, r: 84 }));
    for (const [cx, cy] of Object.values(AT)) svg.append(el("svg:circle", { class: "p-spot", cx, cy, r: 5 }));
    svg.append(el("svg:circle", { class: "p-weight", cx: x, cy: y, r: 24 }), el("svg:text", { class: "p-side", x: 160, y: 198, "text-anchor": "middle", text: "front: where you stand" }));
    return svg;
  };
  C.picture = (bench) => (bench.kind === "edge" ? edge(bench) : stack(bench));

  /* Reading minus known force: what the readings do not agree about, far too small to see in a plain curve. */
  C.scatter = (dots) => {
    const { el, words } = S, wide = 380, high = 220, left = 82, bottom = 36;
    const most_n = Math.max(...dots.map((dot) => dot.force_n)) * 1.06, most_off = Math.max(0.05, ...dots.map((dot) => Math.abs(dot.off_n))) * 1.25;
    const x = (n) => left + (n / most_n) * (wide - left - 12), y = (n) => (high - bottom) / 2 - (n / most_off) * ((high - bottom) / 2 - 8);
    const svg = el("svg", { viewBox: `0 0 ${wide} ${high}`, class: "cal-scatter", role: "img",
      "aria-label": `${dots.length} readings under load; the largest is ${Math.max(...dots.map((dot) => Math.abs(dot.off_n))).toFixed(3)} newtons off a straight line` });
    const text = (said, at_x, at_y, anchor) => svg.append(el("svg:text", { x: at_x, y: at_y, "text-anchor": anchor, text: said }));
    for (const share of [-1, 0, 1]) {
      const off = (share * most_off) / 1.25;
      svg.append(el("svg:path", { class: share ? "c-grid" : "c-zero", d: `M${left} ${y(off)}H${wide - 12}` }));
      text(`${off > 0 ? "+" : off < 0 ? "−" : ""}${Math.abs(off).toFixed(most_off < 0.2 ? 3 : 2)} N`, left - 8, y(off) + 5, "end");
    }
    for (const share of [0, 0.5, 1]) text(`${words.whole((share * most_n) / 1.06)} N`, x((share * most_n) / 1.06), high - 12, share === 1 ? "end" : "middle");
    const shapes = { up: "M0 -7L6.5 5H-6.5Z", down: "M0 7L6.5 -5H-6.5Z", "": "M0 -7L7 0L0 7L-7 0Z" };
    dots.forEach((dot, at) => svg.append(el("svg:path", { class: `c-dot ${dot.leg || "check"}${at === dots.length - 1 ? " newest" : ""}`, d: shapes[dot.leg], transform: `translate(${x(dot.force_n)} ${y(dot.off_n)})` })));
    return svg;
  };
})();
