"""The text for a helper elsewhere: what is in it, and what never is."""

import os
import sqlite3
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from calibration.passport.document import passport_text, sealed
from rig.cli.doctor.redaction import Redaction
from rig.protocols.library import built_in
from rig.school.actor import LOCAL
from rig.school.exams.exam import Exam, PassRule
from rig.school.roster_import import listed_class
from rig.store.exams.plans import plan_exam
from rig.store.people.accounts import add_account
from rig.store.people.importing import import_class
from rig.store.people.merging import merge_learners
from rig.store.people.names import add_learner, names
from rig.store.people.roster import create_class
from rig.trust.passport_store import PassportStore
from tests.calibration.trials import trial
from tests.cli.conftest import Steadyhold

SIM = "sim:?learner=good&seed=3&speed=max"
SETTINGS = """protocol = "hall-of-zagreb"
protocols = "protocols of Goran"

[[station]]
id = "window-seat"
name = "Pad of Želimir"
source = "serial:/dev/ttyACM0?device=board&uid=secret-uid"
"""
LOG = """INFO a first line of a hub
WARNING learner ANA NOVAK joined, pin 4711, from 192.168.4.7 and fd12:3456::7
ERROR cannot open /srv/klasse 3b/Bilanovic/list.csv (denied)
ERROR in C:\\Users\\zora.b\\steadyhold\\rig.log, password = "tulip-9"
ERROR file:/mnt/zora/a.csv and ~/zora/b.csv of zora@school.example
ERROR https://school.example/zora?token=abc on aa:bb:cc:dd:ee:ff
  File "/opt/zora/lib/python3.11/site-packages/uvicorn/server.py", line 70, in serve
novák-ana_1.csv was kept; nothing of \x1b[31mred
INFO the last line
"""
PLANTED = (
    "ana", "novak", "novák", "goran", "želimir", "zelimir", "4711", "192.168", "fd12", "klasse",
    "bilanovic", "zora", "tulip", "school.example", "abc", "dd:ee:ff", "secret-uid",
    "hall-of-zagreb", "window-seat", "jelena", "kovač", "split polyclinic", "\x1b",
)  # fmt: skip


@pytest.fixture
def school(steadyhold: Steadyhold, own_data_folder: Path) -> Path:
    """A data folder full of names."""
    steadyhold("record", SIM, "--protocol", "touch-10n", "--for", "3", "--learner", "Ana Novák")
    passport = trial(7).passport
    about = replace(passport.about, person="Jelena Kovač", laboratory="Split Polyclinic")
    told = replace(passport, about=about, sha256="")
    PassportStore(own_data_folder).keep(passport_text(sealed(told)))
    (own_data_folder / "passports" / "of bilanovic.json").write_text("{}", encoding="utf-8")
    (own_data_folder / "steadyhold.toml").write_text(SETTINGS, encoding="utf-8")
    return own_data_folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of whoever asks, with the data folder in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("USER", "ivka77")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_name_no_pin_and_no_folder_of_a_person_is_in_the_text(
    steadyhold: Steadyhold, school: Path, home: Path
):
    log = home / "hub.log"
    log.write_text(LOG + f"ivka77 {home}/Ana/x {school}/passports\n", encoding="utf-8")
    answer = steadyhold("diagnostics", "help.txt", "--log", log)
    assert (answer.code, answer.out) == (0, "help.txt\n")
    text = (home / "help.txt").read_text(encoding="utf-8")
    said = text.lower()
    assert [word for word in (*PLANTED, "ivka77", str(home).lower()) if word in said] == []
    assert "read it before you send it" in answer.err


def test_a_helper_reads_versions_settings_record_findings_and_the_log(
    steadyhold: Steadyhold, school: Path, home: Path
):
    (home / "hub.log").write_text(LOG, encoding="utf-8")
    steadyhold("diagnostics", "help.txt", "--log", "hub.log")
    text = (home / "help.txt").read_text(encoding="utf-8")
    for wanted in (
        "steadyhold.diagnostics/1, ", "numpy ", "station 1: serial, device=board",
        "first protocol: one of its own", "newest sessions: 1 ended", "1 passports, 1 damaged",
        "BAD  calibration passport: <data folder>/passports: not", "ok   clock: ",
        "INFO the last line", "<path>/uvicorn/server.py", "aa:bb:cc:xx:xx:xx", "pin <hidden>",
    ):  # fmt: skip
        assert wanted in text, text


