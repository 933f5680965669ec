"""What a simulated pad is asked to be: the options of a `sim:` address."""

from dataclasses import dataclass
from typing import Literal, get_args

from firmware_bridge.errors import SourceUriError
from firmware_bridge.uri import SourceUri

LearnerKind = Literal[
    "expert",
    "good",
    "novice",
    "fading",
    "trembling",
    "jabbing",
    "short",
    "overlong",
    "light",
    "dead_weight",
]
FaultKind = Literal["garble", "drop", "stuck", "saturate", "unplug", "reboot", "silent"]

OPTIONS = (
    "learner", "seed", "rate_hz", "target_n", "hold_s", "hold_min_s", "hold_max_s", "rest_s",
    "reps", "then", "fault", "speed", "noise_counts", "gain", "text", "batch", "for_s",
    "back_n",
)  # fmt: skip
_LASTS_S: dict[str, float] = {"stuck": 3.0, "saturate": 2.0, "unplug": 3.0, "silent": 3.0}
_LIKELY: tuple[FaultKind, ...] = ("garble", "drop")
_THEN_HELP = (
    "level {!r} is not understood; write then=27:20:18:25, which is newtons, seconds, and the "
    "shortest and longest hold, with commas between levels"
)
_FAULT_HELP = (
    "fault {!r} is not understood; write garble=0.001, drop=0.01, unplug@12+3, silent@12+3, "
    "stuck@12+3, saturate@12+2 or reboot@12 (seconds, and how long)"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong on purpose.

    Attributes:
        chance_frac: probability per byte (garble) or per packet (drop); 0 for the others.
        at_s: when it begins, in seconds of the pad; NaN for garble and drop.
        for_s: how long it lasts; NaN where it has no length.
    """

    kind: FaultKind
    chance_frac: float
    at_s: float
    for_s: float


@dataclass(frozen=True, slots=True)
class PressedLevel:
    """One force that a learner presses, and how long.

    Attributes:
        target_n: asked for.
        hold_s: asked for; the shortest and the longest that is allowed beside it.
    """

    target_n: float
    hold_s: float
    hold_min_s: float
    hold_max_s: float


@dataclass(frozen=True, slots=True)
class SimSettings:
    """A learner, a pad and what goes wrong.

    Attributes:
        reps: presses before the learner leaves the pad alone; 0 is endless.
        speed: how much faster than real time; 0 as fast as it is read.
        gain_counts_per_n: counts per newton of the pad.
        noise_counts: standard deviation of the pad's noise.
        batch: samples per packet.
        text: the pad sends readable lines.
        back_n: what the pad reads too much since it was first let go.
        then: further levels of each press, reached without letting go.
        ends_s: seconds after which the source ends; infinite without an end.
    """

    learner: LearnerKind
    seed: int
    rate_hz: float
    target_n: float
    hold_s: float
    hold_min_s: float
    hold_max_s: float
    rest_s: float
    reps: int
    faults: tuple[Fault, ...]
    speed: float
    noise_counts: float
    gain_counts_per_n: float
    batch: int
    text: bool
    back_n: float
    then: tuple[PressedLevel, ...]
    ends_s: float

    @property
    def levels(self) -> tuple[PressedLevel, ...]:
        """Every level of a press, in order."""
        first = PressedLevel(self.target_n, self.hold_s, self.hold_min_s, self.hold_max_s)
        return (first, *self.then)


def settings_of(address: SourceUri) -> SimSettings:
    """The settings an address asks for.

    Raises:
        SourceUriError: an option is unknown or out of range.
    """
    address.refuse_unknown(OPTIONS)
    kinds: tuple[LearnerKind, ...] = get_args(LearnerKind)
    asked = address.options.get("learner", "good")
    learner = next((kind for kind in kinds if kind == asked), None)
    if learner is None:
        why = f"no learner {asked!r}; learners: {', '.join(kinds)}"
        raise SourceUriError(address.text, why=why)
    hold_s = address.number("hold_s", 20.0, low=0.5)
    hold_min_s = address.number("hold_min_s", hold_s, low=0.5)
    return SimSettings(
        learner=learner,
        seed=address.whole("seed", 1, low=0, high=2**32 - 1),
        rate_hz=address.number("rate_hz", 80.0, low=1.0, high=20_000.0),
        target_n=address.number("target_n", 25.0, low=0.1, high=500.0),
        hold_s=hold_s,
        hold_min_s=hold_min_s,
        hold_max_s=address.number("hold_max_s", hold_min_s * 1.5, low=hold_min_s),
        rest_s=address.number("rest_s", 8.0, low=3.0),
        reps=address.whole("reps", 0, low=0),
        faults=_faults(address),
        speed=address.speed(),
        noise_counts=address.number("noise_counts", 43.0, low=0.0),
        gain_counts_per_n=address.number("gain", 8700.0, low=1.0),
        batch=address.whole("batch", 1, low=1, high=40),
        text=bool(address.whole("text", 0, low=0, high=1)),
        back_n=address.number("back_n", 0.0, low=-20.0, high=20.0),
        then=_then(address),
        ends_s=address.number("for_s", float("inf"), low=0.1)
        if "for_s" in address.options
        else float("inf"),
    )


def _then(address: SourceUri) -> tuple[PressedLevel, ...]:
    text = address.options.get("then", "")
    return tuple(_level(address, part) for part in text.split(",") if part)


def _level(address: SourceUri, part: str) -> PressedLevel:
    try:
        target_n, hold_s, hold_min_s, hold_max_s = (float(word) for word in part.split(":"))
    except ValueError as error:
        raise SourceUriError(address.text, why=_THEN_HELP.format(part)) from error
    if not (0.1 <= target_n <= 500.0 and 0.5 <= hold_min_s <= hold_s <= hold_max_s <= 3600.0):
        raise SourceUriError(address.text, why=_THEN_HELP.format(part))
    return PressedLevel(target_n, hold_s, hold_min_s, hold_max_s)


def _faults(address: SourceUri) -> tuple[Fault, ...]:
    text = address.options.get("fault", "")
    return tuple(_fault(address, part) for part in text.split(",") if part)


def _fault(address: SourceUri, part: str) -> Fault:
    nan = float("nan")
    kinds: tuple[FaultKind, ...] = get_args(FaultKind)
    word, equals, chance = part.partition("=")
    if not equals:
        word, _, when = part.partition("@")
    kind = next((kind for kind in kinds if kind == word), None)
    try:
        if kind is not None and equals and kind in _LIKELY and 0 <= float(chance) <= 1:
            return Fault(kind, float(chance), nan, nan)
        if kind is not None and not equals and kind not in _LIKELY:
            at, _, lasts = when.partition("+")
            return Fault(kind, 0.0, float(at or 10), float(lasts or _LASTS_S.get(kind, nan)))
    except ValueError as error:
        raise SourceUriError(address.text, why=_FAULT_HELP.format(part)) from error
    raise SourceUriError(address.text, why=_FAULT_HELP.format(part))
