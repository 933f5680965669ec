// @ts-check
// Targets of a protocol: a form, its picture, the same as a text, what would change, and saving.
import { draw } from "../protocols/shape.js";
import { ask, at } from "../shared/ask.js";
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { askFirst } from "../shared/question.js";
import { createClassChooser } from "./class_chooser.js";
import { drawnOf } from "./drawn.js";
import { createEditor } from "./editor.js";
import { createPreview } from "./preview.js";
import { createText } from "./text.js";
import { createVersions } from "./versions.js";

/** @import {Reply} from "../shared/types.js" */
/** @import {Checked, Classes, Document, Form, Version, Versions} from "./types.js" */

const QUIET_MS = 250;
const PICTURE_PX = 460;

/**
 * @param {HTMLElement} host its `data-protocol` is the id; with `data-copy` a protocol of its own is made from it,
 *   `data-class` the class it is for.
 */
export function mount(host) {
  let hasEnded = false;
  const end = begin(host, () => hasEnded);
  return () => {
    hasEnded = true;
    end.then((stop) => stop?.());
  };
}

/**
 * @param {HTMLElement} host
 * @param {() => boolean} hasEnded
 */
async function begin(host, hasEnded) {
  const id = String(host.dataset.protocol);
  const classId = host.dataset.class ?? "";
  const isNew = Boolean(host.dataset.copy);
  const versionsAt = `${at("protocols", id, "versions")}?class_id=${encodeURIComponent(classId)}`;
  /** @type {[Reply<Form>, Reply<Versions>, Reply<Classes>]} */
  const [form, known, classes] = await Promise.all([ask("protocols/form"), ask(versionsAt), ask("classes")]);
  if (hasEnded()) return undefined;
  const first = known.ok && startOf(known.data);
  if (!form.ok || !known.ok || !first) {
    const refused = [form, known].find((reply) => !reply.ok);
    const text = refused ? sentence(refused.problem) : "This protocol is in use no more.";
    host.replaceChildren(el("p", { class: "problem", role: "alert", text }));
    return undefined;
  }
  return open(host, form.data, known.data, first, {
    ...{ id, classId, isNew },
    classes: classes.ok ? classes.data.classes : [],
  });
}

/**
 * @param {HTMLElement} host
 * @param {Form} form
 * @param {Versions} known
 * @param {Document} first
 * @param {{id: string, classId: string, isNew: boolean, classes: Classes['classes']}} about
 */
