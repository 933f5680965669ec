"""The check weight of the day through the JSON API, laid on a virtual load cell."""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from calibration.nominal import BOARD_COUNTS_PER_N
from calibration.passport.document import passport_text, sealed
from calibration.procedure.reference import given_gravity
from firmware_bridge.sim.masses import USUAL_TRUTH
from rig.hub.errors import CheckMissingError
from rig.trust.passport_store import NoPassportError, PassportStore
from tests.calibration.trials import trial
from tests.hub.conftest import pad
from tests.hub.test_devices import UID_B, auto, plugged, row_of, streams_on
from tests.masses import GRAVITY_M_PER_S2, UID, MassPad
from tests.patience import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


def passport_of(days_ago: int):
    """A passport of grade R for the virtual cell, made where its weights hang."""
    passport, now = trial(3).passport, datetime.now(UTC)
    calibration = replace(
        passport.calibration, device=UID, gain_per_raw=1.0 / BOARD_COUNTS_PER_N,
        curvature_per_raw2=0.0, span_raw=None,
    )  # fmt: skip
    made, due = now - timedelta(days=days_ago), now + timedelta(days=100)
    return sealed(
        replace(
            passport,
            calibration=calibration,
            item=replace(passport.item, identity=UID),
            gravity=given_gravity(GRAVITY_M_PER_S2, 1e-4, "here"),
            made_utc=made.isoformat(timespec="seconds"),
            due_utc=due.isoformat(timespec="seconds"),
            sha256="",
        )
    )


async def asked(rig):
    return (await rig.http.get("/api/checks/pad-1")).json()


async def said(rig, words: str):
    """What the desk says once its words begin so."""
    while True:
        told = (await asked(rig))["check"]
        if told["words"].startswith(words):
            return told


async def emptied(rig, board: MassPad) -> None:
    """Once the rig has read a whole block of the empty pad: what lay on it is not read any more."""
    newest: list[float] = []

    def on_block(block, _) -> None:
        newest[:] = block.raw[:, 0]

    unsubscribe = rig.hub.station("pad-1").reader.subscribe(on_block)
    board.lay(0.0)
    await until(lambda: newest and max(newest) - USUAL_TRUTH.zero_raw < BOARD_COUNTS_PER_N)
    unsubscribe()


def on_the_list(rig) -> list[str]:
    """What the board is told of who needs the instructor."""
    return [need.text for turn in rig.hub.attention.turns for need in turn.needs]


async def test_a_check_weight_is_read_step_by_step_and_kept(run_rig, tmp_path):
    passport_store = PassportStore(tmp_path / "data")
    kept = passport_store.keep(passport_text(passport_of(days_ago=2)))
    kg = {mass.id: mass.kg for mass in kept.passport.masses}
    with MassPad(speed=8.0) as board:
        async with run_rig(pad(source=f"serial:{board.path}")) as rig:
            await until(lambda: rig.hub.channels[0].about.basis)
            assert rig.hub.channels[0].about.basis.use == "formative"
            before = await asked(rig)
            assert before["due"] == "Read the check weight: grade R asks for it each day."
            await until(lambda: before["due"] in on_the_list(rig))
            # Half a kilogram and one are below a fifth of the largest load.
            assert set(before["masses"]) == {each for each in kg if kg[each] > 1.1}
            for factor, passed in ((1.1, False), (1.0, True)):
                await emptied(rig, board)
                begun = await rig.post("/api/checks/pad-1/begin", {"mass": "", "by": "ann"})
                assert begun.json()["check"]["passed"] is None
                await said(rig, "Put the check weight")
                board.lay(factor * kg[before["usual"]])
                told = await said(rig, "The check weight of")
                assert told["passed"] is passed, told["words"]
            assert (await asked(rig))["due"] == ""
            await until(lambda: before["due"] not in on_the_list(rig))
            await rig.post("/api/checks/pad-1/leave")
            assert (await asked(rig))["check"] is None
    assert [line.passed for line in passport_store.checks.of(kept.sha256)] == [False, True]
    assert {line.by for line in passport_store.checks.of(kept.sha256)} == {"ann"}


async def test_what_cannot_be_checked_says_why(run_rig):
    with MassPad(speed=8.0) as board:
        async with run_rig(pad(source=f"serial:{board.path}")) as rig:
            await until(lambda: rig.hub.channels[0].about.basis)
            refused = await rig.post("/api/checks/pad-1/begin", {"mass": 2})
            assert refused.status_code == 400
            none = await rig.post("/api/checks/pad-1/begin")
            assert none.status_code == 404
            assert "has no passport" in none.json()["error"]
            with pytest.raises(CheckMissingError, match="no check weight is being read on Pad 1"):
                rig.hub.checks.leave("pad-1")
            with pytest.raises(NoPassportError, match="make one with `steadyhold calibrate"):
                await rig.hub.checks.begin("pad-1", "", "")


async def test_a_check_weight_is_read_on_the_sensor_of_its_passport_only(run_rig, tmp_path):
    sockets = tmp_path / "sockets"
    sockets.mkdir()
    kept = PassportStore(tmp_path / "data").keep(passport_text(passport_of(days_ago=2)))
    kg = {mass.id: mass.kg for mass in kept.passport.masses}
    with MassPad(speed=8.0, link=str(sockets / "a")) as board:
        async with (
            plugged((sockets / "b", UID_B)),
            run_rig(auto("pad-1"), ports=f"{sockets}/*") as rig,
        ):
            for identity in (UID, UID_B, UID):
                await rig.hub.sensor_assignment.assign("pad-1", (await row_of(rig, identity))["id"])
                await streams_on(rig, "pad-1", identity)
                if identity == UID_B:
                    assert (await said(rig, "This station reads another"))["passed"] is None
                elif (await asked(rig))["check"] is None:
                    await rig.post("/api/checks/pad-1/begin", {"mass": "", "by": "ann"})
                    await said(rig, "Put the check weight")
            board.lay(0.0)
            await said(rig, "Put the check weight")
            board.lay(kg[(await asked(rig))["usual"]])
            assert (await said(rig, "The check weight of"))["passed"] is True
