"""What a source counts of everything it receives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counters:
    """What became of everything a source received so far.

    Attributes:
        samples: samples delivered.
        rejected: packets whose check failed.
        ignored: sound packets of an unknown kind.
        lost: samples known to be missing.
        duplicates: samples that came again and were dropped.
        restarts: times the device's clock began again.
        measured_hz: samples per second by its own clock; 0 before it is known.
        battery_pct, battery_mv: what the device last said of its battery; None if nothing.
        signal_dbm: strength of its radio as last seen; None on a wire.
    """

    samples: int = 0
    rejected: int = 0
    ignored: int = 0
    lost: int = 0
    duplicates: int = 0
    restarts: int = 0
    measured_hz: float = 0.0
    battery_pct: int | None = None
    battery_mv: int | None = None
    signal_dbm: int | None = None
