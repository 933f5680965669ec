import math
from dataclasses import replace

import pytest
from rich.console import Console

from rig.cli.live.gauge import GaugeState, picture
from rig.engine.scoring.target import FeedbackMode
from rig.engine.step import Live, Zone
from rig.protocols.library import built_in
from rig.protocols.writer import toml_of
from tests.cli.conftest import Steadyhold

EXPERT = "sim:?learner=expert&seed=1&speed=max"


def test_a_whole_set_can_be_practised_in_words(steadyhold: Steadyhold):
    answer = steadyhold("watch", EXPERT)
    spoken = [line.split("  ")[0] for line in answer.out.splitlines()]
    assert spoken[0] == "Simulated pad: a computer pressed, not you."
    assert spoken[1] == "HANDS OFF"
    assert any(line.startswith("HOLD") for line in spoken)
    assert any(line.startswith("Hold 1: ") and "of 100" in line for line in spoken)
    assert any(line.startswith("Set over: 3 of 3 repetitions, mean ") for line in spoken[-2:])


@pytest.mark.parametrize("json", [(), ("--json",)])
def test_what_a_recording_leaves_open_is_said_while_it_is_played(json, tmp_path, steadyhold):
    path = tmp_path / "two.csv"
    rows = [f"{n // 2 / 80:.4f},{('left', 'right')[n % 2]},{25 * (1 - n % 2)}" for n in range(999)]
    path.write_text("\n".join(["time,sensor,load (N)", *rows]))
    answer = steadyhold("watch", f"file:{path}?speed=max&where=sensor=left", *json)
    assert answer.code == 0, answer.err
    assert "assumed: unit of column time is not stated: seconds assumed" in answer.err
    refused = steadyhold("watch", f"file:{path}?speed=max", *json)
    assert "--where sensor=left" in refused.err


def test_programs_get_every_change_as_json(steadyhold: Steadyhold):
    lines = steadyhold("watch", EXPERT, "--json").lines
    phases = [line["phase"] for line in lines if line["type"] == "live"]
    assert phases[0] == "taring"
    assert {"ready", "loading", "holding", "resting", "done"} <= set(phases)
    assert [line["hold"]["repetition"] for line in lines if line["type"] == "hold"] == [1, 2, 3]
    assert lines[-1] == {"type": "link", **lines[-1]} or lines[-1]["type"] == "set"


@pytest.mark.parametrize(
    ("force_n", "zone", "shape"), [(10.0, "below", "▼"), (25.0, "in", "●"), (30.0, "above", "▲")]
)
def test_the_three_states_differ_without_colour(force_n: float, zone: Zone, shape: str):
    assert shape in _drawn(force_n, zone)


def test_the_bar_ends_inside_the_brackets_when_the_force_is_in_the_band():
    drawn = _drawn(25.0, "in").splitlines()
    band = next(line for line in drawn if "┏" in line)
    bar = next(line for line in drawn if "█" in line)
    assert band.index("┏") < bar.rindex("█") <= band.index("┓")


def test_nothing_is_drawn_where_there_is_no_force_yet():
    assert "nan" not in _drawn(math.nan, "none").lower()


def test_over_the_ceiling_the_word_is_stop():
    assert "■   S T O P" in _drawn(60.0, "over")


@pytest.mark.parametrize("zone", ["below", "in", "above"])
def test_by_feel_neither_force_nor_zone_is_drawn_while_pressing(zone: Zone):
    drawn = [_drawn(force_n, zone, feedback="none") for force_n in (10.0, 40.0)]
    assert "█" not in drawn[0] == drawn[1]
    assert "○   H O L D" in drawn[0]


def test_by_feel_the_ceiling_is_told_all_the_same():
    assert "■   S T O P" in _drawn(60.0, "over", feedback="none")


def test_by_feel_no_line_says_more_or_less(steadyhold: Steadyhold, tmp_path):
    own = tmp_path / "by_feel.toml"
    own.write_text(toml_of(replace(built_in()["tp-hold-10"], id="by-feel", feedback="none")))
    said = steadyhold("watch", EXPERT, "--protocol", own).out
    assert "HOLD" in said
    assert "EASE OFF" not in said
    assert [line for line in said.splitlines() if line.startswith("PRESS")] == ["PRESS"]


def test_what_is_wrong_with_a_sensor_that_works_stands_under_the_gauge():
    drawn = _drawn(25.0, "in", remark="the sensor measures 10.6 times a second")
    assert drawn.rstrip().endswith("the sensor measures 10.6 times a second")


def _drawn(
    force_n: float, zone: Zone, remark: str = "", feedback: FeedbackMode = "concurrent"
) -> str:
    live = Live(
        t_s=5.0,
        phase="holding",
        cue="hold",
        zone=zone,
        force_n=force_n,
        held_s=3.2,
        in_band_s=2.9,
        repetition=1,
        repetitions=3,
        rest_left_s=0.0,
        note="",
        level=1,
        levels=1,
    )
    console = Console(width=80, color_system=None, force_terminal=False)
    protocol = replace(built_in()["tp-hold"], feedback=feedback)
    with console.capture() as captured:
        console.print(picture(protocol, GaugeState(live, "", remark, None, "N"), 80))
    return captured.get()
