/**
 * What the hub says in JSON, from docs/schemas/openapi.json and docs/schemas/live.json.
 * Made by `python -m tests.schemas.typescript`; edit the types of the hub instead.
 */

/** A cut score that was accepted. */
export type AcceptedCutJson = {
  number: number;
  protocol: string;
  method: "borderline" | "angoff";
  cut_points: number;
  /** of its interval; null without. */
  low_points: number | null;
  /** of its interval; null without. */
  high_points: number | null;
  /** null where it is not known. */
  sem_points: number | null;
  /** learners, or judges of a panel. */
  n: number;
  reason: string;
  /** opaque id of who accepted it. */
  by: string;
  at_utc: string;
};

/** An account. */
export type AccountJson = {
  id: string;
  login: string;
  role: "anonymous" | "student" | "instructor" | "researcher" | "partner";
  created_utc: string;
  /** when somebody was last here with it; null for never. */
  seen_utc: string | null;
  /** when it was removed; null while it is good. */
  ended_utc: string | null;
};

/** Who logs in with a password, by login; those that were removed after them. */
export type AccountsAnswer = {
  accounts: (AccountJson)[];
};

/** How far columns of marks agree. */
export type AgreementAnswer = {
  schema: "steadyhold.agreement/1";
  source: string;
  /** their names. */
  columns: (string)[];
  /** people. */
  n: number;
  /** rows without a number in each column. */
  left_out: number;
  /** a row for each person. */
  marks: ((number)[])[];
  /** of the first two columns, first minus second; null where it cannot be told. */
  bland_altman: BlandAltman | null;
  /** of all columns; likewise. */
  reliability: Reliability | null;
  /** of the first two, where they are whole numbers in a few steps. */
  kappas: (Kappa)[];
  /** why what is missing is missing. */
  untold: (string)[];
};

/** The cut score of a panel. */
export type Angoff = {
  /** how many. */
  judges: number;
  /** mean of the judges for each criterion, 0-100 of its own. */
  criterion_points: Record<string, number>;
  /** the cut score of each judge alone, in the order given. */
  judge_points: (number)[];
  /** their mean. */
  cut_points: number;
  /** standard deviation between judges. */
  sd_points: number;
  /** standard error of the cut score. */
  se_points: number;
  /** of the cut score by bootstrap over judges. */
  interval: Interval | null;
};

/** One entry of an appeal: what a student asked, or what an instructor answered. */
export type AppealJson = {
  kind: "asked" | "answered";
  text: string;
  by: string;
  at_utc: string;
};

/** The sensor a station was given. */
export type AssignedJson = {
  identity: string;
  title: string;
  kind: string;
  link: string;
};

/** How far somebody has come at one stage. */
export type AttemptJson = {
  stage: "pad" | "person";
  /** `waiting` to begin, `pressing` now, `interrupted` before the last press, `done` all pressed, or `closed` before that. */
  state: "waiting" | "pressing" | "interrupted" | "done" | "closed";
  /** the same in one sentence for a person, with what to do. */
  text: string;
  /** presses that count. */
  pressed: number;
  /** presses still to be made. */
  to_go: number;
  /** presses that are never made. */
  missing: number;
  /** presses that do not count. */
  voids: (VoidPressJson)[];
  /** recordings of it, in order. */
  sessions: (string)[];
  /** recorded seconds still to have; null where there is no limit. */
  left_s: number | null;
  /** marks that may be seen: as long as the score is withheld, those of others only by an examiner who has given one. */
  examiners: (ExaminersMarkJson)[];
  /** how many examiners have given a mark. */
  given: number;
  /** a sentence as long as the score is not to be seen; else empty. */
  withheld: string;
  /** null as long as it is withheld, or nothing was pressed in a running exam. */
  result: AttemptResultJson | null;
};

/** What an attempt is worth; there only once the score is no longer withheld. */
export type AttemptResultJson = {
  /** mean of the presses asked for, one that is missing counts 0; null for `void` and `missing`. */
  points: number | null;
  /** error bar of the points, of the sensor (95 %); null where it is not known. */
  half_width: number | null;
  /** 95 % half-width of the mean of the presses made, from how they differ; null with fewer than two. It takes no part in the outcome. */
  spread: number | null;
  outcome: "pass" | "repeat" | "fail" | "void" | "missing";
  /** why it is not a plain pass or fail, in words; else empty. */
  reason: string;
  /** how many presses reached the mark. */
  reached: number;
  /** points of each criterion, mean over the presses. */
  criteria: Record<string, number>;
  /** a sentence where the person was pressed too lightly; else empty. */
  flag: string;
  /** those that count, in order. */
  presses: (PressJson)[];
};

/** Who needs the instructor, who needs them most first; whoever is not in it needs nothing. */
export type AttentionMessage = {
  type: "attention";
  stations: (StationNeedsJson)[];
};

/** Who did what at the doors, newest first. */
export type AuditAnswer = {
  lines: (AuditLineJson)[];
  /** how many lines there are like these. */
  total: number;
};

/** One line of the audit log: its ids as they are kept, and the same in words. */
export type AuditLineJson = {
  at_utc: string;
  /** id of who did it; empty for whoever was not logged in. */
  actor: string;
  role: string;
  action: string;
  /** id of whom or what it was done to. */
  about: string;
  detail: string;
  /** login of an account, or pseudonym of a learner; empty for whoever was not logged in. */
  who: string;
  /** what they did, to be read after `who`. */
  what: string;
};

/** A calibration that waits to be gone on with. */
export type BegunJson = {
  begun_utc: string;
  person: string;
  done: number;
  steps: number;
};

/** Bias and limits of agreement, in the unit of the marks. */
export type BlandAltman = {
  /** pairs. */
  n: number;
  /** mean of first minus second. */
  bias: number;
  /** of the differences. */
  sd: number;
  /** of the bias. */
  bias_interval: Interval;
  /** between which 95 % of differences are expected. */
  limits: Interval;
  /** of either limit. */
  low_interval: Interval;
  /** of either limit. */
  high_interval: Interval;
};

/** Whether gauges were looked for, and why they cannot be. */
export type BluetoothJson = {
  scanned: boolean;
  trouble: string;
};

/** Score on examiner's mark by least squares, and the cut score. */
export type BorderlineRegression = {
  /** learners. */
  n: number;
  /** of the examiner, for which the line is read. */
  borderline_mark: number;
  /** of the line. */
  intercept_points: number;
  /** more score for one more mark. */
  slope_points: number;
  /** share of the spread of scores that the line explains. */
  r_squared: number;
  /** root mean square of what it leaves, with n - 2. */
  rmse_points: number;
  /** the cut score. */
  cut_points: number;
  /** standard error of the line there. */
  cut_se_points: number;
  /** of the cut score by bootstrap over learners; None where too many resamples have one mark only. */
  interval: Interval | null;
};

/** The station of a calibration and the sensor it reads. */
export type CalibratedStationJson = {
  id: string;
  name: string;
  demonstration: boolean;
  simulated: boolean;
  busy: boolean;
  link: LinkJson;
  identity: string;
  unnamed: string;
  title: string;
  unit: string;
  channels: (string)[];
};

/** How raw counts of one sensor become newtons: a polynomial without its zero. */
export type Calibration = {
  /** stable id of this calibration, recorded with each session. */
  identity: string;
  /** hardware id it belongs to; empty where it fits any device of the kind. */
  device: string;
  /** unit of the result, `N` unless the quantity is not a force. */
  unit: string;
  /** units of the result per raw unit; with pieces, the slope in mid-range. */
  gain_per_raw: number;
  /** units of the result per raw unit squared; 0 for a line. */
  curvature_per_raw2: number;
  /** index of the raw channel it applies to. */
  column: number;
  /** residual standard deviation of the fit in units of the result; None unknown. */
  residual_sd: number | null;
  /** ISO 8601 time of the fit; empty for a nominal calibration. */
  made_utc: string;
  /** digest of the passport it was read from; empty without one. */
  passport_sha256: string;
  /** what the passport allows it to be used for. */
  grade: "R" | "T" | "C" | "none";
  /** ISO 8601 time it expires; empty where it does not. */
  due_utc: string;
  /** stretches of a power law, rising; empty for a polynomial. */
  pieces: (PowerPiece)[];
  /** reading of the divider's supply; 0 where the law is in the reading itself. */
  full_scale_raw: number;
  /** lowest and highest calibrated reading; None where not known. */
  span_raw: [number, number] | null;
  /** how far a force can be trusted; None where not known. */
  errors: ErrorModel | null;
  /** largest calibrated force; None where not known. */
  max_n: number | null;
  format: number;
};

