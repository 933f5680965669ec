import type * as hub from "../shared/hub.js";

export type CalibrationState = hub.CalibrationAnswer;
export type CalibrationStation = hub.CalibratedStationJson;
export type CalibrationStep = NonNullable<hub.CalibrationAnswer["bench"]>;
export type CalibrationDot = hub.Dot;
export type Passport = hub.PassportJson;
export type CheckState = hub.CheckAnswer;
