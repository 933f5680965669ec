"""Files of marks for Canvas, Moodle and spreadsheets.

They are read again by readers written from what these systems say of their imports, not from ours.
"""

import csv
import io
import re

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.school.errors import LmsFileError
from rig.school.marks.canvas import filled_canvas, new_canvas
from rig.school.marks.canvas_rubric import canvas_rubric
from rig.school.marks.mark import MarkOutcome
from rig.school.marks.mark_table import csv_table, workbook
from rig.school.marks.moodle import moodle_file
from tests.lms_readers import CanvasImport, moodle_import
from tests.school_marks import ITEM, class_marks, learner, mark, override

ANN = learner("a", "Ann Lee", canvas_id="11", sis_user_id="S1", email="ann@x.edu",
              canvas_name="Lee, Ann", section="Tuesday", moodle_id_number="7")  # fmt: skip
BEN = learner("b", "Ben Okri", sis_login_id="ben", email="ben@x.edu")
CLEO = learner("c", "Cleo Roe")
THREE = (ANN, BEN, CLEO)
MARKS = (mark("a"), mark("b", 60.0), mark("c", 71.0))
EXPORT = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Essay (100),Trigger point hold (555),"
    "Final Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,10,100,(read only)\r\n"
    '"Lee, Ann",11,S1,ann,Tuesday,9.5,,80.1\r\n'
    '"Okri, Ben",12,S2,ben,"Tuesday, late",,50,70\r\n'
    '"Zed, Zoe",13,S3,zoe,Tuesday,7,33,=1+1\r\n'
    '"Student, Test",99,,x,Tuesday,,,\r\n'
).encode()


def filled(marks=None, content=EXPORT, **options):
    usual = {"with_criteria": False}
    marks = class_marks(THREE, MARKS) if marks is None else marks
    return filled_canvas(marks, ITEM, "Grades.csv", content, **(usual | options))


def test_the_export_of_canvas_comes_back_with_one_column_filled_and_nothing_else_changed():
    made = filled()
    before, after = CanvasImport(EXPORT), CanvasImport(made.content)
    column = "Trigger point hold (555)"
    assert after.head == before.head
    assert after.score("11", column) == 82.35
    assert after.score("12", column) == 60.0
    at = before.head.index(column)
    for old, new in zip(before.rows, after.rows, strict=True):
        assert old[:at] + old[at + 1 :] == new[:at] + new[at + 1 :]
    assert [row[at] for row in after.rows[5:]] == ["33", ""]
    assert made.content.startswith(b"\xef\xbb\xbf")
    assert made.content.count(b"\r\n") == EXPORT.count(b"\r\n")
    assert [(each.name, each.why) for each in made.left_out] == [
        (
            "Cleo Roe",
            "no id of Canvas is known of them; import Canvas's own export on the page Class",
        )
    ]
    assert [(one.title, one.assignment_id) for one in made.columns] == [
        ("Trigger point hold", "555")
    ]
    assert any("1 marks that stood in the file otherwise" in each for each in made.remarks)


def test_a_remembered_assignment_is_met_again_under_another_title():
    renamed = EXPORT.replace(b"Trigger point hold (555)", b"TP practical (555)")
    known = class_marks(THREE, MARKS, known=[("", "Trigger point hold", "555")])
    made = filled(known, renamed)
    assert CanvasImport(made.content).head == CanvasImport(renamed).head
    assert CanvasImport(made.content).score("11", "TP practical (555)") == 82.35
    [column] = made.columns
    assert (column.title, column.assignment_id) == ("TP practical", "555")
    fresh = new_canvas(known, ITEM, with_criteria=False)
    assert CanvasImport(fresh.content).columns == ["Trigger point hold (555)"]
    assert fresh.remarks == ()