/** Everything the Calibrate page shows of a station. */
export type CalibrationAnswer = {
  station: CalibratedStationJson;
  /** the calibration under way; null without one. */
  bench: {
    /** where in the procedure. */
    title: string;
    /** one sentence: what to do now. */
    instruction: string;
    /** what it waits for. */
    status: string;
    /** why the last attempt was not taken, and the way out; empty where all is well. */
    refusal: string;
    /** newest reading; None before there is one. */
    reading_raw: number | null;
    /** the same in newtons, by the readings so far; None before the first load. */
    reading_n: number | null;
    /** standard deviation of one sample; None before there is one. */
    scatter_raw: number | null;
    /** the pad rests. */
    is_still: boolean;
    /** share of this reading that is done, 0 to 1. */
    waited_frac: number;
    /** readings taken. */
    done: number;
    /** readings in all. */
    steps: number;
    /** nothing is left to do. */
    finished: boolean;
    /** what the plan can earn at most, and how to earn more; empty for the full plan. */
    almost: string;
    /** what may be asked now. */
    wishes: ("repeat" | "repeat_run" | "restart" | "skip" | "accept" | "pause" | "resume" | "smaller" | "short")[];
    why: string;
    paused: boolean;
    kind: string;
    step_s: number;
    stack: (MassJson)[];
    position: string;
    masses: (MassJson)[];
    dots: (Dot)[];
    is_another: boolean;
    identity: string;
    kept: boolean;
    trouble: string;
  } | null;
  /** one that waits to be gone on with; null without one. */
  begun: BegunJson | null;
  /** the newest of this sensor; null without one. */
  passport: PassportJson | null;
  /** half a sentence where a newer passport is damaged, else empty. */
  damage: string;
};

/** Where the trail of all changes ends. */
export type ChainJson = {
  entries: number;
  sha256: string;
};

/** An instructor's mark of the gradebook that counts in the place of the measured one. */
export type ChangedMarkJson = {
  points: number | null;
  outcome: "pass" | "repeat" | "fail" | "void" | "missing";
  /** why; null once the words are gone. */
  reason: string | null;
  /** a login, or a word for whoever it was. */
  who: string;
  at_utc: string;
};

/** The check weight of a station. */
export type CheckAnswer = {
  /** null while none is read. */
  check: CheckJson | null;
  /** weights of the passport that are heavy enough. */
  masses: (string)[];
  /** the one to take; empty where there is none. */
  usual: string;
  /** a sentence; empty when none is due. */
  due: string;
};

/** A check weight under way: what to do, or how it ended; `passed` is null until it is read. */
export type CheckJson = {
  mass: string;
  words: string;
  passed: boolean | null;
};

/** A protocol that was looked at and not kept. */
export type CheckedProtocolAnswer = {
  /** all of them; nothing else is told of it where there is one. */
  mistakes: (MistakeJson)[];
  /** the keys and values as they were read; null where there are none. */
  document: Record<string, unknown> | null;
  /** text of its file; empty with a mistake. */
  toml: string;
  /** with the edges of its bands; null with a mistake. */
  protocol: ProtocolWithEdges | null;
  /** number of the version of that id that is in use; 0 without one. */
  in_use: number;
};

/** One of the values a key may have. */
export type ChoiceJson = {
  value: string;
  words: string;
};

/** Every class, those that are taught first. */
export type ClassesAnswer = {
  classes: (SchoolClass)[];
};

/** One part of an uncertainty budget, as a force (k = 1). */
export type ComponentJson = {
  name: string;
  u_n: number;
};

/** A criterion that may be given points. */
export type CriterionJson = {
  name: string;
  title: string;
  /** of the usual rubric; null where it has none. */
  points: number | null;
};

/** One part of a score. */
export type CriterionScore = {
  /** of one of `rig.engine.scoring.criteria.CRITERIA`. */
  name: string;
  /** what was measured, in `unit`; None where it could not be. */
  value: number | null;
  unit: string;
  /** 0..1 of the weight earned; None where not scored. */
  share: number | null;
  /** after re-normalisation, out of 100; 0 where not scored. */
  weight: number;
  /** share times weight. */
  points: number;
  /** weight minus points. */
  lost: number;
  /** what earns full marks, in words; empty before the unit of the force is known. */
  aim: string;
};

/** A cut score by borderline regression of the second column on the first. */
export type CutAnswer = {
  schema: "steadyhold.cut/1";
  source: string;
  /** names of the examiner's marks and the scores. */
  columns: (string)[];
  /** learners. */
  n: number;
  /** rows without both. */
  left_out: number;
  /** examiner's mark and score of each learner. */
  marks: ((number)[])[];
  /** null where it cannot be told. */
  regression: BorderlineRegression | null;
  /** what stands against accepting it; empty where nothing does. */
  against: (string)[];
  /** standard error of measurement that was given; null without. */
  sem_points: number | null;
  /** the grey zone; null without. */
  zone: GreyZone | null;
  /** how these learners would fare; 0 without a zone. */
  passed: number;
  /** how these learners would fare; 0 without a zone. */
  repeated: number;
  /** how these learners would fare; 0 without a zone. */
  failed: number;
};

/** One day, or all of them. */
export type DayHours = {
  /** ISO date; empty for the total. */
  day: string;
  signed_in_s: number;
  pressing_s: number;
  resting_s: number;
  simulated_s: number;
  /** that began on it, on a real pad. */
  sessions: number;
  /** of these, how many have no ending. */
  interrupted: number;
};

/** Thresholds of contact, relative to the rest the tare came from. */
export type Detection = {
  /** smallest force that counts as contact, in the unit of the calibration; 0 where nothing is known of that unit, and the noise of the rest is the only scale. */
  contact_floor_n: number;
  /** smallest distance from rest that counts as leaving it. */
  onset_floor_n: number;
  /** largest standard deviation of a rest that may become a tare. */
  still_sd_n: number;
  /** time above the contact threshold that makes a contact. */
  on_s: number;
  /** time below half of it that ends one. */
  off_s: number;
  /** time after the end in which the zero is checked. */
  after_s: number;
};

/** Everything the Devices page shows. */
export type DevicesAnswer = {
  devices: (SensorRow)[];
  stations: (PlaceJson)[];
  kinds: (KindJson)[];
  bluetooth: BluetoothJson;
};

/** One more address or name of the rig. */
export type DoorAddressJson = {
  url: string;
  /** what to know of it; empty where there is nothing. */
  remark: string;
};

/** How students come in. */
export type DoorAnswer = {
  /** whether other machines can. */
  is_lan: boolean;
  /** to type. */
  url: string;
  /** a picture of the code to scan, whole within its own address. */
  qr: string;
  /** those that are taught. */
  classes: (DoorClassJson)[];
  /** where it answers too. */
  also: (DoorAddressJson)[];
  /** whether others in the network can not read along. */
  is_encrypted: boolean;
  /** page of the certificate that a phone has to trust; empty where it need not. */
  authority: string;
  /** SHA-256 of that certificate; empty as well. */
  fingerprint: string;
};

/** A class that is taught. */
export type DoorClassJson = {
  id: string;
  title: string;
  /** what its students type; empty while it is closed. */
  code: string;
  /** a picture of the code to scan, which brings the class code along; empty as well. */
  qr: string;
};

/** One reading under load. */
export type Dot = {
  /** its step. */
  key: string;
  /** `load` of the series, or `check`. */
  kind: string;
  /** of the series; 0 outside. */
  run: number;
  /** `up`, `down` or empty. */
  leg: string;
  /** known force. */
  force_n: number;
  /** by the line through all readings so far. */
  reading_n: number;
  /** reading minus force. */
  off_n: number;
  /** taken against an objection. */
  forced: boolean;
};

