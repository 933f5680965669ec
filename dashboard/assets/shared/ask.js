// @ts-check
import { unreachableMessage } from "./unreachable.js";

/** @import {Reply} from "./types.js" */

const NOT_ACCEPTED = "Steadyhold did not accept this. Try again.";

/**
 * Ask the hub, or tell it to do something where there is a body.
 * @template [Data=any]
 * @param {string} path below /api/.
 * @param {unknown} [body]
 * @returns {Promise<Reply<Data>>}
 */
export async function ask(path, body) {
  const post = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  try {
    const answer = await fetch(`/api/${path}`, body === undefined ? {} : post);
    const data = await answer.json().catch(() => ({}));
    if (answer.ok) return { ok: true, data, problem: "", isLost: false };
    const problem = data.error || data.detail || data.message || NOT_ACCEPTED;
    return { ok: false, data, problem, isLost: false };
  } catch {
    return { ok: false, data: {}, problem: unreachableMessage(), isLost: true };
  }
}

/**
 * Path of a thing with an id: `at("sessions", id, "trace")`.
 * @param {...string} parts
 */
export function at(...parts) {
  return parts.map(encodeURIComponent).join("/");
}
