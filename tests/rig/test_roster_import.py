"""Lists of learners as schools write them, good ones and spoilt ones."""

import contextlib
import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from rig.school.errors import RosterFileError
from rig.school.roster_import import listed_class

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Hold 25 N (1234),Final Score\n"
    "    Points Possible,,,,,100,(read only)\n"
    '"Lee, Ann",101,S-1,ann,Massage 1,88.5,88.5\n'
    '"Okri, Ben",102,S-2,ben,Massage 1,,\n'
    '"Student, Test",999,,abc,Massage 1,0,0\n'
)
PARTICIPANTS = (
    "First name,Last name,ID number,Email address,Groups\n"
    "Ann,Lee,S-1,ann@school.test,A\n"
    "Ben,Okri,S-2,ben@school.test,\n"
)
GRADES = (
    "First name,Last name,ID number,Institution,Department,Email address,"
    "Assignment: Hold (Real),Course total (Real),Last downloaded from this course\n"
    "Ann,Lee,S-1,,,ann@school.test,88.50,88.50,1764500000\n"
    "Ben,Okri,S-2,,,ben@school.test,-,-,1764500000\n"
)
PEOPLE = ["Ann Lee", "Ben Okri"]


def named(content, file="list.csv"):
    data = content.encode() if isinstance(content, str) else content
    return [each.name for each in listed_class(file, data).learners]


def refused_as(content):
    with pytest.raises(RosterFileError) as refused:
        listed_class("list.csv", content.encode() if isinstance(content, str) else content)
    assert str(refused.value).startswith("list.csv: ")
    return refused.value.why


def reasons(content):
    return [(each.row, each.reason) for each in listed_class("list.csv", content.encode()).refused]