/** What a screen needs to draw one level of a press. */
export type DrawnLevelJson = {
  force_n: number;
  low_n: number;
  high_n: number;
  hold_s: number;
  hold_min_s: number;
  hold_max_s: number;
};

/** What a screen needs to draw a protocol. */
export type DrawnProtocolJson = {
  force_n: number;
  low_n: number;
  high_n: number;
  hold_s: number;
  hold_min_s: number;
  hold_max_s: number;
  id: string;
  version: number;
  name: string;
  ceiling_n: number;
  repetitions: number;
  rest_s: number;
  feedback: "concurrent" | "none";
  /** those of a press, in order; the numbers of the first stand beside them as well. */
  levels: (DrawnLevelJson)[];
};

/** What a calibration may be used for now. */
export type Eligibility = {
  /** the most it may carry. */
  use: "graded" | "formative" | "practice";
  /** one sentence for a person; empty where it carries graded scores. */
  reason: string;
  /** drift may be scored; a creeping sensor would blame the learner. */
  scores_drift: boolean;
};

/** How a session ended in good order. */
export type Ending = {
  at_utc: string;
  how: string;
};

/** What made a result, kept beside it; within one engine a result comes out bit for bit again. */
export type Engine = {
  /** finds the holds in the force. */
  finder: number;
  /** measures them. */
  metrics: number;
  /** makes shares, caps and score of the measures, a target and a rubric. */
  score: number;
};

/** Standard uncertainties (k = 1) of a force in use, by the way they act on a press. */
export type ErrorModel = {
  /** scale error shared by every press: reference, fit, form, temperature. */
  gain_common_frac: number;
  /** scale error of each press anew: seating, position, hysteresis. */
  gain_press_frac: number;
  /** offset of the zero within a set. */
  zero_n: number;
  /** share of the force by which a reading creeps from 1 s to 60 s of load. */
  creep_frac: number;
  /** standard deviation of one sample at rest. */
  noise_n: number;
  /** scale-free part of the form error, shared by every press. */
  form_n: number;
  /** change of the reading along a press that is not the hand's: a zero that wanders for a minute, a hysteresis that turns as the hand eases. */
  walk_n: number;
};

/** Something that happened at a known sample; null in place of what is not known. */
export type EventJson = {
  index: number;
  t_s: number | null;
  kind: "set_started" | "tared" | "tare_refused" | "zero_drifted" | "zero_checked" | "rest_moved" | "onset" | "over_ceiling" | "release" | "tap" | "hold_scored" | "set_ended" | "link_lost" | "link_back" | "clock_restarted" | "sensor_remark";
  value: number | null;
  text: string;
};

/** One change of an exam as a whole. */
export type ExamActJson = {
  /** what it became, `running` also when it was resumed. */
  state: "planned" | "running" | "ended" | "released" | "withdrawn";
  /** id of who did it. */
  by: string;
  at_utc: string;
  reason: string;
};

/** One exam, with everybody who takes it. */
export type ExamAnswer = {
  about: ExamSummaryJson;
  /** every change of it, in order. */
  acts: (ExamActJson)[];
  learners: (ExamLearnerJson)[];
  /** ids of those who were interrupted and can go on. */
  resumable: (string)[];
};

/** The exam that has a station: its force, words and scores are told to nobody. */
export type ExamAtStationJson = {
  id: string;
  title: string;
  stage: "pad" | "person";
  /** presses that its learner had made before the set under way. */
  before: number;
  /** presses asked of everybody. */
  asked: number;
};

/** The same after a begin or a resume. */
export type ExamBegunAnswer = {
  about: ExamSummaryJson;
  acts: (ExamActJson)[];
  learners: (ExamLearnerJson)[];
  resumable: (string)[];
  /** sessions by the id of the learner. */
  begun: Record<string, string>;
  /** those who could not begin, by id, with the reason. */
  refused: Record<string, string>;
};

/** Two columns as a text, and what is to be known of them. */
export type ExamColumns = {
  /** with a heading, a tab between; empty where there is no row. */
  text: string;
  /** learners in it. */
  rows: number;
  /** sentences: who is not in it, and whether they are too few. */
  words: string;
};

/** What a released exam gives to be compared; neither ids nor names, rows sorted by value. */
export type ExamColumnsAnswer = {
  exam: string;
  title: string;
  protocol: string;
  /** examiner's mark and score, as `cut` takes them. */
  cut: ExamColumns;
  /** marks of two examiners, as `agreement` takes them. */
  agreement: ExamColumns;
};

/** One learner of an exam. */
export type ExamLearnerJson = {
  id: string;
  name: string;
  /** id of the station of the seat; empty where there is none yet. */
  station: string;
  /** empty where there is none. */
  station_name: string;
  /** 1 for who is first at that station, 2 for the next, ...; 0 without a seat. */
  turn: number;
  /** on the `pad`, and on a `person` once that has begun. */
  attempts: (AttemptJson)[];
  /** what counts in the place of the result on the pad; null where that counts. */
  changed: ChangedMarkJson | null;
  appeals: (AppealJson)[];
};

/** One exam. */
export type ExamSummaryJson = {
  id: string;
  class_id: string;
  title: string;
  /** `planned`, `running` or `ended`. */
  state: "planned" | "running" | "ended";
  /** it was running when Steadyhold stopped, and nobody has resumed it yet. */
  interrupted: boolean;
  /** when something was last recorded before that; null where nothing was. */
  interrupted_utc: string | null;
  /** students see their marks. */
  released: boolean;
  /** the locked copy: blind, assessment, its own number of repetitions. */
  protocol: ProtocolWithEdges;
  repetitions: number;
  rule: PassRuleJson;
  /** of recorded time that each learner has; 0 for no limit. */
  minutes: number;
  /** what the examiner looks at; each gets 0, 1 or 2. */
  checklist: (string)[];
  /** a sentence where there are fewer than six presses; else empty. */
  unreliable: string;
  by: string;
  made_utc: string;
  /** how many take it, have pressed all, have an examiner's own mark. */
  learners: number;
  /** how many take it, have pressed all, have an examiner's own mark. */
  done: number;
  /** how many take it, have pressed all, have an examiner's own mark. */
  marked: number;
};

/** What one examiner thought of an attempt. */
export type ExaminersMarkJson = {
  /** 1 fail, 2 borderline, 3 clear pass, 4 good, 5 excellent; null with `no_mark`. */
  global_rating: number | null;
  /** 0, 1 or 2 for each item of the exam, in order; empty with `no_mark`. */
  checklist: (number)[];
  /** 1 to 5, how much help it took (5: none); null where it was not given. */
  supervision: number | null;
  /** why the examiner gives no mark; empty where one was given. */
  no_mark: string;
  /** id of the examiner. */
  by: string;
  at_utc: string;
  /** the score was not to be seen by anybody yet. */
  before_score: boolean;
};

/** Exams, the newest first. */
export type ExamsAnswer = {
  exams: (ExamSummaryJson)[];
};

/** One key of a protocol, as a form asks for it. */
export type FieldJson = {
  /** of the key; in a level its last part. */
  path: string;
  kind: "text" | "texts" | "whole" | "number" | "pair" | "choice" | "flag";
  part: "about" | "press" | "set" | "score";
  title: string;
  words: string;
  unit: string;
  /** bounds of a number, both allowed; of a text `high` characters. */
  low: number;
  /** bounds of a number, both allowed; of a text `high` characters. */
  high: number;
  /** each level of a press may say it for itself. */
  of_level: boolean;
  /** may be left out. */
  optional: boolean;
  choices: (ChoiceJson)[];
};

