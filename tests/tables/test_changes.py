import random
from collections import Counter

import pytest

from tests.tables.changes import text
from tests.tables.files import SHEETS
from tests.tables.judging import outcome
from tests.tables.known import CHANGES

PAIRS = [(sheet, name) for sheet in SHEETS for name in CHANGES]
SAMPLE = random.Random(13).sample(PAIRS, 90)


@pytest.mark.parametrize("sheet", SHEETS, ids=[f"{n}-{s.title}" for n, s in enumerate(SHEETS)])
def test_an_unchanged_file_is_read_rightly(sheet, tmp_path):
    assert outcome(sheet, text(sheet.lines()), tmp_path / "file.csv")[0] == "right"


@pytest.mark.parametrize(
    ("sheet", "name"), SAMPLE, ids=[f"{k}-{s.title}-{n}" for k, (s, n) in enumerate(SAMPLE)]
)
def test_a_changed_file_is_read_rightly_or_asked_for(sheet, name, tmp_path):
    changed = CHANGES[name](sheet)
    if changed is None:
        return
    how, why = outcome(sheet, changed, tmp_path / "file.csv")
    assert how != "wrong", why


@pytest.mark.prove
def test_no_change_of_any_file_makes_wrong_numbers_without_a_word(tmp_path, measured):
    counted: Counter[str] = Counter()
    wrong = []
    for sheet, name in PAIRS:
        changed = CHANGES[name](sheet)
        if changed is None:
            continue
        how, why = outcome(sheet, changed, tmp_path / "file.csv")
        counted[how] += 1
        if how == "wrong":
            wrong.append(f"{sheet.title} / {name}: {why}")
    for how, times in counted.items():
        measured(how, times)
    assert wrong == []
