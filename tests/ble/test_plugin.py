"""The example of docs/plugins.md, installed as anybody would and used on the virtual radio.

As it is today, and as it was published with version 0.1: nobody has to rewrite a plug-in.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = {
    "today": ROOT / "docs/examples/steadyhold-frez-dyno",
    "of version 0.1": Path(__file__).parent / "plugin_of_0_1",
}
READ_IT = """
import asyncio
from steadyhold_frez_dyno import DEVICE
from tests.ble.air import room
from tests.ble.gauge import Gauge
from tests.ble.listening import opened
from tests.bridge.pty_board import watching

def packet(index):
    return DEVICE.start + b"".join(
        n.to_bytes(4, "little") + (4 * n).to_bytes(4, "little")
        for n in range(9 * index, 9 * index + 9)
    )

async def main():
    gauge = Gauge(DEVICE, "FrezDyno-7", packet, rate_hz=250 / 9, piece_bytes=20)
    async with room(gauge) as air, watching(opened(air, "ble:FrezDyno-7")) as watched:
        await watched.streams(40)
        raw = watched.raw
        assert raw == list(range(int(raw[0]), int(raw[0]) + len(raw))), raw
        print(watched.source.traits.kind, watched.source.counters.rejected)

asyncio.run(main())
"""


@pytest.fixture(scope="module", params=EXAMPLES.values(), ids=EXAMPLES.keys())
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example and its test, installed without a network."""
    folder = tmp_path_factory.mktemp("plugged")
    source = tmp_path_factory.mktemp("source")
    for path in request.param.glob("*.*"):
        (source / path.name).write_bytes(path.read_bytes())
    (folder / "test_frez_dyno.py").write_bytes((source / "test_frez_dyno.py").read_bytes())
    command = "-m pip install --quiet --no-deps --no-index --no-build-isolation --target"
    subprocess.run(
        [sys.executable, *command.split(), str(folder), str(source)],
        check=True,
        capture_output=True,
    )
    return folder


def run(folder: Path, *arguments: str, ok: bool = True) -> subprocess.CompletedProcess:
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode == 0) == ok, ran.stderr
    return ran


@pytest.mark.slow
def test_a_plug_in_keeps_the_rules_of_every_device(installed):
    test = installed / "test_frez_dyno.py"
    ran = run(installed, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test))
    assert "1 passed" in ran.stdout


@pytest.mark.slow
def test_a_gauge_of_a_plug_in_is_read_like_any_other(installed):
    assert run(installed, "-c", READ_IT).stdout.split() == ["frez-dyno", "0"]


def test_a_plug_in_that_cannot_be_loaded_is_left_out_and_named(tmp_path):
    info = tmp_path / "torn-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: torn\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[steadyhold.devices]\ntorn = torn_gauge:DEVICE\n"
        "tindeq = firmware_bridge.devices.tindeq:DEVICE\n"
        "word = firmware_bridge.devices.tindeq:BATTERY\n"
    )
    code = (
        "from firmware_bridge.catalogue import all_devices, device_of_kind\n"
        "assert 'board' in all_devices()\n"
        "device_of_kind('torn')\n"
    )
    said = run(tmp_path, "-c", code, ok=False).stderr
    assert "the plug-in torn was left out (ModuleNotFoundError" in said
    assert "there is a kind 'tindeq' already" in said
    assert "is no Device" in said
