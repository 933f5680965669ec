"""What a sensor reads in newtons before anyone has calibrated it."""

from typing import Final

from calibration.values import Calibration
from firmware_bridge.samples import Traits

# 50 kg cell of 2 mV/V on 4.2 V at gain 128: 17 uV/N, about 8,700 counts per newton
# (HX711 data sheet; hardware/README.md). Two boards differ by a few per cent.
BOARD_COUNTS_PER_N: Final = 8700.0

NEWTONS_PER: Final = {
    "N": 1.0,
    "kN": 1000.0,
    "mN": 0.001,
    "kgf": 9.80665,
    "gf": 0.00980665,
    "lbf": 4.4482216152605,
}


def nominal_calibration(traits: Traits) -> Calibration:
    """The unit of the device converted by its definition; counts by the nominal gain of the board.

    A quantity that is no force (%, unknown counts of a file) stays in its own unit.
    """
    if traits.unit in NEWTONS_PER:
        unit, gain = "N", NEWTONS_PER[traits.unit]
    elif traits.unit == "counts" and traits.kind in ("board", "sim"):
        unit, gain = "N", 1.0 / BOARD_COUNTS_PER_N
    else:
        unit, gain = traits.unit, 1.0
    return Calibration(
        identity=f"nominal/{traits.kind}/{traits.unit}",
        device="",
        unit=unit,
        gain_per_raw=gain,
        curvature_per_raw2=0.0,
        column=0,
        residual_sd=None,
        made_utc="",
    )