/** Parameters of finding, under an id that is kept with what was found. */
export type Finder = {
  /** of this set of numbers. */
  id: string;
  /** a fall below this share of both neighbours ends a press (domain model 4.2). */
  valley_frac: number;
  /** shortest such fall; shorter is a dip. */
  valley_s: number;
  /** time constant with which the height of a press rises: a push of a moment is no neighbour. */
  height_s: number;
  /** the same downwards: a press that sags is measured by what it has become. */
  height_fall_s: number;
  /** time above a valley that proves the next press. */
  rise_s: number;
  /** below this share of the presses beside it a hand only rests (5-15 % were seen). */
  rest_frac: number;
  /** time so low that ends a press without a next one. */
  rest_s: number;
  /** the course of a press is looked at in medians of this length. */
  cell_s: number;
  /** a new level lies at least this much above the last (rising steps of compression are 1.26 and 1.35 apart: Szajkowski 2025). */
  step_up_frac: number;
  /** or this much below; sagging unasked by a third was seen, so more. */
  step_down_frac: number;
  /** time a step of `step_up_frac` must last to be meant, a larger one shorter. */
  step_s: number;
  /** a departure from a level that returns to it within this time belongs to it. */
  lapse_s: number;
  /** a plateau runs from the first to the last of these shares of its level (domain model 4.2). */
  arrived_frac: number;
  /** a plateau runs from the first to the last of these shares of its level (domain model 4.2). */
  left_frac: number;
  /** a hold is steady if such a share of it lies so near its level (docs/adr/0006). */
  near_frac: number;
  /** a hold is steady if such a share of it lies so near its level (docs/adr/0006). */
  near_share_frac: number;
  /** change over a hold that makes it unsteady. */
  sag_frac: number;
  /** shorter on a level is no hold. */
  hold_s: number;
  /** a fall below `left_frac` shorter than this is a dip, longer a break. */
  dip_s: number;
  /** in a file, so many presses in a row, none longer than this (twice it where unsteady) nor further apart, are squeezes and no holds. */
  train_s: number;
  /** in a file, so many presses in a row, none longer than this (twice it where unsteady) nor further apart, are squeezes and no holds. */
  train_n: number;
};

/** The passport that a calibration earned. */
export type FinishedAnswer = {
  passport: PassportJson;
};

/** What forgetting a learner did. */
export type ForgottenAnswer = {
  forgotten: true;
  sessions_kept: number;
  sessions_removed: number;
  is_scrubbed: boolean;
  /** names of files in the data folder that may still hold the name. */
  copies: (string)[];
};

/** Scores that say neither passed nor failed: the cut score and one standard error around it. */
export type GreyZone = {
  /** both belong to it. */
  low_points: number;
  /** both belong to it. */
  high_points: number;
};

/** Comes first, and again whenever anything in it changes. */
export type HelloMessage = {
  type: "hello";
  schema: "steadyhold.live/1";
  stations: (StationJson)[];
};

export type Hold = {
  /** 1-based in the session. */
  number: number;
  /** 1-based in the set; 0 where no set was running. Plateaus of one press share it. */
  repetition: number;
  /** force leaves rest, the hand that rests on the pad, or the plateau before. */
  onset_s: number;
  /** force first reaches 0.9 of the level. */
  plateau_start_s: number;
  /** force last stands at 0.8 of the level. */
  plateau_end_s: number;
  /** force is back where it came from; None when the record ends first. */
  release_s: number | null;
  hold_s: number;
  /** robust level, median of the shorth of the plateau. */
  level_n: number;
  /** 1-based number of the press it belongs to. */
  press: number;
  /** 1-based number among the plateaus of the press. */
  plateau: number;
  /** why it is unsteady, in words; empty for a steady one. */
  reason: string;
  /** falls below 0.8 of the level shorter than 0.5 s. */
  dips: number;
  /** longer ones; the hold runs on. */
  breaks: number;
  /** the stream ended or broke before the release. */
  interrupted: boolean;
  /** names of quality findings, for example `gap`, `short_gap`, `saturated`. */
  flags: (string)[];
  /** unsteady: see `reason` */
  class: "hold" | "unsteady";
  /** force after the release; None where it was not seen. */
  zero_after_n: number | null;
  metrics: Metrics | MetricsInAnotherUnit;
  score: HoldScore;
  uncertainty: Uncertainty | null;
  /** against the pass mark of the protocol, None without one; `other_level` for a plateau that was not asked for, beside those of its press that are scored. */
  outcome: "pass" | "borderline" | "below" | "other_level" | null;
  basis: ScoreBasis;
  /** 1-based level of the protocol it answers; 0 for another level. */
  level_number: number;
  press_score: PressScore | null;
};

export type HoldInAnotherUnit = {
  /** 1-based in the session. */
  number: number;
  /** 1-based in the set; 0 where no set was running. Plateaus of one press share it. */
  repetition: number;
  /** force leaves rest, the hand that rests on the pad, or the plateau before. */
  onset_s: number;
  /** force first reaches 0.9 of the level. */
  plateau_start_s: number;
  /** force last stands at 0.8 of the level. */
  plateau_end_s: number;
  /** force is back where it came from; None when the record ends first. */
  release_s: number | null;
  hold_s: number;
  /** robust level, median of the shorth of the plateau. */
  level: number;
  /** 1-based number of the press it belongs to. */
  press: number;
  /** 1-based number among the plateaus of the press. */
  plateau: number;
  /** why it is unsteady, in words; empty for a steady one. */
  reason: string;
  /** falls below 0.8 of the level shorter than 0.5 s. */
  dips: number;
  /** longer ones; the hold runs on. */
  breaks: number;
  /** the stream ended or broke before the release. */
  interrupted: boolean;
  /** names of quality findings, for example `gap`, `short_gap`, `saturated`. */
  flags: (string)[];
  /** unsteady: see `reason` */
  class: "hold" | "unsteady";
  /** force after the release; None where it was not seen. */
  zero_after: number | null;
  metrics: Metrics | MetricsInAnotherUnit;
  score: HoldScore;
  uncertainty: Uncertainty | null;
  /** against the pass mark of the protocol, None without one; `other_level` for a plateau that was not asked for, beside those of its press that are scored. */
  outcome: "pass" | "borderline" | "below" | "other_level" | null;
  basis: ScoreBasis;
  /** 1-based level of the protocol it answers; 0 for another level. */
  level_number: number;
  press_score: PressScore | null;
};

/** A press was judged. */
export type HoldMessage = {
  type: "hold";
  station: string;
  session: string;
  hold: Hold | HoldInAnotherUnit;
};

/** 0-100 with its reasons. */
export type HoldScore = {
  /** None where void. */
  score: number | null;
  /** id of the rubric. */
  rubric: string;
  /** those of the rubric, in its order. */
  criteria: (CriterionScore)[];
  /** sentences, one for each cap that lowered the score, the lowest first. */
  caps: (string)[];
  /** why there is no score; None where there is one. */
  void_reason: string | null;
  /** one thing to try next, in plain words. */
  advice: string;
  /** what went well and what cost most, or why there is no score, in a few words. */
  summary: string;
  /** the criterion the advice is about, or `ceiling`; empty where it is praise. */
  advice_about: string;
  /** what the lowest of the caps is about, in the same words; empty without one. */
  cap_by: string;
  engine: {
    finder: number;
    metrics: number;
    score: number;
  };
};

/** The practice hours of one learner. */
export type HoursAnswer = {
  hours: HoursRow;
  /** every figure in words, in the order they are to be read. */
  definitions: Record<string, string>;
};

/** What an instructor wrote beside the measured hours; it is in no figure of them. */
export type HoursCorrectionJson = {
  /** its number in the trail of the whole record. */
  seq: number;
  /** ISO date of the practice it is about. */
  day: string;
  /** time that is added; taken away where it is negative. */
  added_s: number;
  /** null once its learner was forgotten. */
  reason: string | null;
  /** a login, or a word for whoever it was. */
  who: string;
  at_utc: string;
};

/** A sheet to be saved. */
export type HoursFileAnswer = {
  name: string;
  media_type: string;
  /** in base64. */
  content: string;
};

