// @ts-check
import { el } from "./elements.js";

/**
 * Ask before something that cannot be taken back; Escape is no.
 * @param {string} question
 * @param {string} yes what its button says.
 * @returns {Promise<boolean>}
 */
export function askFirst(question, yes) {
  return new Promise((answer) => {
    const words = el("p", { text: question, id: "question" });
    const act = el("button", { class: "act", value: "yes", text: yes });
    const leave = el("button", { class: "act quiet", value: "", text: "No, go back", autofocus: true });
    const form = el("form", { method: "dialog" }, words, el("div", { class: "question-acts" }, act, leave));
    const box = el("dialog", { class: "question", "aria-labelledby": "question" }, form);
    box.addEventListener("close", () => {
      box.remove();
      answer(box.returnValue === "yes");
    });
    document.body.append(box);
    box.showModal();
  });
}
