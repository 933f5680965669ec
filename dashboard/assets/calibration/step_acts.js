// @ts-check
import { el } from "../shared/elements.js";
import { askFirst } from "../shared/question.js";

/** @import {CalibrationStep} from "./types.js" */
/** @import {Act} from "./page.js" */

/** @typedef {Exclude<CalibrationStep["wishes"][number], "resume">} Request */

/**
 * What a person may ask for in a step: what its button says, and the question it asks first.
 * @type {Record<Request, [string, string]>}
 */
const REQUESTS = {
  repeat: ["Repeat the last reading", ""],
  repeat_run: ["Repeat this run", ""],
  skip: ["Skip this step", "Without it a better grade may be out of reach. Skip it?"],
  accept: ["Take it as it is", "A reading taken against an objection is marked and costs grade R. Take it?"],
  smaller: [
    "Leave out the largest load",
    "The pad is then calibrated to less force. Leave the largest load out?",
  ],
  short: ["Shorten to one run", "One run earns grade T at most. Shorten it?"],
  pause: ["Take a break", ""],
  restart: ["Begin again", "All readings are set aside and taken again. Begin again?"],
};
/** @type {Request[]} */
const FIRST = ["repeat", "accept", "skip", "pause"];
/** @type {Request[]} */
const MORE = ["repeat_run", "short", "smaller", "restart"];

/**
 * The buttons of a step, made anew only when other ones are offered.
 * @param {Act} act
 */
export function createStepActs(act) {
  const first = el("div", { class: "cal-acts" });
  const more = el("div", { class: "cal-acts" });
  const finish = el("button", { class: "act again", type: "button", text: "Make the passport" });
  finish.addEventListener("click", async () => {
    finish.disabled = true;
    await act("finish");
    finish.disabled = false;
  });
  const goOn = () => act("wish", { wish: "resume" });
  const resume = el("button", { class: "act again", type: "button", text: "Go on", onclick: goOn });
  let offered = "";
  return {
    first,
    more,
    /** @param {CalibrationStep} bench */
    show({ wishes, finished, paused }) {
      const key = JSON.stringify([wishes, finished, paused]);
      if (key === offered) return;
      offered = key;
      const buttons = (/** @type {Request[]} */ some) =>
        some.filter((name) => wishes.includes(name)).map((name) => createRequest(name, act));
      first.replaceChildren(...(finished ? [finish] : []), ...(paused ? [resume] : []), ...buttons(FIRST));
      more.replaceChildren(...buttons(MORE));
    },
  };
}

/**
 * @param {Request} name
 * @param {Act} act
 */
function createRequest(name, act) {
  const [text, question] = REQUESTS[name];
  const onclick = async () => {
    if (!question || (await askFirst(question, text))) act("wish", { wish: name });
  };
  return el("button", { class: "act quiet", type: "button", text, "data-wish": name, onclick });
}
