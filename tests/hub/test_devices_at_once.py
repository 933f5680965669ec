"""Pads that two people give, or two tasks ask for, at the same moment."""

import asyncio
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import serial

from rig.config.assignments import Assignment, load_assignments
from rig.discovery.ports import ports_now
from rig.hub.cancel_and_wait import cancel_and_wait
from rig.hub.sensors.sensor_assignment import SensorAssignment
from rig.hub.station.sources import Sources
from tests.hub.test_devices import UID_A, auto, plugged, row_of, streams_on

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


@pytest.fixture
def sockets(tmp_path):
    """Folder whose entries are the sockets of a room."""
    folder = tmp_path / "sockets"
    folder.mkdir()
    return folder


async def test_a_pad_given_to_two_stations_at_once_belongs_to_one(run_rig, sockets, monkeypatch):
    async with (
        plugged((sockets / "a", UID_A)),
        run_rig(auto("pad-1"), auto("pad-2", "Pad 2"), ports=f"{sockets}/*") as rig,
    ):
        row = await row_of(rig, UID_A)
        monkeypatch.setattr(os, "fsync", on_a_slow_disk(os.fsync))
        gifts = (
            rig.hub.sensor_assignment.assign(station, row["id"]) for station in ("pad-1", "pad-2")
        )
        await asyncio.gather(*gifts, return_exceptions=True)
        [owner] = load_assignments(rig.store.parent)
        await streams_on(rig, owner, UID_A)


async def test_a_port_is_free_for_everyone_who_is_told_that_it_is(sockets, tmp_path, monkeypatch):
    open_at_once = serial.serial_for_url
    is_open = threading.Event()

    def open_slowly(*words, **options):
        port = open_at_once(*words, **options)
        is_open.set()
        time.sleep(0.5)
        return port

    monkeypatch.setattr(serial, "serial_for_url", open_slowly)
    async with plugged((sockets / "a", UID_A)) as [board]:
        path = str(board.plug.path)
        sources = Sources(tmp_path, f"{sockets}/*")
        running = asyncio.create_task((sensor_assignment := SensorAssignment({}, sources)).run())
        await sensor_assignment.watch()
        await asyncio.to_thread(is_open.wait)
        [port] = ports_now(sources.port_locator.also)
        sources.port_locator.learn(port, UID_A)

        async def open_it() -> None:
            found = await sources.port_locator.find(
                Assignment("serial", "board", UID_A, "", path, "Pad")
            )
            serial.Serial(found, exclusive=True).close()

        await asyncio.gather(open_it(), open_it())
        await cancel_and_wait(running)


def on_a_slow_disk(fsync):
    def slow(file):
        time.sleep(0.5)
        fsync(file)

    return slow


def test_two_pads_given_at_once_are_both_given(tmp_path):
    sources = Sources(tmp_path, "")
    rows = {
        f"pad-{place}": Assignment("serial", "board", f"{place}" * 16, "", "", "Pad")
        for place in range(8)
    }
    with ThreadPoolExecutor(len(rows)) as hands:
        tuple(hands.map(sources.assign, rows, rows.values()))
    assert load_assignments(tmp_path) == rows
    with ThreadPoolExecutor(len(rows)) as hands:
        tuple(hands.map(sources.unassign, rows))
    assert load_assignments(tmp_path) == {}
