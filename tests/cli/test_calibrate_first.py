"""Mistakes in what `calibrate SOURCE` is given are told before the sensor is asked for anything."""

import io
import sys
import threading
from pathlib import Path

import pytest

from tests.bridge.pty_board import Plug
from tests.cli.conftest import Steadyhold
from tests.cli.test_calibrate_guided import ANSWERS, WEIGHTS, pad, source_of, weights

__all__ = ["pad", "weights"]

# Whoever opens this is told that it is not there, and no word of the weights.
NO_SENSOR = "serial:/dev/no-such-pad"


@pytest.fixture(autouse=True)
def _nobody_at_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WEIGHTS.replace("nominal_kg = 2", "nominal_kg = 0"), "a number above zero"),
        (WEIGHTS.replace('"M2"', '"M7"'), "M7"),
        (WEIGHTS.replace("nominal_kg = 2", "nominal_kg = 1"), "two weights are called '1 kg'"),
        (WEIGHTS.replace("nominal_kg = 2", "nominal_kg = 2000"), "were grams meant"),
        (WEIGHTS.replace("nominal_kg = 1.5", "nominal_kg = 0.01"), "of at least 0.7 kg"),
        ("not toml", "it is no TOML"),
    ],
    ids=["no mass", "no class", "one name twice", "grams", "light check", "no list"],
)
def test_a_list_of_weights_with_mistakes_is_refused_before_the_sensor_is_opened(
    steadyhold: Steadyhold, tmp_path: Path, text: str, words: str
):
    path = tmp_path / "weights.toml"
    path.write_text(text)
    said = steadyhold(
        "calibrate", NO_SENSOR, "--masses", path, *ANSWERS, "--data", tmp_path / "data"
    )
    assert said.code == 2, said.err
    assert words in said.err
    assert "no-such-pad" not in said.err


def test_a_list_of_weights_that_is_not_there_is_named_before_the_sensor_is_opened(
    steadyhold: Steadyhold, tmp_path: Path
):
    said = steadyhold("calibrate", NO_SENSOR, "--masses", tmp_path / "gone.toml", *ANSWERS)
    assert said.code == 5
    assert "gone.toml" in said.err
    assert "no-such-pad" not in said.err


def test_a_place_that_cannot_be_is_told_before_the_sensor_is_opened(steadyhold: Steadyhold):
    said = steadyhold("calibrate", NO_SENSOR, "--latitude", "152", "--anew")
    assert said.code != 0
    assert "152" in said.err
    assert "no-such-pad" not in said.err


def test_a_number_may_have_a_decimal_comma_and_what_is_none_is_named(
    steadyhold: Steadyhold, tmp_path: Path
):
    (path := tmp_path / "weights.toml").write_text(WEIGHTS, encoding="utf-8")
    for typed, words in (("3,7", "3.7"), ("9.8 m", "'9.8 m' is no number; write it like 9.81")):
        refused = steadyhold("calibrate", NO_SENSOR, "--masses", path, "--gravity", typed)
        assert (refused.code, words in refused.err) == (2, True), refused.err


def test_who_goes_on_needs_no_list_of_weights_any_more(
    steadyhold: Steadyhold, pad, weights: Path, tmp_path: Path
):
    pad.do_until(lambda step: step.kind == "creep")
    asked = ("--masses", weights, *ANSWERS, "--data", tmp_path, "--json")
    assert steadyhold("calibrate", source_of(pad, tmp_path), *asked).lines[-1]["type"] == "kept"
    weights.unlink()
    again = steadyhold("calibrate", source_of(pad, tmp_path), "--resume", *asked)
    assert again.lines[-1]["type"] == "kept"


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
def test_a_sensor_known_only_by_its_port_is_said_to_be_practice_only_before_anything_is_read(
    steadyhold: Steadyhold, tmp_path: Path
):
    plug, over = Plug(tmp_path / "port"), threading.Event()

    def prints() -> None:
        while not over.wait(0.02):
            plug.write(b"12.5\r\n")

    sender = threading.Thread(target=prints)
    sender.start()
    uri = f"serial:{tmp_path}/port?device=plain&unit=kg&rate_hz=50"
    # Nobody answers: it stops at the first question.
    said = steadyhold("calibrate", uri, "--data", tmp_path / "data")
    over.set()
    sender.join()
    plug.pull()
    assert said.code == 2
    assert "Practice only: the sensor does not say who it is" in said.err
