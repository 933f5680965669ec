"""Protocols: the library that comes along, and what a school's own file is told."""

import pytest

from rig.engine.scoring.results import protocol_json
from rig.protocols.library import DEFAULT_ID, built_in, find, library, load_file
from rig.protocols.reader import ProtocolError, UnknownProtocolError

GOOD = """
id = "my-hold"
version = 1
name = "My hold"
purpose = "Ours."
contact = "thumb"
repetitions = 3
rest_s = 15
evidence = "C"
[target]
force_n = 20
band_pct = 10
hold_s = 10
hold_window_s = [10, 20]
loading_n_per_s = [3, 15]
release_n_per_s = [4, 32]
ceiling_n = 30
"""


def write(folder, text):
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes_of(folder, text):
    with pytest.raises(ProtocolError) as error:
        load_file(write(folder, text))
    return error.value.mistakes


def test_the_library_holds_eleven_protocols_and_begins_with_the_default():
    assert next(iter(built_in())) == DEFAULT_ID == "tp-hold"
    assert set(built_in()) == {
        "tp-hold", "touch-10n", "tp-hold-10", "tp-hold-30", "ic-60", "ic-90", "elbow-60", "mfr-90",
        "met-5s", "ic-steps", "surround-centre",
    }  # fmt: skip


def test_the_default_asks_for_25_newtons_for_10_to_30_seconds():
    target = built_in()[DEFAULT_ID].target
    assert (target.force_n, target.hold_min_s, target.hold_max_s) == (25.0, 10.0, 30.0)
    assert (target.low_n, target.high_n) == pytest.approx((22.5, 27.5))


@pytest.mark.parametrize("protocol", built_in().values(), ids=lambda p: p.id)
def test_every_protocol_names_its_sources_and_can_be_told_as_json(protocol):
    assert protocol.sources
    assert protocol_json(protocol)["target"]["low_n"] == protocol.target.low_n


def test_a_schools_own_file_is_read_with_the_weights_of_the_rubric(tmp_path):
    protocol = load_file(write(tmp_path, GOOD))
    assert protocol.target.ceiling_n == 30.0
    assert dict(protocol.weights)["time_in_band"] == 25.0


def test_a_school_may_replace_a_built_in_protocol(tmp_path):
    write(tmp_path, GOOD.replace("my-hold", "tp-hold"))
    assert library(tmp_path)["tp-hold"].name == "My hold"
    assert built_in()["tp-hold"].name != "My hold"


def test_a_band_tighter_than_people_can_feel_is_refused_with_the_reason(tmp_path):
    [mistake] = mistakes_of(tmp_path, GOOD.replace("band_pct = 10", "band_pct = 5"))
    assert mistake.startswith("target.band_pct is 5")
    assert "cannot feel" in mistake


def test_every_mistake_is_named_at_its_key_path_at_once(tmp_path):
    text = GOOD.replace("repetitions = 3", "repetitons = 3").replace(
        "ceiling_n = 30", "ceiling_n = 400"
    )
    mistakes = mistakes_of(tmp_path, text + "[weights]\nacuracy = 3\n")
    assert any(
        m.startswith("repetitons is not known (did you mean 'repetitions'") for m in mistakes
    )
    assert any(m.startswith("target.ceiling_n is 400, must be from 1 to 150") for m in mistakes)
    assert any(m.startswith("weights.acuracy is not known") for m in mistakes)


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (("hold_s = 10", "hold_s = 40"), "target.hold_s"),
        (("hold_window_s = [10, 20]", "hold_window_s = [20, 10]"), "target.hold_window_s"),
        (("hold_window_s = [10, 20]", "hold_window_s = 10"), "target.hold_window_s"),
        (("ceiling_n = 30", "ceiling_n = 21"), "target.ceiling_n"),
        (("force_n = 20", "force_n = nan"), "target.force_n"),
        (("force_n = 20", 'force_n = "20"'), "target.force_n"),
        (("force_n = 20", "force_n = 3"), "target.force_n"),
        (('id = "my-hold"', 'id = "My hold!"'), "id"),
        (("rest_s = 15", "rest_s = -1"), "rest_s"),
        (("repetitions = 3", "repetitions = 2.5"), "repetitions"),
    ],
)
def test_a_wrong_value_is_named_at_its_key(tmp_path, change, at):
    assert any(m.startswith(f"{at} ") for m in mistakes_of(tmp_path, GOOD.replace(*change)))


