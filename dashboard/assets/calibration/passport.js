// @ts-check
// The end of a calibration: the grade, why not a better one, how sure a reading is, and the papers.
import { el } from "../shared/elements.js";
import { sentence } from "../shared/numbers.js";
import { day } from "./day.js";

/** @import {Passport} from "./types.js" */

const WORTH_TELLING_N = 0.0005;

/**
 * @param {Passport} passport
 * @param {() => void} again
 */
export function createPassportView(passport, again) {
  const address = `/api/passports/${passport.sha256}`;
  const isNone = passport.grade === "none";
  const back = el("button", { class: "act quiet", type: "button", text: "Back to the pads", onclick: again });
  const element = el(
    "div",
    { class: "cal-result" },
    createGrade(passport, isNone),
    createLinks(address, passport.has_pdf),
    createReasons(passport, isNone),
    createUncertainty(passport),
    createCharts(passport, address),
    el("p", { class: "cal-sha" }, "SHA-256 ", el("code", { text: passport.sha256 })),
    back,
  );
  return { element, show() {} };
}

/**
 * @param {Passport} passport
 * @param {boolean} isNone
 */
function createGrade({ grade, grade_message, use, at_n, expanded_n, band_pct, due_utc, statement }, isNone) {
  const error = el("b", { text: `± ${expanded_n.toFixed(2)} N` });
  const band = `. Use no band narrower than ± ${band_pct.toFixed(1)} %.`;
  const due = due_utc ? `Calibrate again by ${day(due_utc)}.` : "It may be used for practice only.";
  return el(
    "section",
    { class: "card cal-grade" },
    el("p", { class: "cal-letter", "aria-hidden": "true", text: isNone ? "–" : grade }),
    el(
      "div",
      {},
      el("h2", { text: grade_message }),
      el("p", { text: `For ${use}.` }),
      el("p", {}, `A reading of ${at_n.toFixed(1)} N is uncertain by `, error, band),
      el("p", { text: due }),
      el("p", { class: "cal-statement", text: statement }),
    ),
  );
}

/**
 * @param {string} address
 * @param {boolean} hasPdf
 */
function createLinks(address, hasPdf) {
  const link = (
    /** @type {string} */ href,
    /** @type {string} */ text,
    /** @type {{[name: string]: string}} */ how,
  ) => el("a", { class: "act quiet", href, text, ...how });
  return el(
    "div",
    { class: "cal-links" },
    link(`${address}/certificate`, "See the certificate", { target: "_blank" }),
    hasPdf
      ? link(`${address}/certificate.pdf`, "Certificate (PDF)", { target: "_blank" })
      : el("button", {
          class: "act quiet",
          type: "button",
          text: "Print the certificate",
          onclick: () => print(address),
        }),
    link(address, "Passport (JSON)", { download: "" }),
  );
}

/** @param {string} address */
function print(address) {
  const opened = window.open(`${address}/certificate`);
  opened?.addEventListener("load", () => opened.print());
}

/**
 * @param {Passport} passport
 * @param {boolean} isNone
 */
function createReasons({ reasons, almost }, isNone) {
  if (reasons.length <= (almost ? 1 : 0)) {
    const better = almost && el("p", { text: almost });
    return better && el("section", {}, el("h2", { text: "What would earn more" }), better);
  }
  const title = isNone ? "What was missing" : "What kept it from more";
  const list = el(
    "ul",
    { class: "cal-reasons" },
    ...reasons.map((text) => el("li", { text: sentence(text) })),
  );
  return el(
    "section",
    {},
    el("h2", { text: title }),
    list,
    almost && el("p", { class: "cal-almost", text: almost }),
  );
}

/** @param {Passport} passport */
function createUncertainty({ uncertainties, at_n }) {
  const most_n = Math.max(...uncertainties.map((part) => part.u_n), 1e-9);
  const rows = uncertainties
    .filter((part) => part.u_n >= WORTH_TELLING_N)
    .map(({ name, u_n }) => {
      const style = `width:${Math.max(2, Math.round((100 * u_n) / most_n))}%`;
      const parts = [el("dt", { text: name }), el("dd", { text: `${u_n.toFixed(3)} N` })];
      return el("div", {}, ...parts, el("i", { style, "aria-hidden": "true" }));
    });
  const title = el("h2", { text: `What makes ${at_n.toFixed(0)} N uncertain` });
  return el("section", {}, title, el("dl", { class: "cal-uncertainties" }, ...rows));
}

/**
 * @param {Passport} passport
 * @param {string} address
 */
function createCharts({ has_creep }, address) {
  const chart = (/** @type {string} */ name, /** @type {string} */ title, /** @type {string} */ alt) => {
    const image = el("img", { src: `${address}/${name}.svg`, alt, loading: "lazy" });
    return el("figure", { class: "cal-chart" }, el("figcaption", {}, el("h2", { text: title })), image);
  };
  const inside = "Reading minus known force at every load, inside the expanded uncertainty";
  return el(
    "div",
    { class: "cal-charts" },
    chart("residuals", "Residuals", inside),
    chart("hysteresis", "Hysteresis loop", "Mean deviation of the rising and of the falling leg"),
    has_creep && chart("creep", "Creep", "Reading under the largest load over one minute"),
  );
}
