"""Who sits where: several may press at one station, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """The seat of one learner.

    Attributes:
        turn: 1 for who is first at the station.
    """

    learner_id: str
    station_id: str
    turn: int


def seats_of(stations: Mapping[str, str]) -> tuple[Seat, ...]:
    """Seats with their turns.

    Args:
        stations: station by learner, in the order in which they were seated; empty without one.
    """
    turns: dict[str, int] = {}
    seats = []
    for learner_id, station_id in stations.items():
        turns[station_id] = turns.get(station_id, 0) + 1
        seats.append(Seat(learner_id, station_id, turns[station_id] if station_id else 0))
    return tuple(seats)


def everybody_seated(
    learners: Sequence[str], seated: Mapping[str, str], stations: Sequence[str]
) -> dict[str, str]:
    """A station for everybody who has none yet, the emptiest first; those who have one keep it."""
    found = {each: seated[each] for each in learners if seated.get(each)}
    load = {each: sum(at == each for at in found.values()) for each in stations}
    for learner_id in learners:
        if learner_id not in found and load:
            station = min(load, key=lambda each: load[each])
            found[learner_id] = station
            load[station] += 1
    return found
