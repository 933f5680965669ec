"""`steadyhold retention`, as whoever keeps the record calls it."""

from datetime import date, datetime, time, timedelta

import pytest

from rig.cli.archive.errors import NotRemovedError
from rig.cli.archive.retention import retention
from rig.store.recorder import Recorder
from tests.audit_lines import newest_lines
from tests.store import build
from tests.store.ageing import make_older

TODAY = date.today()  # noqa: DTZ011 - as the person in front of it
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def data(tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    with Recorder(store) as recorder:
        build.record(recorder, build.header("a1"), build.pressing(seconds=2))
    make_older(store, 9)
    return store.parent


def test_what_would_go_is_said_before_anything_goes(steadyhold, data):
    asked = ("retention", "--recordings", YESTERDAY, "--data", data)
    told = steadyhold(*asked, "--dry-run", "--json").json
    assert (told["is_dry_run"], told["sessions"]) == (True, ["a1"])
    assert told["before"] == {"recordings": str(YESTERDAY)}
    said = steadyhold(*asked, "--dry-run")
    assert "Would remove: 1 recordings" in said.out
    assert "a1" in said.err
    assert newest_lines(data / "steadyhold.db", 9) == ()
    done = steadyhold(*asked, "--yes")
    assert (done.code, "Removed: 1 recordings" in done.out) == (0, True)
    assert [each.action for each in newest_lines(data / "steadyhold.db", 9)] == ["old data removed"]
    assert steadyhold(*asked, "--yes").out == "Nothing is older.\n"
    assert steadyhold("sessions", "list", "--json", "--data", data).json["sessions"] == []


def test_nothing_goes_unasked(steadyhold, data, monkeypatch):
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    refused = steadyhold("retention", "--recordings", YESTERDAY, "--data", data)
    assert (refused.code, "nothing was removed" in refused.err) == (2, True)
    with pytest.raises(NotRemovedError):
        retention(recordings=datetime.combine(YESTERDAY, time.min), data=data)
    for wrong in ((), ("--names", TODAY + timedelta(days=1)), ("--audit", "soon")):
        assert steadyhold("retention", *wrong, "--yes", "--data", data).code == 2
    assert steadyhold("sessions", "list", "--json", "--data", data).json["sessions"] != []
