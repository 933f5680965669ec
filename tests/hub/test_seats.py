"""Who sits where: nobody has two seats, and what was another's stays with none of the next."""

import pytest

from rig.hub.station.errors import ElsewhereError
from rig.hub.station.seats import refuse_a_second_set
from rig.school.recent import Recent
from tests.hub.conftest import pad
from tests.hub.entering import browser, front
from tests.hub.test_attention import with_need

pytest_plugins = ["tests.hub.class_room"]
OTHER_PIN = "917264"
# Reasons to be on the list of who needs help that are a person's, not a pad's.
OF_ONE = ("low_scores", "calls_for_help")


@pytest.fixture
async def lan(run_rig):
    pads = [pad(f"pad-{n}", f"sim:?learner=good&seed={n}", f"Pad {n}") for n in (1, 2, 3)]
    async with run_rig(*pads, front=front()) as rig:
        yield rig


def seats(room):
    return [channel.about.learner_id for channel in room.rig.hub.channels]


async def test_whoever_sits_down_elsewhere_leaves_the_seat_they_had(room):
    """Else one student fills a class, and what others press there is kept in that name."""
    async with browser(room.rig) as ana, browser(room.rig) as ben:
        await room.join(ana, room.ana)
        await room.join(ben, room.ben, OTHER_PIN)
        await ben.post("/api/stations/pad-3/sit", json={"learner_id": room.ben})
        for n in (1, 2):
            await ana.post(f"/api/stations/pad-{n}/sit", json={"learner_id": room.ana})
            assert seats(room) == [room.ana if n == at else "" for at in (1, 2)] + [room.ben]
        begun = await ana.post("/api/stations/pad-1/start", json={"protocol": "short"})
        assert begun.status_code == 200
        assert seats(room) == [room.ana, "", room.ben]


async def test_a_student_presses_at_one_station_and_an_instructor_begins_sets_anywhere(room):
    asked = {"protocol": "short", "learner_id": room.ana}
    async with browser(room.rig) as ana:
        await room.join(ana, room.ana)
        await ana.post("/api/stations/pad-1/start", json=asked)
        refused = await ana.post("/api/stations/pad-2/start", json=asked)
        assert (refused.status_code, refused.json()["error"]) == (409, str(ElsewhereError("Pad 1")))
        assert seats(room) == [room.ana, "", ""]
        stations = room.rig.hub.stations
        with pytest.raises(ElsewhereError):
            refuse_a_second_set(stations.values(), stations["pad-3"], room.ana)
        assert (await room.rig.post("/api/stations/pad-2/start", asked)).status_code == 200
        assert seats(room) == [room.ana, room.ana, ""]


async def test_low_scores_and_a_call_are_not_those_of_whoever_sits_there_next(room):
    channel = room.rig.hub.channels[0]
    async with browser(room.rig) as ana, browser(room.rig) as ben:
        await room.join(ana, room.ana)
        await room.join(ben, room.ben, OTHER_PIN)
        await ana.post("/api/stations/pad-1/help", json={})
        await ana.post("/api/stations/pad-1/sit", json={"learner_id": room.ana})
        assert channel.about.help == "asked"
        channel.recent = Recent(learner=room.ana, scores=(49.0, 49.0, 49.0), was_over=True)
        room.rig.hub.look()
        assert (
            with_need(room.rig, "low_scores") == with_need(room.rig, "calls_for_help") == {"pad-1"}
        )
        await ben.post("/api/stations/pad-1/sit", json={"learner_id": room.ben})
        room.rig.hub.look()
        assert [with_need(room.rig, kind) for kind in OF_ONE] == [set(), set()]
        assert channel.about.help == "none"
