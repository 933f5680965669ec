"""Which calibration a sensor gets when a session begins, and what its scores may be used for."""

from dataclasses import replace
from pathlib import Path

import pytest

from calibration.errors import FitRejectedError, PassportError
from calibration.nominal import nominal_calibration
from calibration.passport.document import calibration_of, passport_text, sealed
from calibration.passport.validity import check_verdict
from calibration.uncertainty.propagate import expanded_at
from calibration.values import CALIBRATION_FORMAT
from firmware_bridge.catalogue import device_of_kind
from rig.engine.judging.finder import DEFAULT_FINDER
from rig.json_values import to_text
from rig.protocols.library import built_in
from rig.trust.check_weights import Check, CheckLog, check_of
from rig.trust.eligibility import eligibility_for, kept_calibration, read_calibration, station_on
from rig.trust.passport_store import PassportStore
from tests.calibration.bench import PAD
from tests.calibration.trials import trial

NOW = "2026-10-01T18:00:00+00:00"
LATER = "2026-11-01T08:00:00+00:00"
TARGETS = built_in()["tp-hold"].targets


@pytest.fixture(scope="module")
def passport():
    return trial(3).passport


def board(**changes):
    device = device_of_kind("board")
    named = replace(
        PAD, kind="board", title=device.title, unit="counts", rate_hz=80.0, simulated=False
    )
    return replace(named, **changes)


def test_a_sensor_gets_its_newest_passport_and_any_other_the_nominal_scale(tmp_path, passport):
    passport_store = PassportStore(tmp_path)
    kept = passport_store.keep(passport_text(passport))
    identity = passport.item.identity
    assert kept_calibration(passport_store, board(), identity) == kept.calibration
    assert kept_calibration(passport_store, board(), "pad-8") == nominal_calibration(board())
    assert kept_calibration(passport_store, board(unit="N"), identity).passport_sha256 == ""


def test_a_file_may_be_a_passport_or_the_fit_of_a_table(tmp_path: Path, passport):
    passport_store = PassportStore(tmp_path)
    sealed, plain, damaged = (tmp_path / name for name in ("p.json", "c.json", "d.json"))
    sealed.write_text(passport_text(passport), encoding="utf-8")
    plain.write_text(to_text(nominal_calibration(board()), CALIBRATION_FORMAT), encoding="utf-8")
    damaged.write_text(passport_text(passport).replace("Trial", "Other"), encoding="utf-8")
    assert read_calibration(sealed, passport_store) == calibration_of(passport)
    assert passport_store.text_of(passport.sha256) == passport_text(passport)
    assert read_calibration(plain, passport_store) == nominal_calibration(board())
    claims = replace(calibration_of(passport), gain_per_raw=1.0, made_utc="2026-10-01T12:00:00")
    plain.write_text(to_text(claims, CALIBRATION_FORMAT), encoding="utf-8")
    given = read_calibration(plain, passport_store)
    assert (given.passport_sha256, given.grade, given.errors) == ("", "none", None)
    told = station_on(
        "pad-1", given, board(), "pad-7", built_in()["tp-hold"], passport_store, NOW, DEFAULT_FINDER
    )
    assert "has no calibration passport" in told.standing.reason
    with pytest.raises(PassportError, match="digest"):
        read_calibration(damaged, passport_store)
    plain.write_text("{}", encoding="utf-8")
    with pytest.raises(FitRejectedError, match=r"c\.json is neither a passport nor a calibration"):
        read_calibration(plain, passport_store)


def test_a_valid_passport_on_its_own_board_is_graded(passport):
    calibration = calibration_of(passport)
    standing = eligibility_for(calibration, board(), passport.item.identity, TARGETS, NOW, ())
    assert (standing.use, standing.reason) == ("graded", "")


def check(passport, at_utc: str, shown_n: float) -> Check:
    verdict = check_verdict(calibration_of(passport), shown_n, 19.61)
    return check_of(passport.sha256, at_utc, "2 kg", 19.61, verdict, "ann")


def test_grades_wait_for_the_check_weight_of_the_day(passport):
    at = (calibration_of(passport), board(), passport.item.identity, TARGETS)
    due = eligibility_for(*at, LATER, ())
    assert due.use == "formative"
    assert due.reason == "Read the check weight: grade R asks for it each day."
    assert eligibility_for(*at, LATER, (check(passport, LATER, 19.63),)).use == "graded"
    yesterday = "2026-10-31T08:00:00+00:00"
    assert eligibility_for(*at, LATER, (check(passport, yesterday, 19.63),)).use == "formative"


