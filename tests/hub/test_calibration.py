"""A sensor calibrated through the JSON API: a board on a pty, weights placed as it asks."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from calibration.passport.document import read_passport
from firmware_bridge.board_events import FIRMWARE_VERSION, version_message
from rig.calibrating.errors import ProgressDamagedError
from rig.calibrating.progress import CalibrationDraftStore
from rig.hub.errors import (
    CalibrationMissingError,
    StationCalibratingError,
    StepsLeftError,
)
from tests.bridge.pty_board import Plug
from tests.hub.conftest import Rig, RunRig, pad
from tests.masses import GRAVITY_M_PER_S2, UID, MassPad, Placer

pytestmark = pytest.mark.slow

FORM = {
    "masses": [
        {"kg": 0.5, "class": "M1"},
        {"kg": 1.0, "class": "M1"},
        {"kg": 2.0, "class": "M1", "certificate": "K-9"},
        {"id": "1.5 kg check", "kg": 1.5, "class": "M1", "check": True},
    ],
    "gravity_m_per_s2": GRAVITY_M_PER_S2,
    "range_n": 60.0,
    "plan": "short",
    "person": "A. Weber",
    "place": "Room 1",
}


async def look(rig: Rig) -> dict[str, Any]:
    answer = await rig.http.get("/api/calibration/pad-1")
    return answer.raise_for_status().json()


async def until(rig: Rig, claim) -> dict[str, Any]:
    while True:
        words = await look(rig)
        if claim(words):
            return words
        await asyncio.sleep(0.05)


async def do_until(rig: Rig, placer: Placer, claim) -> dict[str, Any]:
    def obeyed(words: dict[str, Any]) -> bool:
        if claim(words["bench"]):
            return True
        placer.obey(words["bench"])
        return False

    return (await until(rig, obeyed))["bench"]


async def begun(rig: Rig) -> None:
    await until(rig, lambda words: words["station"]["identity"] == UID)
    await until(rig, lambda words: words["station"]["link"]["state"] == "streaming")
    answer = await rig.post("/api/calibration/pad-1/begin", FORM)
    assert answer.status_code == 200, answer.text
    await rig.post("/api/calibration/pad-1/wish", {"wish": "skip"})


async def test_a_sensor_earns_a_passport_through_a_break_and_a_restart(run_rig: RunRig):
    with MassPad(speed=20.0) as board:
        placer = Placer(board)
        plan = pad(source=f"serial:{board.path}")
        async with run_rig(plan) as rig:
            await begun(rig)
            busy = await rig.post("/api/stations/pad-1/start", {})
            assert busy.status_code == 409
            assert "is being calibrated" in busy.json()["error"]
            early = await rig.post("/api/calibration/pad-1/finish")
            assert early.status_code == 409
            await do_until(rig, placer, lambda bench: bench["kind"] == "load")
            board.lay(1.5)
            bench = await do_until(rig, Placer(board), lambda bench: True)
            bench = (await until(rig, lambda words: words["bench"]["refusal"]))["bench"]
            assert "That is 1.5 kg" in bench["refusal"]
            assert bench["reading_n"] == pytest.approx(14.7, abs=0.3)
            bench = await do_until(rig, Placer(board), lambda bench: len(bench["dots"]) == 2)
            paused = await rig.post("/api/calibration/pad-1/wish", {"wish": "pause"})
            assert paused.json()["bench"]["paused"]
        async with run_rig(plan) as rig:
            waits = await until(rig, lambda words: words["begun"])
            assert waits["begun"]["person"] == "A. Weber"
            assert waits["begun"]["done"] >= 9
            await rig.post("/api/calibration/pad-1/resume")
            placer = Placer(board)
            board.lay(0.0)
            bench = await do_until(rig, placer, lambda bench: bench["finished"])
            assert len(bench["dots"]) == 6
            answer = await rig.post("/api/calibration/pad-1/finish")
            assert answer.status_code == 200, answer.text
            found = answer.json()["passport"]
            assert found["grade"] == "T", found
            assert "not accredited" in found["statement"]
            sha256 = found["sha256"]
            document = await rig.http.get(f"/api/passports/{sha256}")
            sealed = read_passport(document.text)
            assert sealed.sha256 == sha256
            assert sealed.item.firmware == f"{version_message(FIRMWARE_VERSION)}, gain 128"
            page = await rig.http.get(f"/api/passports/{sha256}/certificate")
            assert "not accredited" in page.text
            pdf = await rig.http.get(f"/api/passports/{sha256}/certificate.pdf", timeout=None)
            assert pdf.content.startswith(b"%PDF")
            for chart in ("residuals", "hysteresis", "creep"):
                drawn = await rig.http.get(f"/api/passports/{sha256}/{chart}.svg")
                assert drawn.text.startswith("<svg")
            after = await look(rig)
            assert (after["bench"], after["begun"]) == (None, None)
            assert after["passport"]["sha256"] == sha256
            free = await rig.post("/api/stations/pad-1/start", {})
            assert free.status_code == 200


async def test_the_disk_knows_the_newest_state_however_many_ask_at_once(run_rig: RunRig):
    with MassPad(speed=20.0) as board:
        async with run_rig(pad(source=f"serial:{board.path}")) as rig:
            await begun(rig)
            path, drafts = "/api/calibration/pad-1/wish", CalibrationDraftStore(rig.store.parent)
            for _ in range(20):
                wishes = [rig.post(path, {"wish": wish}) for wish in ("pause", "resume") * 5]
                await asyncio.gather(*wishes)
                kept, shown = drafts.get(UID, 0), (await look(rig))["bench"]
                assert kept is not None
                assert (shown["trouble"], kept.procedure.paused) == ("", shown["paused"])


async def test_what_cannot_be_is_refused_in_words(run_rig: RunRig):
    with MassPad(speed=20.0) as board:
        async with run_rig(pad(source=f"serial:{board.path}")) as rig:
            await until(rig, lambda words: words["station"]["link"]["state"] == "streaming")
            for wrong, words in (
                ({"masses": []}, "no weight"),
                ({"masses": [{"kg": 1.0}]}, "how sure"),
                ({"gravity_m_per_s2": 3.7}, "nowhere on Earth"),
                ({"gravity_m_per_s2": None}, "latitude"),
                ({"person": ""}, "who places the weights"),
                ({"plan": "quick"}, "full or short"),
                ({"column": 7}, "column"),
                ({"masses": FORM["masses"][:1]}, "different loads"),
            ):
                answer = await rig.post("/api/calibration/pad-1/begin", FORM | wrong)
                assert answer.status_code == 400, answer.text
                assert words in answer.json()["error"]
            for path, status in (
                ("calibration/pad-1/wish", 400), ("calibration/pad-1/finish", 404),
                ("calibration/pad-1/resume", 404), ("calibration/pad-9/leave", 404),
            ):  # fmt: skip
                assert (await rig.post(f"/api/{path}")).status_code == status, path
            assert (await rig.http.get("/api/passports/0000")).status_code == 404
            await begun(rig)
            wrong = await rig.post("/api/calibration/pad-1/mass", {"id": "9 kg", "kg": 1.0})
            assert "the names are" in wrong.json()["error"]
            right = await rig.post("/api/calibration/pad-1/mass", {"id": "2 kg", "kg": 1.999})
            assert {"id": "2 kg", "kg": 1.999, "check": False} in right.json()["bench"]["masses"]


async def test_the_desk_says_what_it_refuses(run_rig: RunRig, tmp_path: Path):
    with MassPad(speed=20.0) as board:
        async with run_rig(pad(source=f"serial:{board.path}")) as rig:
            calibrations = rig.hub.calibrations
            with pytest.raises(CalibrationMissingError):
                await calibrations.leave("pad-1")
            await begun(rig)
            with pytest.raises(StationCalibratingError):
                calibrations.refuse_if_under_way("pad-1")
            with pytest.raises(StepsLeftError):
                await calibrations.finish("pad-1")
            await calibrations.leave("pad-1")
            calibrations.refuse_if_under_way("pad-1")
            drafts = CalibrationDraftStore(rig.store.parent)
            drafts.path(UID, 0).write_text("{")
            with pytest.raises(ProgressDamagedError):
                drafts.get(UID, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
async def test_a_sensor_known_only_by_its_port_is_said_to_be_nobody(run_rig: RunRig, tmp_path):
    plug = Plug(tmp_path / "port")

    async def prints() -> None:
        while True:
            plug.write(b"12.5\r\n")
            await asyncio.sleep(0.02)

    task = asyncio.create_task(prints())
    uri = f"serial:{tmp_path}/port?device=plain&unit=kg&rate_hz=50"
    async with run_rig(pad(source=uri)) as rig:
        words = await until(rig, lambda words: words["station"]["title"])
        assert words["station"]["identity"] == str(tmp_path / "port")
        assert "does not say who it is" in words["station"]["unnamed"]
    task.cancel()
    plug.pull()
    with MassPad(speed=8.0) as board:
        async with run_rig(pad(source=f"serial:{board.path}")) as rig:
            words = await until(rig, lambda words: words["station"]["identity"] == UID)
            assert words["station"]["unnamed"] == ""
