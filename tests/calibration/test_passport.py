"""The passport: exact, sealed, described by a schema, and a certificate people can read."""

import dataclasses
import html.parser
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args, get_type_hints

import numpy as np
import pytest

from calibration.canonical import canonical, value_of
from calibration.certificate.page import certificate_html
from calibration.certificate.pdf import certificate_pdf
from calibration.errors import PassportError, PdfMissingError
from calibration.fit.curves import calibration_from_fit, fit_table
from calibration.force import force_of
from calibration.nominal import nominal_calibration
from calibration.passport.document import (
    Passport,
    PassportParties,
    calibration_of,
    digest_of,
    passport_text,
    read_passport,
)
from calibration.passport.issue import due_utc, issue_passport
from calibration.values import Calibration
from firmware_bridge.sim.virtual_cell import VirtualCell
from tests.calibration.bench import GOOD, PAD, Bench, quick_record, usual_setup, weight

SCHEMA = Path(__file__).parents[2] / "docs" / "passport.schema.json"
MADE = "2026-10-01T08:00:00+00:00"
ABOUT = PassportParties(
    "School <b>of</b> Massage & Co", "Room 1", "A. Weber", 'K. "Kay" Lind', 45.0, 21.5
)


def issued(**given) -> Passport:
    setup = given.pop("setup", usual_setup())
    record = quick_record(setup, VirtualCell(GOOD, 20.0, 1), Bench(setup).weight_n)
    return issue_passport(
        record, ABOUT, passport_id="p-1", made_utc=MADE, software="steadyhold test", **given
    )


@pytest.fixture(scope="module")
def passport() -> Passport:
    return issued()


def test_a_passport_read_back_is_equal_to_the_last_bit(passport):
    text = passport_text(passport)
    assert read_passport(text) == passport
    assert passport_text(read_passport(text)) == text


def test_the_digest_does_not_depend_on_how_the_document_is_laid_out(passport):
    laid_out = json.dumps(json.loads(passport_text(passport)), indent=4, ensure_ascii=True)
    assert read_passport(laid_out) == passport


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no JSON"),
        ("[]", "its schema is None"),
        ("[" * 100_000, "no JSON"),
        ('{"schema": "steadyhold.passport/9"}', "'steadyhold.passport/9'"),
    ],
)
def test_what_is_no_passport_is_refused_in_words(text, words):
    with pytest.raises(PassportError, match=re.escape(words)):
        read_passport(text)


def test_fields_from_a_later_version_are_not_dropped_in_silence(passport):
    document = json.loads(passport_text(passport)) | {"later": 1}
    document["sha256"] = digest_of(document)
    with pytest.raises(PassportError, match="fields that this version does not know"):
        read_passport(json.dumps(document))


def test_a_forged_grade_is_found_by_the_digest(passport):
    document = json.loads(passport_text(passport))
    document["grade"]["grade"] = "T"
    with pytest.raises(PassportError, match="something in it was changed"):
        read_passport(json.dumps(document))


def test_the_schema_in_the_documents_describes_every_field():
    schema = json.loads(SCHEMA.read_text())
    parts = {"Passport": schema, **schema["$defs"]}
    seen: set[str] = set()

    def compare(kind: type) -> None:
        if kind.__name__ in seen:
            return
        seen.add(kind.__name__)
        fields = [field.name for field in dataclasses.fields(kind)]
        assert parts[kind.__name__]["required"] == fields
        assert list(parts[kind.__name__]["properties"]) == fields
        for hint in get_type_hints(kind).values():
            for each in (hint, *get_args(hint)):
                if dataclasses.is_dataclass(each):
                    compare(each)

    compare(Passport)
    assert seen == set(parts)


def test_the_passport_fits_its_schema(passport):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(passport_text(passport)))


def test_the_calibration_of_a_passport_turns_counts_into_the_same_newtons(passport):
    calibration = calibration_of(passport)
    for row in passport.rows:
        raw = np.array([[row.reading.raw]])
        assert force_of(raw, row.zero_raw, calibration)[0] == row.shown_n
    assert calibration.errors.gain_common_frac > 0.0
    assert (calibration.grade, calibration.device) == ("R", "pad-7")


def test_errors_as_found_are_those_of_the_calibration_before():
    before = replace(nominal_calibration(PAD), gain_per_raw=1.02 / 8700.0)
    passport = issued(before=before)
    found = [each.error_n / each.force_n for each in passport.as_found]
    left = [abs(each.error_n / each.force_n) for each in passport.as_left]
    assert found == pytest.approx([0.02] * len(found), abs=0.004)
    assert max(left) < 0.005
    assert "without a passport" in certificate_html(passport)


@pytest.mark.parametrize("check_kg", [0.010, 0.5])
def test_loads_40_pct_lighter_than_typed_earn_nothing_by_a_light_check_weight(check_kg):
    light = weight(check_kg, "light", for_check=True)
    setup = usual_setup()
    setup = replace(setup, masses=(*setup.masses, light), checks=(("light",),))
    bench = Bench(setup, true_kg={m.id: 0.6 * m.kg for m in setup.masses if not m.for_check})
    record = quick_record(setup, VirtualCell(GOOD, 20.0, 1), bench.weight_n)
    passport = issue_passport(record, ABOUT, passport_id="p", made_utc=MADE, software="test")
    assert passport.calibration.gain_per_raw > 1.6 * GOOD.gain_n_per_raw
    assert passport.grade.grade == "none"
    assert "no check weight was heavy enough to prove it: at least 10.8 N" in str(passport.grade)


