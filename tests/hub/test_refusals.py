"""What the hub refuses, asked from inside, so that each refusal is known by its name."""

import socket

import pytest

from rig.hub import start
from rig.hub.errors import (
    AskError,
    NotReadyError,
    StationBusyError,
    StationMissingError,
    StationSilentError,
)
from rig.hub.http.json_route import text_of
from rig.hub.process.errors import ListenForbiddenError, PortTakenError
from rig.hub.process.listen_socket import listen
from rig.hub.station.requests import StationRequest
from tests.hub.conftest import pad
from tests.patience import until

START = StationRequest("start_set", "local")


async def test_a_station_takes_one_set_at_a_time(rig):
    station = rig.hub.station("pad-1")
    assert await station.ask(START)
    with pytest.raises(StationBusyError, match="somebody is using Pad 1"):
        await station.ask(START)


async def test_a_station_that_is_not_there_is_named_with_those_that_are(rig):
    with pytest.raises(StationMissingError, match="there are pad-1"):
        rig.hub.station("pad-9")


async def test_a_station_without_sensor_begins_no_set(run_rig):
    async with run_rig(pad(source="serial:/dev/no-such-port")) as rig:
        await until(lambda: rig.hub.channels[0].about.link_state == "lost")
        with pytest.raises(StationSilentError, match="no-such-port"):
            await rig.hub.station("pad-1").ask(START)


async def test_a_station_that_has_ended_answers_every_wish(run_rig):
    async with run_rig() as rig:
        station = rig.hub.station("pad-1")
        await until(lambda: rig.hub.channels[0].ring.count)
    with pytest.raises(StationSilentError):
        await station.ask(START)


def test_a_port_can_be_taken_once():
    with listen(0) as first, pytest.raises(PortTakenError) as taken:
        listen(first.site.port)
    assert taken.value.exit_code == 4


def test_a_port_the_system_keeps_is_named(monkeypatch):
    def forbidden(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", forbidden)
    with pytest.raises(ListenForbiddenError, match="above 1023") as refused:
        listen(80)
    assert refused.value.exit_code == 3


async def test_a_page_that_does_not_come_is_told_as_such(rig, monkeypatch):
    monkeypatch.setattr(start, "CHECK_PATIENCE_S", 0.0)
    with pytest.raises(NotReadyError, match="did not come within"):
        await start.check_and_stop(rig.service)


def test_a_request_of_another_shape_is_named_by_its_key():
    with pytest.raises(AskError, match="'name' must be a text"):
        text_of({"name": 5}, "name")
