"""Many cells, each with its own truth: calibrated by the procedure, then used by a hand."""

import math
from dataclasses import dataclass, replace

import numpy as np

from calibration.force import force_of
from calibration.passport.document import Passport, PassportParties, calibration_of
from calibration.passport.issue import issue_passport
from calibration.procedure.setup import Setup
from calibration.uncertainty.propagate import drawn
from firmware_bridge.sim.virtual_cell import Truth, VirtualCell
from rig.engine.detect import FORCE_DETECTION
from rig.engine.judging.classes import Beside
from rig.engine.judging.finder import DEFAULT_FINDER
from rig.engine.judging.measure import Sensor
from rig.engine.judging.press import Press
from rig.engine.judging.presses import judge_press
from rig.engine.judging.smooth import smooth
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.target import Target
from rig.engine.scoring.uncertainty import METRICS, Judgement, press_uncertainty
from tests.calibration.bench import HERE, quick_record, usual_setup

ABOUT = PassportParties("Trial", "nowhere", "a program", "a program")
RANGE_N = 60.0
TARGET = Target(
    force_n=30.0, band_frac=0.10, hold_s=20.0, hold_min_s=20.0, hold_max_s=30.0,
    loading_min_n_per_s=3.0, loading_max_n_per_s=15.0, release_min_n_per_s=5.0,
    release_max_n_per_s=45.0, ceiling_n=45.0,
)  # fmt: skip


@dataclass(slots=True)
class Trial:
    """One calibrated cell, and what chance still decides about its use."""

    truth: Truth
    setup: Setup
    cell: VirtualCell
    passport: Passport
    chance: np.random.Generator
    warmth: float


def truth_of(seed: int, chance: np.random.Generator) -> Truth:
    """A cell as a school might own it: no error is known to its owner, none is left out."""
    del seed
    return Truth(
        gain_n_per_raw=1.0 / 8700.0 * (1.0 + chance.normal(0.0, 0.03)),
        zero_raw=84_000.0,
        range_n=RANGE_N,
        bend_frac=chance.normal(0.0, 0.001),
        hysteresis_frac=abs(chance.normal(0.0, 0.0015)),
        creep_frac=chance.normal(0.0, 0.0015),
        drift_n_per_min=chance.normal(0.0, 0.01),
        wander_n=0.01,
        noise_n=0.01,
        seat_frac=0.0015,
        edge_frac=chance.normal(0.0, 0.003),
    )


def trial(seed: int, truth: Truth | None = None) -> Trial:
    """Calibrate the cell of a seed with weights and a gravity that are a little wrong."""
    chance = np.random.default_rng((seed, 99))
    found = truth_of(seed, chance) if truth is None else truth
    setup = usual_setup(warm_up_s=60.0)
    cell = VirtualCell(found, setup.traits.rate_hz, seed)
    wrong = chance.normal()
    g = HERE.m_per_s2 + chance.normal() * HERE.u_m_per_s2

    def weight_n(stack: tuple[str, ...]) -> float:
        masses = [setup.mass(each) for each in stack]
        return math.fsum(m.kg + m.u_kg * wrong for m in masses) * g * (1.0 - 1.2 / 7850.0)

    passport = issue_passport(
        quick_record(setup, cell, weight_n), ABOUT, passport_id=f"trial-{seed}",
        made_utc="2026-10-01T08:00:00+00:00", software="trial",
    )  # fmt: skip
    # Temperature at use: a rectangle of 5 K either way at 0.02 %/K.
    return Trial(found, setup, cell, passport, chance, chance.uniform(-1.0, 1.0) * 2e-4 * 5.0)


def tare(one: Trial) -> float:
    """A zero found on the empty pad, up to three minutes before the press."""
    rate_hz = one.cell.rate_hz
    one.cell.trace(np.zeros(round(40 * rate_hz)))
    _, counts = one.cell.trace(np.zeros(round(rate_hz)))
    one.cell.trace(np.zeros(max(round(one.chance.uniform(0.0, 180.0) * rate_hz), 1)))
    return float(np.mean(counts))


def felt_gain(one: Trial) -> float:
    """Place and seating of one press, and the warmth of the day."""
    angle, far = one.chance.uniform(0.0, 2.0 * math.pi), math.sqrt(one.chance.uniform())
    off = one.truth.edge_frac * far * (math.cos(angle) + 0.5 * math.sin(angle))
    return (1.0 + off + one.chance.normal(0.0, one.truth.seat_frac)) * (1.0 + one.warmth)


