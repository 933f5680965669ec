"""The Devices page's side of the hub: boards on ptys, stations that know theirs by identity."""

import contextlib
import json

import pytest

from rig.config.assignments import AssignmentsFileError, load_assignments
from rig.hub.errors import (
    DeviceMissingError,
    DeviceTakenError,
    StationBusyError,
    StationSimulatedError,
)
from tests.bridge.pty_board import Plug, PtyBoard
from tests.hub.conftest import demo_pad, pad
from tests.patience import until

UID_A, UID_B, UID_C = "aa" * 8, "bb" * 8, "cc" * 8


@contextlib.asynccontextmanager
async def plugged(*boards):
    """Boards on sockets; whichever is still plugged in at the end is pulled."""
    there = [PtyBoard(path, uid=uid) for path, uid in boards]
    try:
        yield there
    finally:
        for board in there:
            with contextlib.suppress(OSError):
                await board.unplug()


async def watched(rig):
    return (await rig.post("/api/devices/watch")).json()


async def row_of(rig, identity, state="free"):
    """The row of a board once it has said who it is."""

    async def look():
        rows = (await watched(rig))["devices"]
        return [row for row in rows if row["identity"] == identity and row["state"] == state]

    return (await until(look))[0]


def streams_on(rig, station, identity):
    def look():
        about = rig.hub.station(station).channel.about
        source = rig.hub.station(station).reader.source
        return about.link_state == "streaming" and source and source.identity == identity

    return until(look)


def auto(station_id="pad-1", name="Pad 1"):
    return pad(station_id, "auto", name)


async def test_free_boards_say_who_they_are_while_somebody_looks_and_are_free_afterwards(
    run_rig, sockets
):
    async with plugged((sockets / "a", UID_A)), run_rig(auto(), ports=f"{sockets}/*") as rig:
        found = await row_of(rig, UID_A)
        assert (found["kind"], found["link"], found["station"]) == ("board", "serial", "")
        await until(lambda: rate(rig))
        rig.hub.sensor_assignment.lapse()
        await until(lambda: not rig.hub.sensor_assignment.listens_to)


async def rate(rig):
    return abs((await row_of(rig, UID_A))["rate_hz"] - 80) < 2


async def test_an_assigned_board_is_found_again_in_another_socket_and_after_a_restart(
    run_rig, sockets, tmp_path
):
    async with plugged((sockets / "a", UID_A)) as [board]:
        async with run_rig(auto(), ports=f"{sockets}/*") as rig:
            row = await row_of(rig, UID_A)
            answer = await rig.post("/api/stations/pad-1/assign", {"device": row["id"]})
            assert answer.status_code == 200
            await streams_on(rig, "pad-1", UID_A)
            await board.unplug()
            await until(lambda: rig.hub.station("pad-1").channel.about.link_state == "lost")
            async with plugged((sockets / "b", UID_A)):
                await streams_on(rig, "pad-1", UID_A)
                row = await row_of(rig, UID_A, "station")
                assert (row["path"], row["station"]) == (str(sockets / "b"), "pad-1")
        async with (
            plugged((sockets / "x", UID_B), (sockets / "y", UID_A)),
            run_rig(auto(), ports=f"{sockets}/*") as rig,
        ):
            await streams_on(rig, "pad-1", UID_A)
            assert rig.hub.station("pad-1").reader.source.path == str(sockets / "y")


async def test_a_stranger_on_the_known_socket_is_not_adopted(run_rig, sockets):
    async with run_rig(auto(), ports=f"{sockets}/*") as rig:
        async with plugged((sockets / "a", UID_A)) as [board]:
            row = await row_of(rig, UID_A)
            await rig.post("/api/stations/pad-1/assign", {"device": row["id"]})
            await streams_on(rig, "pad-1", UID_A)
            await board.unplug()
        # What was on its way comes before that.
        await until(lambda: rig.hub.station("pad-1").channel.about.link_state == "lost")
        count = rig.hub.station("pad-1").channel.ring.count
        async with plugged((sockets / "a", UID_C)):
            await until(
                lambda: "another sensor" in rig.hub.station("pad-1").channel.about.link_reason
            )
            await row_of(rig, UID_C)
            assert rig.hub.station("pad-1").channel.ring.count == count


