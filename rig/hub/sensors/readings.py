"""What stations read, for the Devices page."""

from rig.config.assignments import Assignment
from rig.discovery.listener import SensorHeard, SensorMotion
from rig.discovery.motion import Motion
from rig.discovery.rows import StationSensor
from rig.hub.answers import AssignedJson, PlaceJson
from rig.hub.errors import StationBusyError
from rig.hub.station.locking import StationInExamError
from rig.hub.station.sources import Sources
from rig.hub.station.station_task import StationTask


def path_of(task: StationTask) -> str:
    """Port a station reads, or is about to; empty without one."""
    path: str = getattr(task.reader.source, "path", "")
    return path


def identity_of(task: StationTask) -> str:
    """Sensor a station reads or waits for; empty while it does not say."""
    return "" if task.reader.source is None else task.reader.source.identity


def reading_of(task: StationTask, sources: Sources, moved: SensorMotion | None) -> StationSensor:
    """What a station reads now.

    Args:
        task: the station.
        sources: what it was given.
        moved: how its samples moved; None before the first.
    """
    source, about = task.reader.source, task.channel.about
    heard = SensorHeard()
    if source is not None:
        counters = source.counters
        heard = SensorHeard(
            state="heard" if about.link_state == "streaming" else "silent",
            kind=source.traits.kind,
            title=source.traits.title,
            identity=source.identity,
            rate_hz=counters.measured_hz,
            battery_pct=counters.battery_pct,
            battery_mv=counters.battery_mv,
            signal_dbm=counters.signal_dbm,
            motion=Motion() if moved is None else moved.motion,
        )
    return StationSensor(
        station=about.id,
        name=about.name,
        uri=sources.uri(task.plan),
        path=path_of(task),
        identity=heard.identity,
        heard=heard,
        link_state=about.link_state,
        link_reason=about.link_reason,
    )


def station_reading_json(task: StationTask, sources: Sources) -> PlaceJson:
    """A station as a place a sensor can be given to."""
    about = task.channel.about
    held = sources.assignment(about.id)
    return {
        "id": about.id,
        "name": about.name,
        "demonstration": task.plan.takes_no_sensor,
        "source": task.plan.source_uri.partition(":")[0],
        "assigned": None if held is None else _assigned_json(held),
        "link": {"state": about.link_state, "reason": about.link_reason},
        "busy": _is_busy(task),
    }


def refuse_if_busy(task: StationTask) -> None:
    """Raise StationBusyError while a person's set is under way; an exam has it between two."""
    about = task.channel.about
    if about.exam is not None:
        raise StationInExamError(about.name, about.exam.title)
    if _is_busy(task):
        raise StationBusyError(task.plan.name, task.channel.about.learner_name)


def _is_busy(task: StationTask) -> bool:
    return task.channel.about.session is not None and task.plan.learner is None


def _assigned_json(held: Assignment) -> AssignedJson:
    return {"identity": held.identity, "title": held.title, "kind": held.kind, "link": held.link}
