/**
 * What the browser's code calls what the hub says, and what it makes of that. The shapes themselves are those of
 * hub.d.ts, which is made from docs/schemas; binary frames are docs/schemas/live-frames.json.
 */
import type * as hub from "./hub.js";

export type Basis = hub.ScoreBasis;
export type Criterion = hub.CriterionScore;
export type Hold = hub.Hold | hub.HoldInAnotherUnit;
export type SetResult = hub.SetResult;
export type Link = hub.LinkJson;
export type StationInfo = hub.StationJson;
export type HelloMessage = hub.HelloMessage;
export type LiveMessage = hub.LiveMessage;
export type LinkMessage = hub.LinkMessage;
export type HoldMessage = hub.HoldMessage;
export type SetMessage = hub.SetMessage;
export type PadMessage = hub.PadMessage;
export type AttentionMessage = hub.AttentionMessage;
export type StationNeeds = hub.StationNeedsJson;
export type Need = hub.NeedJson;
export type Message =
  | HelloMessage
  | PadMessage
  | LiveMessage
  | LinkMessage
  | HoldMessage
  | SetMessage
  | AttentionMessage;
export type Newest = hub.NewestAnswer;
export type SessionRecord = hub.SessionDocument;
export type TraceRecord = hub.TraceAnswer;
export type Phase = LiveMessage["phase"];
export type Zone = LiveMessage["zone"];

/** A protocol with the fields of its target beside its own; a list of protocols says more than a station. */
export type Protocol = Omit<hub.DrawnProtocolJson, "levels"> &
  Partial<hub.TargetWithEdges> & { levels: Level[]; purpose?: string };

export type Level = hub.DrawnLevelJson & Partial<hub.TargetWithEdges>;

/** Binary message of kind 1. */
export interface TraceFrame {
  kind: 1;
  n: number;
  t0_s: number;
  epoch_ms: number;
  dt_s: ArrayLike<number>;
  force_n: ArrayLike<number>;
}

/** Binary message of kind 2: eight values a station. */
export interface WallFrame {
  kind: 2;
  n: number;
  epoch_ms: number;
  tiles: Float32Array;
}

export type Frame = TraceFrame | WallFrame;

/** Force over time in this page; a force the hub does not know is `null`. */
export interface Trace {
  t: number[];
  f: (number | null)[];
}

/**
 * What a request to the hub came to: its answer, or a sentence for a person.
 * Whether it was done is unknown where the answer is lost.
 */
export type Reply<Data> =
  | { ok: true; data: Data; problem: ""; isLost: false }
  | { ok: false; data: Partial<Data>; problem: string; isLost: boolean };

/** What a module does to end what it began. */
export type End = () => void;