/** The practice hours of one learner, day by day; `day` of the total is empty. */
export type HoursRow = {
  learner_id: string;
  name: string;
  /** whose midnight divides the days. */
  time_zone: string;
  days: (DayHours)[];
  total: DayHours;
  /** of these days, in the order they were written. */
  corrections: (HoursCorrectionJson)[];
  /** the sum of them. */
  corrected_s: number;
  /** sessions and logins that are not counted, for they cannot be read. */
  unreadable: number;
  /** sessions of exams whose presses are not counted yet, for scores come first. */
  withheld: number;
};

/** One form of the intraclass correlation. */
export type Icc = {
  /** as Shrout and Fleiss have it, for example `ICC(2,1)`. */
  name: string;
  /** a share. */
  value: number;
  /** by the F distribution; None where the marks of a person differ too much for one. */
  interval: Interval | null;
  /** standard error of measurement, in the unit of the marks. */
  sem: number;
  /** smallest change between two marks that is no chance, likewise. */
  mdc95: number;
};

/** What an import does, or did. */
export type ImportAnswer = {
  /** it was done; False for a preview. */
  written: boolean;
  /** what the file was taken for. */
  kind: string;
  /** title and meaning of each column that is used. */
  columns: ((string)[])[];
  learners: (PlannedJson)[];
  /** rows that are not taken. */
  refused: (RefusedRow)[];
  /** rows that name nobody. */
  skipped: (RefusedRow)[];
  /** names of learners of the class who are not on the list; they stay. */
  missing: (string)[];
  /** what had to be guessed. */
  remarks: (string)[];
};

/** Where a session without an ending stops: samples that are safe, time of the last of them. */
export type InterruptionJson = {
  index: number;
  t_s: number | null;
};

/** Both ends, 95 % between them; in the unit of the figure. */
export type Interval = {
  low: number;
  high: number;
};

/** What one judge wrote down; `fits` not where the criteria have changed since. */
export type JudgementJson = {
  judge: number;
  points: Record<string, number>;
  fits: boolean;
  at_utc: string;
};

/** Agreement beyond chance. */
export type Kappa = {
  /** how much worse two steps apart are than one. */
  weights: "none" | "linear" | "quadratic";
  /** 1 where both always say the same, 0 where no more than by chance. */
  value: number;
  /** by its standard error. */
  interval: Interval;
};

/** A kind of sensor. */
export type KindJson = {
  kind: string;
  title: string;
  link: string;
};

/** A learner: an opaque id and a name. */
export type LearnerJson = {
  id: string;
  name: string;
};

/** Every learner. */
export type LearnersAnswer = {
  learners: (LearnerJson)[];
};

/** A learner who is not in a file, and why, in half a sentence. */
export type LeftOut = {
  name: string;
  why: string;
};

/** One level that was asked for. */
export type LevelScore = {
  /** 1-based. */
  number: number;
  /** asked for. */
  force_n: number;
  /** number of the hold that answers it; None where it was not reached. */
  hold: number | null;
  /** 0 where it was not reached; None where it is void. */
  score: number | null;
  /** what went well and what cost most, or why there is no score. */
  reason: string;
};

/** How the link of a sensor stands, the reason as a sentence. */
export type LinkJson = {
  state: "connecting" | "streaming" | "stale" | "lost" | "ended";
  reason: string;
};

/** The link changed; the reason is a sentence for a person. */
export type LinkMessage = {
  type: "link";
  station: string;
  state: "connecting" | "streaming" | "stale" | "lost" | "ended";
  reason: string;
};

/** The provisional state; seconds held in tenths passed, of rest in tenths to come. */
export type LiveMessage = {
  type: "live";
  station: string;
  phase: "taring" | "ready" | "loading" | "holding" | "releasing" | "resting" | "done" | "free";
  cue: "hands off" | "press" | "press more" | "ease off" | "hold" | "let go slowly" | "rest" | "done" | "stop" | "";
  zone: "none" | "below" | "in" | "above" | "over";
  held_s: number;
  in_band_s: number;
  repetition: number;
  repetitions: number;
  /** the one that is asked for now, from 1; seconds and zone are those of it. */
  level: number;
  /** how many a press has. */
  levels: number;
  rest_left_s: number;
  /** a sentence when something keeps the learner from going on, else empty. */
  note: string;
  /** something lies on the pad that must be empty. */
  loaded: boolean;
  /** a sentence about the disk of the record while it is still recorded, else empty. */
  warning: string;
};

/** Somebody who is logged in now. */
export type LoginJson = {
  /** of the login. */
  id: string;
  /** login of an account, or name of a learner. */
  who: string;
  role: "anonymous" | "student" | "instructor" | "researcher" | "partner";
  /** the class a student joined; empty for others. */
  class_title: string;
  /** how long ago they logged in. */
  begun_ago_s: number;
  /** how long ago they last asked for something. */
  seen_ago_s: number;
  /** whether it is the one that asks. */
  is_own: boolean;
};

/** Who is logged in now, whoever was here last first. */
export type LoginsAnswer = {
  logins: (LoginJson)[];
};

/** One entry of the history of a mark. */
export type MarkChangeJson = {
  seq: number;
  kind: "override" | "withdrawn" | "contest" | "answer";
  points: number | null;
  outcome: "pass" | "repeat" | "fail" | "void" | "missing";
  old_points: number | null;
  old_outcome: "pass" | "repeat" | "fail" | "void" | "missing";
  /** the reason, the note or the answer; null once its learner was forgotten. */
  words: string | null;
  /** a login, or a word for whoever it was. */
  who: string;
  at_utc: string;
};

/** Marks, each with everything that was added to it. */
export type MarkHistoriesAnswer = {
  marks: (MarkHistoryAnswer)[];
};

/** A mark and everything that was added to it, in order. */
export type MarkHistoryAnswer = {
  mark: MarkJson;
  history: (MarkChangeJson)[];
};

/** What learners have a mark for. */
export type MarkItemJson = {
  id: string;
  title: string;
  protocol: string;
  day: string;
  /** of an exam, not of the practice of a day. */
  exam: boolean;
  /** heading of its column in Canvas, once it was seen; else empty. */
  canvas: string;
};

/** One mark, as it was measured and as it counts. */
export type MarkJson = {
  learner_id: string;
  /** of the learner. */
  name: string;
  item_id: string;
  points: number | null;
  /** error bar of what counts (95 %), in points; null where there is none. */
  half_width: number | null;
  outcome: "pass" | "repeat" | "fail" | "void" | "missing";
  /** in words, for what is void, missing or to be repeated. */
  reason: string;
  /** to be named by whoever changes it; 0 before the first change. */
  version: number;
  overridden: boolean;
  /** the learner wrote a note that nobody has answered yet. */
  contested: boolean;
  /** how many entries its history has. */
  changes: number;
  measured_points: number | null;
  measured_outcome: "pass" | "repeat" | "fail" | "void" | "missing";
  /** points per criterion as measured. */
  criteria: Record<string, number>;
  sessions: (string)[];
};

/** The gradebook of a class. */
export type MarksAnswer = {
  about: SchoolClass;
  items: (MarkItemJson)[];
  marks: (MarkJson)[];
  chain: ChainJson;
};

/** A file of marks to be saved. */
export type MarksFileAnswer = {
  name: string;
  media_type: string;
  /** in base64. */
  content: string;
  /** learners, or marks, in it. */
  rows: number;
  left_out: (LeftOut)[];
  remarks: (string)[];
};

/** A weight as the step names it. */
export type MassJson = {
  id: string;
  kg: number;
  check: boolean;
};

/** Who is asking. */
export type MeAnswer = {
  /** of the account or the learner; what recordings keep as `by`. */
  id: string;
  role: "anonymous" | "student" | "instructor" | "researcher" | "partner";
  /** whose sessions are their own; empty for whoever does not press. */
  learner_id: string;
  /** the class they joined; empty for all. */
  class_id: string;
  /** whether anybody logs in here; false where only this machine is served. */
  logs_in: boolean;
  /** whether the first instructor is still to be made. */
  needs_setup: boolean;
};

/** A learner who turned out to be another, and the name from before. */
export type MergedJson = {
  id: string;
  name: string;
};