def test_an_unknown_assignment_gets_a_column_before_what_canvas_alone_writes():
    other = EXPORT.replace(b"Trigger point hold (555)", b"Quiz (556)")
    made = filled(content=other)
    after = CanvasImport(made.content)
    assert after.columns == ["Essay (100)", "Quiz (556)", "Trigger point hold", "Final Score"]
    assert after.possible["Trigger point hold"] == "100"
    assert after.score("12", "Trigger point hold") == 60.0
    assert after.score("12", "Quiz (556)") == 50.0
    assert made.columns == ()
    assert "ask whether to make the assignment 'Trigger point hold'" in made.remarks[0]


def test_points_are_counted_as_the_assignment_counts_them():
    made = filled(content=EXPORT.replace(b"10,100,(read", b"10,20,(read"))
    assert CanvasImport(made.content).score("11", "Trigger point hold (555)") == 16.47
    assert "Canvas counts 20 points where we count 100" in made.remarks[0]


def test_a_column_can_be_named_and_semicolons_stay():
    made = filled(content=EXPORT.replace(b",", b";"), column="Essay (100)")
    after = CanvasImport(made.content)
    assert after.score("11", "Essay (100)") == 8.23
    assert after.score("12", "Trigger point hold (555)") == 50
    with pytest.raises(LmsFileError, match="no column is called 'Poem'"):
        filled(column="Poem")


def test_points_per_criterion_stand_beside_the_total():
    made = filled(with_criteria=True)
    after = CanvasImport(made.content)
    assert after.score("11", "Trigger point hold: Force on target") == 49.41
    assert after.score("11", "Trigger point hold: Steadiness") == 20
    assert after.possible["Trigger point hold: Force on target"] == "60"
    fresh = CanvasImport(new_canvas(class_marks(THREE, MARKS), ITEM, with_criteria=True).content)
    assert fresh.score("11", "Trigger point hold: Steadiness") == 20


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not the heading of Canvas"),
        (b"Name,Mail\nAnn,a@x\n", "not the heading of Canvas"),
        (EXPORT.decode().encode("utf-16"), "not in UTF-8"),
        (EXPORT.replace(b"Essay (100)", b"Trigger point hold (1)"), "two columns are called"),
        (EXPORT + b'"torn', "cannot be read as CSV"),
        (EXPORT + b"a,1,2,3,4,5,6,7,8,9\n", "more cells than the heading"),
        (b"x" * 15_000_001, "larger than 15 MB"),
        (b"Student,ID,Section," + b"x," * 400, "a class has fewer"),
    ],
)
def test_a_file_that_is_no_export_of_canvas_is_refused_in_words(content, why):
    with pytest.raises(LmsFileError, match=why):
        filled(content=content)


def test_nobody_is_guessed_by_name():
    twin = learner("d", "Zoe Zed")
    made = filled(class_marks((twin,), (mark("d"),)))
    assert made.rows == 0
    assert CanvasImport(made.content).rows == CanvasImport(EXPORT).rows
    unknown = learner("e", "Eve", canvas_id="77")
    assert filled(class_marks((unknown,), ())).left_out[0].why == "they are not in this file"


def test_a_new_gradebook_has_the_columns_that_canvas_asks_for():
    made = new_canvas(class_marks(THREE, MARKS), ITEM, with_criteria=False)
    read = CanvasImport(made.content)
    assert read.head == [
        "Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Trigger point hold",
    ]  # fmt: skip
    assert read.rows[1][0] == "    Points Possible"
    assert read.rows[2][:5] == ["Lee, Ann", "11", "S1", "", "Tuesday"]
    assert (read.score("11", "Trigger point hold"), read.score("ben", "Trigger point hold")) == (
        82.35, 60.0,
    )  # fmt: skip
    assert [each.name for each in made.left_out] == ["Cleo Roe"]


def test_moodle_gets_grade_and_feedback_of_whoever_it_knows():
    marks = (mark("a"), mark("b", None, reason="the pad was unplugged"), mark("c"))
    made = moodle_file(class_marks(THREE, marks, [override("a", 90.0)]), ITEM, with_criteria=False)
    head, found = moodle_import(made.content, "Email address", ITEM.title)
    assert head == [
        "Email address", "ID number", "Trigger point hold", "Trigger point hold (Feedback)",
    ]  # fmt: skip
    assert found == {
        "ann@x.edu": (90.0, "Passed; the instructor's mark."),
        "ben@x.edu": (None, "Void; the pad was unplugged."),
    }
    assert [each.name for each in made.left_out] == ["Cleo Roe"]
    assert "a mark without its feedback is lost" in made.remarks[0]


