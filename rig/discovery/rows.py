"""What there is to show of ports, gauges and stations, as plain rows."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from firmware_bridge.rounding import rounded
from firmware_bridge.samples import LinkState
from rig.config.assignments import Assignment
from rig.discovery.gauges import GaugeInSight
from rig.discovery.listener import SensorHeard
from rig.discovery.ports import Port

State = Literal[
    "free", "station", "held", "asking", "other", "silent", "refused", "absent", "unasked"
]


@dataclass(frozen=True, slots=True)
class Now:
    """What is heard of a sensor at this moment.

    Attributes:
        rate_hz: measured; 0 before it is known.
        battery_pct, battery_mv, signal_dbm: None where there is none.
        pressed: somebody presses it.
        bar_frac: how hard, against its own strongest press.
    """

    rate_hz: float
    battery_pct: int | None
    battery_mv: int | None
    signal_dbm: int | None
    pressed: bool
    bar_frac: float


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One sensor, port or gauge.

    Attributes:
        id: name of the row; the same for as long as it is plugged in.
        link: how it is reached.
        kind: device kind; empty where nothing is known.
        title: name for a person.
        identity: what it is assigned by; empty where it cannot be.
        path: port it is on; empty without one.
        stable_path: name of that port that stays the same; empty without one.
        vid_pid: maker and product of its USB plug.
        serial_number: of its USB plug.
        state: what it is doing.
        words: more of that in a sentence; may be empty.
        station: id of the station that reads it; empty for none.
        simulated: no sensor is involved.
        now: what is heard of it now.
    """

    id: str
    link: str
    kind: str
    title: str
    identity: str
    path: str
    stable_path: str
    vid_pid: str
    serial_number: str
    state: State
    words: str
    station: str
    simulated: bool
    now: Now

    def as_json(self) -> dict[str, Any]:
        """The row as one flat object."""
        return {name: value for name, value in asdict(self).items() if name != "now"} | asdict(
            self.now
        )


@dataclass(frozen=True, slots=True)
class StationSensor:
    """What one station reads, as far as the rows need it.

    Attributes:
        uri: address of its source.
        path: port of its source, by its real name; empty without one.
        identity: what its source says; empty before it does.
        heard: from its counters, with its motion.
        link_state, link_reason: as the screens see them.
    """

    station: str
    name: str
    uri: str
    path: str
    identity: str
    heard: SensorHeard
    link_state: LinkState
    link_reason: str


def all_rows(
    ports: Sequence[Port],
    gauges: Sequence[GaugeInSight],
    listened: Mapping[str, SensorHeard],
    readings: Iterable[StationSensor],
    assignments: Mapping[str, Assignment],
) -> list[DeviceRow]:
    """Every row: ports, then gauges, then stations that read something else.

    Args:
        ports: there now.
        gauges: seen by the last scan.
        listened: what is heard on ports and gauges, by row id.
        readings: one for each station.
        assignments: by station id.
    """
    left = {reading.station: reading for reading in readings}
    rows = []
    for port in ports:
        reading = _reader_of_port(port, left.values())
        if reading is not None:
            del left[reading.station]
        rows.append(_port_row(port, listened.get(port_id(port)), reading))
    for gauge in gauges:
        reading = _reader_of_gauge(gauge, left.values())
        if reading is not None:
            del left[reading.station]
        rows.append(_gauge_row(gauge, listened.get(gauge_id(gauge)), reading))
    # A pad that was put into another socket is on its way to its station: one row, not two.
    moved = {row.identity for row in rows} - {""}
    found = [
        _station_row(reading, assignments.get(reading.station))
        for reading in left.values()
        if reading.uri != "auto"
    ]
    return [*rows, *(row for row in found if row.identity not in moved)]


def port_id(port: Port) -> str:
    """Name of the row of a port."""
    return f"port:{port.path}"


def gauge_id(gauge: GaugeInSight) -> str:
    """Name of the row of a gauge."""
    return f"ble:{gauge.address}"


