import gzip
import json
import math
from pathlib import Path

import numpy as np
import pytest

from firmware_bridge.tables.table import read_table
from rig.cli.errors import EmptyWindowError, RubricFileError
from rig.cli.files import window_of
from rig.cli.rubric_file import load_rubric
from tests.cli.conftest import Steadyhold
from tests.presses import staircase
from tests.recordings import PUBLIC_SOURCES

SHARED = Path(__file__).parents[3] / "shared" / "data"
STEADY = sorted(SHARED.glob("bimanual_hold_*.csv"))
FIGURES = 1e-6


@pytest.fixture
def press_csv(tmp_path: Path) -> Path:
    """One press of 12 s at 25 N with a learner's tremor, 80 Hz."""
    t_s = np.arange(0.0, 20.0, 1 / 80)
    shape = np.interp(t_s, [0, 3, 6, 15, 16.5, 20], [0, 0, 25, 25, 0, 0])
    wave = 0.5 * np.sin(2 * math.pi * 1.3 * t_s) * (shape > 20)
    path = tmp_path / "press.csv"
    rows = [f"{t:.4f},{force:.4f}" for t, force in zip(t_s, shape + wave, strict=True)]
    path.write_text("time_s,force_n\n" + "\n".join(rows) + "\n")
    return path


def test_a_press_is_found_and_scored_with_every_lost_point(steadyhold: Steadyhold, press_csv: Path):
    answer = steadyhold("score", press_csv, "--protocol", "tp-hold", "--json").json
    assert (answer["schema"], answer["unit"]) == ("steadyhold.score/2", "N")
    [hold] = answer["holds"]
    assert hold["hold_s"] == pytest.approx(9.7, abs=0.3)
    score = hold["score"]
    assert score["score"] == pytest.approx(sum(each["points"] for each in score["criteria"]))
    assert sum(each["weight"] for each in score["criteria"]) == pytest.approx(100.0)


def test_holds_need_no_target_and_carry_no_score(steadyhold: Steadyhold, press_csv: Path):
    [hold] = steadyhold("holds", press_csv, "--json").json["holds"]
    assert hold["level_n"] == pytest.approx(25.0, abs=0.5)
    assert "score" not in hold


def test_a_target_of_ones_own_is_the_window_and_five_seconds(
    steadyhold: Steadyhold, press_csv: Path
):
    own = steadyhold("score", press_csv, "--target-n", "25", "--hold-s", "8", "--json").json
    [hold] = own["holds"]
    by_name = {each["name"]: each for each in hold["score"]["criteria"]}
    assert by_name["hold_time"]["share"] == 1.0


def test_the_end_of_the_window_is_outside_unless_it_is_closed(
    steadyhold: Steadyhold, press_csv: Path
):
    window = ("metrics", press_csv, "--target-n", "25", "--from", "7", "--to", "14", "--json")
    open_end = steadyhold(*window).json["metrics"]
    closed = steadyhold(*window, "--closed").json["metrics"]
    assert open_end["impulse_n_s"] < closed["impulse_n_s"]


def test_the_same_press_packed_renamed_and_in_kilograms_force_scores_the_same(
    steadyhold: Steadyhold, press_csv: Path, tmp_path: Path
):
    packed = tmp_path / "press.csv.gz"
    rows = [line.split(",") for line in press_csv.read_text().splitlines()[1:]]
    text = "Zeit;Kraft\n" + "".join(
        f"{t};{float(force) / 9.80665:.9f}\n".replace(".", ",") for t, force in rows
    )
    packed.write_bytes(gzip.compress(text.encode()))
    asked = ("--protocol", "tp-hold", "--json")
    there = steadyhold("score", press_csv, *asked).json["holds"]
    back = steadyhold(
        "score", packed, "--column", "Kraft", "--time-column", "Zeit", "--unit", "kgf", *asked
    ).json["holds"]
    assert back[0]["score"]["score"] == pytest.approx(there[0]["score"]["score"], abs=1e-3)


def test_a_rubric_of_ones_own_changes_the_points_and_signs_them(
    steadyhold: Steadyhold, press_csv: Path, tmp_path: Path
):
    rubric = tmp_path / "strict.toml"
    rubric.write_text('id = "strict/1"\nsteadiness_cv_pct = [0.1, 0.2]\n')
    asked = ("score", press_csv, "--protocol", "tp-hold", "--json")
    usual = steadyhold(*asked).json["holds"][0]["score"]
    strict = steadyhold(*asked, "--rubric", rubric).json["holds"][0]["score"]
    assert strict["rubric"] == "strict/1"
    assert strict["score"] < usual["score"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('id = "hold-score/1"\n', "name of its own"),
        ('id = "a"\nsteadyness = [1, 2]\n', "steadyness: unknown"),
        ('id = "a"\ndrift_bands = [1, 1]\n', "cannot both be at 1"),
        ('id = "a"\ncap_poor = "no"\n', "cap_poor: 'no' is not a number"),
        ('id = "a"\n[weights]\naccuracy = 50\n', "sum is 50"),
        ('id = "a"\n[weights]\ncharm = 100\n', "weights.charm: unknown"),
        ("id = ", "is no TOML"),
    ],
)
def test_every_mistake_of_a_rubric_is_named_at_its_place(
    steadyhold: Steadyhold, press_csv: Path, tmp_path: Path, text: str, words: str
):
    rubric = tmp_path / "mine.toml"
    rubric.write_text(text)
    answer = steadyhold("score", press_csv, "--protocol", "tp-hold", "--rubric", rubric)
    assert answer.code == 2
    assert words in answer.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("score", "PRESS"), 2),
        (("score", "PRESS", "--protocol", "tp-hold", "--target-n", "3"), 2),
        (("score", "PRESS", "--target-n", "25", "--hold-s", "10", "--band-pct", "5"), 2),
        (("score", "PRESS", "--target-n", "nan", "--hold-s", "10"), 2),
        (("score", "PRESS", "--protocol", "tp-holt"), 5),
        (("metrics", "PRESS", "--from", "100"), 2),
        (("holds", "PRESS", "--unit", "stones"), None),
        (("holds", "PRESS", "--column", "weight"), None),
        (("holds", "PRESS", "--column", "a,,b"), 2),
        (("holds", "PRESS", "--rest", "soft"), 2),
        (("holds", "nowhere.csv"), 5),
    ],
)
def test_a_mistake_is_one_sentence_and_no_answer(
    steadyhold: Steadyhold, press_csv: Path, words: tuple[str, ...], code: int | None
):
    answer = steadyhold(*(str(press_csv) if word == "PRESS" else word for word in words))
    assert answer.code == code if code is not None else answer.code in (1, 2, 5)
    assert answer.out == ""
    assert answer.err


