"""A store as the code of a commit writes it, kept for the tests of every later release.

Run from a checkout of that commit, whose packages and test builders it uses:

    cd CHECKOUT && PYTHONPATH=. python .../tests/stores/make_store.py .../tests/stores/format-1

writes `format-1.db` and `format-1.json`, what that code itself reads in it. A store is made once,
with the code that first writes its formats, and never again. Nobody's hand is in it: three sessions
are of the simulator (from format 3 on one of several levels), the others of
`tests/store/build.py`.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from calibration.passport.document import calibration_of, passport_text
from firmware_bridge.samples import Flag
from rig.engine.step import Command
from rig.store.recorder import Recorder
from tests.calibration.trials import trial
from tests.store import build
from tests.store.passported import corrected

SIMULATED = (
    ("sim:?learner=novice&seed=7&speed=max", "met-5s", "45"),
    ("sim:?learner=good&seed=3&speed=max&fault=reboot@15", "met-5s", "60"),
    (
        "sim:?learner=good&seed=5&speed=max&target_n=10&hold_s=5&hold_min_s=4&hold_max_s=10"
        "&then=25:10:10:30",
        "surround-centre",
        "50",
    ),
)


def main(target: Path) -> None:
    """Writes the store and what is read in it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "steadyhold.db"
        for source, protocol, seconds in SIMULATED:
            _steadyhold("record", source, "--protocol", protocol, "--for", seconds, data=store)
        _made_by_hand(store)
        read = {
            each["session_id"]: _read(each["session_id"], store)
            for each in json.loads(_steadyhold("sessions", "list", "--json", data=store))[
                "sessions"
            ]
        }
        target.with_suffix(".db").unlink(missing_ok=True)
        with sqlite3.connect(store) as connection:
            connection.execute("VACUUM INTO ?", (str(target.with_suffix(".db")),))
        connection.close()
    text = json.dumps(read, indent=1, sort_keys=True, ensure_ascii=False)
    target.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def _made_by_hand(store: Path) -> None:
    """Sets under a passport, with a gap and a new zero; cut off; on a pad that comes back high."""
    passport = corrected(trial(7).passport, 1.0)
    # What is asked is a little off what is pressed, so that points are lost.
    asked = replace(build.header().protocol.target, force_n=26.7, loading_max_n_per_s=8.0)
    protocol = replace(build.header().protocol, target=asked, pass_score=75.0)
    cut_off = replace(build.header("cut-off"), protocol=protocol)
    header = replace(
        build.header("passported"),
        calibration=calibration_of(passport),
        passport=passport_text(passport),
        protocol=protocol,
    )
    blocks = list(build.pressing(seconds=62.0))
    hurt = blocks[40]
    flags = hurt.flags[3:].copy()
    flags[0] = Flag.GAP_BEFORE
    blocks[40] = replace(
        hurt, tick=hurt.tick[3:], t_s=hurt.t_s[3:], raw=hurt.raw[3:], flags=flags, lost=3
    )
    comes_back_high = [
        replace(each, raw=each.raw + np.where(each.t_s[:, None] > 18.4, 2400.0, 0.0))
        for each in build.pressing(seconds=62.0)
    ]
    three = replace(protocol, repetitions=3)
    tare = Command("tare", build.NAN, "guest")
    with Recorder(store) as recorder:
        build.record(recorder, header, blocks, commands=((0, build.START_SET), (165, tare)))
        build.record(recorder, cut_off, build.pressing(seconds=30.0), ended="", finish=False)
        build.record(recorder, replace(build.header("not-back"), protocol=three), comes_back_high)


def _read(session_id: str, store: Path) -> dict[str, object]:
    told = json.loads(_steadyhold("sessions", "show", session_id, "--json", data=store))["session"]
    return {
        "samples": told["samples"],
        "holds": [
            {
                "score": hold["score"]["score"],
                "void_reason": hold["score"]["void_reason"],
                "points": {each["name"]: each["points"] for each in hold["score"]["criteria"]},
                "metrics": hold["metrics"],
                "uncertainty": hold["uncertainty"],
            }
            for hold in told["holds"]
        ],
        "means": [each["mean_score"] for each in told["sets"]],
        "events": [each["kind"] for each in told["events"]],
    }


def _steadyhold(*words: str, data: Path) -> str:
    return subprocess.run(
        [sys.executable, "-m", "rig.cli.main", *words, "--data", str(data.parent)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]))