export type Metrics = {
  mean_n: number | null;
  sd_n: number | null;
  cv_pct: number | null;
  cv_detrended_pct: number | null;
  drift_n_per_s: number | null;
  drift_pct: number | null;
  rmse_n: number | null;
  constant_error_n: number | null;
  absolute_error_n: number | null;
  time_in_band_s: number | null;
  above_band_s: number | null;
  below_band_s: number | null;
  outside_by_level_s: number | null;
  outside_by_drift_s: number | null;
  outside_by_sway_s: number | null;
  overshoot_pct: number | null;
  loading_rate_n_per_s: number | null;
  release_rate_n_per_s: number | null;
  impulse_n_s: number | null;
  max_n: number | null;
  not_measurable: Record<string, string>;
};

export type MetricsInAnotherUnit = {
  mean: number | null;
  sd: number | null;
  cv_pct: number | null;
  cv_detrended_pct: number | null;
  drift_per_s: number | null;
  drift_pct: number | null;
  rmse: number | null;
  constant_error: number | null;
  absolute_error: number | null;
  time_in_band_s: number | null;
  above_band_s: number | null;
  below_band_s: number | null;
  outside_by_level_s: number | null;
  outside_by_drift_s: number | null;
  outside_by_sway_s: number | null;
  overshoot_pct: number | null;
  loading_rate_per_s: number | null;
  release_rate_per_s: number | null;
  impulse_s: number | null;
  max: number | null;
  not_measurable: Record<string, string>;
};

/** What is wrong at a key, or in the whole where the path is empty. */
export type MistakeJson = {
  path: string;
  reason: string;
};

/** One reason to go to a station. */
export type NeedJson = {
  kind: "calls_for_help" | "too_hard" | "record" | "lost_sensor" | "holds_too_long" | "held_up" | "not_at_zero" | "low_scores" | "falling_scores" | "help_coming" | "idle" | "pressed_too_hard" | "sensor_remark" | "check_due";
  /** two or three words, for a tile. */
  word: string;
  /** one sentence; nothing in it changes every second. */
  text: string;
};

/** Who gets through to the rig. */
export type NetworkAnswer = {
  /** how many others have since it was started. */
  devices: number;
  findings: (NetworkFindingJson)[];
};

/** One thing that was looked at in the network. */
export type NetworkFindingJson = {
  subject: string;
  state: "ok" | "note" | "bad";
  words: string;
  /** what to do; empty where nothing needs doing. */
  mend: string;
};

/** The newest of one station, where websockets are blocked. */
export type NewestAnswer = {
  live: LiveMessage;
  link: LinkMessage;
  station: StationJson;
  /** null where the zero is not known. */
  force_n: number | null;
  t_s: number;
  /** when it was measured, in milliseconds since 1970; null unknown. */
  epoch_ms: number | null;
};

/** A short message of the instructor to whoever sits at a station, as one line of text. */
export type NoticeJson = {
  id: string;
  text: string;
  is_read: boolean;
};

/** An exam as one who takes it sees it. */
export type OwnExamJson = {
  id: string;
  title: string;
  protocol_name: string;
  repetitions: number;
  /** of the own attempt on the pad. */
  state: "waiting" | "pressing" | "interrupted" | "done" | "closed";
  text: string;
  pressed: number;
  station: string;
  station_name: string;
  rule_words: string;
  /** the own marks are to be seen. */
  released: boolean;
  /** null before. */
  result: AttemptResultJson | null;
  /** what counts in its place; null before, and where the result counts. */
  changed: ChangedMarkJson | null;
  sessions: (string)[];
  appeals: (AppealJson)[];
};

/** The own exams, the newest first. */
export type OwnExamsAnswer = {
  exams: (OwnExamJson)[];
};

/** The own marks of a learner, each with its history. */
export type OwnMarksAnswer = {
  items: (MarkItemJson)[];
  marks: (MarkHistoryAnswer)[];
};

/** Answer to whoever takes or leaves the pad of a screen; `held` is whether it is theirs. */
export type PadMessage = {
  type: "pad";
  station: string;
  held: boolean;
};

/** The judges of a protocol and their cut score. */
export type PanelAnswer = {
  protocol: string;
  judgements: (JudgementJson)[];
  /** of those judgements that fit; null with too few of them. */
  cut: Angoff | null;
  /** what stands against accepting it; empty where nothing does. */
  against: (string)[];
};

/** When an exam is passed. */
export type PassRuleJson = {
  /** `mean` of the presses, or `n_of_m` of them reach the mark. */
  kind: "mean" | "n_of_m";
  /** points, 0 to 100. */
  pass_mark: number;
  /** for `n_of_m`: how many presses must reach it; 0 for `mean`. */
  needed: number;
  /** points on both sides of the mark within which nobody fails or passes. */
  grey_points: number;
  /** the rule as one sentence. */
  words: string;
  /** a sentence: the mark is not validated. */
  provisional: string;
};

/** A passport in words: its grade, why not a better one, how sure a reading is. */
export type PassportJson = {
  sha256: string;
  id: string;
  made_utc: string;
  due_utc: string;
  grade: "R" | "T" | "C" | "none";
  grade_message: string;
  use: string;
  reasons: (string)[];
  almost: string;
  at_n: number;
  expanded_n: number;
  band_pct: number;
  uncertainties: (ComponentJson)[];
  has_creep: boolean;
  /** this rig can print its certificate as PDF. */
  has_pdf: boolean;
  statement: string;
};

/** A station as a place a sensor can be given to. */
export type PlaceJson = {
  id: string;
  name: string;
  demonstration: boolean;
  source: string;
  assigned: AssignedJson | null;
  link: LinkJson;
  busy: boolean;
};

/** What becomes of somebody on a list. */
export type PlannedJson = {
  /** line of the file, or row of the workbook. */
  row: number;
  name: string;
  /** a new learner; one who is known and joins the class; one who is in it already. */
  step: "new" | "enrol" | "known";
  /** what a person should look at, else empty. */
  remark: string;
};

/** One stretch of a power law: force = factor * u**exponent. */
export type PowerPiece = {
  /** lowest reading of the stretch. */
  from_raw: number;
  /** highest. */
  to_raw: number;
  /** force at u = 1. */
  factor: number;
  /** slope in the log-log plane. */
  exponent: number;
};

/** One press that counts. */
export type PressJson = {
  number: number;
  points: number;
  /** its error bar, of the sensor (95 %); null where it is not known. */
  half_width: number | null;
  /** where its trace is. */
  session: string;
};

/** The score of one press as it was and as it would be; null where there is none. */
export type PressOutcomeJson = {
  number: number;
  was: number | null;
  now: number | null;
};

export type PressScore = {
  /** None where void. */
  score: number | null;
  /** against the pass mark of the protocol; None without one. */
  outcome: "pass" | "borderline" | "below" | "other_level" | null;
  /** sentence of the limit that lowered it; empty without one. */
  cap: string;
  /** why there is no score; None where there is one. */
  void_reason: string | null;
  /** the level that cost most, in a few words. */
  summary: string;
  /** one thing to try next. */
  advice: string;
  /** its expanded uncertainty (k = 2) */
  expanded: number | null;
  levels: (LevelScore)[];
};

/** What a protocol would change in old recordings; nothing is written. */
export type PreviewAnswer = {
  schema: "steadyhold.preview/1";
  /** id of the protocol. */
  protocol: string;
  /** sessions of the protocol that have a result. */
  of: number;
  /** those that were looked at, the newest first. */
  sessions: (PreviewedJson)[];
  /** id of the last of them, to go on after; empty where all were looked at. */
  next: string;
};

/** One recorded set. */
export type PreviewedJson = {
  session: string;
  started_utc: string;
  learner_id: string;
  /** number of the protocol it was recorded with. */
  version: number;
  /** as it was recorded; where another engine scored it, as that protocol gives it today. */
  was: SetOutcomeJson;
  /** as it would be. */
  now: SetOutcomeJson;
  /** whether anybody would see another result. */
  changed: boolean;
  presses: (PressOutcomeJson)[];
  /** why it could not be scored again; empty where it could. */
  trouble: string;
};

