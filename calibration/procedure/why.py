"""Why each step of a guided calibration is there, for who asks while doing it."""

from typing import Final

from calibration.procedure.plan import StepKind
from calibration.procedure.state import Procedure, plan_left

WHY: Final[dict[StepKind, str]] = {
    "warm_up": (
        "A sensor and its amplifier drift while they warm up. A zero found too early would be "
        "wrong later."
    ),
    "exercise": ("The first loads read a little differently. Three loadings settle the sensor."),
    "unload": "The sensor must come back before the next load, and a moved zero shows here.",
    "zero": "Every force is counted from the empty pad. This is where counting begins.",
    "load": (
        "A known force gives the reading its meaning. Rising and falling loads together show "
        "whether the sensor reads the same from both sides."
    ),
    "zero_return": (
        "After the weights are off the reading should be back where it was. Half a minute is "
        "given, because it creeps back."
    ),
    "creep": (
        "Under a constant weight the reading of most sensors goes on climbing for a while. A "
        "long press would look like more force than it is."
    ),
    "edge": "Nobody presses exactly in the centre. The edges show how much that matters.",
    "check": (
        "A weight that took no part in the fit is the honest test: the pad must read it right "
        "without having seen it."
    ),
}
AFTER_A_BREAK: Final = (
    "A zero that moved during a break would spoil the run that was under way, so it is compared "
    "first."
)


def why_of(procedure: Procedure) -> str:
    """The reason for the step under way; empty when nothing is left."""
    left = plan_left(procedure)
    if not left:
        return ""
    return AFTER_A_BREAK if procedure.again_zero else WHY[left[0].kind]
