"""A board with a passport in a class: its scores have error bars, and say what they rest on."""

import re
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from calibration.nominal import BOARD_COUNTS_PER_N
from calibration.passport.document import passport_text, sealed
from calibration.passport.validity import check_verdict
from rig.store.read import load_session
from rig.trust.check_weights import check_of
from rig.trust.passport_store import PassportStore
from tests.calibration.trials import trial
from tests.faults.test_link_replay import simboard
from tests.hub.conftest import pad
from tests.hub.test_live_socket import hear
from tests.patience import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")

UID = "00c0ffee00c0ffee"
LEARNER = "sim:?learner=good&seed=1&hold_s=2&hold_min_s=2&hold_max_s=4&rest_s=3"


def passport_of_today():
    """A passport of grade R, made an hour ago for the simulated board."""
    passport, now = trial(3).passport, datetime.now(UTC)
    calibration = replace(
        passport.calibration, device=UID, gain_per_raw=1.0 / BOARD_COUNTS_PER_N,
        curvature_per_raw2=0.0, span_raw=None,
    )  # fmt: skip
    return sealed(
        replace(
            passport,
            calibration=calibration,
            item=replace(passport.item, identity=UID),
            made_utc=(now - timedelta(hours=1)).isoformat(timespec="seconds"),
            due_utc=(now + timedelta(days=180)).isoformat(timespec="seconds"),
            sha256="",
        )
    )


async def pressed(rig):
    """One set on the first pad: the hold as it was told, and the result of the set."""
    await until(lambda: rig.hub.channels[0].about.basis)
    async with rig.live() as live:
        await rig.post("/api/stations/pad-1/start", {"protocol": "short"})
        hold = await hear(live, "hold")
        return hold, await hear(live, "set")


async def test_scores_of_a_board_with_a_passport_have_an_error_bar_and_name_it(run_rig, tmp_path):
    passport = passport_of_today()
    PassportStore(tmp_path / "data").keep(passport_text(passport))
    async with (
        simboard("--uri", LEARNER, "--uid", UID) as path,
        run_rig(pad(source=f"serial:{path}")) as rig,
    ):
        hold, ended = await pressed(rig)
        about = rig.hub.channels[0].about
        assert about.basis.use == "graded"
    told = hold["hold"]
    assert (about.last_score, about.last_expanded) == (
        told["score"]["score"], told["uncertainty"]["score"]
    )  # fmt: skip
    assert told["basis"] | {"calibration": ""} == {
        "calibration": "", "passport_sha256": passport.sha256, "grade": "R", "use": "graded",
        "reason": "", "is_guess": False,
    }  # fmt: skip
    assert 0.0 <= told["uncertainty"]["score"] < 20.0
    assert 0.05 < told["uncertainty"]["metrics"]["mean_n"] < 0.5
    assert ended["result"]["expanded"] == pytest.approx(told["uncertainty"]["score"])
    header = load_session(rig.store, hold["session"]).header
    assert header.passport == passport_text(passport)
    assert header.standing.use == "graded"


async def test_a_failed_check_weight_makes_the_next_set_practice_only(run_rig, tmp_path):
    passport = passport_of_today()
    passport_store = PassportStore(tmp_path / "data")
    kept = passport_store.keep(passport_text(passport))
    async with (
        simboard("--uri", LEARNER, "--uid", UID) as path,
        run_rig(pad(source=f"serial:{path}")) as rig,
    ):
        await until(lambda: rig.hub.channels[0].about.basis)
        verdict = check_verdict(kept.calibration, 21.0, 19.6)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        passport_store.checks.keep(check_of(kept.sha256, now, "2 kg", 19.6, verdict, "ann"))
        hold, _ = await pressed(rig)
    assert hold["hold"]["basis"]["use"] == "practice"
    assert "the check weight of 19.60 N read 21.00 N" in hold["hold"]["basis"]["reason"]


async def test_f30_a_board_nobody_calibrated_is_for_practice_and_its_newtons_are_a_guess(run_rig):
    async with (
        simboard("--uri", LEARNER, "--uid", UID) as path,
        run_rig(pad(source=f"serial:{path}")) as rig,
    ):
        hold, ended = await pressed(rig)
    assert hold["hold"]["uncertainty"] is None
    assert ended["result"]["basis"]["is_guess"]
    assert "Not calibrated" in ended["result"]["basis"]["reason"]


async def test_a_passport_of_a_stranger_writes_neither_a_header_nor_a_page(run_rig, tmp_path):
    """Its id and its titles are whatever came along in a backup."""
    passport = passport_of_today()
    evil = '"\r\nset-cookie: a=b; <script src=x>\u2028\U0001f642/../..'
    named = sealed(
        replace(
            passport,
            id=evil,
            item=replace(passport.item, title=evil, firmware=evil),
            about=replace(passport.about, laboratory=evil, remark=evil),
            sha256="",
        )
    )
    PassportStore(tmp_path / "data").keep(passport_text(named))
    async with run_rig() as rig:
        at = f"/api/passports/{named.sha256}"
        document = await rig.http.get(at)
        page = await rig.http.get(f"{at}/certificate")
    assert (document.status_code, page.status_code) == (200, 200)
    told = document.headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="steadyhold-passport-[a-z0-9-]+\.json"', told)
    assert "set-cookie" not in document.headers
    assert "<script" not in page.text
