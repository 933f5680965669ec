from dataclasses import MISSING, fields, replace
from pathlib import Path

import pytest

from firmware_bridge.catalogue import all_devices, device_of_kind
from firmware_bridge.device import ENOUGH_HZ, Device, limits_of
from firmware_bridge.errors import ConformanceError, UnknownDeviceError
from firmware_bridge.testing import device_conformance

DEVICES = all_devices()


@pytest.mark.parametrize("kind", sorted(DEVICES))
def test_every_device_keeps_its_word_however_the_wire_is_cut(kind):
    device_conformance(DEVICES[kind])


def test_the_board_and_plain_numbers_are_known_without_being_registered():
    assert {"board", "plain"} <= set(DEVICES)


def test_the_page_of_devices_says_what_the_devices_say():
    page = (Path(__file__).parents[2] / "docs/devices.md").read_text(encoding="utf-8")
    for device in DEVICES.values():
        slow = 0 < device.rate_hz < ENOUGH_HZ
        yes = f"yes, from `rate_hz={ENOUGH_HZ:g}` on" if slow else "yes"
        verdict = yes if device.graded else f"no: {device.ungraded_reason}"
        [row] = [
            row
            for row in page.splitlines()
            if row.startswith(f"| `{device.kind}` | {device.title}")
        ]
        assert row.endswith(f"| {verdict} |")
        assert page.count(f"\n| `{device.kind}` |") == 2


def test_the_limits_of_a_device_are_said_before_it_is_chosen():
    assert limits_of(device_of_kind("board")) == ""
    pull = "it measures pull: press through a lever or a hanging plate"
    assert limits_of(device_of_kind("tindeq")) == pull
    assert limits_of(device_of_kind("vernier")).startswith("practice only at 10 readings a second")
    assert limits_of(device_of_kind("wh-c06")).startswith(f"{pull}; practice only: advertisements")


def test_a_field_that_comes_anew_breaks_no_device_written_before_it():
    needed = {each.name for each in fields(Device) if each.default is MISSING}
    assert all(each.kw_only for each in fields(Device))
    assert needed == {
        "kind", "title", "link", "wire", "unit", "rate_hz", "settling_s", "resolution_raw",
        "graded", "decoder", "examples",
    }  # fmt: skip


def test_a_device_that_does_not_say_what_its_bytes_mean_is_refused():
    with pytest.raises(ConformanceError, match="there are none"):
        device_conformance(replace(DEVICES["board"], examples=()))


def test_a_device_whose_bytes_mean_something_else_is_refused_with_the_example():
    board = DEVICES["board"]
    wrong = replace(board.examples[2], samples=((7, 87500, 0, 123457),))
    with pytest.raises(ConformanceError, match="packet 7 at 87,500 us") as refusal:
        device_conformance(replace(board, examples=(wrong,)))
    assert refusal.value.rule == "whole"


def test_a_kind_nobody_knows_is_answered_with_the_kinds_there_are():
    with pytest.raises(UnknownDeviceError, match=r"board.*plain") as refusal:
        device_of_kind("bord")
    assert refusal.value.exit_code == 5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"graded": False}, "say why it may not be used"),
        ({"radio": None}, "a device on a wire has none"),
        ({"link": "serial", "radio": None}, "a serial line cuts bytes anywhere"),
        ({"radio": replace(DEVICES["tindeq"].radio, notify="fff1")}, "no full UUID"),
        ({"radio": replace(DEVICES["tindeq"].radio, notify="")}, "nothing is heard"),
        ({"radio": replace(DEVICES["tindeq"].radio, command_bytes=0)}, "at least one byte"),
        ({"examples": DEVICES["tindeq"].examples[1:2]}, "none of them has a sample"),
    ],
)
def test_a_declaration_that_cannot_be_is_refused(change, words):
    with pytest.raises(ConformanceError, match=words):
        device_conformance(replace(DEVICES["tindeq"], **change))
