"""What a link hands on: bytes with the time they came, or that there will be no more."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arrival:
    """Bytes, and host monotonic seconds when the last of them came."""

    data: bytes
    arrived_s: float


@dataclass(frozen=True, slots=True)
class Gone:
    """The link is no more; what the system said."""

    why: str
