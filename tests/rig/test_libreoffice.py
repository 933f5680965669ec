"""A spreadsheet program of the world opens what we write: text stays text, a number a number."""

import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from rig.school.marks.mark_table import csv_table, workbook
from tests.school_marks import class_marks, learner, mark

OFFICE = shutil.which("soffice")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
# Separator, quote and character set; every column standard; formulas of the file are calculated.
AS_CSV = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
HOSTILE = (
    "=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", '=HYPERLINK("http://x.invalid")',
    "=cmd|'/C calc'!A0",
)  # fmt: skip

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(
        OFFICE is None, reason="no LibreOffice here: apt-get install libreoffice-calc-nogui"
    ),
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_libreoffice_opens_an_export_and_sees_text_where_text_is(tmp_path: Path, form: str) -> None:
    people = [learner(f"l{n}", name) for n, name in enumerate(HOSTILE)]
    marks = class_marks(people, [mark(each.learner_id, -1.5) for each in people])
    made = csv_table(marks) if form == "csv" else workbook(marks, (0, ""))
    file = tmp_path / f"marks.{form}"
    file.write_bytes(made.content)
    cells = cells_in(file, *([AS_CSV] if form == "csv" else []))
    assert [each for each in cells if each.get(f"{TABLE}formula")] == []
    shown = {"".join(each.itertext()).lstrip("'").strip() for each in cells}
    assert {name.strip() for name in HOSTILE} <= shown
    numbers = [each.get(f"{OFFICE_NAMES}value") for each in cells]
    assert numbers.count("-1.5") == len(HOSTILE)


def test_a_formula_that_was_not_marked_would_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("a,b\n=1+1,2\n", encoding="utf-8")
    assert [each for each in cells_in(file, AS_CSV) if each.get(f"{TABLE}formula")]


def cells_in(file: Path, *options: str) -> list[ET.Element]:
    """Every cell of a file as LibreOffice has read it."""
    home = f"-env:UserInstallation=file://{file.parent / 'home'}"
    words = [OFFICE, home, "--headless", *options, "--convert-to", "fods", "--outdir", file.parent]
    subprocess.run([str(each) for each in words], check=True, capture_output=True)
    root = ET.parse(file.with_suffix(".fods")).getroot()
    return list(root.iter(f"{TABLE}table-cell"))
