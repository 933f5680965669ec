// @ts-check
// On every page: says when Steadyhold itself is gone, and when it is back.
import { el, put } from "./elements.js";

const LOOK_MS = 2000;
const PATIENCE_MS = 4000;
export const GONE = "Steadyhold is not running. Start it again on the computer the pads are plugged into.";
export const STARTING = "Steadyhold is starting. This page reloads by itself.";

/** Looks now and then, and at once when somebody wants another page. */
export function keepSayingWhetherAlive() {
  const line = el("p", { class: "gone", role: "alert", hidden: true });
  document.body.prepend(line);
  let isAsking = false;
  let wasWanted = false;

  const look = async () => {
    if (isAsking || document.hidden) return;
    isAsking = true;
    const words = await trouble();
    isAsking = false;
    put(line, words);
    line.hidden = !words;
    // A page that was asked for while nobody could bring it.
    if (!words && wasWanted) location.reload();
    if (!words) wasWanted = false;
  };
  document.addEventListener("click", async ({ target }) => {
    if (!(target instanceof Element) || !target.closest("a[href]")) return;
    if (!line.hidden) wasWanted = true;
    await look();
    if (!line.hidden) wasWanted = true;
  });
  setInterval(look, LOOK_MS);
}

/** @returns {Promise<string>} what is wrong, or an empty text. */
async function trouble() {
  try {
    const answer = await fetch("/healthz", { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { pages } = await answer.json();
    return pages === "up" ? "" : STARTING;
  } catch {
    return GONE;
  }
}
