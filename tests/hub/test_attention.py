"""Who needs the instructor, as the wall is told it by a rig at work."""

import json
from dataclasses import replace
from typing import Any

from tests.hub.conftest import demo_pad, pad, short_protocol
from tests.patience import until

FRESH = ("pad-3", "pad-8", "pad-13", "pad-20")
TIRED = tuple(f"pad-{place}" for place in range(1, 21) if f"pad-{place}" not in FRESH)


async def told(live, *kinds: str) -> dict[str, Any]:
    """The next message of one of these kinds."""
    while True:
        message = await live.recv()
        if isinstance(message, str) and (said := json.loads(message))["type"] in kinds:
            return said


def needs_in(message, station: str) -> list[str]:
    """Kinds of need of a station in one message."""
    return [
        need["kind"]
        for each in message.get("stations", ())
        if each["station"] == station
        for need in each["needs"]
    ]


def with_need(rig, kind: str) -> set[str]:
    """Stations that are on the list for this reason."""
    turns = rig.hub.attention.turns
    return {turn.station for turn in turns if kind in [need.kind for need in turn.needs]}


async def test_who_holds_too_long_is_on_the_list_before_letting_go(run_rig):
    async with (
        run_rig(pad(), pad("pad-2", "sim:?learner=overlong&seed=1", "Pad 2")) as rig,
        rig.live("all") as live,
    ):
        for station in ("pad-1", "pad-2"):
            await rig.post(f"/api/stations/{station}/start", {})
        while "holds_too_long" not in needs_in(
            said := await told(live, "attention", "hold"), "pad-2"
        ):
            assert said.get("station") != "pad-2", "the hold is over and was never listed"
        assert "holds_too_long" not in needs_in(said, "pad-1")
        held_s, is_listed = 0.0, True
        while is_listed or not held_s:
            said = await told(live, "attention", "hold")
            if said["type"] == "attention":
                is_listed = "holds_too_long" in needs_in(said, "pad-2")
            elif said["station"] == "pad-2":
                held_s = said["hold"]["hold_s"]
        assert held_s > short_protocol().target.hold_max_s


async def test_a_pulled_cable_is_on_the_list_until_it_is_back(run_rig):
    async with (
        run_rig(pad(source="sim:?learner=good&fault=unplug@3+3")) as rig,
        rig.live("all") as live,
    ):
        while needs_in(await told(live, "attention"), "pad-1") != ["lost_sensor"]:
            pass
        while needs_in(await told(live, "attention"), "pad-1"):
            pass


async def test_sixteen_whose_scores_fall_are_on_the_list_when_the_third_set_ends(run_rig):
    plans = [
        pad(
            f"pad-{place}",
            f"sim:?learner=expert&seed={place}"
            + ("&target_n=25" if f"pad-{place}" in TIRED else ""),
            f"Pad {place}",
        )
        for place in range(1, 21)
    ]
    async with run_rig(*plans) as rig, rig.live("all") as live:
        ids = [
            (await rig.post("/api/learners", {"name": plan.name})).json()["id"] for plan in plans
        ]
        # The tired press what was asked first, while more and more is asked.
        for force_n in (25.0, 27.5, 30.0):
            target = replace(short_protocol().target, force_n=force_n)
            rig.hub.protocols_in_use.library["short"] = short_protocol(target=target)
            assert not with_need(rig, "falling_scores")
            for plan, learner in zip(plans, ids, strict=True):
                body = {"learner_id": learner, "protocol": "short"}
                await rig.post(f"/api/stations/{plan.id}/start", body)
            left = {plan.id for plan in plans}
            while left:
                left.discard((await told(live, "set"))["station"])
        await until(lambda: with_need(rig, "falling_scores") >= set(TIRED))
        assert with_need(rig, "falling_scores") == set(TIRED)


async def test_low_scores_in_a_row_are_told_of_who_makes_them_and_of_nobody_else(run_rig):
    protocol = {"three": short_protocol(id="three", repetitions=3)}
    plans = (
        pad(source="sim:?learner=expert&seed=1"),
        pad("pad-2", "sim:?learner=light&seed=2&target_n=22"),
    )
    async with run_rig(*plans, protocols=protocol) as rig, rig.live("all") as live:
        for plan in plans:
            await rig.post(f"/api/stations/{plan.id}/start", {"protocol": "three"})
        ended = {(await told(live, "set"))["station"] for _ in plans}
        assert ended == {"pad-1", "pad-2"}
        assert await until(lambda: with_need(rig, "low_scores")) == {"pad-2"}


async def test_the_list_of_a_calm_class_is_empty_and_told_as_such(run_rig, tmp_path):
    async with (
        run_rig(demo_pad(tmp_path / "data" / "steadyhold.db")) as rig,
        rig.live("all") as live,
    ):
        while (await told(live, "attention"))["stations"]:
            pass