def test_a_check_weight_that_reads_wrong_ends_the_grading(passport):
    at = (calibration_of(passport), board(), passport.item.identity, TARGETS, LATER)
    good, bad = check(passport, LATER, 19.6), check(passport, LATER, 20.4)
    standing = eligibility_for(*at, (good, bad))
    assert standing.use == "practice"
    assert "the check weight of 19.61 N read 20.40 N on 2026-11-01" in standing.reason
    assert eligibility_for(*at, (bad, good)).use == "graded"


def test_checks_are_kept_line_by_line_and_a_torn_one_is_passed_over(tmp_path, passport):
    log = CheckLog(tmp_path / "passports")
    good = check(passport, NOW, 19.6)
    assert log.of(passport.sha256) == ()
    log.keep(good)
    with (tmp_path / "passports" / "checks.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"passport_sha256": "ab')
    assert log.of(passport.sha256) == (good,)
    assert log.of("another") == ()


def test_damaged_lines_among_the_checks_are_passed_over_and_the_good_ones_stay(tmp_path, passport):
    log = CheckLog(tmp_path / "passports")
    good = check(passport, NOW, 19.6)
    log.keep(replace(good, at_utc="yesterday"))
    log.keep(replace(good, at_utc="2026-01-01T00:00:00"))
    with (tmp_path / "passports" / "checks.jsonl").open("ab") as file:
        file.write(b"\xff\xfe\x00 no text at all\n[1, 2]\n")
    log.keep(good)
    assert log.of(passport.sha256) == (good,)


def test_f30_a_board_without_a_passport_is_for_practice(passport):
    standing = eligibility_for(nominal_calibration(board()), board(), "pad-7", TARGETS, NOW, ())
    assert standing.use == "practice"
    assert "Not calibrated: the numbers can be far off." in standing.reason
    gauge = board(kind="tindeq", unit="kg")
    told = eligibility_for(nominal_calibration(gauge), gauge, "pad-7", TARGETS, NOW, ())
    assert "has no calibration passport" in told.reason


def test_a_gauge_that_cannot_carry_a_grade_says_why_whatever_its_passport(passport):
    calibration = calibration_of(passport)
    traits = board(kind="climbro")
    standing = eligibility_for(calibration, traits, passport.item.identity, TARGETS, NOW, ())
    assert standing.use == "practice"
    assert "whole kilograms" in standing.reason


def test_a_simulated_pad_is_for_practice(passport):
    standing = eligibility_for(
        calibration_of(passport), board(simulated=True), passport.item.identity, TARGETS, NOW, ()
    )
    assert standing.reason == "Simulated pad: a computer pressed, not you."


def test_a_band_too_narrow_for_the_sensor_is_refused_with_the_one_it_can_carry(passport):
    calibration = calibration_of(passport)
    narrow = (replace(TARGETS[0], band_frac=0.01),)
    standing = eligibility_for(calibration, board(), passport.item.identity, narrow, NOW, ())
    assert standing.use == "practice"
    assert "a band of ± 1 % is too narrow" in standing.reason


def test_the_uncertainty_in_use_is_that_of_the_passport(passport):
    errors = calibration_of(passport).errors
    assert errors is not None
    for at in passport.at_force:
        assert expanded_at(errors, at.force_n) == pytest.approx(at.expanded_n, rel=0.1, abs=0.02)


def test_beside_a_damaged_newer_passport_the_older_gives_newtons_and_carries_no_grade(
    tmp_path, passport
):
    passport_store, identity = PassportStore(tmp_path), passport.item.identity
    older = passport_store.keep(passport_text(passport))
    newer = passport_store.keep(
        passport_text(sealed(replace(passport, made_utc="2026-10-01T12:00:00+00:00", sha256="")))
    )

    def station(given=None):
        return station_on(
            "pad-1", given, board(), identity, built_in()["tp-hold"], passport_store, NOW,
            DEFAULT_FINDER,
        )  # fmt: skip

    assert station().standing.use == "graded"
    newer.path.write_bytes(newer.path.read_bytes().replace(b"Trial", b"Other"))
    found = station()
    assert found.calibration == older.calibration
    assert found.standing.use == "practice"
    assert "its newest, is damaged or was changed" in found.standing.reason
    assert "bring it back from a backup, or calibrate the sensor again" in found.standing.reason
    assert station(given=older.calibration).standing.use == "graded"
    newer.path.write_bytes(b"")
    assert "perhaps its newest, is damaged" in station().standing.reason


def test_checks_that_something_else_changed_carry_no_grade_until_the_weight_is_read_again(
    tmp_path, passport
):
    passport_store, identity = PassportStore(tmp_path), passport.item.identity
    passport_store.keep(passport_text(passport))
    passport_store.checks.keep(check(passport, NOW, 20.4))

    def standing():
        protocol = built_in()["tp-hold"]
        station = station_on(
            "pad-1", None, board(), identity, protocol, passport_store, NOW, DEFAULT_FINDER
        )
        return station.standing

    assert "the check weight of 19.61 N read 20.40 N" in standing().reason
    path = tmp_path / "passports" / "checks.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"passed": false', b'"passed": true'))
    assert standing().use == "practice"
    assert "(checks.jsonl) was changed by something else" in standing().reason
    passport_store.checks.keep(check(passport, NOW, 19.63))
    assert standing().use == "graded"


def on(passport_store, passport, given=None, **changes):
    protocol, identity = built_in()["tp-hold"], passport.item.identity
    return station_on(
        "pad-1", given, board(**changes), identity, protocol, passport_store, NOW, DEFAULT_FINDER
    )


def test_f30_a_passport_that_was_given_must_be_of_the_readings_the_sensor_sends(tmp_path, passport):
    passport_store = PassportStore(tmp_path)
    given = passport_store.keep(passport_text(passport)).calibration
    assert on(passport_store, passport, given).standing.use == "graded"
    other = on(passport_store, passport, given, unit="kg").standing
    assert other.use == "practice"
    assert "made from channel 1 in counts, and it sends 1 in kg" in other.reason
    away = on(PassportStore(tmp_path / "new"), passport, given).standing
    assert "is no longer in the data folder" in away.reason


def test_f30_a_calibration_of_a_channel_that_is_not_there_is_not_used(tmp_path, passport):
    given = replace(nominal_calibration(board()), identity="fit/x", column=1)
    found = on(PassportStore(tmp_path), passport, given)
    assert found.calibration == nominal_calibration(board())
    assert "for channel 2, and Steadyhold board has 1" in found.standing.reason


def with_item(passport, **changes):
    item = replace(passport.item, **changes)
    return sealed(replace(passport, item=item, sha256=""))


def test_f30_another_gain_of_the_amplifier_ends_the_grading(tmp_path, passport):
    passport_store = PassportStore(tmp_path)
    passport_store.keep(passport_text(with_item(passport, firmware="1.2.0, gain 128")))
    assert on(passport_store, passport, gain=128).standing.use == "graded"
    assert on(passport_store, passport).standing.use == "graded"
    found = on(passport_store, passport, gain=64).standing
    assert found.use == "practice"
    assert "has gain 64 and was calibrated at gain 128" in found.reason


def test_a_passport_of_the_contact_channel_does_not_replace_that_of_the_load_cell(
    tmp_path, passport
):
    passport_store = PassportStore(tmp_path)
    first = passport_store.keep(passport_text(passport))
    second = replace(passport, made_utc="2026-10-01T13:00:00+00:00", sha256="")
    on_contact = replace(second.calibration, column=1)
    passport_store.keep(passport_text(sealed(replace(second, calibration=on_contact))))
    assert passport_store.newest_for(passport.item.identity) == first


def test_a_sensor_too_slow_to_judge_a_press_carries_no_grade(tmp_path, passport):
    passport_store = PassportStore(tmp_path)
    passport_store.keep(passport_text(passport))
    found = on(passport_store, passport, rate_hz=10.6).standing
    assert found.use == "practice"
    assert "measures 10.6 times a second, and a press is judged from 40" in found.reason


@pytest.mark.parametrize(
    ("identity", "now_utc"),
    [
        ("pad-7", "2027-06-01T12:00:00+00:00"),
        ("pad-8", NOW),
        ("", NOW),
        ("pad-7", "2026-01-01T12:00:00+00:00"),
    ],
)
def test_f30_a_creeping_sensor_is_never_scored_for_drift(passport, identity, now_utc):
    calibration = replace(calibration_of(passport), grade="C", due_utc="2026-10-02T00:00:00+00:00")
    standing = eligibility_for(calibration, board(), identity, TARGETS, now_utc, ())
    assert (standing.use, standing.scores_drift) == ("practice", False)


@pytest.mark.parametrize("place", ["usb:1a86:7523:", "/dev/ttyUSB0", "COM4"])
def test_f30_a_place_is_no_name_a_passport_can_belong_to(passport, place):
    calibration = replace(calibration_of(passport), device=place)
    standing = eligibility_for(calibration, board(), place, TARGETS, NOW, ())
    assert standing.use == "practice"
    assert "does not say who it is" in standing.reason
