// @ts-check
import { el, put } from "./elements.js";

/** @returns {HTMLElement} the line above a page while the record is not safe, or soon will not be. */
export function createRecordLine() {
  return el("p", { id: "record", class: "problem", hidden: true });
}

/**
 * Say what the hub says of the record; nothing where it does not answer: that is told beside it.
 * @param {HTMLElement} line
 * @param {{ trouble?: string, warning?: string }} health
 */
export function showRecord(line, { trouble = "", warning = "" }) {
  line.setAttribute("role", trouble ? "alert" : "status");
  put(line, trouble || warning);
  line.hidden = !(trouble || warning);
}
