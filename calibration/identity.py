"""Whether a hardware id is the sensor's own, or only tells where it is plugged in."""

import re
from typing import Final

# A USB bridge without a serial number, a port by its path, its number, or its address.
_ONLY_A_PLACE: Final = re.compile(
    r"usb:[^:]*:[^:]*:\s*|port:.*|/.*|\\\\.*|com\d+|.*://.*", re.IGNORECASE
)

UNNAMED: Final = (
    "the sensor does not say who it is, so a passport cannot be tied to it: another one in the "
    "same place would carry it too"
)


def says_who_it_is(identity: str) -> bool:
    """Whether another sensor of the same kind would have another id.

    Args:
        identity: hardware id as its source gives it; empty where it tells none.
    """
    return bool(identity) and _ONLY_A_PLACE.fullmatch(identity) is None