def workbook(rows, **of_sheet):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in of_sheet.items():
        book.active[cell].number_format = number_format
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(parts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def test_a_gradebook_of_canvas_gives_its_people_and_what_marks_go_back_by():
    found = listed_class("grades.csv", CANVAS.encode())
    assert found.kind == "a gradebook of Canvas"
    assert [each.name for each in found.learners] == PEOPLE
    assert dict(found.learners[0].external) == {
        "canvas_id": "101", "sis_user_id": "S-1", "sis_login_id": "ann",
        "canvas_name": "Lee, Ann", "section": "Massage 1",
    }  # fmt: skip
    assert [(each.row, each.reason) for each in found.skipped] == [
        (2, "the points that can be had"), (5, "the test student of Canvas"),
    ]  # fmt: skip
    assert found.refused == found.remarks == ()


@pytest.mark.parametrize("content", [PARTICIPANTS, GRADES])
def test_exports_of_moodle_give_their_people(content):
    found = listed_class("moodle.csv", content.encode())
    assert found.kind == "an export of Moodle"
    assert [each.name for each in found.learners] == PEOPLE
    assert dict(found.learners[1].external) | {"section": ""} == {
        "moodle_id_number": "S-2", "email": "ben@school.test", "section": "",
    }  # fmt: skip
    assert ("Email address", "E-mail address") in found.columns


@pytest.mark.parametrize(
    "content",
    [
        "Ann Lee\nBen Okri\n",
        "\n\nAnn Lee\r\n\r\nBen Okri",
        "Name\nAnn Lee\nBen Okri\n",
        "sep=;\nName;Note\nAnn Lee;x\nBen Okri;y\n",
        "Vorname;Nachname\nAnn;Lee\nBen;Okri\n",
        '"Lee, Ann"\n"Okri, Ben"\n',
        "Lee, Ann\nOkri, Ben\n",
        "No.\tSurname\tFirst name\n1\tLee\tAnn\n2\tOkri\tBen\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_any_plain_list_of_names_is_read_in_any_encoding(content, encoding):
    assert named(content.encode(encoding)) == PEOPLE


def test_windows_text_is_read_and_said_to_be():
    found = listed_class("list.csv", "Name\nZoë Müller\n".encode("cp1252"))
    assert [each.name for each in found.learners] == ["Zoë Müller"]
    assert "cp1252" in found.remarks[0]


def test_a_workbook_says_the_same_as_its_text():
    rows = list(csv.reader(io.StringIO(PARTICIPANTS)))
    from_text = listed_class("a", PARTICIPANTS.encode())
    from_book = listed_class("a", workbook(rows))
    assert from_book == from_text
    numbers = listed_class(
        "a", workbook([["Name", "Number"], ["Ann Lee", 42], [], ["Ben Okri", 7.0]])
    )
    assert [(each.row, each.external) for each in numbers.learners] == [
        (2, (("number", "42"),)), (4, (("number", "7"),)),
    ]  # fmt: skip


def test_a_number_that_excel_shortened_is_refused_with_its_row():
    assert reasons("Name,Number\nAnn Lee,1.23E+15\nBen Okri,2\n") == [
        (2, "its Number 1.23E+15 was shortened by Excel; format the column as text")
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Ann,Lee", "2 cells and the heading 3"),
        ("Ann,Lee,1,more", "4 cells and the heading 3"),
        (",,7", "it has no name"),
        ("Ann,\u202eeeL,1", "cannot be seen"),
        ("Ann," + "x" * 200 + ",1", "too long"),
        ("ann@school.test,,1", "is no name"),
        ("12,34,5", "is no name"),
        ('"Ann\nBen",Lee,1', "line break"),
        ("Ann,Lee,\u200b1", "cannot be seen"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_refused_by_its_number(row, reason):
    content = f"First name,Last name,Number\nCleo,Day,9\n{row}\nDee,Fox,8\n"
    found = listed_class("list.csv", content.encode())
    assert [each.name for each in found.learners] == ["Cleo Day", "Dee Fox"]
    [refused] = found.refused
    assert refused.row == 3
    assert reason in refused.reason


def test_a_row_that_is_there_twice_counts_once_and_is_said_to_be_there():
    told = reasons("Name,Number\nAnn Lee,1\nAnn Lee,1\nBen Okri,1\nAnn Lee,2\n")
    assert told == [(3, "it is row 2 again"), (4, "its Number is that of row 2 (Ann Lee)")]
    assert reasons("Name\nAnn Lee\nann lee\n")[0][1].startswith("ann lee stands in row 2 already")
    two = listed_class("a", b"Name,Number\nAnn Lee,1\nAnn Lee,2\n")
    assert two.remarks == ("2 people are called Ann Lee: rows 2, 3.",)


def test_a_name_of_canvas_that_lost_its_comma_is_pointed_out():
    found = listed_class("grades.csv", CANVAS.replace('"Okri, Ben"', "Okri Ben").encode())
    assert [each.name for each in found.learners] == ["Ann Lee", "Okri Ben"]
    assert found.remarks == ("A name without a comma was read as it stands: row 4.",)


def test_values_that_cannot_be_what_their_column_says_are_refused():
    assert reasons("Name,E-mail\nAnn Lee,ann\n") == [(2, "'ann' is no e-mail address")]
    shifted = CANVAS.replace("101,S-1", "S-1,101")
    assert reasons(shifted) == [(3, "its ID (Canvas) 'S-1' is no number")]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "nothing in it"),
        ("\n \n;;\n", "nothing in it"),
        ("Name,Number\n", "nobody below"),
        ("a,b,c\nd,e,f\n", "names no column"),
        ("E-mail,Number\na@b.c,1\n", "no column has the names"),
        ("Name,Name\nAnn,Ben\n", "two columns are called Name"),
        ('Name\n"Ann', "line 2 cannot be read"),
        ('Name\n"Ann"x\n', "line 2 cannot be read"),
        (b"\x80\x04\x95pickle\x00\x01", "no table of text"),
        (b"Name\nAnn\x00Lee\n", "no table of text"),
        (b"\xff\xfeN", "utf-16"),
        ("Name" + "," * 1_000_000, "1000001 cells"),
        ("Name\n" + "x" * 10_001, "10000 characters"),
        ("Name\n" + "".join(f"P{n}x\n" for n in range(5_001)), "5000 rows"),
        (b"x" * 15_000_001, "15 MB"),
    ],
)
def test_what_is_no_list_is_refused_with_the_way_out(content, why):
    assert why in refused_as(content)


def test_workbooks_that_would_fill_the_memory_are_refused_before_they_are_unpacked():
    good = {"xl/workbook.xml": "<a/>"}
    assert "an archive" in refused_as(archive({"../../evil.csv": "Name\nAnn\n"}))
    assert "a hundredfold" in refused_as(archive(good | {"xl/sheet.xml": b" " * 50_000_000}))
    assert "far more" in refused_as(archive(good | {"xl/sheet.xml": b" " * 70_000_000}))
    assert "far more" in refused_as(archive(good | {f"xl/{n}.xml": "" for n in range(600)}))
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    assert "not made by Excel" in refused_as(archive({"xl/workbook.xml": bomb}))
    assert "damaged" in refused_as(archive(good))
    assert "damaged" in refused_as(b"PK\x03\x04" + bytes(100))


def test_a_workbook_with_one_cell_at_its_far_corner_costs_nothing():
    book = Workbook()
    book.active["A1"], book.active["A2"] = "Name", "Ann Lee"
    book.active["XFD1048576"] = "far"
    out = io.BytesIO()
    book.save(out)
    assert named(out.getvalue()) == ["Ann Lee"]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_spoilt_list_never_gives_somebody_else_without_a_word(data):
    """Parts of a good file are taken out or doubled: an id never comes with another's name."""
    good = data.draw(st.sampled_from([CANVAS, PARTICIPANTS, GRADES])).encode()
    place = data.draw(st.integers(0, len(good) - 1))
    how = data.draw(st.sampled_from(["cut", "drop a separator", "drop a line", "double a line"]))
    lines = good.splitlines(keepends=True)
    line = data.draw(st.integers(1, len(lines) - 1))
    if how == "cut":
        spoilt = good[:place]
    elif how == "drop a separator":
        commas = [n for n, byte in enumerate(good) if byte == ord(",")]
        at = data.draw(st.sampled_from(commas))
        spoilt = good[:at] + good[at + 1 :]
    elif how == "drop a line":
        spoilt = b"".join(lines[:line] + lines[line + 1 :])
    else:
        spoilt = b"".join(lines[: line + 1] + lines[line:])
    whole = {each.external: each.name for each in listed_class("good", good).learners}
    try:
        found = listed_class("spoilt", spoilt)
    except RosterFileError:
        return
    known = {value: name for external, name in whole.items() for _, value in external}
    for each in found.learners:
        for kind, value in each.external:
            if kind in ("canvas_id", "sis_user_id", "moodle_id_number", "email"):
                is_told = any(remark.endswith(f"row {each.row}.") for remark in found.remarks)
                assert known.get(value, each.name) == each.name or is_told


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255))
def test_no_byte_changed_in_a_workbook_ends_in_anything_but_a_sentence(place, byte):
    content = bytearray(WORKBOOK)
    content[place % len(content)] = byte
    with contextlib.suppress(RosterFileError):
        listed_class("a.xlsx", bytes(content))


WORKBOOK = workbook(csv.reader(io.StringIO(PARTICIPANTS)))
