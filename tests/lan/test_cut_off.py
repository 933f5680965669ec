"""A rig without any network at all, and what other accounts of its machine see of its processes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from rig.hub.actor import SECRET_VARIABLE
from tests.lan.started import ONE, ROOT, SETUP, STATION, ended, run_lan, told_until_ready, url_in

PROCESSES = Path("/proc")
CUT_OFF = ("unshare", "--map-root-user", "--net", "sh", "-c")
"""A network of its own that has a loopback and leads nowhere."""


def can_be_cut_off():
    if not shutil.which("unshare") or not shutil.which("ip"):
        return False
    tried = subprocess.run([*CUT_OFF, "ip link set lo up"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.mark.skipif(not can_be_cut_off(), reason="this system gives nobody a network of their own")
@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--check", "--port", "0"),
        ("run", "--check", "--port", "0"),
        ("run", "--check", "--port", "0", "--lan", "--host", ONE, "--no-mdns"),
        ("record", "sim:?learner=good&seed=1", "--protocol", "tp-hold", "--for", "2"),
        ("devices",),
    ],
    ids=lambda words: words[0] + ("-lan" if "--lan" in words else ""),
)
def test_without_any_network_everything_works(tmp_path, words):
    """Where nothing leads out nothing can leave, and nothing is missed."""
    (tmp_path / "steadyhold.toml").write_text(STATION, encoding="utf-8")
    done = subprocess.run(
        [*CUT_OFF, 'ip link set lo up && test -z "$(ip route)" && exec "$@"', "sh",
         sys.executable, "-m", "rig.cli.main", *words],
        cwd=tmp_path,
        env=os.environ | {"STEADYHOLD_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def family_of(pid):
    """A process and those it started."""
    listed = (PROCESSES / str(pid) / "task").glob("*/children")
    children = [int(each) for path in listed for each in path.read_text().split()]
    return [pid, *(found for child in children for found in family_of(child))]


@pytest.mark.skipif(not PROCESSES.is_dir(), reason="has no list of processes as files")
def test_whoever_lists_the_processes_reads_no_secret(tmp_path):
    process = run_lan(tmp_path)
    try:
        told = told_until_ready(process)
        code, url = SETUP.search(told)[1], url_in(told)
        asked = {"code": code, "login": "mira", "password": "river lamp otter nine"}
        with httpx.Client(base_url=url, headers={"origin": url}, trust_env=False) as http:
            assert http.post("/api/setup", json=asked).status_code == 200
            [token] = http.cookies.values()
        family = family_of(process.pid)
        lines = [(PROCESSES / str(each) / "cmdline").read_bytes() for each in family]
        named = [(PROCESSES / str(each) / "environ").read_bytes() for each in family]
        [secret] = {
            each.partition(b"=")[2]
            for of in named
            for each in of.split(b"\0")
            if each.startswith(SECRET_VARIABLE.encode())
        }
    finally:
        ended(process)
    assert len(family) >= 2
    assert len(secret) >= 32
    for word in (code, token, asked["password"], secret.decode()):
        assert not any(word.encode() in line for line in lines)
