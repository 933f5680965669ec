/**
 * Shapes of what the hub says: frames and messages of the live socket (docs/live.md), answers of
 * the JSON API (docs/api.md), holds and sets (docs/scoring.md). This is the one place for them;
 * numbers the hub may not know are `null`.
 */

export type Phase = "taring" | "ready" | "loading" | "holding" | "releasing" | "resting" | "done" | "free";
export type Zone = "none" | "below" | "in" | "above" | "over";
export type LinkState = "connecting" | "streaming" | "stale" | "lost" | "ended";
export type Known = number | null;

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

export interface Link {
  state: LinkState;
  reason: string;
}

export interface Basis {
  use: "practice" | "formative" | "graded";
  reason: string;
  is_guess: boolean;
}

/** A protocol with the fields of its target beside its own. */
export interface Protocol {
  id: string;
  name: string;
  purpose?: string;
  force_n: number;
  low_n: number;
  high_n: number;
  band_frac?: number;
  hold_s: number;
  hold_min_s: number;
  hold_max_s: number;
  ceiling_n: number;
  loading_min_n_per_s?: number;
  loading_max_n_per_s?: number;
  release_min_n_per_s?: number;
  release_max_n_per_s?: number;
  repetitions: number;
  rest_s: number;
  feedback: "concurrent" | "none";
}

/** One station of the hello message. */
export interface StationInfo {
  index: number;
  id: string;
  name: string;
  learner_id: string;
  learner_name: string;
  simulated: boolean;
  session: string | null;
  protocol: Protocol;
  link: Link;
  last_score: Known;
  last_expanded: Known;
  basis: Basis | null;
}

export interface HelloMessage {
  type: "hello";
  stations: StationInfo[];
}

export interface LiveMessage {
  type: "live";
  station: string;
  phase: Phase;
  cue: string;
  zone: Zone;
  held_s: number;
  repetition: number;
  repetitions: number;
  rest_left_s: number;
  note: string;
  loaded: boolean;
}

export interface LinkMessage extends Link {
  type: "link";
  station: string;
}

export interface HoldMessage {
  type: "hold";
  station: string;
  session: string;
  hold: Hold;
}

export interface SetMessage {
  type: "set";
  station: string;
  session: string;
  result: SetResult;
}

export type Message = HelloMessage | LiveMessage | LinkMessage | HoldMessage | SetMessage;

/** Answer of `GET /api/live`. */
export interface Newest {
  live: Omit<LiveMessage, "type" | "station"> | null;
  link: Link | null;
  station: StationInfo | null;
  force_n: Known;
  t_s: number;
  epoch_ms: number;
}

export type CriterionName =
  | "accuracy"
  | "time_in_band"
  | "steadiness"
  | "drift"
  | "hold_time"
  | "loading_rate"
  | "overshoot"
  | "release_rate";

export interface Criterion {
  name: CriterionName;
  value: Known;
  unit: string;
  share: Known;
  weight: number;
  points: number;
  lost: number;
}

export interface Score {
  score: Known;
  criteria: Criterion[];
  caps?: string[];
  void_reason?: string;
  advice?: string;
}

export type Metrics = Partial<Record<string, Known>>;

/** One judged press, as in `steadyhold.score/1`. */
export interface Hold {
  number?: number;
  repetition?: number;
  onset_s: number;
  plateau_start_s: number;
  plateau_end_s: number;
  release_s: Known;
  hold_s: number;
  level_n?: number;
  level?: number;
  score: Score;
  uncertainty: { score: Known; metrics: Metrics } | null;
  outcome: string | null;
  basis: Basis | null;
}

export interface SetResult {
  done: number;
  asked: number;
  mean_score: Known;
  worst_score: Known;
  sd_score: Known;
  expanded: Known;
  outcome: string | null;
  remark: string;
  basis: Basis | null;
}

/** Answers of `GET /api/sessions/ID` and of its trace. */
export interface SessionRecord {
  session: {
    protocol: Protocol & { target?: Partial<Protocol> };
    holds: Hold[];
    sets: SetResult[];
  };
}

export interface TraceRecord {
  t_s: number[];
  force_n: Known[];
}

/** Force over time in this page; a force the hub does not know is `null`. */
export interface Trace {
  t: number[];
  f: Known[];
}

/** What a request to the hub came to: its answer, or a sentence for a person. */
export type Reply<Data> =
  | { ok: true; data: Data; problem: "" }
  | { ok: false; data: Partial<Data>; problem: string };

/** What a module does to end what it began. */
export type End = () => void;
