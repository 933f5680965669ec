/** Answers of `/api/calibration/ID` and `/api/checks/ID`, docs/api.md. */
import type { Known, Link } from "../shared/types.js";

export interface Mass {
  id: string;
  kg: number;
  check: boolean;
}

export interface CalibrationDot {
  force_n: number;
  off_n: number;
  leg: "up" | "down" | "";
}

export interface CalibrationBench {
  title: string;
  instruction: string;
  refusal: string;
  status: string;
  almost: string;
  why: string;
  trouble: string;
  identity: string;
  kind: string;
  position: "centre" | "front" | "back" | "right" | "left";
  done: number;
  steps: number;
  step_s: number;
  waited_frac: number;
  reading_n: Known;
  reading_raw: Known;
  is_still: boolean;
  is_another: boolean;
  paused: boolean;
  finished: boolean;
  wishes: string[];
  stack: Mass[];
  masses: Mass[];
  dots: CalibrationDot[];
}

export interface CalibrationStation {
  id: string;
  name: string;
  demonstration: boolean;
  simulated: boolean;
  busy: boolean;
  link: Link;
  identity: string;
  unnamed: string;
  title: string;
}

export interface Passport {
  sha256: string;
  due_utc: string;
  grade: string;
  grade_words: string;
  use: string;
  reasons: string[];
  almost: string;
  at_n: number;
  expanded_n: number;
  band_pct: number;
  doubts: { name: string; u_n: number }[];
  has_creep: boolean;
  statement: string;
}

export interface CalibrationState {
  station: CalibrationStation;
  bench: CalibrationBench | null;
  begun: { begun_utc: string; person: string; done: number; steps: number } | null;
  passport: Passport | null;
  damage: string;
}

/** Answer of `/api/checks/ID`. */
export interface CheckState {
  check: { mass: string; words: string; passed: boolean | null } | null;
  masses: string[];
  usual: string;
  due: string;
}
