"""What a station refuses when several are asked together."""

from rig.hub.errors import AtStationError


class NobodyThereError(AtStationError):
    """A set was to begin where nobody has said who they are."""

    def __init__(self, station_name: str) -> None:
        super().__init__(
            station_name, f"nobody is at {station_name} yet; type a name on its Practice page first"
        )


class NoSetError(AtStationError):
    """A set was to end where none is under way."""

    def __init__(self, station_name: str) -> None:
        super().__init__(station_name, f"no set is under way at {station_name}; nothing to end")