/** What a form of a protocol asks for. */
export type ProtocolFormAnswer = {
  fields: (FieldJson)[];
  criteria: (CriterionJson)[];
  most_levels: number;
  most_reason_characters: number;
};

/** The versions of a protocol, the newest first. */
export type ProtocolVersionsAnswer = {
  protocol: string;
  /** number of the one that is in use; 0 where none is. */
  in_use: number;
  /** as it comes with the rig or in a file of the school; null without that. */
  library: VersionJson | null;
  versions: (VersionJson)[];
};

/** Targets, repetitions, rests and the criteria that count, under a versioned id. */
export type ProtocolWithEdges = {
  /** lower-case words and digits joined by hyphens. */
  id: string;
  /** counted up by whoever edits the file. */
  version: number;
  /** shown to learners. */
  name: string;
  /** one plain sentence: what it trains. */
  purpose: string;
  /** what presses, for example `thumb` or `elbow`. */
  contact: string;
  target: TargetWithEdges;
  /** holds in one set. */
  repetitions: number;
  /** rest after each hold. */
  rest_s: number;
  /** `concurrent` shows the force while pressing, `none` hides it. */
  feedback: "concurrent" | "none";
  weights: Record<string, number>;
  /** where the numbers come from. */
  sources: (string)[];
  /** grade of the evidence: A measured literature, B seed practice, C design choice. */
  evidence: string;
  /** score a school asks for; None where nothing is passed or failed. */
  pass_score: number | null;
  then: (TargetWithEdges)[];
  /** locked: no zero is taken within a set, a pad that is not back voids the press. */
  assessment: boolean;
};

/** Stations that could not, by id, with the reason. */
export type RefusedAnswer = {
  refused: Record<string, string>;
};

/** A row that is not taken, and why, in half a sentence. */
export type RefusedRow = {
  row: number;
  text: string;
  reason: string;
};

/** The analysis of variance of people by markings, and what follows. */
export type Reliability = {
  /** rows. */
  people: number;
  /** columns: raters, or repetitions. */
  markings: number;
  /** mean squares. */
  ms_rows: number;
  /** mean squares. */
  ms_columns: number;
  /** mean squares. */
  ms_error: number;
  /** ICC(2,1), ICC(3,1), ICC(2,k) and ICC(3,k). */
  forms: [Icc, Icc, Icc, Icc];
};

/** A new zero that was taken between two presses. */
export type RestMoved = {
  /** device time; it counts from the next sample on. */
  at_s: number;
  /** raw zero before. */
  from_raw: number;
  /** raw zero since. */
  to_raw: number;
  /** by how much, and why it was taken. */
  reason: string;
};

/** A class and everybody who is, was or wants to be in it. */
export type RosterAnswer = {
  about: SchoolClass;
  learners: (RosterLearnerJson)[];
};

/** One learner of a class. */
export type RosterLearnerJson = {
  id: string;
  /** empty where it was never given, or is forgotten. */
  name: string;
  pseudonym: string;
  state: "asked" | "in" | "out";
  since_utc: string;
  /** what the school's own system calls the learner, by kind. */
  external: Record<string, string>;
  merged: (MergedJson)[];
};

/** Weights and anchors; a pair of anchors is the value for full marks and for none. */
export type Rubric = {
  /** name and version stamped on every score. */
  id: string;
  /** criterion name to weight, sum 100; protocols may override. */
  weights: ([string, number])[];
  /** criterion name to its anchors; the criteria that are judged, in their order. */
  anchors: ([string, (number)[]])[];
  /** a criterion that earns less may cap the score. */
  poor_share_frac: number;
  /** that cap. */
  cap_poor: number;
  /** cap when the ceiling was exceeded. */
  cap_ceiling: number;
  /** steadier than any hand; the hold is void. */
  implausible_cv_pct: number;
  format: number;
};

/** Learners who are taught together for a while. */
export type SchoolClass = {
  /** opaque. */
  id: string;
  /** what people call it. */
  title: string;
  /** for example `Autumn 2026`; may be empty. */
  term: string;
  created_utc: string;
  /** None while it is taught. */
  ended_utc: string | null;
  /** how many are in it now. */
  learners: number;
};

/** Stored with every score. */
export type ScoreBasis = {
  /** id of the calibration. */
  calibration: string;
  passport_sha256: string | null;
  /** grade of the passport. */
  grade: "R" | "T" | "C" | "none";
  /** the most the score may be used for. */
  use: "graded" | "formative" | "practice";
  /** one sentence for a person; empty where it may be published. */
  reason: string;
  /** nothing measured this sensor: its newtons may be off by several times. */
  is_guess: boolean;
};

/** A criterion that a judge gives points for, and its weight. */
export type ScoredCriterionJson = {
  name: string;
  title: string;
  weight: number;
};

/** One thing looked at before a start. */
export type SeatCheckJson = {
  /** `calibration`, `zero`, `signal`, `check_weight` or `battery`. */
  kind: string;
  /** `good`; `unsure`, where it may begin with a reason; `bad`, where it cannot begin. */
  state: "good" | "unsure" | "bad";
  /** one sentence, with what to do. */
  text: string;
};

/** The stations of the seat plan. */
export type SeatChecksAnswer = {
  stations: (SeatChecksJson)[];
};

/** What was found at one station, the worst of it as `state`. */
export type SeatChecksJson = {
  station: string;
  station_name: string;
  state: "good" | "unsure" | "bad";
  checks: (SeatCheckJson)[];
};

/** What is heard of a sensor at this moment. */
export type SensorRow = {
  /** name of the row; the same for as long as it is plugged in. */
  id: string;
  /** how it is reached. */
  link: string;
  /** device kind; empty where nothing is known. */
  kind: string;
  /** name for a person. */
  title: string;
  /** what it is assigned by; empty where it cannot be. */
  identity: string;
  /** port it is on; empty without one. */
  path: string;
  /** name of that port that stays the same; empty without one. */
  stable_path: string;
  /** maker and product of its USB plug. */
  vid_pid: string;
  /** of its USB plug. */
  serial_number: string;
  /** what it is doing. */
  state: "free" | "station" | "held" | "asking" | "other" | "silent" | "refused" | "absent" | "unasked";
  /** more of that in a sentence; may be empty. */
  words: string;
  /** id of the station that reads it; empty for none. */
  station: string;
  /** no sensor is involved. */
  simulated: boolean;
  /** measured; 0 before it is known. */
  rate_hz: number;
  /** None where there is none. */
  battery_pct: number | null;
  /** None where there is none. */
  battery_mv: number | null;
  /** None where there is none. */
  signal_dbm: number | null;
  /** somebody presses it. */
  pressed: boolean;
  /** how hard, against its own strongest press. */
  bar_frac: number;
};

/** What a sensor sent while nobody touched it. */
export type SensorTest = {
  /** of the readings. */
  unit: string;
  /** how many came. */
  samples: number;
  /** samples per second; None below two. */
  rate_hz: number | null;
  /** longest time between two samples; None below two. */
  largest_gap_s: number | null;
  /** samples that never came. */
  lost: number;
  /** packets that arrived damaged. */
  rejected: number;
  /** samples at an end of the scale, or of an open circuit. */
  saturated: number;
  /** different readings. */
  distinct: number;
  /** smallest, largest, median and standard deviation of the readings; None without any. */
  low_raw: number | null;
  /** smallest, largest, median and standard deviation of the readings; None without any. */
  high_raw: number | null;
  /** smallest, largest, median and standard deviation of the readings; None without any. */
  zero_raw: number | null;
  /** smallest, largest, median and standard deviation of the readings; None without any. */
  noise_raw: number | null;
  /** whether the readings wandered by far more than from one to the next, as under a hand. */
  moved: boolean;
  /** what the link said last. */
  news: string;
};

/** Some seconds of an untouched sensor. */
export type SensorTestedAnswer = {
  /** id of its row. */
  device: string;
  test: SensorTest;
  /** the same in sentences, what is wrong with what to do. */
  words: (string)[];
};

/** Id of the session under way; null without one. */
export type SessionAnswer = {
  session: string | null;
};

