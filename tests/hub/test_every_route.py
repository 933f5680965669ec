"""Whatever is asked of a running rig is answered: refused in a sentence, never with 5xx."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.hub.hostile_requests import STATIONS, HostileRequest, requests
from tests.patience import wait_until

LONGEST_LINE = 2000
KNOWN = {
    "station": ("pad-1", "pad-2", "pad-3", "*"),
    "session": ("last", "0000000000000000"),
    "sha256": ("0" * 64,),
    "chart": ("residuals", "hysteresis", "creep"),
}
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")


@dataclass(frozen=True)
class RunningRig:
    """A rig of the command line, and what it writes."""

    port: int
    said: Path
    process: subprocess.Popen[bytes]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningRig]:
    config, said = tmp_path / "steadyhold.toml", tmp_path / "said.txt"
    config.write_text(STATIONS)
    words = ["run", "--config", str(config), "--no-browser", "--port", "0"]
    with said.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "rig.cli.main", *words],
            env={**os.environ, "STEADYHOLD_DATA": str(tmp_path / "data")},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    found = wait_until(lambda: ADDRESS.search(said.read_text()))
    yield RunningRig(int(found.group(1)), said, process)
    process.send_signal(signal.SIGTERM)
    process.wait()


def answer_of(rig: RunningRig, ask: HostileRequest) -> tuple[int, bytes]:
    """Status and body."""
    connection = HTTPConnection("127.0.0.1", rig.port, timeout=60)
    try:
        origin = {"Origin": f"http://127.0.0.1:{rig.port}"}
        connection.request(ask.method, ask.target, ask.body or None, origin | ask.headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def ask_all(rig: RunningRig, examples: int, *, repeats: bool) -> None:
    """Ask so many things, and look at what the rig says of it."""

    @settings(
        max_examples=examples,
        derandomize=repeats,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(requests(KNOWN))
    def every_request_is_answered(ask: HostileRequest) -> None:
        status, body = answer_of(rig, ask)
        assert status < 500, (ask, status, body)
        if status >= 400 and ask.method != "HEAD" and ask.target.startswith("/api/"):
            assert json.loads(body)["error"], ask

    every_request_is_answered()
    assert rig.process.poll() is None
    said = rig.said.read_text()
    assert "Traceback" not in said, said[-3000:]
    assert max(map(len, said.splitlines())) < LONGEST_LINE


def test_no_request_of_any_route_is_answered_by_a_failure(running: RunningRig) -> None:
    ask_all(running, 600, repeats=True)


@pytest.mark.prove
def test_no_request_of_twenty_minutes_is_answered_by_a_failure(running: RunningRig) -> None:
    for _ in range(15):
        ask_all(running, 4000, repeats=False)
