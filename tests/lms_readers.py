"""What Canvas and Moodle make of a file of marks: readers of what they say of their imports."""

import csv
import io


class CanvasImport:
    """What Canvas's importer makes of a file: its rules as the specification has them."""

    def __init__(self, content):
        text = content.decode("utf-8-sig")
        first = text.splitlines()[:3]
        separator = ";" if any(line.count(";") > line.count(",") for line in first) else ","
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
        head = rows[0]
        assert len(head) > 3
        assert "Student" in head[0]
        assert "ID" in head[1]
        begins = max(at for at, each in enumerate(head) if "Section" in each) + 1
        self.rows, self.head, self.columns = rows, head, head[begins:]
        self.possible, self.students = {}, {}
        for row in rows[1:]:
            cells = dict(zip(head, row, strict=True))
            told = {each: cells[each] for each in self.columns}
            if row[0].strip() == "Points Possible":
                self.possible = told
            elif row[1] or row[2] or row[3]:
                self.students[row[1] or row[2] or row[3]] = told

    def score(self, student, column):
        cell = self.students[student][column]
        if cell in ("", "-"):
            return None
        # A thousands separator would be read as a decimal point.
        assert "," not in cell
        return float(cell)


def moodle_import(content, by, title):
    """Users, grades and feedback as Moodle's import reads them, or the error that ends it."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))
    head, found = rows[0], {}
    for row in rows[1:]:
        cells = dict(zip(head, row, strict=True))
        user, grade = cells[by], cells[title]
        assert user, "one unknown user ends the whole import"
        value = None if grade in ("", "-") else float(grade)
        assert value is None or 0 <= value <= 100
        found[user] = (value, cells[f"{title} (Feedback)"])
    return head, found
