"""Bluetooth gauges on the Devices page: the real client on a virtual radio."""

from firmware_bridge.links.ble_adapter import using_adapter
from rig.discovery.survey import survey
from tests.ble.air import room
from tests.ble.gauges import UID, Board, tindeq
from tests.hub.conftest import pad
from tests.hub.test_devices import streams_on, watched
from tests.patience import until


async def test_gauges_in_sight_are_listed_heard_and_given_to_stations(run_rig):
    async with (
        room(Board("Pad 1", battery_pct=66), tindeq("Progressor_7")) as air,
        run_rig(pad("pad-1", "auto"), pad("pad-2", "auto", "Pad 2")) as rig,
    ):
        with using_adapter(air.adapter):

            async def both():
                told = (await rig.post("/api/devices/scan", {"seconds": 1})).json()
                return told if len(told["devices"]) == 2 else None

            answer = await until(both)
            rows = {row["title"]: row for row in answer["devices"]}
            assert answer["bluetooth"] == {"scanned": True, "trouble": ""}
            assert {row["kind"] for row in rows.values()} == {"board-ble", "tindeq"}
            assert all(row["signal_dbm"] < 0 for row in rows.values())

            asked = {"device": rows["Progressor_7"]["id"], "kind": "tindeq"}
            await rig.post("/api/devices/listen", asked)

            async def heard():
                found = {row["title"]: row for row in (await watched(rig))["devices"]}
                return found["Progressor_7"] if found["Progressor_7"]["rate_hz"] else None

            row = await until(heard)
            assert abs(row["rate_hz"] - 80) < 4

            for station, title in (("pad-1", "Progressor_7"), ("pad-2", "Pad 1")):
                body = {"device": rows[title]["id"]}
                assert (await rig.post(f"/api/stations/{station}/assign", body)).status_code == 200
            await until(lambda: rig.hub.station("pad-1").channel.about.link_state == "streaming")
            await streams_on(rig, "pad-2", UID)
            rows = {row["title"]: row for row in (await watched(rig))["devices"]}
            assert rows["Progressor_7"]["station"] == "pad-1"
            assert rows["Pad 1"]["station"] == "pad-2"
            assert rows["Pad 1"]["battery_pct"] == 66
            assert rows["Progressor_7"]["battery_mv"] == 3950


async def test_a_gauge_that_a_station_was_given_is_left_to_it(run_rig):
    async with room(tindeq("Progressor_7")) as air, run_rig(pad("pad-1", "auto")) as rig:
        with using_adapter(air.adapter):

            async def seen():
                return (await rig.post("/api/devices/scan", {"seconds": 0.3})).json()["devices"]

            [row] = await until(seen)
            body = {"device": row["id"], "kind": row["kind"]}
            await rig.post("/api/devices/listen", body)
            await rig.post("/api/stations/pad-1/assign", {"device": row["id"]})
            assert rig.hub.sensor_assignment.listens_to == ()
            # Asked before, heard after: two clicks of a hurried person may overtake one another.
            await rig.post("/api/devices/listen", body)
            await until(lambda: rig.hub.station("pad-1").channel.about.link_state == "streaming")
            count = rig.hub.station("pad-1").channel.ring.count
            await until(lambda: rig.hub.station("pad-1").channel.ring.count > count + 160)
            assert rig.hub.sensor_assignment.listens_to == ()


async def test_a_survey_tells_signal_and_on_request_rate_and_identity():
    async with room(Board("Pad 1")) as air:
        with using_adapter(air.adapter):

            async def look(**asks):
                return (await survey("", 1.0, may_ask=lambda _: False, **asks)).gauges

            [row] = await until(lambda: look(may_connect=lambda _: False))
            assert (row.state, row.kind, row.now.rate_hz) == ("free", "board-ble", 0.0)
            assert row.now.signal_dbm < 0
            [asked] = await until(lambda: look(may_connect=lambda _: True))
            assert abs(asked.now.rate_hz - 80) < 4
