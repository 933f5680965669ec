import type * as hub from "../shared/hub.js";

export type Network = hub.NetworkAnswer;
export type NetworkFinding = hub.NetworkFindingJson;
