"""The shelf of passports: whole files, found by sensor, nothing damaged is used."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from calibration.errors import PassportError
from calibration.passport.document import Passport, passport_text, sealed
from rig.trust.passport_store import PassportMissingError, PassportStore, passport_file
from tests.calibration.trials import trial


def test_a_passport_that_is_kept_is_found_by_its_sensor_and_by_its_name(tmp_path: Path) -> None:
    passport = trial(1).passport
    passport_store = PassportStore(tmp_path)
    kept = passport_store.keep(passport_text(passport))
    assert passport_store.keep(kept.text) == kept
    assert passport_store.all() == (kept,)
    assert passport_store.newest_for(passport.item.identity) == kept
    assert passport_store.newest_for("") is None
    assert passport_store.named(kept.sha256[:8]) == passport_store.named(passport.id) == kept
    assert kept.calibration.passport_sha256 == kept.sha256


def test_an_altered_passport_is_neither_kept_nor_used(tmp_path: Path) -> None:
    text = passport_text(trial(1).passport)
    passport_store = PassportStore(tmp_path)
    kept = passport_store.keep(text)
    with pytest.raises(PassportError, match="digest"):
        passport_store.keep(text.replace("Trial", "Other"))
    kept.path.write_text(text.replace("Trial", "Other"), encoding="utf-8")
    assert passport_store.all() == ()
    (damaged,) = passport_store.damaged()
    assert damaged.path == kept.path
    assert "digest" in damaged.reason


def test_a_passport_that_is_not_kept_is_asked_for_in_words(tmp_path: Path) -> None:
    with pytest.raises(PassportMissingError, match="no kept passport begins with 'abc'"):
        PassportStore(tmp_path).named("abc")


def test_a_copy_of_a_passport_beside_it_is_the_same_passport(tmp_path: Path) -> None:
    passport_store = PassportStore(tmp_path)
    kept = passport_store.keep(passport_text(trial(1).passport))
    kept.path.with_name("copy.json").write_bytes(kept.path.read_bytes())
    assert [one.sha256 for one in passport_store.all()] == [kept.sha256]
    assert passport_store.named(kept.sha256[:8]).sha256 == kept.sha256


def test_a_file_taken_away_while_the_folder_is_read_is_not_there_and_not_damaged(
    tmp_path: Path,
) -> None:
    passport_store = PassportStore(tmp_path)
    kept = passport_store.keep(passport_text(trial(1).passport))
    copies = [kept.path.with_name(f"copy-{place}.json") for place in range(40)]

    def come_and_go() -> None:
        for copy in copies * 25:
            copy.symlink_to(kept.path)
            copy.unlink()

    with ThreadPoolExecutor() as hands:
        going = hands.submit(come_and_go)
        while not going.done():
            assert passport_store.newest_for("pad-7") is not None
            assert passport_store.damage_for("pad-7") is None
        going.result()


def test_a_passport_read_while_it_was_copied_here_is_read_again(tmp_path: Path) -> None:
    passport_store = PassportStore(tmp_path)
    kept = passport_store.keep(passport_text(trial(1).passport))
    whole = kept.path.read_bytes()
    kept.path.write_bytes(whole[:1000])
    written(kept.path, "2026-10-01")
    assert passport_store.all() == ()
    # The clock of a file system ticks every few milliseconds only: the rest may bear the same time.
    kept.path.write_bytes(whole)
    written(kept.path, "2026-10-01")
    assert passport_store.all() == (kept,)


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", b"", b"{", b"[1]"])
def test_a_file_that_is_no_passport_is_named_with_the_way_out(
    damage: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "passports" / "pad.json"
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(PassportError, match=r"pad\.json: not a valid passport.*ask for") as caught:
        passport_file(path)
    assert caught.value.where == str(path)
    (damaged,) = PassportStore(tmp_path).damaged()
    assert "ask for the original" in damaged.reason


def made(day: str) -> Passport:
    return sealed(replace(trial(1).passport, made_utc=f"{day}T08:00:00+00:00", sha256=""))


def written(path: Path, day: str) -> None:
    """As if the file was last touched on that day."""
    seconds = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    os.utime(path, (seconds, seconds))


@pytest.mark.parametrize(
    ("damage", "is_told"),
    [
        (lambda data: data.replace(b"Trial", b"Other"), True),
        (lambda data: data[:400], True),
        (lambda data: b"", True),
        (lambda data: data.replace(b'"pad-7"', b'"pad-8"'), False),
    ],
    ids=["changed", "cut off", "empty", "of another sensor"],
)
def test_a_newer_passport_that_is_damaged_is_told_beside_the_older_one(
    damage, is_told: bool, tmp_path: Path
) -> None:
    passport_store = PassportStore(tmp_path)
    older, newer = (
        passport_store.keep(passport_text(made(day))) for day in ("2026-09-01", "2026-10-01")
    )
    assert passport_store.damage_for("pad-7") is None
    newer.path.write_bytes(damage(newer.path.read_bytes()))
    written(newer.path, "2026-10-01")
    assert passport_store.newest_for("pad-7") == older
    found = passport_store.damage_for("pad-7")
    assert (found is not None and found.path == newer.path) == is_told
    assert passport_store.damage_for("") is None


@pytest.mark.parametrize("left", [300, 30_000], ids=["date lost", "date kept"])
def test_a_damaged_passport_older_than_the_valid_one_is_passed_over(
    left: int, tmp_path: Path
) -> None:
    passport_store = PassportStore(tmp_path)
    older = passport_store.keep(passport_text(made("2026-09-01")))
    older.path.write_bytes(older.path.read_bytes()[:left])
    written(older.path, "2026-09-01" if left == 300 else "2026-11-01")
    assert (passport_store.damage_for("pad-7") is not None) == (left == 30_000)
    passport_store.keep(passport_text(made("2026-10-01")))
    assert passport_store.damage_for("pad-7") is None


def test_a_damaged_file_that_names_no_sensor_leaves_uncalibrated_ones_alone(tmp_path: Path) -> None:
    path = tmp_path / "passports" / "pad.json"
    path.parent.mkdir()
    path.write_bytes(b"")
    assert PassportStore(tmp_path).damage_for("pad-9") is None
