// @ts-check

const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 42;
const AROUND = 2 * Math.PI * RADIUS;

/**
 * @typedef {string | number | boolean | null | undefined} Value
 * @typedef {{[name: string]: Value | ((event: Event) => unknown)}} Attributes
 * @typedef {Node | string | false | null | undefined | ""} Child
 */

/**
 * An HTML element; text never passes through an HTML parser.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes] `text` is its text, `on...` a listener; null, undefined and false are left out.
 * @param {...Child} children what is falsy is left out.
 */
export function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/**
 * The same within a picture.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * Write a text only where it differs: a reader's selection and a screen reader are left in peace.
 * @param {Element} element
 * @param {string} text
 */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Other children in an element; whoever has the focus on one with the same `data-key` keeps it.
 * @param {Element} host
 * @param {Element[]} children
 */
export function replaceKeepingFocus(host, children) {
  const held = document.activeElement;
  const key = held instanceof HTMLElement && host.contains(held) ? held.dataset.key : undefined;
  host.replaceChildren(...children);
  if (!key) return;
  for (const each of host.querySelectorAll("[data-key]")) {
    if (each instanceof HTMLElement && each.dataset.key === key) each.focus();
  }
}

/**
 * A sentence in which the name of the page Devices leads there.
 * @param {string} text
 * @returns {Child[]}
 */
export function linked(text) {
  const [before, ...rest] = text.split(/\bDevices\b/);
  if (!rest.length) return [text];
  return [before, el("a", { href: "/devices", text: "Devices" }), rest.join("Devices")];
}

/** A ring that fills as a share of 0 to 1 is set. */
export function progressRing(size = 100) {
  const arc = svg("circle", {
    class: "ring-arc",
    cx: 50,
    cy: 50,
    r: RADIUS,
    "stroke-dasharray": `0 ${AROUND}`,
  });
  const back = svg("circle", { class: "ring-back", cx: 50, cy: 50, r: RADIUS });
  const box = { class: "ring", viewBox: "0 0 100 100", width: size, height: size, "aria-hidden": "true" };
  let last = -1;
  return {
    picture: svg("svg", box, back, arc),
    /** @param {number} share */
    set(share) {
      const filledShare = Math.round(Math.max(0, Math.min(1, share)) * 500) / 500;
      if (filledShare === last) return;
      last = filledShare;
      arc.setAttribute("stroke-dasharray", `${filledShare * AROUND} ${AROUND}`);
    },
  };
}

/**
 * @template {Element} Made
 * @param {Made} element
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = String(value);
    else if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
  for (const child of children) if (child) element.append(child);
  return element;
}
