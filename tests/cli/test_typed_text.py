"""Whatever people typed comes out of a terminal as they typed it, and steers nothing."""

import io
import re
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table
from rich.text import Text

from rig.cli.plain_console import PlainConsole
from rig.protocols.reader import ProtocolError, protocol_from
from rig.store.people.names import add_learner
from rig.store.recorder import Recorder
from rig.visible_text import steers, visible_text
from tests.store import build

TYPED = (
    "[/b]",
    "[bold]Ann",
    "[link=x]y[/link]",
    ":skull:",
    "\x1b[2J\x1b]0;gone\x07",
    "a\u202eb\r\x08c",
)
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ANYTHING = st.text(st.sampled_from("ab[]/\\:=\x1b\x07\r\u202e\u2066\u200f\x9b") | st.characters())


def shown(*what, width=300):
    out = io.StringIO()
    console = PlainConsole(file=out, width=width, highlight=False, markup=False, emoji=False)
    for each in what:
        console.print(each, soft_wrap=True)
    return out.getvalue()


@given(ANYTHING)
def test_a_text_is_seen_as_it_was_typed(text):
    line = text.replace("\n", " ").replace("\t", " ")
    table = Table("name")
    table.add_row(line)
    out = shown(line, Text(line), table)
    assert not RAW.search(out)
    assert visible_text(line).rstrip() in out


@given(ANYTHING)
def test_what_does_not_steer_is_not_changed(text):
    assert steers(text) or visible_text(text) == text
    assert not steers(visible_text(text))


@pytest.mark.parametrize("typed", TYPED)
def test_names_and_titles_are_told_as_they_were_typed(typed, steadyhold, own_data_folder):
    store = own_data_folder / "steadyhold.db"
    Recorder(store).close()
    learner = add_learner(store, "Ann")
    connection = sqlite3.connect(store)
    connection.execute("UPDATE learner_names SET name=?", (typed,))
    connection.commit()
    connection.close()
    head = build.header(learner_id=learner)
    head = replace(
        head, protocol=replace(head.protocol, name=typed, id=typed), source_uri=f"sim:?x={typed}"
    )
    with Recorder(store) as recorder:
        build.record(recorder, head, build.pressing(seconds=20))
    for words in (("sessions", "list"), ("sessions", "show", "last"), ("rescore", "last")):
        answer = steadyhold(*words)
        assert answer.code == 0, answer.err
        assert not RAW.search(answer.out + answer.err)
    assert visible_text(typed) in steadyhold("sessions", "show", "last").out


def test_a_title_that_would_steer_a_screen_is_refused_at_its_place():
    with pytest.raises(
        ProtocolError, match=r"name holds a character that is no letter \(a.u202eb\)"
    ):
        protocol_from({"name": "a\u202eb"}, "own.toml")