async def test_a_stranger_at_the_start_is_left_alone_until_the_own_pad_comes(run_rig, sockets):
    async with run_rig(auto(), ports=f"{sockets}/*") as rig, plugged((sockets / "a", UID_A)):
        row = await row_of(rig, UID_A)
        await rig.post("/api/stations/pad-1/assign", {"device": row["id"]})
        await streams_on(rig, "pad-1", UID_A)
    async with (
        plugged((sockets / "a", UID_C)),
        run_rig(auto(), ports=f"{sockets}/*") as rig,
    ):
        about = rig.hub.station("pad-1").channel
        await until(lambda: UID_A in about.about.link_reason)
        async with plugged((sockets / "b", UID_A)):
            await streams_on(rig, "pad-1", UID_A)


async def test_two_stations_change_their_pads_and_the_data_follow(run_rig, sockets):
    async with (
        plugged((sockets / "a", UID_A), (sockets / "b", UID_B)),
        run_rig(auto(), auto("pad-2", "Pad 2"), ports=f"{sockets}/*") as rig,
    ):
        for station, uid in (("pad-1", UID_A), ("pad-2", UID_B)):
            row = await row_of(rig, uid)
            await rig.post(f"/api/stations/{station}/assign", {"device": row["id"]})
            await streams_on(rig, station, uid)
        row = await row_of(rig, UID_B, "station")
        answer = await rig.post("/api/stations/pad-1/assign", {"device": row["id"]})
        assert [one["assigned"] for one in answer.json()["stations"]][1] is None
        await streams_on(rig, "pad-1", UID_B)
        assert "has no pad yet" in rig.hub.station("pad-2").channel.about.link_reason


async def test_a_pad_can_be_taken_away_and_the_configuration_decides_again(run_rig, sockets):
    async with plugged((sockets / "a", UID_A)), run_rig(pad(), ports=f"{sockets}/*") as rig:
        assert rig.hub.station("pad-1").channel.about.simulated
        row = await row_of(rig, UID_A)
        await rig.post("/api/stations/pad-1/assign", {"device": row["id"]})
        await streams_on(rig, "pad-1", UID_A)
        assert not rig.hub.station("pad-1").channel.about.simulated
        await rig.post("/api/stations/pad-1/unassign")
        await until(lambda: rig.hub.station("pad-1").channel.about.simulated)
        assert load_assignments(rig.store.parent) == {}


async def test_the_pad_that_is_pressed_lights_up_and_no_other(run_rig, sockets):
    async with (
        plugged((sockets / "a", UID_A), (sockets / "b", UID_B)) as [pressed, _],
        run_rig(auto(), ports=f"{sockets}/*") as rig,
    ):
        await row_of(rig, UID_A)
        await row_of(rig, UID_B)
        await until(lambda: at_rest(rig))
        pressed.load_raw = 25 * 8700

        async def lit():
            rows = (await watched(rig))["devices"]
            return [row["identity"] for row in rows if row["pressed"]]

        assert await until(lit) == [UID_A]


async def at_rest(rig):
    rows = (await watched(rig))["devices"]
    return len(rows) == 2 and all(row["rate_hz"] for row in rows)


async def test_a_simulated_station_is_shown_as_simulated_and_lights_up_too(run_rig):
    async with run_rig(pad(source="sim:?learner=expert&target_n=20&rest_s=3&seed=2")) as rig:

        async def lit():
            return [row for row in (await watched(rig))["devices"] if row["pressed"]]

        [row] = await until(lit)
        assert (row["simulated"], row["link"], row["identity"]) == (True, "sim", "")