@pytest.mark.parametrize("text", ["id = ", "\x00", "[target"])
def test_a_file_that_is_no_toml_says_so(tmp_path, text):
    assert "no TOML" in mistakes_of(tmp_path, text)[0]


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(ProtocolError, match="cannot be read"):
        load_file(tmp_path / "none.toml")


def test_an_unknown_id_names_the_nearest_and_all_there_are():
    with pytest.raises(UnknownProtocolError, match=r"did you mean 'tp-hold'.*ic-60"):
        find("tp-hld", None)


STEPS = (
    GOOD.replace("[target]\nforce_n = 20\n", "[target]\n").replace(
        "ceiling_n = 30", "ceiling_n = 60"
    )
    + """
[[target.level]]
force_n = 20
[[target.level]]
force_n = 30
band_pct = 8
hold_s = 15
"""
)


def test_a_level_takes_from_the_target_what_it_does_not_say_itself(tmp_path):
    protocol = load_file(write(tmp_path, STEPS))
    first, second = protocol.targets
    assert (first.force_n, second.force_n) == (20.0, 30.0)
    assert (first.band_frac, second.band_frac) == (0.1, 0.08)
    assert (first.hold_s, second.hold_s) == (10.0, 15.0)
    assert first.hold_max_s == second.hold_max_s == 20.0
    assert first.ceiling_n == second.ceiling_n == 60.0
    told = protocol_json(protocol)
    assert [each["low_n"] for each in (told["target"], *told["then"])] == [18.0, 27.6]


def test_a_file_with_one_level_reads_the_same_either_way(tmp_path):
    plain = load_file(write(tmp_path, GOOD))
    alone = GOOD.replace("force_n = 20\n", "") + "[[target.level]]\nforce_n = 20\n"
    assert load_file(write(tmp_path, alone)) == plain
    assert plain.targets == (plain.target,)


@pytest.mark.parametrize(
    ("change", "starts"),
    [
        (("force_n = 30", "force_n = 23"), "target.level[1].force_n is 23: after 20 a level is"),
        (("band_pct = 8", "band_pct = 30"), "target.level[1].band_pct is 30: its band 21-39 over"),
        (("band_pct = 8", "band_pct = 5"), "target.level[1].band_pct is 5: people cannot feel"),
        (("band_pct = 10", "band_pct = 5"), "target.band_pct is 5: people cannot feel"),
        (("hold_s = 15", "hold_s = 40"), "target.level[1].hold_s is 40, must lie in hold_window_s"),
        (("[10, 20]", "[2, 20]"), "target.level[0].hold_window_s begins at 2: a level is told"),
        (("hold_s = 15", "hold_z = 15"), "target.level[1].hold_z is not known (did you mean"),
        (("hold_s = 15", "ceiling_n = 50"), "target.level[1].ceiling_n is of the whole press"),
        (("ceiling_n = 60", "ceiling_n = 31"), "target.ceiling_n is 31, must lie above the band"),
        (("force_n = 30", 'force_n = "x"'), "target.level[1].force_n must be a number, not 'x'"),
    ],
)
def test_a_mistake_in_a_level_is_named_once_and_at_its_key(tmp_path, change, starts):
    assert change[0] in STEPS
    told = mistakes_of(tmp_path, STEPS.replace(*change))
    assert sum(each.startswith(starts) for each in told) == 1, told
    assert len(told) == len(set(told))


def test_all_mistakes_of_all_levels_are_told_at_once(tmp_path):
    text = STEPS.replace("force_n = 20", "force_n = 0").replace("band_pct = 8", "bandpct = 8")
    told = mistakes_of(tmp_path, text.replace("repetitions = 3", "repetitions = 0"))
    for at in ("target.level[0].force_n", "target.level[1].bandpct", "repetitions"):
        assert any(each.startswith(at) for each in told), at


@pytest.mark.parametrize("value", ["3", "[]", '["x"]', "{force_n = 3}"])
def test_levels_that_are_no_tables_are_refused(tmp_path, value):
    told = mistakes_of(tmp_path, GOOD.replace("force_n = 20", f"force_n = 20\nlevel = {value}"))
    assert "target.level must be written as [[target.level]], once a level" in told


def test_more_levels_than_a_hand_can_tell_are_refused(tmp_path):
    text = GOOD.replace("force_n = 20\n", "").replace("ceiling_n = 30", "ceiling_n = 150")
    text += "".join(f"[[target.level]]\nforce_n = {5 + 10 * k}\n" for k in range(11))
    assert "target.level is there 11 times, 10 at most" in mistakes_of(tmp_path, text)
