"""An instructor asks several stations at once; those that cannot are named with the reason."""

import pytest

from rig.hub.station.errors import NobodyThereError, NoSetError
from tests.hub.conftest import pad, short_protocol
from tests.hub.test_attention import told
from tests.patience import until


async def seated(rig, *stations: str) -> None:
    """Somebody says who they are at each of these."""
    for number, station in enumerate(stations):
        made = await rig.post("/api/learners", {"name": f"Learner {number}"})
        await rig.post(f"/api/stations/{station}/sit", {"learner_id": made.json()["id"]})


def plans():
    return [pad(f"pad-{place}", f"sim:?learner=expert&seed={place}", f"Pad {place}")
            for place in (1, 2, 3)]  # fmt: skip


async def test_sets_begin_together_where_somebody_sits_and_end_together(run_rig):
    async with run_rig(*plans()) as rig, rig.live("all") as live:
        await seated(rig, "pad-1", "pad-2")
        refused = (await rig.post("/api/start")).json()["refused"]
        assert list(refused) == ["pad-3"]
        assert "nobody is at Pad 3 yet" in refused["pad-3"]
        sessions = [channel.about.session for channel in rig.hub.channels]
        assert sessions[0]
        assert sessions[1]
        assert sessions[2] is None
        again = (await rig.post("/api/start", {"stations": ["pad-1"]})).json()["refused"]
        assert "Learner 0 is using Pad 1" in again["pad-1"]
        refused = (await rig.post("/api/stop")).json()["refused"]
        assert list(refused) == ["pad-3"]
        assert "no set is under way at Pad 3" in refused["pad-3"]
        ended = {(await told(live, "set"))["station"] for _ in range(2)}
        assert ended == {"pad-1", "pad-2"}
        assert [channel.about.last_session for channel in rig.hub.channels] == [*sessions[:2], None]


@pytest.mark.parametrize(("path", "refusal"), [("start", NobodyThereError), ("stop", NoSetError)])
async def test_one_that_cannot_is_refused_with_its_own_sentence(run_rig, path, refusal):
    async with run_rig(pad()) as rig:
        answer = await rig.post(f"/api/{path}")
        assert answer.json()["refused"] == {"pad-1": str(refusal(rig.hub.channels[0].about.name))}


async def test_some_get_another_protocol_and_whoever_presses_keeps_theirs(run_rig):
    other = {"other": short_protocol(id="other", name="Other")}
    async with run_rig(*plans(), protocols=other) as rig:
        await rig.post("/api/stations/pad-1/start", {})
        body = {"protocol": "other", "stations": ["pad-1", "pad-2"]}
        refused = (await rig.post("/api/protocol", body)).json()["refused"]
        assert list(refused) == ["pad-1"]
        chosen = [channel.about.protocol.id for channel in rig.hub.channels]
        assert chosen == ["short", "other", "short"]
        sit = await rig.post("/api/stations/pad-1/sit", {"learner_id": ""})
        assert sit.status_code == 409


async def test_a_station_that_is_not_there_is_named_and_nothing_begins(run_rig):
    async with run_rig(*plans()) as rig:
        await seated(rig, "pad-1")
        for path, body in (("start", {}), ("stop", {}), ("message", {"text": "Hello"})):
            answer = await rig.post(f"/api/{path}", body | {"stations": ["pad-1", "pad-9"]})
            assert answer.status_code == 404
            assert "'pad-9'" in answer.json()["error"]
        for stations in ("pad-1", ["pad-1", 7], {}):
            assert (await rig.post("/api/start", {"stations": stations})).status_code == 400
        assert rig.hub.channels[0].about.session is None
        assert rig.hub.channels[0].about.notice is None


async def test_a_calibration_is_not_disturbed_by_a_start_of_all(run_rig):
    async with run_rig(*plans()) as rig:
        await until(lambda: rig.hub.channels[0].ring.count > 10)
        await seated(rig, "pad-1", "pad-2")
        body = {
            "masses": [{"id": name, "nominal_kg": kg, "kg": kg, "class": "M1", "check": name == "d"}
                       for name, kg in (("a", 1), ("b", 1), ("c", 1), ("d", 2))],
            "latitude_deg": 48.0, "height_m": 300.0, "range_n": 40.0, "plan": "short",
            "person": "Kim",
        }  # fmt: skip
        begun = await rig.post("/api/calibration/pad-1/begin", body)
        assert begun.status_code == 200, begun.text
        refused = (await rig.post("/api/start")).json()["refused"]
        assert set(refused) == {"pad-1", "pad-3"}
        assert "is being calibrated" in refused["pad-1"]
