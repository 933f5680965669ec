"""A virtual bench: a load cell whose truth is known, a set of weights, and someone who obeys."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from calibration.procedure.guided import feed
from calibration.procedure.plan import PlanStep, steps_of
from calibration.procedure.record import CalibrationPoint, CreepPoint, Record
from calibration.procedure.reference import Mass, gravity_at
from calibration.procedure.setup import Setup, set_up
from calibration.procedure.state import Procedure, begin_procedure, plan_left
from firmware_bridge.samples import RawBlock
from firmware_bridge.sim.virtual_cell import Truth, VirtualCell
from tests.presses import BOARD

PLACES = {
    "centre": (0.0, 0.0),
    "front": (1.0, 0.0),
    "back": (-1.0, 0.0),
    "right": (0.0, 1.0),
    "left": (0.0, -1.0),
}
PAD = replace(BOARD, kind="sim", title="Virtual pad", rate_hz=20.0, settling_s=0.1)
GOOD = Truth(
    gain_n_per_raw=1.0 / 8700.0,
    zero_raw=84_000.0,
    range_n=60.0,
    bend_frac=0.0003,
    hysteresis_frac=0.001,
    creep_frac=0.001,
    drift_n_per_min=0.004,
    wander_n=0.005,
    noise_n=0.005,
    seat_frac=0.0003,
    edge_frac=0.002,
)
HERE = gravity_at(52.0, 50.0)


def weight(kg: float, name: str = "", *, for_check: bool = False) -> Mass:
    return Mass(name or f"{kg:g} kg", kg, 5e-5 * kg, "M2", "K-77", for_check)


WEIGHTS = (
    weight(0.5),
    weight(1.0),
    weight(2.0),
    weight(2.0, "2 kg b"),
    weight(1.5, "1.5 kg check", for_check=True),
    weight(3.0, "3 kg check", for_check=True),
)


def usual_setup(**changes) -> Setup:
    given = {"range_n": 60.0, "warm_up_s": 3.0} | changes
    masses = given.pop("masses", WEIGHTS)
    traits = given.pop("traits", PAD)
    return set_up(traits, "pad-7", masses, HERE, **given)


@dataclass(slots=True)
class Bench:
    """A pad with someone beside it; `on` holds how a step is done wrongly."""

    setup: Setup
    truth: Truth = GOOD
    seed: int = 1
    true_kg: dict[str, float] = field(default_factory=dict)
    cell: VirtualCell = field(init=False)
    now: Procedure = field(init=False)
    t_offset_s: float = 0.0
    tilt_n: float = 0.0

    def __post_init__(self) -> None:
        self.cell = VirtualCell(self.truth, self.setup.traits.rate_hz, self.seed)
        self.now = begin_procedure(self.setup)

    def weight_n(self, stack: tuple[str, ...]) -> float:
        kg = sum(self.true_kg.get(each, self.setup.mass(each).kg) for each in stack)
        return kg * HERE.m_per_s2 * (1.0 - 1.2 / 7850.0)

    def hold(self, felt_n, seconds: float, flags: int = 0, tremor_n: float = 0.0) -> Procedure:
        count = max(round(seconds * self.cell.rate_hz), 1)
        force_n = np.full(count, felt_n + self.tilt_n, dtype=float)
        if tremor_n:
            force_n += tremor_n * np.random.default_rng(5).normal(size=count)
        t_s, counts = self.cell.trace(force_n)
        self.now = feed(self.now, block_of(t_s - self.t_offset_s, counts, flags))
        return self.now

    def place(self, stack: tuple[str, ...], seconds: float, position: str = "centre") -> Procedure:
        """Lift what is there, put a stack down, wait."""
        self.hold(0.0, 1.0)
        return self.hold(self.felt_n(stack, position), seconds)

    def felt_n(self, stack: tuple[str, ...], position: str = "centre") -> float:
        front, right = PLACES[position]
        gain = 1.0 + self.truth.edge_frac * (front + 0.5 * right)
        gain += self.cell._chance.normal(0.0, self.truth.seat_frac) if stack else 0.0
        return self.weight_n(stack) * gain

    def do(self, step: PlanStep) -> Procedure:
        """Do one step as asked, until its reading is taken."""
        felt_n = self.felt_n(step.stack, step.position)
        # A series goes from load to load; only a weight that is moved to an edge is lifted off.
        if step.kind == "edge":
            self.hold(0.0, 1.0)
        for _ in range(200):
            self.hold(felt_n, 1.0)
            if not plan_left(self.now) or plan_left(self.now)[0].key != step.key:
                return self.now
        raise AssertionError(f"{step.key} is never done: {self.now.refusal}")

    def do_until(self, stop: Callable[[PlanStep], bool] = lambda step: False) -> PlanStep | None:
        """Do steps as asked until one that is not to be done."""
        while left := plan_left(self.now):
            if stop(left[0]):
                return left[0]
            self.do(left[0])
        return None


def block_of(t_s, counts, flags: int = 0) -> RawBlock:
    return RawBlock(
        tick=np.round(np.asarray(t_s) * 1e6).astype(np.int64),
        t_s=np.asarray(t_s, dtype=float),
        raw=np.asarray(counts, dtype=float)[:, None],
        flags=np.full(len(t_s), flags, dtype=np.uint16),
        lost=0,
        arrived_s=float("nan"),
    )


def quick_record(setup: Setup, cell: VirtualCell, weight_n: Callable[[tuple[str, ...]], float]):
    """The record of a procedure done by the book, without going through its waiting."""
    readings, creep = [], ()
    rate_hz, truth = cell.rate_hz, cell.truth
    for step in steps_of(setup):
        felt_n = weight_n(step.stack)
        if step.stack:
            if step.kind == "edge":
                cell.trace(np.zeros(round(rate_hz)))
            front, right = PLACES[step.position]
            seat = cell._chance.normal(0.0, truth.seat_frac)
            felt_n *= 1.0 + seat + truth.edge_frac * (front + 0.5 * right)
        settle_s = min(step.settle_s, 60.0)
        t_s, counts = cell.trace(np.full(round((settle_s + step.average_s) * rate_hz), felt_n))
        taken = counts[-round(step.average_s * rate_hz) :]
        fives = taken[: len(taken) // 5 * 5].reshape(-1, 5)
        readings.append(
            CalibrationPoint(
                step.key, step.kind, step.run, step.leg, step.stack, step.position,
                raw=float(np.mean(taken)), sd_raw=float(np.median(np.std(fives, axis=1, ddof=1))),
                samples=len(taken), at_s=float(t_s[-1]), dwell_s=settle_s + 0.5 * step.average_s,
                temperature_degc=None, forced=False,
            )
        )  # fmt: skip
        if step.kind == "creep":
            whole = len(counts) // 5 * 5
            since_s = (t_s[:whole] - t_s[0]).reshape(-1, 5).mean(axis=1)
            means = counts[:whole].reshape(-1, 5).mean(axis=1)
            creep = tuple(
                CreepPoint(a, b) for a, b in zip(since_s.tolist(), means.tolist(), strict=True)
            )
    return Record(setup, tuple(readings), (), creep, ())


def calm(truth: Truth = GOOD, **changes: float) -> Truth:
    return replace(truth, **changes)
