"""What is looked at before an exam begins at a station, in words."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from firmware_bridge.samples import LinkState
from rig.engine.scoring.basis import ScoreBasis

CheckState = Literal["good", "unsure", "bad"]
CheckKind = Literal["signal", "calibration", "zero", "check_weight", "battery"]
STALE_S: Final = 2.0
LOW_BATTERY_PCT: Final = 20


@dataclass(frozen=True, slots=True)
class SeatCheck:
    """One thing that was looked at.

    Attributes:
        state: `good`; `unsure`: it may begin with a reason; `bad`: it cannot begin.
        text: one sentence, with what to do.
    """

    kind: CheckKind
    state: CheckState
    text: str


@dataclass(frozen=True, slots=True)
class SeatNow:
    """What the checks look at.

    Attributes:
        age_s: of the newest sample; infinite before the first.
        link_reason: what the link says.
        basis: what scores would rest on; None before the sensor has said what it is.
        note: what the pad is told to whoever stands there, empty when it is at zero.
        check_due: a sentence when a check weight is due, else empty.
        in_set: somebody else presses there.
        battery_pct: what the device said of its battery; None where it has said nothing.
    """

    link_state: LinkState
    link_reason: str
    age_s: float
    basis: ScoreBasis | None
    note: str
    check_due: str
    in_set: bool
    battery_pct: int | None


def seat_checks(now: SeatNow) -> tuple[SeatCheck, ...]:
    """Everything that was looked at, in the order in which one would put it right."""
    return (
        _signal(now),
        _calibration(now.basis),
        _zero(now.note),
        _check_weight(now.check_due),
        *_battery(now.battery_pct),
    )


def worst_of(checks: Iterable[SeatCheck]) -> CheckState:
    """The worst state among them."""
    found = {each.state for each in checks}
    return "bad" if "bad" in found else "unsure" if "unsure" in found else "good"


def _signal(now: SeatNow) -> SeatCheck:
    if now.in_set:
        return SeatCheck("signal", "bad", "Somebody presses there now; wait, or end that set.")
    if now.link_state != "streaming" or math.isinf(now.age_s):
        why = now.link_reason or "check its cable"
        return SeatCheck("signal", "bad", f"No signal from the pad: {why}.")
    if now.age_s > STALE_S:
        return SeatCheck("signal", "bad", "No new values for 2 s: check the cable of the pad.")
    return SeatCheck("signal", "good", "The pad sends its values.")


def _calibration(basis: ScoreBasis | None) -> SeatCheck:
    if basis is None:
        return SeatCheck("calibration", "unsure", "The pad has not said yet what it is.")
    if basis.use == "graded":
        return SeatCheck("calibration", "good", "Calibrated, and good enough for grades.")
    why = basis.reason or "Not good enough for grades."
    return SeatCheck("calibration", "unsure", why)


def _zero(note: str) -> SeatCheck:
    if note:
        return SeatCheck("zero", "unsure", note)
    return SeatCheck("zero", "good", "At zero; it is found anew before the first press.")


def _check_weight(due: str) -> SeatCheck:
    if due:
        return SeatCheck("check_weight", "unsure", due)
    return SeatCheck("check_weight", "good", "No check weight is due.")


def _battery(percent: int | None) -> tuple[SeatCheck, ...]:
    """Only where the device says something of it: most have none."""
    if percent is None:
        return ()
    if percent < LOW_BATTERY_PCT:
        text = f"The battery of the pad is at {percent} %: charge it, or plug it in."
        return (SeatCheck("battery", "unsure", text),)
    return (SeatCheck("battery", "good", f"The battery of the pad is at {percent} %."),)
