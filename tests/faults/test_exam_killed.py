"""Fault F51: the laptop goes dark in mid-exam, and the exam goes on where it was."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from rig.protocols.writer import toml_of
from rig.store.verifying.verify import verify_store
from tests.hub.conftest import short_protocol
from tests.patience import wait_until

pytestmark = pytest.mark.slow
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
STATIONS = """
[[station]]
id = "pad-1"
name = "Pad 1"
source = "sim:?learner=expert&seed=1"

[[station]]
id = "pad-2"
name = "Pad 2"
source = "sim:?learner=good&seed=2"
"""
WHY = "shown on simulated pads"
ASKED = 3
MINUTES = 30.0


@dataclass
class Laptop:
    """`steadyhold run` on a folder, and a browser on it."""

    process: subprocess.Popen
    http: httpx.Client

    def get(self, path):
        answer = self.http.get(path)
        assert answer.is_success, answer.text
        return answer.json()

    def post(self, path, **asked):
        origin = {"origin": str(self.http.base_url).rstrip("/")}
        return self.http.post(path, json=asked, headers=origin)

    def did(self, path, **asked):
        answer = self.post(path, **asked)
        assert answer.is_success, answer.text
        return answer.json()

    def goes_dark(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def opened(folder: Path, number: int) -> Iterator[Laptop]:
    config, said = folder / "steadyhold.toml", folder / f"said-{number}.txt"
    config.write_text(STATIONS)
    words = ["run", "--config", str(config), "--no-browser", "--port", "0"]
    with said.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "rig.cli.main", *words],
            env={**os.environ, "STEADYHOLD_DATA": str(folder / "data")},
            stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        found = wait_until(lambda: ADDRESS.search(said.read_text()))
        with httpx.Client(base_url=found.group(), trust_env=False, timeout=None) as http:
            yield Laptop(process, http)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait()


def attempts_of(exam):
    return {each["name"]: each["attempts"][0] for each in exam["learners"]}


def test_f51_a_laptop_that_goes_dark_in_mid_exam_resumes_with_nothing_lost(tmp_path):
    with opened(tmp_path, 1) as laptop:
        laptop.did("/api/protocols/save", toml=toml_of(short_protocol()), base=0)
        class_id = laptop.did("/api/classes", title="Tuesday")["id"]
        for name in ("Ana", "Ben"):
            laptop.did(f"/api/classes/{class_id}/learners", name=name)
        exam = laptop.did(
            "/api/exams", class_id=class_id, protocol="short", repetitions=ASKED, minutes=MINUTES
        )
        path = f"/api/exams/{exam['about']['id']}"
        laptop.did(f"{path}/seat-all")
        wait_until(lambda: all(each["basis"] for each in laptop.get("/api/stations")["stations"]))
        assert len(laptop.did(f"{path}/begin", anyway=WHY)["begun"]) == 2

        def in_mid_press():
            """Ana presses again, and has pressed before."""
            pressed = attempts_of(laptop.get(path))["Ana"]["pressed"]
            phase = laptop.get("/api/live?station=pad-1")["live"]["phase"]
            return 0 < pressed < ASKED and phase == "holding"

        wait_until(in_mid_press)
        before = laptop.get(path)
        laptop.goes_dark()

    with opened(tmp_path, 2) as laptop:
        [about] = laptop.get("/api/exams")["exams"]
        assert (about["state"], about["interrupted"]) == ("running", True)
        assert about["interrupted_utc"] > about["made_utc"]
        found = laptop.get(path)
        names = [(each["name"], each["station"]) for each in found["learners"]]
        assert names == [(each["name"], each["station"]) for each in before["learners"]]
        was, now = attempts_of(before), attempts_of(found)
        for name, attempt in now.items():
            assert attempt["state"] == "interrupted"
            assert attempt["pressed"] >= was[name]["pressed"]
            assert attempt["sessions"] == was[name]["sessions"]
            assert 0.0 < attempt["left_s"] <= was[name]["left_s"] < MINUTES * 60.0
        assert set(found["resumable"]) == {each["id"] for each in found["learners"]}
        # Until it goes on nobody changes anything at its pads.
        wait_until(lambda: all(each["exam"] for each in laptop.get("/api/stations")["stations"]))
        assert laptop.post("/api/stations/pad-1/tare").status_code == 409

        wait_until(lambda: all(each["basis"] for each in laptop.get("/api/stations")["stations"]))
        resumed = wait_until(lambda: resumed_by(laptop, path))
        assert not resumed["about"]["interrupted"]
        stations = laptop.get("/api/stations")["stations"]
        assert [each["exam"]["before"] for each in stations] == [
            now["Ana"]["pressed"], now["Ben"]["pressed"]
        ]  # fmt: skip
        wait_until(lambda: laptop.get(path)["about"]["done"] == 2)
        for each in found["learners"]:
            laptop.did(f"{path}/rate", learner_id=each["id"], no_mark="nobody watched")
        ended = laptop.did(f"{path}/end")
        for name, attempt in attempts_of(ended).items():
            assert attempt["sessions"][0] == was[name]["sessions"][0]
            presses = attempt["result"]["presses"]
            assert len(presses) == ASKED
            of_first = [one for one in presses if one["session"] == attempt["sessions"][0]]
            assert len(of_first) == now[name]["pressed"]
    assert verify_store(tmp_path / "data" / "steadyhold.db").is_sound


def resumed_by(laptop, path):
    """What going on answers, once every pad is there again."""
    checks = laptop.get(f"{path}/checks")["stations"]
    if any(each["state"] == "bad" for each in checks):
        return None
    answer = laptop.did(f"{path}/resume", anyway=WHY)
    assert answer["refused"] == {}
    return answer
