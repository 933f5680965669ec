"""A check weight whose verdict cannot be kept at first, while several browsers look."""

import asyncio
import sys

import pytest

from calibration.passport.document import passport_text
from rig.trust.passport_store import PassportStore
from tests.hub.conftest import pad
from tests.hub.test_checks import asked, passport_of, said
from tests.hub.test_devices import UID_B, auto, plugged, row_of, streams_on
from tests.masses import UID, MassPad
from tests.patience import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


async def until_refused(look) -> None:
    """Look until there is a verdict, which the disk refuses."""
    while True:
        try:
            told = await look("pad-1")
        except OSError:
            return
        assert told["check"]["passed"] is None, "a verdict that is not kept"


async def test_a_verdict_that_the_disk_refused_is_told_only_once_it_is_kept(run_rig, tmp_path):
    passport_store = PassportStore(tmp_path / "data")
    kept = passport_store.keep(passport_text(passport_of(days_ago=2)))
    in_the_way = kept.path.with_name("checks.lock")
    with MassPad(speed=8.0) as board:
        async with run_rig(pad(source=f"serial:{board.path}")) as rig:
            await until(lambda: rig.hub.channels[0].about.basis)
            assert rig.hub.station("pad-1").reader.source.identity == UID
            begun = await rig.post("/api/checks/pad-1/begin", {"mass": "", "by": "ann"})
            in_the_way.mkdir()
            board.lay(0.0)
            await said(rig, "Put the check weight")
            usual = begun.json()["usual"]
            board.lay(next(mass.kg for mass in kept.passport.masses if mass.id == usual))
            look = rig.hub.checks.as_json
            await until_refused(look)
            looks = (look("pad-1") for _ in range(3))
            told = await asyncio.gather(*looks, return_exceptions=True)
            assert all(isinstance(each, OSError) for each in told), told
            in_the_way.rmdir()
            told = await asyncio.gather(*(look("pad-1") for _ in range(3)))
            assert [each["check"]["passed"] for each in told] == [True] * 3
    assert [line.passed for line in passport_store.checks.of(kept.sha256)] == [True]


async def test_a_verdict_nobody_has_seen_yet_outlives_a_change_of_the_sensor(run_rig, tmp_path):
    sockets = tmp_path / "sockets"
    sockets.mkdir()
    kept = PassportStore(tmp_path / "data").keep(passport_text(passport_of(days_ago=2)))
    with MassPad(speed=8.0, link=str(sockets / "a")) as board:
        async with (
            plugged((sockets / "b", UID_B)),
            run_rig(auto("pad-1"), ports=f"{sockets}/*") as rig,
        ):
            await give(rig, UID)
            begun = await rig.post("/api/checks/pad-1/begin", {"mass": "", "by": "ann"})
            board.lay(0.0)
            await said(rig, "Put the check weight")
            usual = begun.json()["usual"]
            board.lay(next(mass.kg for mass in kept.passport.masses if mass.id == usual))
            # Nobody asks meanwhile: the page is on a tablet that sleeps.
            await until(lambda: rig.hub.checks._under_way["pad-1"].state.verdict)
            await give(rig, UID_B)
            await give(rig, UID)
            told = (await asked(rig))["check"]
            assert (told["passed"], told["words"][:19]) == (True, "The check weight of")


async def give(rig, identity: str) -> None:
    await rig.hub.sensor_assignment.assign("pad-1", (await row_of(rig, identity))["id"])
    await streams_on(rig, "pad-1", identity)
