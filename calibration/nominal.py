"""What a sensor reads in newtons before anyone has calibrated it."""

from typing import Final

from calibration.values import Calibration
from firmware_bridge.devices.board import NOMINAL_COUNTS_PER_N
from firmware_bridge.samples import Traits
from firmware_bridge.units import unit_of

NOMINAL: Final = "nominal/"
BOARD_COUNTS_PER_N: Final = NOMINAL_COUNTS_PER_N


def nominal_calibration(traits: Traits) -> Calibration:
    """The unit of the device converted by its definition; counts by the nominal gain of the board.

    A quantity that is no force (%, unknown counts of a file) stays in its own unit.
    """
    known = unit_of(traits.unit)
    if known is not None and known.quantity == "force":
        unit, gain = "N", known.factor
    elif traits.unit == "counts" and _is_board(traits.kind):
        unit, gain = "N", 1.0 / BOARD_COUNTS_PER_N
    else:
        unit, gain = traits.unit, 1.0
    return Calibration(
        identity=f"{NOMINAL}{traits.kind}/{traits.unit}",
        device="",
        unit=unit,
        gain_per_raw=gain,
        curvature_per_raw2=0.0,
        column=0,
        residual_sd=None,
        made_utc="",
    )


def is_guess(calibration: Calibration) -> bool:
    """Whether a calibration stands for counts that nobody has ever held against a force.

    The same board reads eight times less with four 50 kg cells than with one of them.
    """
    return calibration.identity.startswith(NOMINAL) and calibration.identity.endswith("/counts")


def _is_board(kind: str) -> bool:
    """Whether it is our board, by whatever way it sends; the simulator speaks its bytes."""
    return kind.split("-")[0] in ("board", "sim")
