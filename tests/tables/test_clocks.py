"""Moments read many at a time are the moments that the careful reader finds, to the last bit."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from firmware_bridge.tables.fast.clocks import read_moments
from firmware_bridge.tables.moments import moment_s

BEGAN = datetime.fromisoformat("2026-02-11T23:59:58.000500")
FORMS = (
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%d.%m.%Y %H:%M:%S,%f",
    "%m/%d/%Y %I:%M:%S.%f %p",
    "%H:%M:%S::%f",
    "%H:%M:%S",
)


def read(cells: list[str], *, month_first: bool = False) -> list[float] | None:
    text = "".join(f"{cell}\n" for cell in cells).encode()
    codes = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(codes == ord("\n"))
    lengths = np.diff(ends, prepend=-1) - 1
    found = read_moments(codes, ends, lengths, month_first=month_first)
    return None if found is None else found.tolist()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("month_first", [False, True])
def test_moments_of_one_form_are_read_together_past_midnight_too(
    form: str, month_first: bool
) -> None:
    cells = [(BEGAN + timedelta(milliseconds=7 * k)).strftime(form) for k in range(1000)]
    assert read(cells, month_first=month_first) == [
        moment_s(cell, month_first=month_first) for cell in cells
    ]


@pytest.mark.parametrize(
    "odd",
    [
        "10:00:61.5",  # no second
        "10:61:00.5",
        "25:00:00.5",
        "10:00:0x.5",
        "10:00:00,5",  # as long, and a moment, but of another form only in its sign
        "10:00:00.55",
        "1:00:00.55",
        "10:00:0\u0663.5",
        "",
    ],
)
def test_a_column_with_one_odd_cell_is_left_to_the_careful_reader_or_read_as_by_it(
    odd: str,
) -> None:
    cells = ["10:00:00.5", "10:00:01.5", odd]
    found = read(cells)
    assert found is None or found == [moment_s(cell) for cell in cells]


@pytest.mark.parametrize("cells", [["12:30", "12:31"], ["x", "y"], ["00:05.5", "00:06.5"]])
def test_what_tells_no_seconds_of_a_day_is_left_to_the_careful_reader(cells: list[str]) -> None:
    assert read(cells) is None
