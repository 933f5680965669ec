"""A check weight whose verdict cannot be kept at first, while several browsers look."""

import asyncio
import sys

import pytest

from calibration.passport import passport_text
from rig.passports import Shelf
from tests.hub.conftest import PATIENCE_S, pad, until
from tests.hub.test_checks import passport_of, said
from tests.masses import UID, MassPad

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


async def until_refused(look) -> None:
    """Look until there is a verdict, which the disk refuses."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            try:
                told = await look("pad-1")
            except OSError:
                return
            assert told["check"]["passed"] is None, "a verdict that is not kept"


async def test_a_verdict_that_the_disk_refused_is_told_only_once_it_is_kept(run_rig, tmp_path):
    shelf = Shelf(tmp_path / "data")
    kept = shelf.keep(passport_text(passport_of(days_ago=2)))
    in_the_way = kept.path.with_name("checks.lock")
    with MassPad(speed=8.0) as board:
        async with run_rig(pad(source=f"serial:{board.path}")) as rig:
            await until(lambda: rig.hub.channels[0].about.basis)
            assert rig.hub.station("pad-1").feed.source.identity == UID
            begun = await rig.post("/api/checks/pad-1/begin", {"mass": "", "by": "ann"})
            in_the_way.mkdir()
            board.lay(0.0)
            await said(rig, "Put the check weight")
            usual = begun.json()["usual"]
            board.lay(next(mass.kg for mass in kept.passport.masses if mass.id == usual))
            look = rig.hub.checks.words
            await until_refused(look)
            looks = (look("pad-1") for _ in range(3))
            told = await asyncio.gather(*looks, return_exceptions=True)
            assert all(isinstance(each, OSError) for each in told), told
            in_the_way.rmdir()
            told = await asyncio.gather(*(look("pad-1") for _ in range(3)))
            assert [each["check"]["passed"] for each in told] == [True] * 3
    assert [line.passed for line in shelf.checks.of(kept.sha256)] == [True]
