"""A calibration that two browsers ask for, or change, at the same time."""

import asyncio
import errno
import os
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from calibration.passport.document import PassportParties
from rig.calibrating.progress import SCHEMA, CalibrationDraft, CalibrationDraftStore
from rig.hub.errors import ReadingsNotKeptError
from rig.trust.passport_store import PassportStore
from tests.calibration.bench import Bench, usual_setup
from tests.hub.conftest import Rig, RunRig, pad
from tests.hub.test_calibration import FORM, begun, until
from tests.masses import UID, MassPad

pytestmark = pytest.mark.slow

PAGE = "/api/calibration/pad-1"


@pytest.fixture
async def rig(run_rig: RunRig) -> AsyncIterator[Rig]:
    with MassPad(speed=20.0) as board:
        async with run_rig(pad(source=f"serial:{board.path}")) as running:
            await begun(running)
            yield running


async def at_once(rig: Rig, *asks: tuple[str, object]) -> list[int]:
    """The status of each answer, in the order of the asks."""
    answers = await asyncio.gather(*(rig.post(path, said) for path, said in asks))
    return [each.status_code for each in answers]


async def test_what_is_finished_twice_at_once_has_one_passport(rig: Rig):
    await rig.post(f"{PAGE}/leave")
    bench = Bench(replace(usual_setup(plan="short"), identity=UID))
    bench.do_until()
    done = CalibrationDraft(
        SCHEMA, "2026-10-01T08:00:00+00:00", "", PassportParties("", "", "A", "A"), bench.now
    )
    CalibrationDraftStore(rig.store.parent).put(done)
    assert (await rig.post(f"{PAGE}/resume")).status_code == 200
    finish = (f"{PAGE}/finish", {})
    assert sorted(await at_once(rig, finish, finish)) == [200, 404]
    assert len(PassportStore(rig.store.parent).all()) == 1


async def test_readings_that_the_disk_refuses_stay_at_the_pad_until_it_takes_them(rig: Rig):
    folder = CalibrationDraftStore(rig.store.parent).path(UID, 0).parent
    kept = folder.rename(folder.with_name("away"))
    folder.write_text("no folder any more")
    told = await rig.post(f"{PAGE}/wish", {"wish": "pause"})
    assert "make room on the disk" in told.json()["bench"]["trouble"]
    left = await rig.post(f"{PAGE}/leave")
    assert "The readings cannot be kept" in left.json()["error"]
    with pytest.raises(ReadingsNotKeptError):
        await rig.hub.calibrations.leave("pad-1")
    assert (await rig.http.get(PAGE)).json()["bench"]["paused"]
    folder.unlink()
    kept.rename(folder)
    assert (await rig.post(f"{PAGE}/leave")).json()["bench"] is None
    begun_before = CalibrationDraftStore(rig.store.parent).get(UID, 0)
    assert begun_before is not None
    assert begun_before.procedure.paused


async def test_a_calibration_that_could_not_be_left_is_kept_once_there_is_room(
    rig: Rig, monkeypatch
):
    is_full, rename = True, os.replace

    def on_a_full_disk(*names: str) -> None:
        time.sleep(0.3)
        if is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        rename(*names)

    monkeypatch.setattr(os, "replace", on_a_full_disk)
    assert (await rig.post(f"{PAGE}/wish", {"wish": "pause"})).status_code == 200
    assert (await rig.post(f"{PAGE}/leave")).status_code == 500
    is_full = False
    await until(rig, lambda words: words["bench"]["kept"] and not words["bench"]["trouble"])


async def test_what_is_begun_twice_at_once_is_begun_once_and_nothing_read_is_lost(rig: Rig):
    path = CalibrationDraftStore(rig.store.parent).path(UID, 0)
    begin = (f"{PAGE}/begin", FORM)
    for times in range(1, 4):
        await rig.post(f"{PAGE}/wish", {"wish": "pause"})
        read = path.read_bytes()
        assert sorted(await at_once(rig, begin, begin)) == [200, 409]
        aside = [each.read_bytes() for each in path.parent.glob("*.old")]
        assert (len(aside), read in aside) == (times, True)


async def test_a_pad_is_practised_on_or_calibrated_whichever_was_asked_first(rig: Rig, monkeypatch):
    rename = os.replace

    def on_a_slow_disk(*names: str) -> None:
        time.sleep(0.3)
        rename(*names)

    monkeypatch.setattr(os, "replace", on_a_slow_disk)
    start, begin = ("/api/stations/pad-1/start", {}), (f"{PAGE}/begin", FORM)
    for asks in ((start, begin), (begin, start)):
        await rig.post(f"{PAGE}/leave")
        assert sorted(await at_once(rig, *asks)) == [200, 409]
        await rig.post("/api/stations/pad-1/stop")
