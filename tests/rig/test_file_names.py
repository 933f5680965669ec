"""Whatever a class is called, its file has a name that every system takes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.school.hours.sheet_file import hours_file_name
from rig.school.marks.canvas import filled_canvas, new_canvas
from rig.school.marks.canvas_rubric import canvas_rubric
from rig.school.marks.class_marks import file_stem
from rig.school.marks.mark_table import csv_table, workbook
from rig.school.marks.moodle import moodle_file
from tests.school_marks import CLASS, ITEM, class_marks, learner, mark

ANN = learner("a", "Ann Lee", canvas_id="11", email="ann@x.edu")
EXPORT = (
    b"Student,ID,SIS User ID,SIS Login ID,Section,Trigger point hold (555)\r\n"
    b"    Points Possible,,,,,(read only)\r\n"
    b'"Lee, Ann",11,S1,ann,Tuesday,\r\n'
)

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
    assert_safe(hours_file_name(title).removesuffix(".csv"))


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


@pytest.mark.parametrize("title", HOSTILE)
def test_a_file_is_named_by_us_whatever_a_class_an_exam_or_a_file_of_canvas_is_called(title):
    item = replace(ITEM, title=title)
    marks = class_marks((ANN,), (mark("a"),))
    marks = replace(marks, about=replace(CLASS, title=title), items={item.id: item})
    made = (
        csv_table(marks), workbook(marks, (0, "")), moodle_file(marks, item, with_criteria=False),
        new_canvas(marks, item, with_criteria=False), canvas_rubric(marks, item),
        filled_canvas(marks, item, f"{title}.csv", EXPORT, with_criteria=False),
    )  # fmt: skip
    for each in made:
        assert re.fullmatch(r"[^\W_][\w-]{0,130}\.(csv|xlsx)", each.name), each.name
        assert len(each.name.encode()) <= 255


@pytest.mark.parametrize("most", ["nan", "inf", "-5", "1e308", "1e-320", "1_0", "9" * 400, "=9"])
def test_points_that_no_assignment_has_make_no_mark(most):
    marks = class_marks((ANN,), (mark("a"),))
    file = EXPORT.replace(b"(read only)", most.encode())
    made = filled_canvas(marks, ITEM, "c.csv", file, with_criteria=False)
    assert made.content.decode().endswith(",82.35\r\n")