def test_the_scale_a_device_applies_itself_is_recorded_and_checked():
    setup = usual_setup(traits=replace(PAD, unit="kgf", kind="progressor", resolution_raw=0.001))
    truth = replace(GOOD, gain_n_per_raw=9.80665 / 1.01 / 1000.0, zero_raw=300.0)
    cell = VirtualCell(truth, 20.0, 1)
    record = quick_record(setup, cell, Bench(setup).weight_n)
    in_kgf = tuple(
        replace(r, raw=r.raw / 1000.0, sd_raw=r.sd_raw / 1000.0) for r in record.readings
    )
    creep = tuple(replace(point, raw=point.raw / 1000.0) for point in record.creep)
    passport = issue_passport(
        replace(record, readings=in_kgf, creep=creep), ABOUT, passport_id="p", made_utc=MADE,
        software="test",
    )  # fmt: skip
    own = passport.device_scale.text
    assert own.startswith("Virtual pad sends kgf: it applies a scale of its own and does not tell")
    assert own in certificate_html(passport)
    assert passport.device_scale.ratio == pytest.approx(1.0 / 1.01, abs=0.003)
    assert "high against the weights" in passport.device_scale.words
    assert issued().device_scale is None


@pytest.mark.parametrize(
    ("grade", "made", "due"),
    [
        ("R", "2026-10-01T08:00:00+00:00", "2027-04-01T08:00:00+00:00"),
        ("R", "2026-08-31T08:00:00+00:00", "2027-02-28T08:00:00+00:00"),
        ("T", "2027-02-28T08:00:00+00:00", "2028-02-28T08:00:00+00:00"),
        ("C", "2026-10-01T08:00:00+00:00", "2026-10-01T23:59:59+00:00"),
        ("none", "2026-10-01T08:00:00+00:00", ""),
    ],
)
def test_a_grade_expires_by_the_calendar(passport, grade, made, due):
    assert due_utc(replace(passport.grade, grade=grade), made) == due


CONTENT = (
    "Calibration certificate", "p-1", "Virtual pad", "pad-7",
    "School &lt;b&gt;of&lt;/b&gt; Massage",
    "Room 1", "A. Weber", "Authorised by K. &quot;Kay&quot; Lind", "2026-10-01 08:00",
    "2027-04-01", "M2", "K-77",
    "Gravity", "latitude 52", "45 %", "21.5 °C", "steadyhold.procedure/1", "run 1 rising",
    "run 3 falling", "Covariance", "Residuals", "Hysteresis loop", "Creep", "linearity",
    "repeatability", "zero return", "eccentric load", "k = 2", "error as found", "error as left",
    "Simple acceptance", "not accredited", "valid only for this item", "SHA-256",
)  # fmt: skip


@pytest.mark.parametrize("words", CONTENT)
def test_the_certificate_holds_what_a_certificate_must(passport, words):
    assert words in certificate_html(passport)


def test_the_certificate_names_its_digest_and_fetches_nothing(passport):
    page = certificate_html(passport)
    assert passport.sha256 in page
    assert "<script" not in page
    links = re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?([^"\')>\s]+)', page)
    assert links == []
    assert page.count("<svg") == 3


def test_the_certificate_is_well_formed(passport):
    class Tags(html.parser.HTMLParser):
        VOID = ("meta", "line", "polyline", "circle")

        def __init__(self):
            super().__init__()
            self.open = []

        def handle_starttag(self, tag, attrs):
            if tag not in self.VOID:
                self.open.append(tag)

        def handle_startendtag(self, tag, attrs):
            pass

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    tags = Tags()
    tags.feed(certificate_html(passport))
    assert tags.open == []


def test_the_certificate_prints_as_pdf_where_the_extra_is_installed(passport):
    pytest.importorskip("weasyprint")
    assert certificate_pdf(certificate_html(passport)).startswith(b"%PDF-")


def test_without_the_extra_the_way_to_pdf_is_told(passport, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfMissingError, match=r"steadyhold\[pdf\]"):
        certificate_pdf("<html></html>")


def test_a_calibration_written_before_passports_is_still_read():
    old = json.loads(
        '{"identity":"fit/1","device":"","unit":"N","gain_per_raw":0.001,"curvature_per_raw2":0.0,'
        '"column":0,"residual_sd":0.1,"made_utc":"2026-01-01T00:00:00+00:00"}'
    )
    calibration = value_of(Calibration, old)
    assert (calibration.grade, calibration.passport_sha256) == ("none", "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"gain_per_raw": "1"}, "Calibration.gain_per_raw is '1'"),
        ({"unit": None}, "Calibration.unit is None"),
        ({"grade": "A"}, "Calibration.grade is 'A'"),
        ({"span_raw": [1.0]}, "Calibration.span_raw has 1 entries"),
        ({"pieces": 1}, "Calibration.pieces is 1, not a list"),
        ({"errors": 1}, "Calibration.errors is 1, not an object"),
        ({"errors": {}}, "Calibration.errors.gain_common_frac is absent"),
        ({"max_n": float("inf")}, "Calibration.max_n is inf"),
    ],
)
def test_a_calibration_with_a_wrong_field_is_refused_by_its_place(change, words):
    fit = fit_table(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 2.1]), "line")
    calibration = calibration_from_fit(
        fit, identity="c", device="", unit="N", column=0, made_utc=""
    )
    with pytest.raises(ValueError, match=re.escape(words)):
        value_of(Calibration, json.loads(canonical(calibration)) | change)
