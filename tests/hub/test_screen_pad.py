"""A pad that is a page: who may press it, what is felt, and what happens when the page goes."""

import json

import pytest

from tests.hub.conftest import pad
from tests.hub.test_live_socket import frames, hear
from tests.patience import until

SCREEN = pad("screen", "screen:", "This screen")


async def take(live, tab="one"):
    """Ask for the pad; whether it is ours."""
    await live.send(json.dumps({"type": "pad", "take": True, "tab": tab}))
    return (await hear(live, "pad"))["held"]


async def press(live, travel):
    await live.send(json.dumps({"type": "travel", "travel": travel}))


async def force_over(live, wanted):
    """Read until the newest force is what is wanted."""
    while True:
        for _, frame in await frames(live, 1):
            if len(frame.force_n) and wanted(float(frame.force_n[-1])):
                return float(frame.force_n[-1])


def about(rig):
    return rig.hub.stations["screen"].channel.about


async def test_nobody_presses_a_screen_that_no_page_shows(run_rig):
    async with run_rig(SCREEN) as rig:
        await until(lambda: about(rig).link_state == "ended")
        assert "open Practice" in about(rig).link_reason
        assert about(rig).simulated
        assert about(rig).on_screen


async def test_half_the_travel_is_the_force_asked_for(run_rig):
    async with run_rig(SCREEN) as rig, rig.live("screen") as live:
        assert await take(live)
        begun = await rig.post(
            "/api/stations/screen/start", {"learner_id": "", "protocol": "short"}
        )
        assert begun.status_code == 200
        await until(lambda: rig.hub.stations["screen"].channel.live.phase == "ready")
        await press(live, 0.5)
        await force_over(live, lambda force_n: force_n == pytest.approx(25.0, abs=2.0))
        await until(lambda: rig.hub.stations["screen"].channel.live.held_s > 2.0)
        await press(live, 0.0)
        hold = (await hear(live, "hold"))["hold"]
        assert hold["level_n"] == pytest.approx(25.0, abs=2.0)
        assert hold["score"]["score"] is not None, "a hand that lives has a score"
        assert hold["basis"]["use"] == "practice"
        assert hold["basis"]["reason"] == "You pressed on a screen, not on a pad: practice only."


async def test_one_page_presses_and_the_others_only_look(run_rig):
    async with run_rig(SCREEN) as rig, rig.live("screen") as live:
        assert await take(live)
        async with rig.live("screen") as other:
            assert not await take(other)
            await press(other, 1.0)
            await other.send('{"type": "ping"}')
            await hear(other, "pong")
            pads = rig.hub.clients._screen_pads
            assert pads["screen"].travel_frac == 0.0
        await live.send('{"type": "pad", "take": false}')
        assert not (await hear(live, "pad"))["held"]
        async with rig.live("screen") as other:
            assert await take(other)


async def test_a_page_that_is_gone_takes_its_hand_along(run_rig):
    async with run_rig(SCREEN) as rig:
        async with rig.live("screen") as live:
            assert await take(live)
            await until(lambda: about(rig).link_state == "streaming")
            await press(live, 1.0)
        await until(lambda: about(rig).link_state == "lost")
        assert "open Practice to press it" in about(rig).link_reason
        async with rig.live("screen") as live:
            assert await take(live)
            await until(lambda: about(rig).link_state == "streaming")


@pytest.mark.parametrize("travel", ["1e999", "-3", "1" * 400, "NaN", "true", '"deep"', "null"])
async def test_a_travel_that_is_none_is_no_harm(run_rig, travel):
    async with run_rig(SCREEN) as rig, rig.live("screen") as live:
        assert await take(live)
        await live.send(f'{{"type": "travel", "travel": {travel}}}')
        await live.send('{"type": "ping"}')
        await hear(live, "pong")
        assert 0.0 <= rig.hub.clients._screen_pads["screen"].travel_frac <= 1.0


async def test_the_pad_of_a_sensor_cannot_be_taken(run_rig):
    async with run_rig(pad()) as rig, rig.live() as live:
        await live.send('{"type": "pad", "take": true}')
        await press(live, 1.0)
        await live.send('{"type": "ping"}')
        assert (await hear(live, "pong"))["type"] == "pong"


async def begun(rig):
    answer = await rig.post("/api/stations/screen/start", {"learner_id": "", "protocol": "short"})
    assert answer.status_code == 200
    return answer.json()["session"]


async def test_a_page_that_is_loaded_again_goes_on_with_its_set(run_rig):
    async with run_rig(SCREEN) as rig:
        async with rig.live("screen") as live:
            assert await take(live)
            session = await begun(rig)
        async with rig.live("screen") as live:
            assert await take(live)
            await until(lambda: about(rig).link_state == "streaming")
            assert about(rig).session == session


async def test_whoever_comes_next_does_not_find_the_set_of_the_one_before(run_rig):
    async with run_rig(SCREEN) as rig:
        async with rig.live("screen") as live:
            assert await take(live)
            session = await begun(rig)
        async with rig.live("screen") as live:
            assert await take(live, "two")
            await until(lambda: about(rig).session is None)
            await until(lambda: about(rig).link_state == "streaming")
            assert await begun(rig) != session


async def test_a_session_under_way_says_so_and_says_when_it_has_ended(run_rig):
    async with run_rig(SCREEN) as rig, rig.live("screen") as live:
        assert await take(live)
        session = await begun(rig)

        async def state():
            answer = await rig.http.get(f"/api/sessions/{session}")
            return answer.json().get("state")

        await until(state)
        assert await state() == "running"
        await rig.post("/api/stations/screen/stop")

        async def has_ended():
            return await state() == "ended"

        await until(has_ended)
