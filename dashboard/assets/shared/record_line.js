// @ts-check
/**
 * A line above every page while the record is not safe, or soon will not be; the words are the hub's.
 */

const EVERY_MS = 1000;
const WHILE_HIDDEN_MS = 5000;

/** Put the line above the page and keep it true for as long as the page is open. */
export function showRecordLine() {
  const line = document.createElement("p");
  line.id = "record";
  line.className = "problem";
  line.hidden = true;
  document.body.prepend(line);
  look(line);
}

/**
 * What is to be said; empty while all is well, or while the hub does not answer: that is told elsewhere.
 * @returns {Promise<{ words: string, isTrouble: boolean }>}
 */
async function recordWords() {
  try {
    const said = await (await fetch("/healthz", { cache: "no-store" })).json();
    return { words: said.trouble || said.warning || "", isTrouble: Boolean(said.trouble) };
  } catch {
    return { words: "", isTrouble: false };
  }
}

/** @param {HTMLElement} line */
async function look(line) {
  const { words, isTrouble } = await recordWords();
  if (line.textContent !== words) {
    line.setAttribute("role", isTrouble ? "alert" : "status");
    line.textContent = words;
  }
  line.hidden = !words;
  setTimeout(() => look(line), document.hidden ? WHILE_HIDDEN_MS : EVERY_MS);
}