@pytest.mark.skipif(sys.platform == "win32", reason="has no modes")
def test_the_text_is_for_the_eyes_of_one_account_and_replaces_nothing(
    steadyhold: Steadyhold, home: Path
):
    before = os.umask(0o000)
    try:
        assert steadyhold("diagnostics").code == 0
    finally:
        os.umask(before)
    [made] = home.glob("steadyhold-diagnostics-*.txt")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert "no record" in made.read_text(encoding="utf-8")
    answer = steadyhold("diagnostics", made)
    assert (answer.code, "choose a new name" in answer.err) == (2, True)


def test_classes_and_what_a_school_calls_its_learners_are_taken_out(
    steadyhold: Steadyhold, own_data_folder: Path, home: Path
):
    store = own_data_folder / "steadyhold.db"
    class_id = create_class(store, "Evening course of Vukovar", "Winter 2031")
    listed = b"Name,Number,E-mail\nZaphod Q,HHGG-4242,z@school.test\nTrillian M,2,\n"
    import_class(store, class_id, listed_class("list.csv", listed))
    trillian = next(key for key, name in names(store).items() if name == "Trillian M")
    zaphod = next(key for key, name in names(store).items() if name == "Zaphod Q")
    merge_learners(store, trillian, zaphod)
    add_account(store, "slartibartfast", "no hash", "instructor", LOCAL)
    protocol, title = built_in()["tp-hold"], "Again for Prefect"
    plan_exam(store, Exam("", class_id, title, protocol, PassRule(), 0.0, (), "", ""), (), LOCAL)
    words = (
        "Trillian and Zaphod (HHGG-4242, z@school.test): Evening course of Vukovar, Winter 2031, "
        "exam Again for Prefect, slartibartfast"
    )
    (home / "hub.log").write_text(f"{words} pressed\n", encoding="utf-8")
    assert steadyhold("diagnostics", "help.txt", "--log", "hub.log").code == 0
    text = (home / "help.txt").read_text(encoding="utf-8")
    assert "pressed" in text
    for word in (
        "Trillian", "Zaphod", "HHGG-4242", "z@school", "Vukovar", "Winter 2031", "Prefect",
        "slartibartfast",
    ):  # fmt: skip
        assert word not in text


def test_a_log_is_left_out_where_the_names_in_the_record_cannot_be_read(
    steadyhold: Steadyhold, own_data_folder: Path, home: Path
):
    add_learner(own_data_folder / "steadyhold.db", "Ana")
    with sqlite3.connect(own_data_folder / "steadyhold.db") as connection:
        connection.execute("UPDATE learner_names SET name = x'ff'")
    connection.close()
    (home / "hub.log").write_text("Ana pressed\n", encoding="utf-8")
    assert steadyhold("diagnostics", "help.txt", "--log", "hub.log").code == 0
    text = (home / "help.txt").read_text(encoding="utf-8")
    assert "left out: the names in the record cannot be read" in text
    assert "pressed" not in text


def test_only_the_end_of_a_long_log_is_read_and_never_half_a_line(
    steadyhold: Steadyhold, home: Path
):
    lines = [f"{number:06d} " + "x" * 900 for number in range(300)]
    (home / "hub.log").write_text("\n".join(lines), encoding="utf-8")
    steadyhold("diagnostics", "help.txt", "--log", "hub.log")
    text = (home / "help.txt").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line.endswith("x" * 100)]
    assert kept == lines[-len(kept) :]
    assert 50 < len(kept) <= 200


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Banana analyses", "Banana analyses"),
        ("for ana, Ana's and ANA_2", "for <name>, <name>'s and <name>_2"),
        ("王芳没来", "<name>没来"),
        ("Rene and René", "<name> and <name>"),
        ("time_in_band/2 at 3 N/s", "time_in_band/2 at 3 N/s"),
        ("serial:/dev/ttyACM0 on 127.0.0.1:8050", "serial:/dev/ttyACM0 on 127.0.0.1:8050"),
        (
            "~/data/ana/x ~/data/passports ~/data/passports/u.json ~/data/steadyhold.db, ~/data",
            "<data folder>/<file> <data folder>/passports <data folder>/passports/<file> "
            "<data folder>/steadyhold.db, <data folder>",
        ),
        ("at /a b/c d/e. Next", "at <path> Next"),
        ("at /a/of my pupil.json: no", "at <path>: no"),
    ],
)
def test_what_is_taken_out_is_what_names_somebody(text: str, shown: str):
    assert (
        Redaction(("Ana", "王芳", "René"), (), (), (("~/data", "<data folder>"),)).of(text) == shown
    )
