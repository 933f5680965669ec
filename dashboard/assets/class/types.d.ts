import type * as hub from "../shared/hub.js";

export type ClassList = hub.ClassesAnswer;
export type ClassAbout = hub.ClassesAnswer["classes"][number];
export type Roster = hub.RosterAnswer;
export type RosterLearner = hub.RosterLearnerJson;
export type ImportResult = hub.ImportAnswer;
export type Forgotten = hub.ForgottenAnswer;

/** Tells the hub something about the class; what it answers is shown, what it refuses said. */
export type Act = (path: string, body: object) => Promise<boolean>;
