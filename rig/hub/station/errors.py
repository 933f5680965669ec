"""What a station refuses when several are asked together."""

from rig.errors import SessionError


class NobodyThereError(SessionError):
    """A set was to begin where nobody has said who they are.

    Attributes:
        station_name: name of the station for a person.
    """

    exit_code = 4

    def __init__(self, station_name: str) -> None:
        self.station_name = station_name
        super().__init__(f"nobody is at {station_name} yet; type a name on its Practice page first")


class NoSetError(SessionError):
    """A set was to end where none is under way.

    Attributes:
        station_name: name of the station for a person.
    """

    exit_code = 4

    def __init__(self, station_name: str) -> None:
        self.station_name = station_name
        super().__init__(f"no set is under way at {station_name}; nothing to end")
