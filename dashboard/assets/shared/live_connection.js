// @ts-check
import { counters } from "./drawn.js";
import { readFrame } from "./frames.js";
import { createPolledState } from "./polled_state.js";

/** @import {End, Frame, Message} from "./types.js" */

// A number on screen is never older than 2 s.
export const SILENT_MS = 1700;
const LOGGED_OUT = 4401;
const FIRST_WAIT_MS = 250;
const LAST_WAIT_MS = 4000;
const POLL_MS = 250;
const POLL_AFTER_FAILURES = 3;

/** @typedef {(said: object) => void} Say */
/** @typedef {"" | "live" | "polling" | "lost"} ConnectionState */

/**
 * The live stream of one station, or of all: it connects again by itself, and asks instead where no
 * websocket passes. Whoever listens only stores; drawing waits for the refresh of the screen.
 * @param {string} station an id, or "all".
 * @param {{
 *   frame: (frame: Frame) => void,
 *   text: (message: Message) => void,
 *   state: (state: ConnectionState) => void,
 *   opened?: (say: Say) => void,
 * }} on `opened` is told how to speak to the hub, each time there is a connection.
 * @returns {End} closes it.
 */
export function connect(station, on) {
  /** @type {WebSocket | null} */
  let socket = null;
  /** @type {ConnectionState} */
  let state = "";
  let isClosed = false;
  let isAsking = false;
  let wait_ms = FIRST_WAIT_MS;
  let failures = 0;
  let timer = 0;
  let heard_ms = 0;

  /** @param {ConnectionState} next */
  const say = (next) => {
    counters.state = state = next;
    on.state(next);
  };
  const isPolling = () => failures > POLL_AFTER_FAILURES && station !== "all";
  const later = (/** @type {number} */ delay_ms) => {
    clearTimeout(timer);
    timer = setTimeout(open, delay_ms);
  };
  const drop = () => {
    if (!socket) return;
    const old = socket;
    socket = null;
    counters.sockets -= 1;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  };
  const again = () => {
    drop();
    if (isClosed) return;
    failures += 1;
    if (!isPolling()) say("lost");
    later(wait_ms * (0.5 + Math.random() / 2));
    wait_ms = Math.min(wait_ms * 2, LAST_WAIT_MS);
  };
  /** @param {CloseEvent} event */
  const closed = ({ code }) => {
    // The login is over: nothing comes any more until somebody logs in again.
    if (code === LOGGED_OUT) location.assign(`/login?over=1&next=${encodeURIComponent(location.pathname)}`);
    again();
  };
  /** @param {MessageEvent} event */
  const receive = ({ data }) => {
    heard_ms = performance.now();
    if (typeof data === "string") {
      on.text(JSON.parse(data));
      return;
    }
    counters.frames += 1;
    if (state !== "live") say("live");
    on.frame(readFrame(data));
  };
  const opened = () => {
    counters.opened += 1;
    wait_ms = FIRST_WAIT_MS;
    failures = 0;
    heard_ms = performance.now();
    const mine = socket;
    on.opened?.((said) => {
      if (mine?.readyState === WebSocket.OPEN) mine.send(JSON.stringify(said));
    });
  };
  function open() {
    drop();
    socket = new WebSocket(address(station));
    socket.binaryType = "arraybuffer";
    counters.sockets += 1;
    heard_ms = performance.now();
    Object.assign(socket, { onopen: opened, onmessage: receive, onclose: closed });
  }

  const polled = createPolledState(station, { ...on, isClosed: () => isClosed });
  const poll = async () => {
    const path = `/api/live?station=${encodeURIComponent(station)}`;
    const answer = await fetch(path, { signal: AbortSignal.timeout(SILENT_MS) });
    if (isClosed || !isPolling()) return;
    if (!answer.ok) {
      say("lost");
      return;
    }
    const now = await answer.json();
    counters.polls += 1;
    if (state === "lost") {
      // The rig is back: perhaps its socket is too.
      wait_ms = FIRST_WAIT_MS;
      later(wait_ms);
    }
    say("polling");
    polled.take(now);
  };
  const watch = setInterval(async () => {
    if (socket && performance.now() - heard_ms > SILENT_MS) again();
    if (!isPolling() || isAsking) return;
    isAsking = true;
    try {
      await poll();
    } catch {
      if (!isClosed && isPolling()) say("lost");
    } finally {
      isAsking = false;
    }
  }, POLL_MS);

  counters.state = "";
  open();
  return () => {
    isClosed = true;
    clearTimeout(timer);
    clearInterval(watch);
    drop();
  };
}

/** @param {string} station */
function address(station) {
  const scheme = location.protocol === "https:" ? "wss://" : "ws://";
  return `${scheme}${location.host}/live?station=${encodeURIComponent(station)}`;
}