def _reader_of_port(port: Port, readings: Iterable[StationSensor]) -> StationSensor | None:
    real = os.path.realpath(port.path)
    reads = (each for each in readings if each.path and each.link_state != "lost")
    return next((each for each in reads if os.path.realpath(each.path) == real), None)


def _reader_of_gauge(
    gauge: GaugeInSight, readings: Iterable[StationSensor]
) -> StationSensor | None:
    address = gauge.address.casefold()
    reads = (each for each in readings if each.uri.startswith("ble:"))
    return next(
        (
            each
            for each in reads
            if address in each.uri.casefold() or each.identity.casefold() == address
        ),
        None,
    )


def _port_row(port: Port, heard: SensorHeard | None, reading: StationSensor | None) -> DeviceRow:
    known = reading.heard if reading is not None else heard or SensorHeard()
    told = known.identity if known.state == "heard" else ""
    is_own_word = bool(told) and told not in (port.path, port.usb)
    state, words = _state(known if (reading or heard) else None, reading, "unasked")
    if reading is None and port.is_held:
        state, words = "held", f"in use by {port.holder}"
    elif not port.allowed:
        state, words = "refused", "you may not open it: steadyhold doctor says what to do"
    return DeviceRow(
        id=port_id(port),
        link="serial",
        kind=known.kind if state in ("free", "station") else "",
        title=known.title if state in ("free", "station") and known.title else port.title,
        identity=told if is_own_word else port.identity,
        path=port.path,
        stable_path=port.stable_path,
        vid_pid=port.vid_pid,
        serial_number=port.serial_number,
        state=state,
        words=words,
        station=_station_of(reading),
        simulated=False,
        now=_now(known),
    )


def _gauge_row(
    gauge: GaugeInSight, heard: SensorHeard | None, reading: StationSensor | None
) -> DeviceRow:
    known = reading.heard if reading is not None else heard or SensorHeard()
    state, words = _state(known if (reading or heard) else None, reading, "free")
    now = _now(known)
    if now.signal_dbm is None:
        now = replace(now, signal_dbm=gauge.signal_dbm)
    return DeviceRow(
        id=gauge_id(gauge),
        link="ble",
        kind=gauge.kind,
        title=gauge.name or gauge.title,
        identity=gauge.address,
        path="",
        stable_path="",
        vid_pid="",
        serial_number="",
        state=state,
        words=words or gauge.limits,
        station=_station_of(reading),
        simulated=False,
        now=now,
    )


def _station_row(reading: StationSensor, held: Assignment | None) -> DeviceRow:
    link = reading.uri.partition(":")[0]
    simulated = link in ("sim", "screen")
    is_there = reading.link_state in ("streaming", "stale")
    return DeviceRow(
        id=f"station:{reading.station}",
        link=link,
        kind=reading.heard.kind,
        title="Simulated pad" if simulated else held.title if held else reading.heard.title,
        identity="" if simulated else held.identity if held else reading.identity,
        path=reading.path,
        stable_path="",
        vid_pid="",
        serial_number="",
        state="station" if is_there or simulated else "absent",
        words=reading.link_reason,
        station=reading.station,
        simulated=simulated,
        now=_now(reading.heard),
    )


def _state(
    heard: SensorHeard | None, reading: StationSensor | None, otherwise: State
) -> tuple[State, str]:
    if reading is not None:
        return "station", reading.link_reason
    if heard is None:
        return otherwise, ""
    return ("free" if heard.state == "heard" else heard.state), heard.words


def _station_of(reading: StationSensor | None) -> str:
    return reading.station if reading is not None else ""


def _now(heard: SensorHeard) -> Now:
    return Now(
        rate_hz=rounded(heard.rate_hz, 1),
        battery_pct=heard.battery_pct,
        battery_mv=heard.battery_mv,
        signal_dbm=heard.signal_dbm,
        pressed=heard.motion.is_pressed,
        bar_frac=rounded(heard.motion.bar_frac, 2),
    )
