"""What a station refuses for what is, or is not, under way there or at another."""

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


class ElsewhereError(AtStationError):
    """Somebody was to begin a set whose own set is under way at another station."""

    def __init__(self, station_name: str) -> None:
        super().__init__(
            station_name, f"your set at {station_name} is still under way; end it there first"
        )
