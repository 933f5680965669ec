"""Whether a passport speaks of the sensor as it is set up now."""

import re
from typing import Final

from calibration.passport.document import Passport
from firmware_bridge.samples import Traits

_GAIN: Final = re.compile(r"\bgain (\d+)\b")


def settings_message(traits: Traits) -> str:
    """What a device tells of its own set-up, for its passport: `1.2.0, gain 128`; empty unknown."""
    gain = f"gain {traits.gain}" if traits.gain else ""
    return ", ".join(each for each in (traits.firmware, gain) if each)


def is_of_readings(passport: Passport, traits: Traits) -> bool:
    """Whether a sensor sends the readings a passport was made from: same unit, channel there."""
    is_same = passport.item.unit == traits.unit
    return is_same and passport.calibration.column < len(traits.channels)


def misfit_message(passport: Passport, traits: Traits) -> str:
    """Why a passport of this very sensor carries no grade as it is set up; empty where it may.

    Args:
        passport: of the sensor.
        traits: of the device as it is connected.
    """
    item = passport.item
    if not is_of_readings(passport, traits):
        return (
            f"its calibration was made from channel {passport.calibration.column + 1} in "
            f"{item.unit}, and it sends {len(traits.channels)} in {traits.unit}; calibrate it as "
            "it is now"
        )
    then = _GAIN.search(item.firmware)
    if then and traits.gain and int(then[1]) != traits.gain:
        return (
            f"its amplifier has gain {traits.gain} and was calibrated at gain {then[1]}, so the "
            "newtons are wrong; set it back, or calibrate it again"
        )
    return ""
