"""The shelf of passports: whole files, found by sensor, nothing damaged is used."""

from pathlib import Path

import pytest

from calibration.errors import PassportError
from calibration.passport import passport_text
from rig.passports import PassportMissingError, Shelf, passport_file
from tests.calibration.trials import trial


def test_a_passport_that_is_kept_is_found_by_its_sensor_and_by_its_name(tmp_path: Path) -> None:
    passport = trial(1).passport
    shelf = Shelf(tmp_path)
    kept = shelf.keep(passport_text(passport))
    assert shelf.keep(kept.text) == kept
    assert shelf.all() == (kept,)
    assert shelf.newest_for(passport.item.identity) == kept
    assert shelf.newest_for("") is None
    assert shelf.named(kept.sha256[:8]) == shelf.named(passport.id) == kept
    assert kept.calibration.passport_sha256 == kept.sha256


def test_an_altered_passport_is_neither_kept_nor_used(tmp_path: Path) -> None:
    text = passport_text(trial(1).passport)
    shelf = Shelf(tmp_path)
    kept = shelf.keep(text)
    with pytest.raises(PassportError, match="digest"):
        shelf.keep(text.replace("Trial", "Other"))
    kept.path.write_text(text.replace("Trial", "Other"), encoding="utf-8")
    assert shelf.all() == ()
    (damaged,) = shelf.damaged()
    assert damaged.path == kept.path
    assert "digest" in damaged.reason


def test_a_passport_that_is_not_kept_is_asked_for_in_words(tmp_path: Path) -> None:
    with pytest.raises(PassportMissingError, match="no kept passport begins with 'abc'"):
        Shelf(tmp_path).named("abc")


def test_a_copy_of_a_passport_beside_it_is_the_same_passport(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    kept = shelf.keep(passport_text(trial(1).passport))
    kept.path.with_name("copy.json").write_bytes(kept.path.read_bytes())
    assert [one.sha256 for one in shelf.all()] == [kept.sha256]
    assert shelf.named(kept.sha256[:8]).sha256 == kept.sha256


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
    (damaged,) = Shelf(tmp_path).damaged()
    assert "ask for the original" in damaged.reason
