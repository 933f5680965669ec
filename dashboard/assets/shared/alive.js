// @ts-check
// On every page: says when Steadyhold itself is gone, and when it is back; and how the record is.
import { el, put } from "./elements.js";
import { createRecordLine, showRecord } from "./record_line.js";
import { unreachableMessage } from "./unreachable.js";

const LOOK_MS = 1000;
const PATIENCE_MS = 4000;
export const STARTING = "Steadyhold is starting. This page reloads by itself.";

/** Looks now and then, and at once when somebody wants another page. */
export function keepSayingWhetherAlive() {
  const line = el("p", { class: "gone", role: "alert", hidden: true });
  const record = createRecordLine();
  document.body.prepend(line, record);
  let isAsking = false;
  let wasWanted = false;

  const look = async () => {
    if (isAsking || document.hidden) return;
    isAsking = true;
    const health = await healthNow();
    const words = health === null ? unreachableMessage() : health.pages === "up" ? "" : STARTING;
    isAsking = false;
    showRecord(record, health ?? {});
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

/** @returns {Promise<{ pages: string, trouble: string, warning: string } | null>} null where the hub is silent. */
async function healthNow() {
  try {
    const answer = await fetch("/healthz", { signal: AbortSignal.timeout(PATIENCE_MS) });
    return await answer.json();
  } catch {
    return null;
  }
}
