// @ts-check
// Let students in: the code to scan, the address and the class code, large enough for the last row.
import { ask, at } from "../shared/ask.js";
import { el, put } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { askFirst } from "../shared/question.js";
import { codeLine, partsOf, pictureOf, shownClass } from "./way_texts.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Door} from "./types.js" */

const ASK_MS = 5000;
const CLOSES = "Close the class? All its students are logged out. What they pressed is kept.";

/** @param {HTMLElement} host */
export function mount(host) {
  const picture = el("img", { class: "door-qr" });
  const url = el("p", { class: "door-url" });
  const about = el("p", {});
  const code = el("p", { class: "door-code" });
  const words = el(
    "div",
    { class: "door-words" },
    el("p", { text: "Scan the code, or type" }),
    url,
    about,
    code,
  );
  const way = el("div", { class: "door-way" }, picture, words);
  const choice = el("select", { class: "door-choice", "aria-label": "Class" });
  const make = button("act", "Open the class");
  const again = button("act quiet", "New code");
  const close = button("act quiet", "Close the class");
  const full = button("act quiet", "Full screen");
  const classes = el("a", { class: "act", href: "/class", text: "Make a class" });
  const problem = el("p", { class: "problem", role: "alert" });
  host.append(way, el("div", { class: "door-acts" }, choice, make, again, close, classes, full), problem);

  let chosen = "";
  let known = "";
  let hasEnded = false;
  /** @type {Door | null} */
  let door = null;

  const show = () => {
    if (!door) return;
    const shown = shownClass(door.classes, chosen);
    const seen = pictureOf(door, shown);
    if (picture.getAttribute("src") !== seen) picture.setAttribute("src", seen);
    picture.setAttribute("alt", `Code that leads to ${door.url}`);
    if (url.textContent !== door.url) {
      url.replaceChildren(...partsOf(door.url).flatMap((part) => [document.createElement("wbr"), part]));
    }
    put(about, codeLine(shown));
    put(code, shown?.code || "");
    code.hidden = !shown?.code;
    make.hidden = !shown || Boolean(shown.code);
    again.hidden = close.hidden = !shown?.code;
    classes.hidden = Boolean(shown);
    choice.hidden = door.classes.length < 2;
    const listed = JSON.stringify(door.classes.map(({ id, title }) => [id, title]));
    if (listed !== known) {
      known = listed;
      choice.replaceChildren(
        ...door.classes.map(({ id, title }) => el("option", { value: id, text: title })),
      );
    }
    choice.value = shown?.id || "";
  };

  const look = async () => {
    /** @type {Reply<Door>} */
    const reply = await ask("door");
    if (hasEnded) return;
    put(problem, sentence(reply.problem));
    if (reply.ok) door = reply.data;
    show();
  };
  const act = async (/** @type {string[]} */ ...path) => {
    const shown = door && shownClass(door.classes, chosen);
    if (!shown) return;
    chosen = shown.id;
    const reply = await ask(at("classes", shown.id, ...path), {});
    await look();
    if (!reply.ok) put(problem, sentence(reply.problem));
  };

  choice.addEventListener("change", () => {
    chosen = choice.value;
    show();
  });
  make.addEventListener("click", () => act("code"));
  again.addEventListener("click", () => act("code"));
  close.addEventListener("click", async () => {
    if (await askFirst(CLOSES, "Close the class")) await act("code", "end");
  });
  full.addEventListener("click", () => way.requestFullscreen());
  full.hidden = !document.fullscreenEnabled;
  for (const each of [make, again, close, classes, choice]) each.hidden = true;
  look();
  const timer = setInterval(() => document.hidden || look(), ASK_MS);
  return () => {
    hasEnded = true;
    clearInterval(timer);
  };
}

/**
 * @param {string} kind
 * @param {string} text
 */
function button(kind, text) {
  return el("button", { class: kind, type: "button", text });
}