def use(one: Trial) -> tuple[float, float]:
    """True force, and the error of a one-second reading somewhere in a hold of up to a minute."""
    rate_hz, calibration = one.cell.rate_hz, calibration_of(one.passport)
    zero_raw, gain = tare(one), felt_gain(one)
    force_n = one.chance.uniform(0.1, 0.9) * RANGE_N
    peak_n = force_n * (1.0 + one.chance.uniform(0.0, 0.15))
    rise = np.linspace(0.0, peak_n, round(1.5 * rate_hz))
    settle = np.linspace(peak_n, force_n, round(0.5 * rate_hz))
    one.cell.trace(np.concatenate((rise, settle)) * gain)
    one.cell.trace(np.full(round(one.chance.uniform(1.0, 59.0) * rate_hz), force_n * gain))
    _, counts = one.cell.trace(np.full(round(rate_hz), force_n * gain))
    shown_n = float(np.mean(force_of(counts[:, None], zero_raw, calibration)))
    return force_n, shown_n - force_n


def press(chance: np.random.Generator, rate_hz: float) -> np.ndarray:
    """A learner near the target: ramp, a wavering hold that may fade, release, rest."""
    level_n = 30.0 * (1.0 + chance.normal(0.0, 0.05))
    hold = round(chance.uniform(17.0, 26.0) * rate_hz)
    slow = np.cumsum(chance.normal(size=hold))
    slow = (slow - slow.mean()) / max(float(np.std(slow)), 1e-9)
    held = level_n * (1.0 + 0.01 * chance.uniform(2.0, 7.0) * slow)
    held += chance.normal(0.0, 0.04) * level_n * np.linspace(0.5, -0.5, hold)
    rise = np.linspace(0.0, held[0], round(level_n / chance.uniform(6.0, 20.0) * rate_hz))
    fall = np.linspace(held[-1], 0.0, round(level_n / chance.uniform(15.0, 60.0) * rate_hz))
    rest = np.zeros(round(1.5 * rate_hz))
    return np.concatenate((rest, rise, held, fall, rest))


def press_of(t_s: np.ndarray, force_n: np.ndarray) -> Press:
    """A press as the detector hands it to the judge, with the noise at rest."""
    rest = t_s < t_s[0] + 1.0
    above = np.flatnonzero(force_n > FORCE_DETECTION.contact_floor_n)
    return Press(
        t_s=t_s, force_n=force_n, flags=np.zeros(len(t_s), dtype=np.uint16), number=1,
        on_s=float(t_s[above[0]]), off_s=float(t_s[above[-1]]), from_rest=True, to_rest=True,
        dropped=False, spread_n=0.01,
        noise_n=float(np.std(smooth(t_s[rest], force_n[rest]), ddof=1)),
    )  # fmt: skip


RESULTS = ("score", *METRICS)
ALONE = Beside(0.0, in_set=True, levels=1)
JUDGEMENT = Judgement(
    FORCE_DETECTION, DEFAULT_FINDER, ALONE, 1, TARGET, Sensor(0.1, 1e-4), HOLD_SCORE_1, False
)


@dataclass(frozen=True, slots=True)
class Scored:
    """Results of one press by its true force and as measured, with their uncertainties."""

    true: tuple[float, ...]
    measured: tuple[float, ...]
    expanded: tuple[float, ...]
    drawn_sd: tuple[float, ...]


def score(one: Trial, draws: int = 0) -> Scored:
    """One press of a learner, measured by the calibrated cell and judged as the rig judges."""
    rate_hz, calibration = one.cell.rate_hz, calibration_of(one.passport)
    zero_raw, gain = tare(one), felt_gain(one)
    true_n = press(one.chance, rate_hz)
    t_s, counts = one.cell.trace(true_n * gain)
    shown_n = force_of(counts[:, None], zero_raw, calibration)
    felt = press_of(t_s, shown_n)
    (hold,) = judge_press(felt, FORCE_DETECTION, DEFAULT_FINDER, ALONE).holds
    uncertainty = press_uncertainty(calibration, JUDGEMENT, felt, hold)
    assert uncertainty is not None
    assert uncertainty.score is not None
    known = {"score": uncertainty.score.expanded} | dict(uncertainty.metrics)
    spread: tuple[float, ...] = ()
    if draws:
        errors = calibration.errors
        assert errors is not None
        rows = drawn(
            errors, t_s, shown_n, hold.onset_s, hold.level_n,
            lambda force_n: JUDGEMENT.results(replace(felt, force_n=force_n)),
            draws=draws, chance=np.random.default_rng(1),
        )  # fmt: skip
        spread = tuple(np.std(rows, axis=0).tolist())
    return Scored(
        JUDGEMENT.results(press_of(t_s, true_n)), JUDGEMENT.results(felt),
        tuple(known.get(name, math.nan) for name in RESULTS), spread,
    )  # fmt: skip
