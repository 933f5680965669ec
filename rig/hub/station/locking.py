"""What a station does for nobody but the exam that has it."""

from rig.hub.errors import AtStationError
from rig.hub.live.channel import StationDescription
from rig.hub.station.requests import StationRequest


class StationInExamError(AtStationError):
    """An exam has the station.

    Attributes:
        title: of the exam.
    """

    def __init__(self, station_name: str, title: str) -> None:
        self.title = title
        super().__init__(
            station_name,
            f"{station_name} is used for the exam {title}; nothing changes there until it is over",
        )


def refuse_in_exam(about: StationDescription, request: StationRequest) -> None:
    """Refuses every request but those of the exam that has the station.

    Raises:
        StationInExamError: it is another's.
    """
    if about.exam is not None and request.exam_id != about.exam.exam_id:
        raise StationInExamError(about.name, about.exam.title)


def mode_of(about: StationDescription, *, is_demonstration: bool) -> str:
    """What a session at the station is for, as its header says it."""
    if about.exam is not None:
        return "exam"
    return "demonstration" if is_demonstration else "practice"
