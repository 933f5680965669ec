// @ts-check
// What this page has received and drawn: read by the tests and by benchmarks/latency.py.

export const counters = {
  sockets: 0,
  opened: 0,
  frames: 0,
  samples: 0,
  draws: 0,
  polls: 0,
  mounted: 0,
  state: "",
};

/** @type {Set<(epochs_ms: number[]) => void>} */
const watchers = new Set();
const afterPaint = new MessageChannel();
/** @type {number[][]} */
let shown = [];

/**
 * After a frame is painted: when the samples were measured that it showed for the first time.
 * @param {(epochs_ms: number[]) => void} callback
 * @returns {() => void} stops it.
 */
export function onDrawn(callback) {
  watchers.add(callback);
  return () => watchers.delete(callback);
}

/** Whether anybody wants to know, so that nobody collects for nobody. */
export function isWatched() {
  return watchers.size > 0;
}

/** @param {number[]} epochs_ms of the samples this frame shows for the first time. */
export function tellDrawn(epochs_ms) {
  counters.draws += 1;
  if (!watchers.size || !epochs_ms.length) return;
  shown.push(epochs_ms);
  afterPaint.port2.postMessage(0);
}

afterPaint.port1.onmessage = () => {
  const batches = shown;
  shown = [];
  for (const epochs_ms of batches) for (const callback of watchers) callback(epochs_ms);
};