@pytest.mark.parametrize(
    "content",
    [b"", b"time,force\n", b"\x00\x01\xff\xfe" * 200, b"force\n1\n2\n3\n", b"a,b\nx,y\nz,w\n"],
    ids=["empty", "header only", "binary", "one column", "no numbers"],
)
def test_a_file_that_is_no_recording_gets_a_clear_sentence(
    steadyhold: Steadyhold, tmp_path: Path, content: bytes
):
    path = tmp_path / "thing.csv"
    path.write_bytes(content)
    answer = steadyhold("holds", path, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("steadyhold: ")
    assert answer.err.count("\n") == 1


@pytest.mark.skipif(not STEADY, reason=PUBLIC_SOURCES)
@pytest.mark.parametrize(
    ("name", "window"),
    [
        ("with_feedback", ("--from", "3", "--to", "20")),
        ("without_feedback", ("--from", "23", "--to", "40", "--closed")),
    ],
)
def test_every_published_mean_and_error_is_reproduced(
    steadyhold: Steadyhold, name: str, window: tuple[str, ...]
):
    off: dict[str, float] = {}
    for path in STEADY:
        sheet = json.loads(path.with_suffix(".json").read_text())
        target_n, published = sheet["target"]["level_n"], sheet["reference_values"][name]
        found = steadyhold("metrics", path, "--target-n", target_n, *window, "--json").json
        for ours, theirs in (("mean_n", "mean_n"), ("rmse_n", "rmse_to_target_n")):
            difference = abs(found["metrics"][ours] - published[theirs])
            if difference > FIGURES:
                off[f"{path.name} {ours}"] = difference
    assert len(STEADY) == 32
    assert off == {}


def test_an_empty_window_says_how_long_the_recording_is(press_csv: Path):
    table = read_table(press_csv)
    with pytest.raises(EmptyWindowError, match=r"runs from 0 to 19\.98") as refused:
        window_of(table, press_csv, 50.0, 60.0, False)
    assert refused.value.samples == 0


def test_a_rubric_file_that_is_not_one_carries_its_mistakes(tmp_path: Path):
    path = tmp_path / "empty.toml"
    path.touch()
    with pytest.raises(RubricFileError) as refused:
        load_rubric(path)
    assert len(refused.value.mistakes) == 1


def test_each_level_of_a_press_is_scored_and_told_with_its_number(
    steadyhold: Steadyhold, tmp_path: Path
):
    t_s, force_n = staircase((20, 21), (27, 21), (34, 21))
    path = tmp_path / "steps.csv"
    rows = [f"{t:.4f},{force:.4f}" for t, force in zip(t_s, force_n, strict=True)]
    path.write_text("time_s,force_n\n" + "\n".join(rows) + "\n")
    holds = steadyhold("score", path, "--protocol", "ic-steps", "--json").json["holds"]
    assert [each["level_number"] for each in holds] == [1, 2, 3]
    assert [each["press_score"] is None for each in holds] == [True, True, False]
    worth = holds[2]["press_score"]
    assert [(each["number"], each["hold"]) for each in worth["levels"]] == [(1, 1), (2, 2), (3, 3)]
    assert worth["score"] == pytest.approx(sum(each["score"] for each in worth["levels"]) / 3.0)
    spoken = steadyhold("score", path, "--protocol", "ic-steps").out
    assert "Hold 1, level 2: " in spoken
    assert f"Hold 1: {worth['score']:.1f} of 100, its 3 levels together" in spoken


def test_a_protocol_of_several_levels_is_shown_level_by_level(steadyhold: Steadyhold):
    shown = steadyhold("protocols", "show", "ic-steps").out
    assert "level 3" in shown
    assert "34 N, band 30.6-37.4 N" in shown
    assert "20, 27, 34 N" in steadyhold("protocols", "list").out
    [told] = steadyhold("protocols", "show", "ic-steps", "--json").json["protocols"]
    assert [each["force_n"] for each in told["then"]] == [27.0, 34.0]
