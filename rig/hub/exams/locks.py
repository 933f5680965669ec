"""Stations that an exam has: locked and blind until it gives them back."""

from collections.abc import Iterable, Mapping

from rig.hub.station.station_task import StationTask
from rig.school.exams.blind import ExamAtStation
from rig.school.exams.exam import Exam


class ExamLocks:
    """Which exam has which station.

    Args:
        stations: tasks by station id.
    """

    def __init__(self, stations: Mapping[str, StationTask]) -> None:
        self._stations = stations

    def take(self, exam: Exam, station_ids: Iterable[str]) -> None:
        """Give an exam the stations of its seats, and back those that are none any more.

        A station where somebody practises is taken once that set is over, by whoever begins there.
        """
        wanted = set(station_ids)
        for task in self._stations.values():
            about = task.channel.about
            has_it = about.exam is not None and about.exam.exam_id == exam.id
            if task.plan.id not in wanted:
                if has_it and about.session is None:
                    task.channel.change(exam=None)
            elif about.exam is None and (about.session is None or task.plan.learner is not None):
                task.channel.change(exam=exam_at_station(exam, "pad", 0))

    def give_back(self, exam_id: str) -> None:
        """Let everybody use the stations of an exam again."""
        for task in self.of(exam_id):
            task.channel.change(exam=None)

    def of(self, exam_id: str) -> tuple[StationTask, ...]:
        """The stations an exam has."""
        return tuple(
            task
            for task in self._stations.values()
            if task.channel.about.exam is not None and task.channel.about.exam.exam_id == exam_id
        )


def exam_at_station(exam: Exam, stage: str, before: int) -> ExamAtStation:
    """What a station is told of the exam that has it."""
    return ExamAtStation(
        exam.id, exam.title, "person" if stage == "person" else "pad", before,
        exam.protocol.repetitions,
    )  # fmt: skip
