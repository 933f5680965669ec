// What a hub might say, for tests that change one thing of it.

export const protocol = {
  id: "tp-hold",
  name: "Trigger point 25 N",
  force_n: 25,
  low_n: 22.5,
  high_n: 27.5,
  hold_s: 20,
  hold_min_s: 10,
  hold_max_s: 30,
  ceiling_n: 37.5,
  repetitions: 3,
  rest_s: 20,
  feedback: "concurrent",
};

export const info = {
  index: 0,
  id: "pad-1",
  name: "Pad 1",
  learner_id: "5f0c",
  learner_name: "Ana",
  simulated: false,
  session: "9a42",
  last_session: "9a42",
  last_score: 81.4,
  last_expanded: 2.9,
  link: { state: "streaming", reason: "" },
  protocol,
  basis: { use: "graded", reason: "", is_guess: false },
  help: "none",
  notice: null,
};

export const live = {
  type: "live",
  station: "pad-1",
  phase: "holding",
  cue: "hold",
  zone: "in",
  held_s: 12.4,
  in_band_s: 9.2,
  repetition: 2,
  repetitions: 3,
  rest_left_s: 0,
  note: "",
  loaded: false,
  warning: "",
};

export function criterion(name, changes = {}) {
  return { name, value: 1, unit: "%", share: 1, weight: 10, points: 10, lost: 0, ...changes };
}

export function hold(changes = {}) {
  return {
    onset_s: 10,
    plateau_start_s: 12,
    plateau_end_s: 22,
    release_s: 23,
    hold_s: 10,
    score: { score: 80, criteria: [], caps: [] },
    uncertainty: null,
    outcome: null,
    basis: null,
    ...changes,
  };
}