/** One session, with the name of its learner beside it. */
export type SessionDocument = {
  schema: "steadyhold.sessions/2";
  state: "running" | "ended" | "interrupted";
  /** What is told of a session beside its header. */
  session: {
    /** random id of the session. */
    session_id: string;
    /** ISO 8601 wall-clock time; the only one, durations come from the device. */
    started_utc: string;
    /** the station that recorded. */
    station_id: string;
    /** opaque id of who pressed; empty for a guest. */
    learner_id: string;
    /** where the samples came from. */
    source_uri: string;
    /** hardware id of the device, empty where it has none. */
    identity: string;
    traits: Traits;
    calibration: Calibration;
    protocol: ProtocolWithEdges;
    rubric: Rubric;
    /** name and version that recorded and scored. */
    software: string;
    /** `practice`, or what the session was for. */
    mode: string;
    /** thresholds that found the holds. */
    detection: Detection;
    /** what the scores may be used for, as it stood when the session began. */
    standing: Eligibility;
    /** text of the calibration passport; empty without one. */
    passport: string;
    /** what scored it. */
    engine: Engine;
    /** what tells presses and holds apart, with its id. */
    finder: Finder;
    /** what its scores rest on. */
    basis: ScoreBasis;
    /** samples recorded. */
    samples: number;
    /** samples known to be missing. */
    lost_samples: number;
    /** samples a second between the first and the last; null with too few. */
    measured_rate_hz: number | null;
    holds: (Hold | HoldInAnotherUnit)[];
    /** results of sets, in order. */
    sets: (SetResult)[];
    events: (EventJson)[];
    /** null while it goes on, and where it was interrupted. */
    ended: Ending | null;
    /** null where it ended in good order. */
    interrupted_at: InterruptionJson | null;
    format: number;
  };
  learner_name: string;
};

/** A set ended. */
export type SetMessage = {
  type: "set";
  station: string;
  session: string;
  result: SetResult;
};

/** What a set was worth; null where it has no score, error bar or pass mark. */
export type SetOutcomeJson = {
  score: number | null;
  expanded: number | null;
  outcome: string | null;
};

/** The repetitions of one protocol together. */
export type SetResult = {
  /** mean over the repetitions done that have a score; None without any. */
  mean_score: number | null;
  /** sample standard deviation over them; None with fewer than two. */
  sd_score: number | null;
  /** lowest of them. */
  worst_score: number | null;
  /** repetitions done, scored or void. */
  done: number;
  /** repetitions of the protocol. */
  asked: number;
  /** uncertainty (k = 2) of the mean that comes from the sensor; None where unknown. */
  expanded: number | null;
  /** of the mean against the pass mark; None without one. */
  outcome: "pass" | "borderline" | "below" | "other_level" | null;
  /** calibration and passport the scores rest on. */
  basis: ScoreBasis;
  /** sentences that flag the scores, because the zero moved or was not seen; else empty. */
  remark: string;
  /** new zeros taken between its presses, in order. */
  rests_moved: (RestMoved)[];
  engine: {
    finder: number;
    metrics: number;
    score: number;
  };
};

/** The pass mark of a protocol. */
export type StandardJson = {
  id: string;
  name: string;
  /** number of the version in use. */
  version: number;
  /** null: nobody passes or fails. */
  pass_score: number | null;
  /** what the pass mark rests on, in words. */
  standing: string;
  /** number of the accepted cut score it is; 0 where it is none. */
  cut: number;
  criteria: (ScoredCriterionJson)[];
};

/** The pass marks of all protocols in use, and every cut score that was accepted. */
export type StandardsAnswer = {
  protocols: (StandardJson)[];
  /** the newest first. */
  cuts: (AcceptedCutJson)[];
  /** of an exam whose cut score may be accepted. */
  least_learners: number;
  /** of a panel, likewise. */
  least_judges: number;
  most_reason_characters: number;
};

/** One station. */
export type StationJson = {
  /** its place on the wall. */
  index: number;
  id: string;
  name: string;
  learner_id: string;
  learner_name: string;
  simulated: boolean;
  /** a page is its pad: whoever has taken it sends how far it is pressed. */
  on_screen: boolean;
  /** id of the session under way; null between sessions. */
  session: string | null;
  /** id of the newest since the start of the hub; null before the first. */
  last_session: string | null;
  protocol: DrawnProtocolJson;
  link: LinkJson;
  /** of the newest scored hold of this learner; null without one. */
  last_score: number | null;
  /** its uncertainty (k = 2); null where it is not known. */
  last_expanded: number | null;
  /** what its scores rest on; null before the sensor has said what it is. */
  basis: ScoreBasis | null;
  /** whether the instructor was called from there, or has said to be on the way. */
  help: "none" | "asked" | "coming";
  /** the newest message of the instructor; null without one. */
  notice: NoticeJson | null;
  /** the exam that has the station; null without one. */
  exam: ExamAtStationJson | null;
};

/** A station that needs the instructor; its reasons, the most urgent first. */
export type StationNeedsJson = {
  station: string;
  needs: (NeedJson)[];
};

/** Every station, in the order of the wall. */
export type StationsAnswer = {
  stations: (StationJson)[];
};

/** Force asked for, its band, how long, and how fast to arrive and leave. */
export type TargetWithEdges = {
  /** force asked for. */
  force_n: number;
  /** half-width of the band as a share of `force_n`; both edges are inside. */
  band_frac: number;
  /** prescribed hold; the denominator of time in band. */
  hold_s: number;
  /** shortest hold that earns full marks. */
  hold_min_s: number;
  /** longest hold that earns full marks. */
  hold_max_s: number;
  /** window of the loading rate. */
  loading_min_n_per_s: number;
  /** window of the loading rate. */
  loading_max_n_per_s: number;
  /** window of the release rate. */
  release_min_n_per_s: number;
  /** window of the release rate. */
  release_max_n_per_s: number;
  /** force above which the learner is told to stop. */
  ceiling_n: number;
  low_n: number;
  high_n: number;
};

/** Force of a recorded session over time; null where the zero was not known. */
export type TraceAnswer = {
  session: string;
  t_s: (number)[];
  force_n: (number | null)[];
};

/** What a source can and cannot deliver; metrics declare what they need of it. */
export type Traits = {
  /** device kind, for example `board`, `plain`, `sim`, `file`. */
  kind: string;
  /** name for a person. */
  title: string;
  /** raw unit: `counts`, `N`, `kgf`, `lbf`, `%`, ... */
  unit: string;
  /** channel names, in the order of the columns of `RawBlock.raw`. */
  channels: (string)[];
  /** nominal samples per second; 0 where unknown until measured. */
  rate_hz: number;
  /** device ticks per second; 0 where the device has no clock. */
  tick_hz: number;
  /** time from a step of force to a settled value. */
  settling_s: number;
  /** smallest step of `raw`; 0 where unknown. */
  resolution_raw: number;
  /** lowest and highest code the device can send, None where it has no limit. */
  saturation_raw: [number, number] | null;
  /** true where no sensor is involved. */
  simulated: boolean;
  /** version as the device tells it; empty where it tells none. */
  firmware: string;
  /** of the amplifier before its converter, as the device tells it; 0 where it does not. */
  gain: number;
};

/** What comes from the sensor alone. */
export type Uncertainty = {
  coverage_factor: number;
  /** expanded uncertainty of the score */
  score: number | null;
  /** the part that is the same for every press */
  score_shared: number | null;
  /** expanded uncertainty of each metric */
  metrics: Record<string, number>;
};

/** One version of a protocol. */
export type VersionJson = {
  number: number;
  /** the class it is for; empty for the whole school. */
  class_id: string;
  /** opaque id of who saved it; empty for the library and the files of the school. */
  by: string;
  /** when; empty likewise. */
  at_utc: string;
  reason: string;
  /** null where it was taken out of use. */
  protocol: ProtocolWithEdges | null;
  /** keys and values as in a file; null likewise. */
  document: Record<string, unknown> | null;
  /** text of its file; empty likewise. */
  toml: string;
};

/** One press that does not count, and why. */
export type VoidPressJson = {
  session: string;
  reason: string;
};
