"""The file of a rig: what it may say, and every mistake at once."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.config.finder_file import finder_of
from rig.config.steadyhold_toml import RigFileError, RigFileMissingError, load_config
from rig.engine.judging.finder import DEFAULT_FINDER

GOOD = """
port = 8123
data = "archive"
[[station]]
id = "pad-1"
name = "Window"
source = "serial:/dev/ttyACM0"
calibration = "pad-1.json"
[[station]]
id = "pad-2"
source = "sim:?learner=novice"
"""


def written(folder, text):
    (folder / "pad-1.json").write_text("{}")
    path = folder / "steadyhold.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder, text):
    with pytest.raises(RigFileError) as refused:
        load_config(written(folder, text))
    assert refused.value.exit_code == 2
    return refused.value.mistakes


def test_a_good_file_is_read_with_paths_from_its_own_folder(tmp_path):
    config = load_config(written(tmp_path, GOOD))
    assert [one.name for one in config.stations] == ["Window", "Pad 2"]
    assert config.stations[0].calibration == tmp_path / "pad-1.json"
    assert (config.port, config.data) == (8123, tmp_path / "archive")


def test_all_mistakes_are_named_at_once_with_their_place(tmp_path):
    found = mistakes(
        tmp_path,
        """
        prot = 1
        port = 99999
        [[station]]
        id = "Pad 1"
        sorce = "sim:"
        [[station]]
        id = "b"
        source = "/dev/ttyACM0"
        name = ""
        calibration = "gone.json"
        """,
    )
    text = "\n".join(found)
    assert "prot is not known (did you mean 'port'?)" in text
    assert "port is 99999 and must be a whole number from 1 to 65535" in text
    assert "station[1].id is 'Pad 1'" in text
    assert "station[1].sorce is not known (did you mean 'source'?)" in text
    assert "station[1].source is missing" in text
    assert "station[2].source is '/dev/ttyACM0' and must be an address that begins with" in text
    assert "station[2].name is ''" in text
    assert "gone.json, which is not there" in text
    assert len(found) == 8


def test_stations_may_take_the_pads_that_are_assigned_to_them(tmp_path):
    text = 'ports = "/dev/rfcomm*"\n' + '[[station]]\nid = "{}"\nsource = "auto"\n' * 2
    config = load_config(written(tmp_path, text.format("a", "b")))
    assert {one.source for one in config.stations} == {"auto"}
    assert config.ports == "/dev/rfcomm*"
    assert "begins at the root" in mistakes(tmp_path, 'ports = "rf*"\n' + GOOD)[0]


def test_a_school_may_tell_holds_apart_by_numbers_of_its_own(tmp_path):
    assert load_config(written(tmp_path, GOOD)).finder == DEFAULT_FINDER
    own = '[finder]\nid = "our-school/1"\nhold_s = 2\nvalley_frac = 0.4\n'
    finder = load_config(written(tmp_path, GOOD + own)).finder
    assert finder == replace(DEFAULT_FINDER, id="our-school/1", hold_s=2, valley_frac=0.4)


def test_mistakes_of_a_finder_stand_beside_those_of_the_stations(tmp_path):
    own = '[finder]\nhold_ss = 2\ntrain_n = 0\nleft_frac = nan\nrise_s = 1e9\nid = " "\n'
    found = mistakes(tmp_path, GOOD.replace('"pad-2"', '"Pad 2"') + own)
    assert sorted(one.split()[0] for one in found) == [
        "finder.hold_ss:", "finder.id:", "finder.left_frac:", "finder.rise_s:", "finder.train_n:",
        "station[2].id",
    ]  # fmt: skip
    assert "did you mean 'hold_s'" in "\n".join(found)
    assert mistakes(tmp_path, GOOD.replace("port", "finder = 3\nport", 1)) == (
        "finder is 3 and must be a table: [finder]",
    )


@given(
    st.dictionaries(
        st.sampled_from([field.name for field in fields(DEFAULT_FINDER)]),
        st.floats() | st.integers() | st.booleans() | st.text() | st.lists(st.integers()),
    )
)
def test_a_finder_is_read_whole_or_every_key_that_cannot_be_is_named(table):
    said: list[str] = []
    finder = finder_of({"id": "own", **table}, "", said)
    if said:
        assert finder == DEFAULT_FINDER
        assert {one.partition(":")[0] for one in said} <= {"id", *table, "valley_frac",
                                                           "left_frac", "arrived_frac"}  # fmt: skip
    else:
        assert finder == replace(DEFAULT_FINDER, **{"id": "own", **table})
        assert finder.rest_frac < finder.valley_frac < finder.left_frac < finder.arrived_frac < 1


def test_two_stations_cannot_share_an_id_or_a_sensor(tmp_path):
    twice = '[[station]]\nid = "a"\nsource = "serial:COM3"\n' * 2
    assert [one.split(" ")[1] for one in mistakes(tmp_path, twice)] == ["id", "source"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "station is missing"),
        ("station = 4", "must be written as [[station]]"),
        ("station = [1]", "must be written as [[station]]"),
        ("[[station]\n", "is no TOML"),
        ("port = true\n" + GOOD.replace("port = 8123", ""), "port is True"),
        (GOOD.replace('"archive"', "3"), "data is 3"),
    ],
    ids=["empty", "number", "list of numbers", "torn", "yes", "number for a folder"],
)
def test_what_is_no_such_file_is_refused_in_words(tmp_path, text, words):
    assert words in "\n".join(mistakes(tmp_path, text))


def test_a_file_of_another_encoding_is_refused_in_words(tmp_path):
    path = tmp_path / "steadyhold.toml"
    path.write_bytes("# Größe".encode("utf-16"))
    with pytest.raises(RigFileError, match="save it as UTF-8"):
        load_config(path)


def test_a_file_that_is_not_there_is_answered_with_how_to_begin(tmp_path):
    with pytest.raises(RigFileMissingError, match="steadyhold demo") as missing:
        load_config(tmp_path / "steadyhold.toml")
    assert missing.value.exit_code == 5
