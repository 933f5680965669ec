import type * as hub from "../shared/hub.js";

export type Gradebook = hub.MarksAnswer;
export type Mark = hub.MarkJson;
export type MarkItem = hub.MarkItemJson;
export type MarkHistory = hub.MarkHistoryAnswer;
export type MarkHistories = hub.MarkHistoriesAnswer;
export type MarkChange = hub.MarkChangeJson;
export type MarksFile = hub.MarksFileAnswer;
export type OwnMarks = hub.OwnMarksAnswer;
export type Outcome = Mark["outcome"];

/** What of a gradebook is shown; what is empty is not asked. */
export type MarkFilter = {
  learner: string;
  protocol: string;
  /** an outcome, or `changed`, or `contested`. */
  result: string;
  from: string;
  to: string;
};
