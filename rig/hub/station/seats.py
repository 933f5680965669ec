"""Who sits where: a learner has one seat, and presses at one station."""

from collections.abc import Iterable

from rig.hub.station.errors import ElsewhereError
from rig.hub.station.requests import StationRequest
from rig.hub.station.station_task import StationTask
from rig.hub.station.together import ask_together


async def leave_other_seats(
    tasks: Iterable[StationTask], taken: StationTask, learner_id: str, by: str
) -> None:
    """Free what a learner had before: a set that begins there would be nobody's, in their name.

    Args:
        tasks: every station.
        taken: where they sit now.
        learner_id: who; nobody for a guest, who is known by no seat.
        by: opaque id of who asks.
    """
    left = [
        task for task in _had_by(tasks, taken, learner_id) if task.channel.about.session is None
    ]
    await ask_together(left, lambda task: task.ask(StationRequest("sit", by)))


def refuse_a_second_set(tasks: Iterable[StationTask], wanted: StationTask, learner_id: str) -> None:
    """Let nobody press at two stations.

    Raises:
        ElsewhereError: a set of the learner is under way at another station.
    """
    for task in _had_by(tasks, wanted, learner_id):
        if task.channel.about.session is not None:
            raise ElsewhereError(task.plan.name)


def _had_by(
    tasks: Iterable[StationTask], taken: StationTask, learner_id: str
) -> Iterable[StationTask]:
    return (
        task
        for task in tasks
        if learner_id and task is not taken and task.channel.about.learner_id == learner_id
    )
