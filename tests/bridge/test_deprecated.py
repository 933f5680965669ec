"""What plug-ins import today is there tomorrow, with a word about where it went."""

import subprocess
import sys
from importlib import import_module

import pytest

from firmware_bridge.deprecated import MOVED, moved

PROMISED = {
    "firmware_bridge.clockless": ("clockless",),
    "firmware_bridge.device": (
        "Battery", "Channel", "Decoder", "Device", "DeviceEvent", "Example", "Happened", "Hello",
        "Notice", "Pong", "Radio", "Readings", "Send", "unchanged",
    ),
    "firmware_bridge.lines": ("LineCutter",),
    "firmware_bridge.rejoin": ("Rejoiner",),
    "firmware_bridge.samples": ("Flag",),
    "firmware_bridge.testing": ("device_conformance",),
    "rig.hold": ("HoldMetrics",),
    "rig.protocols": ("plain_target",),
    "rig.rubric": ("HOLD_SCORE_1",),
    "rig.score": ("score_hold",),
}  # fmt: skip
"""What docs/plugins.md, docs/scoring.md, their examples and our devices take, as 0.1 had it."""
NAMES = [(module, name) for module, names in PROMISED.items() for name in names]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("module", "name"), NAMES)
def test_what_a_plug_in_of_version_0_1_imports_is_where_it_was(module: str, name: str):
    assert getattr(import_module(module), name) is not None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_an_old_name_is_the_same_thing_as_the_new_one_and_says_so(old, new):
    """Asked anew here: a module that was asked before in this process has said it already."""
    assert hasattr(import_module(old[0]), old[1])
    with pytest.warns(DeprecationWarning, match=f"{old[0]}.{old[1]} is now {new[0]}.{new[1]}"):
        assert moved(old[0])(old[1]) is getattr(import_module(new[0]), new[1])


def test_an_old_name_is_warned_of_once_and_at_the_import_of_the_plug_in():
    code = (
        "from firmware_bridge.device import Readings, RawSamples\n"
        "from firmware_bridge.device import Readings as Again\n"
        "assert Readings is RawSamples is Again\n"
    )
    said = subprocess.run(
        [sys.executable, "-W", "always", "-c", code], check=True, capture_output=True, text=True
    ).stderr
    assert said.count("DeprecationWarning") == 1
    assert "<string>:1:" in said


def test_a_name_that_never_was_is_none_now():
    with pytest.raises(AttributeError, match="has no attribute 'Reading'"):
        _ = import_module("firmware_bridge.device").Reading