def test_moodle_is_told_the_id_that_most_of_the_class_have():
    numbered = [learner(str(n), f"L{n}", moodle_id_number=f"n{n}") for n in range(3)]
    marks = [mark(str(n)) for n in range(3)]
    made = moodle_file(class_marks([*numbered, BEN], marks), ITEM, with_criteria=True)
    _, found = moodle_import(made.content, "ID number", ITEM.title)
    assert set(found) == {"n0", "n1", "n2"}
    assert [each.name for each in made.left_out] == ["Ben Okri"]
    left = moodle_file(class_marks((ANN,), ()), ITEM, with_criteria=False).left_out
    assert left[0].why == "they have no mark for this"


def test_the_rubric_of_canvas_has_a_row_a_criterion_whose_points_are_100_together():
    made = canvas_rubric(class_marks(THREE, MARKS), ITEM)
    head, *rows = csv.reader(io.StringIO(made.content.decode(), newline=""))
    assert head[:4] == [
        "Rubric Name", "Criteria Name", "Criteria Description", "Criteria Enable Range",
    ]  # fmt: skip
    assert head[4:] == ["Rating Name", "Rating Description", "Rating Points"] * 2
    assert [(row[1], float(row[6]), float(row[9])) for row in rows] == [
        ("Force on target", 60.0, 0.0), ("Steadiness", 40.0, 0.0),
    ]  # fmt: skip
    assert {row[0] for row in rows} == {"Trigger point hold"}


SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
FORMULAS = st.text(alphabet="=+-@\uff1d\uff20\t\r\0a1,;\"'\n é", max_size=12)


@given(name=FORMULAS, words=FORMULAS, number=FORMULAS)
def test_no_cell_of_ours_is_a_formula_and_numbers_stay_numbers(name, words, number):
    who = learner("a", name, canvas_id="1", email=f"{number}@x", number=number)
    marks = class_marks((who,), (mark("a"),), [override("a", 90.0, words=words)])
    texts = [
        csv_table(marks).content,
        moodle_file(marks, ITEM, with_criteria=True).content,
        new_canvas(marks, ITEM, with_criteria=True).content,
    ]
    for content in texts:
        rows = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
        assert all(not cell.startswith((*SIGNS, *"\t\r\n\0")) for row in rows for cell in row)
        parted = re.split("[;\\t\\r\\n]", content.decode())
        assert all(not part.strip('"').startswith(SIGNS) for part in parted)
        assert "90.0" in rows[-1]


def test_the_workbook_says_what_the_csv_says():
    marks = class_marks(
        (ANN, learner("b", "=cmd()")), (mark("a"), mark("b", None)), [override("a", 90.0)]
    )
    told = csv_table(marks)
    made = workbook(marks, (1, "ab" * 32))
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    rows = [["" if v is None else v for v in row] for row in book["Marks"].values]
    of_csv = list(csv.reader(io.StringIO(told.content.decode(), newline="")))
    assert [[str(v) for v in row] for row in rows[:1]] == of_csv[:1]
    for ours, theirs in zip(rows, of_csv, strict=True):
        for cell, text in zip(ours, theirs, strict=True):
            assert (float(text) == cell) if isinstance(cell, int | float) else cell == text
    assert "'=cmd()" in rows[2]
    assert rows[1][rows[0].index("points")] == 90
    assert rows[1][rows[0].index("reason")] == "seen on the table"
    assert rows[1][rows[0].index("measured_points")] == 82.35
    assert "ab" * 32 in book["Method"]["A3"].value
    assert rows[2][rows[0].index("outcome")] == MarkOutcome.VOID
