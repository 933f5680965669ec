// @ts-check
/** @import {StationInfo} from "../shared/types.js" */

/**
 * What the instructor gives a pad, told once it is another than before: the form then shows the same.
 * @param {(protocol: string) => void} tell
 * @returns {(info: StationInfo) => void} to be called with each news of the pad.
 */
export function createGiven(tell) {
  let known = "";
  return ({ protocol }) => {
    if (known && known !== protocol.id) tell(protocol.id);
    known = protocol.id;
  };
}
