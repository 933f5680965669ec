import math

import pytest
from rich.console import Console

from rig.cli.live.gauge import GaugeState, picture
from rig.engine.step import Live, Zone
from rig.protocols.library import built_in
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


def test_what_is_wrong_with_a_sensor_that_works_stands_under_the_gauge():
    drawn = _drawn(25.0, "in", remark="the sensor measures 10.6 times a second")
    assert drawn.rstrip().endswith("the sensor measures 10.6 times a second")


def _drawn(force_n: float, zone: Zone, remark: str = "") -> str:
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
    with console.capture() as captured:
        console.print(picture(built_in()["tp-hold"], GaugeState(live, "", remark, None, "N"), 80))
    return captured.get()
