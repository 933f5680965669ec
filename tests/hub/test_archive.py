"""Whoever asks for the force of a recorded session gets the one the engine scored."""

import csv
import dataclasses
import json
import math
import subprocess
import sys

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from rig.engine.step import Command
from rig.export.session import export_session
from rig.store.people.names import add_learner
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.replay import replay
from tests.store import build

TARE = Command("tare", math.nan, "someone")
LINK_LOST = Command("link_lost", math.nan, "")
STOP_SET = Command("stop_set", math.nan, "")


def eventful():
    """Blocks of a set with a gap, a lost link and a reboot; then it stops and is tared again."""
    blocks = list(build.pressing(seconds=43))
    blocks[60] = with_flag(blocks[60], Flag.GAP_BEFORE, lost=7)
    blocks[80] = with_flag(blocks[80], Flag.CLOCK_RESTARTED | Flag.GAP_BEFORE, lost=3)
    # The sensor rests at another reading after it restarted.
    blocks[80:] = [dataclasses.replace(each, raw=each.raw + 8_000.0) for each in blocks[80:]]
    commands = ((0, build.START_SET), (62, LINK_LOST), (125, STOP_SET), (163, TARE))
    return blocks, commands


def with_flag(block, flag, lost):
    flags = block.flags.copy()
    flags[5] |= flag
    return dataclasses.replace(block, flags=flags, lost=lost)


@pytest.fixture
def eventful_store(tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    blocks, commands = eventful()
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), blocks, commands=commands)
    return store


async def test_page_export_and_replay_show_the_same_force_at_every_sample(
    run_rig, eventful_store, tmp_path
):
    record = load_session(eventful_store, "a1")
    kinds = [event.kind for event in record.events]
    assert kinds.count("tared") == 3
    assert {"clock_restarted", "link_lost"} <= set(kinds)
    assert sum(block.raw.lost for block in record.blocks) == 10

    steps = [step for step in replay(record) if step.raw is not None]
    replayed_n = np.concatenate([step.force_n for step in steps])
    t_s = np.concatenate([step.raw.t_s for step in steps])

    async with run_rig() as rig:
        page = (await rig.http.get("/api/sessions/a1/trace?max_points=100000")).json()
    export_session(eventful_store, "a1", tmp_path / "csv", "csv")
    with (tmp_path / "csv" / "a1_samples.csv").open(encoding="utf-8", newline="") as file:
        exported_n = np.array([float(row["force_n"] or "nan") for row in csv.DictReader(file)])
    export_session(eventful_store, "a1", tmp_path / "parquet", "parquet")
    parquet_n = parquet_force(tmp_path / "parquet" / "a1_samples.parquet")
    page_n = np.array([math.nan if n is None else n for n in page["force_n"]])

    assert 0 < np.isnan(replayed_n).sum() < len(replayed_n)
    restarted_at = int(np.flatnonzero(np.isnan(replayed_n) & (t_s > 15.0))[0])
    assert restarted_at == 80 * 20 + 5
    for shown_n in (page_n, exported_n, parquet_n):
        assert shown_n.tobytes() == replayed_n.tobytes()
    assert page["t_s"] == t_s.tolist()


def parquet_force(path):
    import pyarrow.parquet

    told = pyarrow.parquet.read_table(path)["force_n"].to_pylist()
    return np.array([math.nan if n is None else n for n in told])


async def test_a_thinned_trace_is_empty_where_every_sample_is_and_reaches_every_peak(
    run_rig, eventful_store
):
    async with run_rig() as rig:
        whole = (await rig.http.get("/api/sessions/a1/trace?max_points=100000")).json()
        thin = (await rig.http.get("/api/sessions/a1/trace?max_points=400")).json()
    known = [n for n in whole["force_n"] if n is not None]
    told = [n for n in thin["force_n"] if n is not None]
    assert (min(told), max(told)) == (min(known), max(known))
    assert None in thin["force_n"]
    assert len(thin["t_s"]) == 400


def told(*words):
    command = [sys.executable, "-m", "rig.cli.main", "sessions", *words, "--json"]
    return json.loads(subprocess.check_output(command))


async def test_page_terminal_and_export_tell_a_session_in_one_shape(
    run_rig, eventful_store, tmp_path
):
    learner_id = add_learner(eventful_store, "Zoë")
    with Recorder(eventful_store) as recorder:
        head = build.header("b2", learner_id=learner_id)
        build.record(recorder, head, build.pressing(), ended="")
    data = eventful_store.parent
    for session_id, name in (("a1", ""), ("b2", "Zoë")):
        async with run_rig() as rig:
            page = (await rig.http.get(f"/api/sessions/{session_id}")).json()
            listed = (await rig.http.get("/api/sessions")).json()
        shown = told("show", session_id, "--data", data), told("list", "--data", data)
        assert (page, listed) == shown
        assert page["learner_name"] == name
        export_session(eventful_store, session_id, tmp_path, "csv")
        provenance = (tmp_path / f"{session_id}_provenance.json").read_text(encoding="utf-8")
        assert json.loads(provenance)["session"] == page["session"]
        assert "Zoë" not in provenance
