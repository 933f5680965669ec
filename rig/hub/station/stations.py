"""Stations by their id."""

from collections.abc import Mapping

from rig.hub.errors import StationMissingError
from rig.hub.station.station_task import StationTask


def station_of(stations: Mapping[str, StationTask], station_id: str) -> StationTask:
    """The task of a station.

    Raises:
        StationMissingError: there is none of that id.
    """
    found = stations.get(station_id)
    if found is None:
        raise StationMissingError(station_id, tuple(stations))
    return found
