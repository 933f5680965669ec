// @ts-check
/** @import {StationInfo} from "../shared/types.js" */

/**
 * Whoever sat here sits here again after a new start of the rig, which knows of nobody.
 * @param {(learner: string) => void} sit
 * @returns {(info: StationInfo, own: string | null) => void} to be called with each news of the pad, and who is here.
 */
export function createSeat(sit) {
  let sitting = "";
  return ({ learner_id, session }, own) => {
    if (!learner_id && !session && own && sitting === own) sit(own);
    sitting = learner_id;
  };
}
