"""A session to look at: two presses of a simulated board."""

import tempfile
from pathlib import Path

from rig.store.read import SessionRecord, load_session
from rig.store.recorder import Recorder
from tests.store import build


def example_record() -> SessionRecord:
    """A session with events, commands and scores, read back from a store."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "steadyhold.db"
        with Recorder(store) as recorder:
            build.record(recorder, build.header(), build.pressing())
        return load_session(store, "a1")
