from pathlib import Path

import pytest

from firmware_bridge.tables.columns import columns_of
from firmware_bridge.tables.dialects.known import DIALECTS
from firmware_bridge.tables.sheet import sheet_of
from firmware_bridge.tables.table import read_table
from firmware_bridge.tables.text import read_text


@pytest.mark.parametrize("dialect", DIALECTS, ids=[each.title for each in DIALECTS])
def test_the_quoted_lines_of_a_program_mean_what_stands_beside_them(dialect, tmp_path):
    path = tmp_path / "file.txt"
    example = dialect.example
    path.write_text(example.lines)
    sheet = sheet_of(str(path), read_text(path), DIALECTS)
    assert sheet.dialect is dialect
    assert tuple(each.name.text for each in columns_of(sheet)) == example.columns
    table = read_table(path, rate_hz=example.rate_hz or None)
    assert "+".join(table.columns) == example.force
    assert table.unit == example.unit
    assert table.t_s[:2].tolist() == pytest.approx(example.t_s)
    assert table.values[:2, 0].tolist() == pytest.approx(example.values)


@pytest.mark.parametrize("dialect", DIALECTS, ids=[each.title for each in DIALECTS])
def test_the_lines_of_one_program_are_not_taken_for_those_of_another(dialect, tmp_path):
    path = tmp_path / "file.txt"
    path.write_text(dialect.example.lines)
    others = tuple(each for each in DIALECTS if each is not dialect)
    assert sheet_of(str(path), read_text(path), others).dialect is None


def test_every_program_is_on_the_page_of_files_with_how_it_was_checked():
    page = (Path(__file__).parents[2] / "docs/files.md").read_text(encoding="utf-8")
    for dialect in DIALECTS:
        assert f"| {dialect.title} | " in page
        [row] = [row for row in page.splitlines() if row.startswith(f"| {dialect.title} | ")]
        assert row.endswith(f"| {dialect.checked} |")
