"""What tells presses, plateaus and hands apart: a handful of ratios and seconds.

None is a force: only the learner's own press and the noise of the sensor set the scale. A target
takes no part.
"""

from dataclasses import asdict, dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Finder:
    """Parameters of finding, under an id that is kept with what was found.

    Attributes:
        id: of this set of numbers.
        valley_frac: a fall below this share of both neighbours ends a press (domain model 4.2).
        valley_s: shortest such fall; shorter is a dip.
        height_s: time constant with which the height of a press rises: a push of a moment is no
            neighbour.
        height_fall_s: the same downwards: a press that sags is measured by what it has become.
        rise_s: time above a valley that proves the next press.
        rest_frac: below this share of the presses beside it a hand only rests (5-15 % were seen).
        rest_s: time so low that ends a press without a next one.
        cell_s: the course of a press is looked at in medians of this length.
        step_up_frac: a new level lies at least this much above the last (rising steps of
            compression are 1.26 and 1.35 apart: Szajkowski 2025).
        step_down_frac: or this much below; sagging unasked by a third was seen, so more.
        step_s: time a step of `step_up_frac` must last to be meant, a larger one shorter.
        lapse_s: a departure from a level that returns to it within this time belongs to it.
        arrived_frac, left_frac: a plateau runs from the first to the last of these shares of its
            level (domain model 4.2).
        near_frac, near_share_frac: a hold is steady if such a share of it lies so near its level
            (docs/adr/0006).
        sag_frac: change over a hold that makes it unsteady.
        hold_s: shorter on a level is no hold.
        dip_s: a fall below `left_frac` shorter than this is a dip, longer a break.
        train_s, train_n: in a file, so many presses in a row, none longer than this (twice it where
            unsteady) nor further apart, are squeezes and no holds.
    """

    id: str = "finder/2"
    valley_frac: float = 0.5
    valley_s: float = 0.2
    height_s: float = 1.0
    height_fall_s: float = 5.0
    rise_s: float = 0.5
    rest_frac: float = 0.2
    rest_s: float = 1.0
    cell_s: float = 0.2
    step_up_frac: float = 0.2
    step_down_frac: float = 1.0 / 3.0
    step_s: float = 3.0
    lapse_s: float = 3.6
    arrived_frac: float = 0.9
    left_frac: float = 0.8
    near_frac: float = 0.25
    near_share_frac: float = 0.75
    sag_frac: float = 0.2
    hold_s: float = 1.0
    dip_s: float = 0.5
    train_s: float = 2.0
    train_n: int = 3


DEFAULT_FINDER: Final = Finder()

# Who was asked for steps of a fifth and stays within bands of a tenth may take one this small;
# it is a little more than people feel (7 %: domain model 2.5).
ASKED_STEP_FRAC: Final = 0.4


def for_steps(finder: Finder) -> Finder:
    """The same for a press that was asked for several levels: smaller steps are meant.

    Args:
        finder: for presses that were asked for one.
    """
    return replace(
        finder,
        step_up_frac=ASKED_STEP_FRAC * finder.step_up_frac,
        step_down_frac=ASKED_STEP_FRAC * finder.step_down_frac,
    )


def other_finder_messages(finder: Finder) -> tuple[str, ...]:
    """What a result should say of a finder that is not the default; nothing of that one."""
    if finder == DEFAULT_FINDER:
        return ()
    usual = asdict(DEFAULT_FINDER)
    others = ", ".join(
        f"{key} {value:g} instead of {usual[key]:g}"
        for key, value in asdict(finder).items()
        if key != "id" and value != usual[key]
    )
    return (f"holds are told apart by the finder {finder.id}: {others or 'the usual numbers'}",)
