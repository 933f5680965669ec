"""A protocol written as TOML is the same protocol again; its bounds stand in one table."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.engine.scoring.criteria import NAMES
from rig.protocols.fields import AT, FIELDS, SMALLEST_BAND_PCT
from rig.protocols.library import built_in
from rig.protocols.reader import ProtocolError, protocol_from, protocol_of_toml
from rig.protocols.writer import protocol_table, toml_of
from rig.visible_text import steers

texts = st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and not steers(text))


def numbers(low, high):
    return st.one_of(st.integers(int(low) + 1, int(high)), st.floats(low, high))


@st.composite
def levels(draw):
    hold_s = draw(numbers(4, 500))
    return {
        "band_pct": draw(numbers(SMALLEST_BAND_PCT, 12)),
        "hold_s": hold_s,
        "hold_window_s": [
            draw(st.floats(3, float(hold_s))),
            draw(st.floats(float(hold_s) + 0.1, 900)),
        ],
        "loading_n_per_s": [draw(st.floats(0, 9)), draw(numbers(10, 1000))],
    }


@st.composite
def tables(draw):
    """What a school may write: one level, or several that can be told apart."""
    forces_n = draw(st.sampled_from([[20.5], [10, 25], [60, 20], [8, 16.25, 40]]))
    weights = draw(st.dictionaries(st.sampled_from(NAMES), numbers(0.1, 100), min_size=1))
    table = {
        "id": draw(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)),
        "version": draw(st.integers(1, 1_000_000)),
        "name": draw(texts),
        "purpose": draw(texts),
        "contact": draw(texts),
        "repetitions": draw(st.integers(1, 100)),
        "rest_s": draw(numbers(0, 3600)),
        "feedback": draw(st.sampled_from(["concurrent", "none"])),
        "assessment": draw(st.booleans()),
        "evidence": draw(texts),
        "sources": draw(st.lists(texts, max_size=3)),
        "target": {
            "release_n_per_s": [draw(st.floats(0, 4)), draw(numbers(5, 1000))],
            "ceiling_n": draw(numbers(100, 150)),
        },
        "weights": weights,
    }
    if draw(st.booleans()):
        table["pass_score"] = draw(numbers(0, 100))
    own = [draw(levels()) | {"force_n": force_n} for force_n in forces_n]
    if len(own) == 1 and draw(st.booleans()):
        table["target"] |= own[0]
    elif draw(st.booleans()):
        shared = draw(levels())
        table["target"] |= shared
        table["target"]["level"] = [{"force_n": force_n} for force_n in forces_n]
    else:
        table["target"]["level"] = own
    return table


@given(tables())
def test_a_protocol_written_as_toml_is_read_as_the_same(table):
    protocol = protocol_from(table, "made up")
    text = toml_of(protocol)
    assert protocol_of_toml(text, "written") == protocol
    assert protocol_from(protocol_table(protocol), "written") == protocol
    # One form: written again it is the same text.
    assert toml_of(protocol_of_toml(text, "written")) == text


@pytest.mark.parametrize("protocol", built_in().values(), ids=lambda each: each.id)
def test_the_library_is_written_and_read_as_the_same(protocol):
    assert protocol_of_toml(toml_of(protocol), "written") == protocol


def test_what_levels_share_is_written_once():
    table = tomllib.loads(toml_of(built_in()["ic-steps"]))
    assert table["target"]["band_pct"] == 10
    assert table["target"]["level"] == [{"force_n": 20}, {"force_n": 27}, {"force_n": 34}]


@pytest.mark.parametrize(
    "field",
    [each for each in FIELDS if each.kind in ("number", "whole")],
    ids=lambda each: each.path,
)
@pytest.mark.parametrize("beyond", [-1.0, 1.0])
def test_the_reader_refuses_what_lies_beyond_the_bounds_of_the_form(field, beyond):
    table = protocol_table(built_in()["tp-hold"])
    within = table["target"] if field.path.startswith("target.") else table
    path = field.path
    if path == "weights":
        within, path = table["weights"], "weights.drift"
    within[path.rpartition(".")[2]] = (field.low if beyond < 0 else field.high) + beyond
    with pytest.raises(ProtocolError) as refused:
        protocol_from(table, "beyond")
    assert path in {each.path for each in refused.value.found}


def test_every_key_the_library_uses_stands_in_the_table_of_fields():
    for protocol in built_in().values():
        table = protocol_table(protocol)
        target = table.pop("target")
        used = {*table, *(f"target.{key}" for key in target if key != "level")}
        assert used <= set(AT)


def test_a_missing_key_says_what_belongs_there_and_nothing_else_of_it():
    table = protocol_table(built_in()["tp-hold"])
    del table["target"]["force_n"], table["target"]["hold_window_s"], table["name"]
    with pytest.raises(ProtocolError) as refused:
        protocol_from(table, "missing")
    assert set(refused.value.mistakes) == {
        "name is missing",
        "target.force_n is missing: a number from 1 to 150",
        "target.hold_window_s is missing: two numbers [low, high]",
    }
