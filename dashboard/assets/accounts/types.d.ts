import type * as hub from "../shared/hub.js";

export type Account = hub.AccountJson;
export type AccountList = hub.AccountsAnswer;
export type LoginNow = hub.LoginJson;
export type LoginList = hub.LoginsAnswer;
export type AuditLine = hub.AuditLineJson;
export type AuditPage = hub.AuditAnswer;
export type Me = hub.MeAnswer;

/** Tells the hub something; whether it was taken. What is refused is said on the page. */
export type Act = (path: string, body: object) => Promise<boolean>;

/** Which lines of the log are shown. */
export type AuditWanted = { kind: string; actor: string; skip: number };
