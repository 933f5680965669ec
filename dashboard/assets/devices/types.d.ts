import type * as hub from "../shared/hub.js";

export type DeviceList = hub.DevicesAnswer;
export type DeviceRow = hub.SensorRow;
export type DeviceStation = hub.PlaceJson;
export type SensorTested = hub.SensorTestedAnswer;
export type DeviceKind = hub.KindJson;
