"""In which order the stations need the instructor."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from rig.school.needs import Need, NeedKind

URGENCY = {kind: place for place, kind in enumerate(get_args(NeedKind))}


class StationNeeds(NamedTuple):
    """A station that needs the instructor.

    Attributes:
        needs: at least one, the most urgent first.
        since_s: since when the first of them is there, on the clock of whoever asks.
    """

    station: str
    needs: tuple[Need, ...]
    since_s: float


def turns_of(
    before: Sequence[StationNeeds], needs: Mapping[str, tuple[Need, ...]], now_s: float
) -> tuple[StationNeeds, ...]:
    """Who needs the instructor most comes first: by urgency, then by how long, then by place.

    Args:
        before: the turns of the look before.
        needs: of every station, in the order of the wall.
        now_s: time of this look.
    """
    known = {(turn.station, turn.needs[0].kind): turn.since_s for turn in before}
    turns = [
        StationNeeds(station, found, known.get((station, found[0].kind), now_s))
        for station, found in needs.items()
        if found
    ]
    return tuple(sorted(turns, key=lambda turn: (URGENCY[turn.needs[0].kind], turn.since_s)))