async def test_something_else_on_a_port_is_named_and_cannot_be_assigned(run_rig, sockets):
    plug = Plug(sockets / "gps")
    async with run_rig(auto(), ports=f"{sockets}/*") as rig:

        async def other():
            plug.write(b"$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n")
            plug.read()
            rows = (await watched(rig))["devices"]
            return [row for row in rows if row["state"] == "other"]

        [row] = await until(other)
        assert "navigation receiver" in row["words"]
        answer = await rig.post("/api/stations/pad-1/assign", {"device": row["id"]})
        assert (answer.status_code, "has not said who it is" in answer.json()["error"]) == (
            404,
            True,
        )
    plug.pull()


async def test_what_cannot_be_done_is_refused_with_the_way_out(run_rig, sockets, tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    async with plugged((sockets / "a", UID_A)) as [board]:
        plans = (
            pad("pad-1", f"serial:{board.plug.path}"),
            auto("pad-2", "Pad 2"),
        )
        async with run_rig(*plans, ports=f"{sockets}/*") as rig:
            sensor_assignment = rig.hub.sensor_assignment
            await until(lambda: rig.hub.station("pad-1").channel.about.link_state == "streaming")
            row = await row_of(rig, UID_A, "station")
            with pytest.raises(DeviceTakenError, match="auto"):
                await sensor_assignment.assign("pad-2", row["id"])
            with pytest.raises(DeviceMissingError):
                await sensor_assignment.assign("pad-2", "port:/dev/none")
            with pytest.raises(DeviceMissingError):
                await sensor_assignment.listen("port:/dev/none", "board")
            await rig.post("/api/stations/pad-1/start")
            with pytest.raises(StationBusyError):
                await sensor_assignment.assign("pad-1", row["id"])
            for path, body in (
                ("devices/listen", {"device": row["id"], "kind": "toaster"}),
                ("devices/listen", {"device": 4}),
                ("devices/scan", {"seconds": 0}),
                ("devices/scan", {"seconds": True}),
            ):
                assert (await rig.post(f"/api/{path}", body)).status_code == 400
            assert (await rig.post("/api/stations/none/unassign")).status_code == 404
    async with run_rig(demo_pad(store)) as rig:
        with pytest.raises(StationSimulatedError):
            await rig.hub.sensor_assignment.unassign("pad-1")


async def test_without_bluetooth_the_scan_says_so_in_a_sentence(run_rig):
    async with run_rig(auto()) as rig:
        answer = (await rig.post("/api/devices/scan", {"seconds": 0.1})).json()["bluetooth"]
        assert answer["scanned"]
        assert "Traceback" not in answer["trouble"]


async def test_a_damaged_file_of_assignments_is_set_aside_and_the_rig_starts(run_rig, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for name, text in (("damaged-1", "{"), ("damaged-2", "[]"), ("damaged-3", "{\xff}")):
        (folder / "assignments.json").write_bytes(text.encode("latin-1"))
        async with run_rig(auto()) as rig:
            assert "assign the pads again on the Devices page" in rig.hub.warning
            assert f"kept as assignments.{name}.json" in rig.hub.warning
            assert (await rig.http.get("/healthz")).json()["warning"] == rig.hub.warning
        assert not (folder / "assignments.json").exists()
        assert (folder / f"assignments.{name}.json").read_bytes() == text.encode("latin-1")
    async with run_rig(auto()) as rig:
        assert rig.hub.warning == ""


def test_a_damaged_file_of_assignments_is_named_with_what_is_wrong_in_it(tmp_path):
    for text in ("{", "[]", '{"schema": "steadyhold.assignments/1"}'):
        (tmp_path / "assignments.json").write_text(text)
        with pytest.raises(AssignmentsFileError, match="Devices page"):
            load_assignments(tmp_path)
    row = {"link": "pigeon", "kind": "board", "identity": "a", "usb": "", "path": "", "title": ""}
    for stations in ({"pad-1": row}, {"pad-1": {"link": "ble"}}):
        text = json.dumps({"schema": "steadyhold.assignments/1", "stations": stations})
        (tmp_path / "assignments.json").write_text(text)
        with pytest.raises(AssignmentsFileError, match="pad-1"):
            load_assignments(tmp_path)
