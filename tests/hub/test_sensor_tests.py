"""The test of a sensor on the Devices page: boards on ptys, free or read by a station."""

import asyncio

import pytest

from rig.hub.errors import StationBusyError
from tests.hub.conftest import demo_pad, pad
from tests.hub.test_calibration import FORM
from tests.hub.test_devices import UID_A, auto, plugged, row_of, streams_on
from tests.patience import until


async def answer_of(rig, row, seconds=1.0):
    return await rig.post("/api/devices/test", {"device": row["id"], "seconds": seconds})


async def test_a_free_board_is_judged_by_what_it_sends(run_rig, sockets):
    async with plugged((sockets / "a", UID_A)), run_rig(auto(), ports=f"{sockets}/*") as rig:
        row = await row_of(rig, UID_A)
        answer = (await answer_of(rig, row)).json()
        found = answer["test"]
        assert (answer["device"], found["unit"], found["saturated"]) == (row["id"], "counts", 0)
        assert found["rate_hz"] == pytest.approx(80.0, abs=2.0)
        # The board counts its samples up.
        assert found["distinct"] == found["samples"] >= 80
        assert found["low_raw"] < found["zero_raw"] < found["high_raw"]
        assert answer["words"][0].endswith("samples a second.")
        assert "open Calibrate" in " ".join(answer["words"])


async def test_a_pad_of_a_station_is_tested_while_the_station_goes_on(run_rig, sockets):
    async with plugged((sockets / "a", UID_A)), run_rig(auto(), ports=f"{sockets}/*") as rig:
        row = await row_of(rig, UID_A)
        await rig.post("/api/stations/pad-1/assign", {"device": row["id"]})
        await streams_on(rig, "pad-1", UID_A)
        opening = rig.hub.station("pad-1").reader.number
        row = await row_of(rig, UID_A, "station")
        assert (await answer_of(rig, row)).json()["test"]["samples"] >= 80
        assert rig.hub.station("pad-1").reader.number == opening


async def test_a_board_that_is_pulled_meanwhile_is_said_to_be_unplugged(run_rig, sockets):
    async with (
        plugged((sockets / "a", UID_A)) as [board],
        run_rig(auto(), ports=f"{sockets}/*") as rig,
    ):
        row = await row_of(rig, UID_A)
        testing = asyncio.create_task(rig.hub.sensor_tests.tested(row["id"], 3.0))
        await asyncio.sleep(0)
        sent = board.sent
        await until(lambda: board.sent > sent + 40)
        await board.unplug()
        found = await testing
        assert found.news == "it was unplugged"
        assert found.samples < 3.0 * 80


async def test_nobody_is_tested_during_a_set_and_a_set_that_begins_ends_the_test(run_rig):
    async with run_rig(pad()) as rig:
        await until(lambda: rig.hub.channels[0].ring.count > 10)
        [row] = (await rig.post("/api/devices/watch")).json()["devices"]
        testing = asyncio.create_task(rig.hub.sensor_tests.tested(row["id"], 60.0))
        await asyncio.sleep(0)
        await rig.post("/api/stations/pad-1/start", {})
        with pytest.raises(StationBusyError):
            await testing
        answer = await answer_of(rig, row)
        assert (answer.status_code, answer.json()["error"]) == (
            409,
            "somebody is using Pad 1; choose another pad, or wait",
        )


async def test_a_pad_that_is_calibrated_is_not_tested(run_rig):
    async with run_rig(pad()) as rig:
        await until(lambda: rig.hub.channels[0].ring.count > 10)
        [row] = (await rig.post("/api/devices/watch")).json()["devices"]
        assert (await rig.post("/api/calibration/pad-1/begin", FORM)).status_code == 200
        answer = await answer_of(rig, row)
        assert (answer.status_code, "being calibrated" in answer.json()["error"]) == (409, True)


async def test_what_cannot_be_tested_is_refused_with_the_way_out(run_rig, sockets, tmp_path):
    async with (
        plugged((sockets / "a", UID_A)) as [board],
        run_rig(pad("pad-1", f"serial:{board.plug.path}"), ports=f"{sockets}/*") as rig,
    ):
        await streams_on(rig, "pad-1", UID_A)
        row = await row_of(rig, UID_A, "station")
        for body in ({"device": 4}, {"device": row["id"], "seconds": 61}):
            assert (await rig.post("/api/devices/test", body)).status_code == 400
        answer = await answer_of(rig, {"id": "port:/dev/none"})
        assert (answer.status_code, "listen to it first" in answer.json()["error"]) == (404, True)
    demonstration = demo_pad(tmp_path / "data" / "steadyhold.db")
    async with run_rig(demonstration) as rig:
        [row] = (await rig.post("/api/devices/watch")).json()["devices"]
        answer = await answer_of(rig, row)
        assert (answer.status_code, "is simulated" in answer.json()["error"]) == (409, True)


async def test_a_station_whose_pad_has_gone_says_so_at_once(run_rig, sockets):
    async with (
        plugged((sockets / "a", UID_A)) as [board],
        run_rig(pad("pad-1", f"serial:{board.plug.path}"), ports="") as rig,
    ):
        await streams_on(rig, "pad-1", UID_A)
        await board.unplug()
        await until(lambda: rig.hub.station("pad-1").channel.about.link_state == "lost")
        [row] = (await rig.post("/api/devices/watch")).json()["devices"]
        answer = await answer_of(rig, row, 60.0)
        assert (answer.status_code, "has no sensor now" in answer.json()["error"]) == (409, True)
