import type * as hub from "../shared/hub.js";

export type Exams = hub.ExamsAnswer;
export type ExamSummary = hub.ExamSummaryJson;
export type Exam = hub.ExamAnswer;
export type ExamBegun = hub.ExamBegunAnswer;
export type ExamLearner = hub.ExamLearnerJson;
export type Attempt = hub.AttemptJson;
export type Stage = Attempt["stage"];
export type Result = hub.AttemptResultJson;
export type Outcome = Result["outcome"];
export type ChangedMark = hub.ChangedMarkJson;
export type ExaminersMark = hub.ExaminersMarkJson;
export type SeatChecks = hub.SeatChecksJson;
export type CheckedSeats = hub.SeatChecksAnswer;
export type OwnExams = hub.OwnExamsAnswer;
export type OwnExam = hub.OwnExamJson;
export type Appeal = hub.AppealJson;
export type Classes = hub.ClassesAnswer;

/** A pad that somebody can sit at. */
export interface Station {
  id: string;
  name: string;
}

/** Asks the hub to change the exam: what it answers is shown, what it refuses is said. True where it was done. */
export type Act = (path: string, body: object) => Promise<boolean>;
