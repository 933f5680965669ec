import type * as hub from "../shared/hub.js";

export type HoursAnswer = hub.HoursAnswer;
export type Hours = hub.HoursRow;
export type DayHours = Hours["total"];
export type HoursCorrection = hub.HoursCorrectionJson;
export type HoursFile = hub.HoursFileAnswer;

/** Whose sheet is shown, and which days of it; what is empty is not asked. */
export type HoursChoice = {
  classId: string;
  learner: string;
  from: string;
  to: string;
};
