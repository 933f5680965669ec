// @ts-check
// What a page says while Steadyhold does not answer it.

const NOT_RUNNING = "Steadyhold is not running";
const START = "tart it again on the computer the pads are plugged into.";
const THIS_COMPUTER = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * A phone may have lost its network; a page on the computer of the rig has none to lose.
 * @param {string} [host] the page came from.
 */
export function unreachableMessage(host = globalThis.location?.hostname ?? "") {
  if (THIS_COMPUTER.test(host)) return `${NOT_RUNNING}. S${START}`;
  return (
    "No connection to Steadyhold. Check the network of this device. " +
    `If others have none either, ${NOT_RUNNING}: s${START}`
  );
}
