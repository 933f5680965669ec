import type * as hub from "../shared/hub.js";

export type Network = hub.NetworkAnswer;
export type NetworkFinding = hub.NetworkFindingJson;
export type Door = hub.DoorAnswer;
export type DoorClass = hub.DoorClassJson;
