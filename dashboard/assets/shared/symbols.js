// @ts-check

/** @typedef {"dot" | "hollow" | "up" | "down" | "stop" | "pause" | "check"} Symbol */

/**
 * Draw the symbol of a state in the fill colour: states differ by shape first, by colour last.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Symbol} symbol
 * @param {number} x centre.
 * @param {number} y
 * @param {number} r radius.
 */
export function drawSymbol(ctx, symbol, x, y, r) {
  ctx.beginPath();
  if (symbol === "check") {
    tick(ctx, x, y, r);
    return;
  }
  if (symbol === "down" || symbol === "up") triangle(ctx, symbol === "down" ? 1 : -1, x, y, r);
  else if (symbol === "stop") octagon(ctx, x, y, r * 1.1);
  else if (symbol === "pause") {
    ctx.rect(x - r * 0.7, y - r * 0.8, r * 0.5, r * 1.6);
    ctx.rect(x + r * 0.2, y - r * 0.8, r * 0.5, r * 1.6);
  } else ctx.arc(x, y, r, 0, 2 * Math.PI);
  if (symbol === "hollow") outline(ctx, Math.max(2, r * 0.2));
  else ctx.fill();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {1 | -1} way down or up.
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function triangle(ctx, way, x, y, r) {
  const w = r * 1.12;
  ctx.moveTo(x - w, y - way * r * 0.75);
  ctx.lineTo(x + w, y - way * r * 0.75);
  ctx.lineTo(x, y + way * r * 1.1);
  ctx.closePath();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function octagon(ctx, x, y, r) {
  for (let corner = 0; corner < 8; corner += 1) {
    const angle = Math.PI * (corner / 4 + 1 / 8);
    ctx.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  ctx.closePath();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function tick(ctx, x, y, r) {
  ctx.moveTo(x - r * 0.8, y);
  ctx.lineTo(x - r * 0.2, y + r * 0.65);
  ctx.lineTo(x + r * 0.9, y - r * 0.7);
  ctx.lineJoin = ctx.lineCap = "round";
  outline(ctx, r * 0.34);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} width
 */
function outline(ctx, width) {
  ctx.lineWidth = width;
  ctx.strokeStyle = ctx.fillStyle;
  ctx.stroke();
}