function open(host, form, known, first, { id, classId, isNew, classes }) {
  let base = isNew ? 0 : known.in_use;
  let timer = 0;
  let asked = 0;
  /** @type {Checked | null} */
  let good = null;
  const picture = el("div", { class: "tg-picture" });
  const state = el("p", { class: "tg-state", role: "status" });
  const problem = el("div", { class: "problem tg-problem", role: "alert" });
  const save = el("button", { type: "button", class: "act", text: "Save" });
  const editor = createEditor(form, { isNew, changed: () => follow(null) });
  const text = createText({ typed: (toml) => follow(toml), name: () => good?.protocol?.id || id });
  const preview = createPreview(() => good?.document, classId);
  const versions = createVersions({ open: beginFrom, retire, classes });
  const reason = el("input", {
    ...{ class: "cal-input", id: "tg-reason", autocomplete: "off", maxlength: form.most_reason_characters },
  });
  const why = el(
    "label",
    { class: "field", for: "tg-reason" },
    el("span", { text: "Why (for whoever looks later)" }),
    reason,
  );
  const side = el(
    "aside",
    { class: "tg-side", "aria-label": "The press, and saving" },
    picture,
    createClassChooser(classes, classId),
    state,
    why,
    save,
    problem,
  );
  host.replaceChildren(
    el("div", { class: "tg" }, editor.element, side),
    preview.element,
    text.element,
    isNew ? "" : versions.element,
  );

  /** @param {Document} document */
  function show(document) {
    editor.write(document);
    paint(editor.document());
  }

  /** @param {Document} document */
  function paint(document) {
    const drawn = drawnOf(document);
    picture.classList.toggle("old", !drawn);
    if (drawn) picture.replaceChildren(draw(drawn, PICTURE_PX));
  }

  /** @param {string | null} toml what was typed as a text; null: the form was. */
  function follow(toml) {
    good = null;
    offer("Checking…");
    preview.forget();
    if (toml === null) paint(editor.document());
    clearTimeout(timer);
    timer = window.setTimeout(() => check(toml), QUIET_MS);
  }

  /** @param {string | null} toml */
  async function check(toml) {
    const mine = (asked += 1);
    const body = toml === null ? { document: editor.document() } : { toml };
    /** @type {Reply<Checked>} */
    const { ok, data, problem: refusal } = await ask("protocols/check", { ...body, class_id: classId });
    if (mine !== asked) return;
    if (!ok) {
      offer(sentence(refusal));
      return;
    }
    if (toml !== null && data.document) show(data.document);
    editor.refuse(data.mistakes);
    text.write(data.toml);
    const other = otherwise(data);
    good = data.mistakes.length || other ? null : data;
    offer(other || stateText(data.mistakes.length));
  }

  /** @param {Checked} checked */
  function otherwise({ protocol, in_use }) {
    if (!protocol) return "";
    if (isNew && in_use) return `A protocol is called ${protocol.id} already: choose another short name.`;
    if (isNew || protocol.id === id) return "";
    return `This text is of ${protocol.id}, not of ${id}: write id = "${id}", or open that protocol.`;
  }

  /** @param {number} mistakes */
  function stateText(mistakes) {
    if (mistakes) {
      return mistakes === 1
        ? "One thing to mend before it can be saved."
        : `${mistakes} things to mend before it can be saved.`;
    }
    return base ? `Version ${base} is in use. Saving makes a new one.` : "Saving makes a new protocol.";
  }

  /** @param {string} words */
  function offer(words) {
    state.textContent = words;
    save.disabled = !good;
    preview.offer(Boolean(good));
  }

  async function keep() {
    if (!good?.protocol) return;
    const name = good.protocol.id;
    const body = { document: good.document, base, class_id: classId, reason: reason.value };
    save.disabled = true;
    /** @type {Reply<Versions>} */
    const reply = await ask("protocols/save", body);
    save.disabled = false;
    if (!reply.ok) {
      await explain(reply.problem);
      return;
    }
    problem.replaceChildren();
    reason.value = "";
    if (isNew) {
      location.assign(`/protocols/${encodeURIComponent(name)}${location.search.replace(/copy=1&?/, "")}`);
      return;
    }
    base = reply.data.in_use;
    versions.show(reply.data, classId);
    state.textContent = `Saved as version ${base}. New sets are made with it; old results stay as they are.`;
  }

  /** @param {string} refusal */
  async function explain(refusal) {
    /** @type {Reply<Versions>} */
    const now = await ask(versionsPath());
    const isTaken = now.ok && !isNew && now.data.in_use !== base;
    if (!isTaken) {
      problem.replaceChildren(el("p", { text: sentence(refusal) }));
      return;
    }
    const theirs = now.data.in_use;
    versions.show(now.data, classId);
    versions.element.open = true;
    const over = el("button", { type: "button", class: "act quiet", text: "Save mine over it" });
    over.addEventListener("click", () => {
      base = theirs;
      keep();
    });
    const saved = now.data.versions.find((each) => each.number === theirs);
    const said = saved?.reason ? ` (“${saved.reason}”)` : "";
    problem.replaceChildren(
      el("p", {
        text: `Somebody saved this protocol meanwhile: version ${theirs} is in use${said}. Yours is still here.`,
      }),
      over,
    );
    over.focus();
  }

  /** @param {Version} version */
  function beginFrom(version) {
    if (!version.document) return;
    show(version.document);
    follow(null);
    editor.element.querySelector("input")?.focus();
  }

  async function retire() {
    const isSure = await askFirst(
      "Take the saved version out of use? Sets from now on are made without it.",
      "Take it out of use",
    );
    if (!isSure) return;
    const reply = await ask(at("protocols", id, "retire"), { base, class_id: classId, reason: reason.value });
    if (reply.ok) location.assign(reply.data.in_use ? location.href : "/protocols");
    else await explain(reply.problem);
  }

  function versionsPath() {
    return `${at("protocols", id, "versions")}?class_id=${encodeURIComponent(classId)}`;
  }

  save.addEventListener("click", keep);
  show(isNew ? copied(first) : first);
  versions.show(known, classId);
  check(null);
  return () => {
    clearTimeout(timer);
    asked += 1;
    preview.forget();
  };
}

/**
 * What the form begins with: the version in use.
 * @param {Versions} known
 * @returns {Document | null}
 */
function startOf({ in_use, library, versions }) {
  const found = [...versions, ...(library ? [library] : [])].find((each) => each.number === in_use);
  return found?.document ?? null;
}

/** @param {Document} document */
function copied(document) {
  return { ...document, id: `${document.id}-own`, name: `${document.name}, our own`, version: 1 };
}
