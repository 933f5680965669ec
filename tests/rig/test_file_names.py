"""Whatever a class is called, its file has a name that every system takes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.school.marks.class_marks import file_stem
from tests.school_marks import CLASS, class_marks

HOSTILE = (
    "../../etc/passwd", "..\\..\\boot.ini", "%2e%2e%2f", "C:\\x", "CON", "nul.csv", "a:b", "a\0b",
    ".", "..", "", "x" * 300, "\U00020000" * 300, "-rf", "name\r\nSet-Cookie: a=b",
    "\u202egnp.exe", 'a"; b', "~",
)  # fmt: skip


def stem_of(title: str, what: str) -> str:
    return file_stem(replace(class_marks((), ()), about=replace(CLASS, title=title)), what)


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_of_a_class_reaches_another_folder_or_another_name(title: str) -> None:
    assert_safe(stem_of(title, "marks"))
    assert_safe(stem_of("Massage 1", title))


@given(st.text(max_size=400), st.text(max_size=400))
def test_no_text_at_all_makes_a_name_that_a_system_refuses(title: str, what: str) -> None:
    assert_safe(stem_of(title, what))


def assert_safe(stem: str) -> None:
    name = f"{stem}-canvas-rubric.csv"
    assert 0 < len(name.encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|~%')
    assert name.isprintable()
    assert name[0] not in ".-"
    assert name.split(".")[0].upper() not in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT1")
