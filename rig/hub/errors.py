"""What the hub refuses, each with the way out."""

from rig.errors import SessionError


class StationMissingError(SessionError):
    """No station has that id.

    Attributes:
        station_id: what was asked for.
        known: ids there are.
    """

    exit_code = 5

    def __init__(self, station_id: str, known: tuple[str, ...]) -> None:
        self.station_id = station_id
        self.known = known
        super().__init__(f"there is no station {station_id!r}; there are {', '.join(known)}")


class AtStationError(SessionError):
    """Base of what one station cannot do now; never raised itself.

    Attributes:
        station_name: name of the station for a person.
    """

    exit_code = 4

    def __init__(self, station_name: str, sentence: str) -> None:
        self.station_name = station_name
        super().__init__(sentence)


class MemoryLimitError(SessionError):
    """The system gives this program less memory than two processes and their threads take.

    Attributes:
        limit_mb: what it gives.
    """

    def __init__(self, limit_mb: int) -> None:
        self.limit_mb = limit_mb
        super().__init__(
            f"only {limit_mb} MB of memory are allowed here, and the pages and the rig take more; "
            "lift the limit (`ulimit -v unlimited`), or start Steadyhold outside of it"
        )


class StationBusyError(AtStationError):
    """A set is under way on the station.

    Attributes:
        who: name of the learner; empty for a guest.
    """

    def __init__(self, station_name: str, who: str) -> None:
        self.who = who
        super().__init__(
            station_name,
            f"{who or 'somebody'} is using {station_name}; choose another pad, or wait",
        )


class StationSilentError(AtStationError):
    """The station has no sensor at the moment.

    Attributes:
        reason: what the link said.
    """

    def __init__(self, station_name: str, reason: str) -> None:
        self.reason = reason
        super().__init__(
            station_name, f"{station_name} has no sensor now; {reason or 'check its cable'}"
        )


class StationSimulatedError(AtStationError):
    """The station is simulated and can have no sensor."""

    def __init__(self, station_name: str) -> None:
        super().__init__(
            station_name,
            f"{station_name} is simulated; write your stations into "
            "steadyhold.toml and start `steadyhold run` to give them pads",
        )


class StationCalibratingError(AtStationError):
    """The sensor of the station is being calibrated."""

    def __init__(self, station_name: str) -> None:
        super().__init__(
            station_name,
            f"the pad of {station_name} is being calibrated; take a break or leave it on the "
            "Calibration page first",
        )


class CalibrationMissingError(AtStationError):
    """No calibration is under way at the station."""

    exit_code = 5

    def __init__(self, station_name: str) -> None:
        super().__init__(station_name, f"no calibration is under way at {station_name}; begin one")


class ReadingsNotKeptError(SessionError):
    """The disk refuses the readings of a calibration.

    Attributes:
        why: what the system says.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(
            f"The readings cannot be kept ({why}): make room on the disk; nothing read so far is "
            "lost while this program runs."
        )


class CheckMissingError(AtStationError):
    """No check weight is being read there."""

    exit_code = 5

    def __init__(self, station_name: str) -> None:
        super().__init__(
            station_name, f"no check weight is being read on {station_name}; begin one first"
        )


class StepsLeftError(SessionError):
    """A passport was asked for before the last reading.

    Attributes:
        steps_left: how many there are.
    """

    exit_code = 4

    def __init__(self, steps_left: int) -> None:
        self.steps_left = steps_left
        super().__init__(
            f"{steps_left} steps are left before there can be a passport; go on, or shorten it"
        )


class DeviceMissingError(SessionError):
    """Nothing on the Devices page has that name, or it has not said who it is.

    Attributes:
        row_id: name of the row that was asked for.
    """

    exit_code = 5

    def __init__(self, row_id: str) -> None:
        self.row_id = row_id
        super().__init__(
            f"{row_id!r} is not there or has not said who it is; plug it in and listen to it first"
        )


class DeviceTakenError(SessionError):
    """The configuration gives the sensor to another station.

    Attributes:
        title: name of the sensor for a person.
        station_name: the station that has it.
    """

    exit_code = 4

    def __init__(self, title: str, station_name: str) -> None:
        self.title = title
        self.station_name = station_name
        super().__init__(
            f"{title} is written in steadyhold.toml as the source of {station_name}; write "
            'source = "auto" there to choose it on this page'
        )


class AskError(SessionError):
    """A request to the JSON API lacks something or has it in another form.

    Attributes:
        key: the key that is wrong.
        wanted: what belongs there.
    """

    exit_code = 2

    def __init__(self, key: str, wanted: str) -> None:
        self.key = key
        self.wanted = wanted
        super().__init__(f"{key!r} must be {wanted}")


class NotReadyError(SessionError):
    """The dashboard did not come up in time.

    Attributes:
        what: what was waited for.
        patience_s: how long.
    """

    def __init__(self, what: str, patience_s: float) -> None:
        self.what = what
        self.patience_s = patience_s
        super().__init__(f"{what} did not come within {patience_s:g} s; see the lines above")
