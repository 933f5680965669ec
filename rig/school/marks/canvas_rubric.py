"""A rubric for Canvas: the criteria of the sensor's score, to be imported once a course."""

from rig.safe_table import Cell, csv_text
from rig.school.marks.class_marks import (
    CRITERION_TITLES,
    ClassMarks,
    MarkItem,
    MarksFile,
    file_stem,
)

_RATING = ("Rating Name", "Rating Description", "Rating Points")
HEADING = (
    "Rubric Name", "Criteria Name", "Criteria Description", "Criteria Enable Range",
    *_RATING, *_RATING,
)  # fmt: skip
_MEASURED = "Measured by the pad; how it is scored stands in the scoring page of Steadyhold."


def canvas_rubric(marks: ClassMarks, item: MarkItem) -> MarksFile:
    """One criterion a row, any number of points between none and all of them."""
    rows: list[tuple[Cell, ...]] = [
        (
            item.title,
            CRITERION_TITLES.get(name, name),
            _MEASURED,
            "true",
            *("Full points", "", most),
            *("No points", "", 0),
        )
        for name, most in item.weights.items()
    ]
    return MarksFile(
        f"{file_stem(marks, item.title)}-canvas-rubric.csv",
        "text/csv; charset=utf-8",
        csv_text([HEADING, *rows]).encode(),
        0,
        remarks=("Import it in Canvas under Rubrics; it has no marks of anybody.",),
    )
