import type * as hub from "../shared/hub.js";

export type Standards = hub.StandardsAnswer;
export type Standard = hub.StandardJson;
export type AcceptedCut = hub.AcceptedCutJson;
export type Panel = hub.PanelAnswer;
export type Judgement = hub.JudgementJson;
export type Agreement = hub.AgreementAnswer;
export type Cut = hub.CutAnswer;
export type ExamColumns = hub.ExamColumnsAnswer;

/** A figure as it is shown: its name, its value, and what it means. */
export interface Figure {
  name: string;
  value: string;
  words: string;
}

/** What a picture of points shows, in units of the marks. */
export interface Plot {
  label: string;
  x: { name: string; values: number[]; low: number; high: number };
  y: { name: string; values: number[]; low: number; high: number };
  bands: { low: number; high: number; kind: "interval" | "grey" }[];
  levels: { at: number; text: string; kind: "main" | "limit" }[];
  line: { from: [number, number]; to: [number, number] } | null;
  upright: { at: number; text: string } | null;
}

/** Something done, with the answer shown everywhere it matters. */
export type Told = (standards: Standards) => void;
