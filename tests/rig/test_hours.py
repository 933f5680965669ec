"""Practice hours of two students of a made-up week, worked out by hand beside the rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rig.school.hours.correction import (
    HoursCorrection,
    HoursCorrectionError,
    checked_correction,
)
from rig.school.hours.sheet import HoursRecord, PressTime, SittingTime, hours_sheet
from rig.school.hours.sheet_file import hours_csv, hours_file_name
from rig.school.hours.spans import Span, seconds_by_day, spans_without, united


def span(day, begin, end, end_day=None):
    return Span(
        datetime.fromisoformat(f"2026-03-{day:02}T{begin}+00:00"),
        datetime.fromisoformat(f"2026-03-{end_day or day:02}T{end}+00:00"),
    )


def session(of, presses=(), *, simulated=False, interrupted=False):
    return SittingTime(of, tuple(presses), simulated, interrupted)


ANN = HoursRecord(
    logins=(span(2, "09:00:00", "09:30:00"),),
    sessions=(
        session(
            span(2, "09:10:00", "09:25:00"),
            [
                PressTime(span(2, "09:11:00", "09:11:20"), 1),
                PressTime(span(2, "09:11:50", "09:12:10"), 1),
                PressTime(span(2, "09:15:00", "09:15:30"), 2),
            ],
        ),
        session(
            span(3, "23:50:00", "00:20:00", 4),
            [PressTime(span(3, "23:59:50", "00:00:20", 4), None)],
        ),
    ),
    unreadable=0,
)
BEN = HoursRecord(
    logins=(span(2, "10:00:00", "10:40:00"), span(2, "10:20:00", "11:00:00")),
    sessions=(
        session(
            span(2, "12:00:00", "12:30:00"),
            [PressTime(span(2, "12:01:00", "12:02:00"), 1)],
            simulated=True,
        ),
        session(span(5, "13:00:00", "13:05:00"), interrupted=True),
    ),
    unreadable=1,
)


def figures(day):
    return (day.day, day.signed_in_s, day.pressing_s, day.resting_s, day.simulated_s)


def test_the_week_of_ann_is_as_worked_out_by_hand():
    sheet = hours_sheet(ANN, UTC)
    assert [figures(day) for day in sheet.days] == [
        # The session lies within the login. Presses 20 + 20 + 30 s; one rest of 30 s, in set 1.
        ("2026-03-02", 30 * 60, 70, 30, 0),
        # Ten minutes before midnight and twenty after; the press has ten seconds before it.
        ("2026-03-03", 10 * 60, 10, 0, 0),
        ("2026-03-04", 20 * 60, 20, 0, 0),
    ]
    assert figures(sheet.total) == ("", 60 * 60, 100, 30, 0)
    assert [day.sessions for day in sheet.days] == [1, 1, 0]
    assert (sheet.total.sessions, sheet.zone) == (2, "UTC")


def test_the_week_of_ben_counts_no_moment_twice_and_no_computer():
    sheet = hours_sheet(BEN, UTC)
    assert [figures(day) for day in sheet.days] == [
        # Two logins overlap by twenty minutes: an hour. What a computer pressed stands apart.
        ("2026-03-02", 60 * 60, 0, 0, 30 * 60),
        ("2026-03-05", 5 * 60, 0, 0, 0),
    ]
    assert (sheet.total.sessions, sheet.total.interrupted, sheet.unreadable) == (1, 1, 1)


def test_only_the_days_that_are_asked_for_are_on_the_sheet():
    sheet = hours_sheet(ANN, UTC, from_day=date(2026, 3, 3), to_day=date(2026, 3, 3))
    assert [day.day for day in sheet.days] == ["2026-03-03"]
    assert sheet.total.pressing_s == 10


def test_days_are_those_of_the_zone_also_when_its_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    record = HoursRecord((), (session(span(28, "22:00:00", "23:30:00", 29)),), 0)
    sheet = hours_sheet(record, berlin)
    # 23:00 on the 28th until 01:00 of summer time; the 29th has 23 hours.
    assert [figures(day)[:2] for day in sheet.days] == [
        ("2026-03-28", 60 * 60), ("2026-03-29", 23 * 60 * 60), ("2026-03-30", 90 * 60),
    ]  # fmt: skip
    assert hours_sheet(HoursRecord((), (), 0)).zone == "UTC"


def test_a_file_has_a_row_a_day_the_total_and_every_figure_in_words():
    sheets = [("=Ann", hours_sheet(ANN, UTC)), ("Ben", hours_sheet(BEN, UTC))]
    text = hours_csv(sheets, lambda _: "maria").decode()
    rows = text.splitlines()
    assert rows[1] == "'=Ann,2026-03-02,0.5,0.0194,0.0083,0.0,1,0,UTC,"
    assert rows[4].startswith("'=Ann,total,1.0,0.0278,")
    assert rows[7].endswith(",1,1,UTC,1")
    assert any(row.startswith("Resting,") for row in rows)
    assert "correction_h" not in text


def correction(seq, day, added_s, reason="the pad was away"):
    moment = "2026-03-09T10:00:00Z"
    return HoursCorrection(seq, "ann", day, added_s, reason, "i1", "instructor", moment)


CORRECTED = replace(
    ANN,
    corrections=(
        correction(1, "2026-03-03", 1800),
        correction(2, "2026-03-06", -600, "=HYPERLINK(0)"),
        correction(3, "2026-03-06", 60, None),
    ),
)


def test_a_correction_stands_beside_the_measured_hours_and_in_no_figure_of_them():
    sheet, measured = hours_sheet(CORRECTED, UTC), hours_sheet(ANN, UTC)
    assert (sheet.days, sheet.total) == (measured.days, measured.total)
    assert [each.added_s for each in sheet.corrections] == [1800, -600, 60]
    of_a_day = hours_sheet(CORRECTED, UTC, from_day=date(2026, 3, 6))
    assert (of_a_day.days, [each.seq for each in of_a_day.corrections]) == ((), [2, 3])


def test_corrections_are_apart_in_a_file_and_no_reason_is_a_formula():
    rows = hours_csv([("Ann", hours_sheet(CORRECTED, UTC))], lambda _: "maria").decode()
    told = rows[rows.index("correction_h") :].splitlines()
    assert told[1:4] == [
        "Ann,2026-03-03,0.5,the pad was away,maria,2026-03-09T10:00:00Z,1",
        "Ann,2026-03-06,-0.1667,'=HYPERLINK(0),maria,2026-03-09T10:00:00Z,2",
        "Ann,2026-03-06,0.0167,the words are gone: the learner was forgotten,maria,"
        "2026-03-09T10:00:00Z,3",
    ]
    assert [row.split(",")[:3] for row in rows.splitlines()[1:5]] == [
        row.split(",")[:3]
        for row in hours_csv([("Ann", hours_sheet(ANN, UTC))], str).decode().splitlines()[1:5]
    ]


@pytest.mark.parametrize(
    ("day", "added_s"),
    [
        (date(2026, 3, 3), 0),
        (date(2026, 3, 3), 86_401),
        (date(2026, 3, 3), -86_401),
        (date(2026, 3, 5), 60),
        (date(206, 3, 3), 60),
    ],
)
def test_no_correction_is_of_no_time_of_more_than_a_day_or_of_a_day_that_cannot_be(day, added_s):
    with pytest.raises(HoursCorrectionError):
        checked_correction(day, added_s, today=date(2026, 3, 4))
    assert checked_correction(date(2026, 3, 4), -86_400, date(2026, 3, 4)) == ("2026-03-04", -86400)


@pytest.mark.parametrize(
    ("name", "file"),
    [("Ann Lee", "hours-Ann-Lee.csv"), ("../Zoë\u202e", "hours-Zoë.csv"), ("", "hours.csv")],
)
def test_a_file_has_a_name_that_every_system_takes(name, file):
    assert hours_file_name(name) == file


MOMENTS = st.integers(0, 10_000).map(lambda s: datetime(2026, 3, 2, tzinfo=UTC) + timedelta(0, s))
SPANS = st.lists(st.tuples(MOMENTS, MOMENTS).map(lambda ends: Span(min(ends), max(ends))))


def seconds(spans):
    return {
        second
        for each in spans
        for second in range(int(each.begin.timestamp()), int(each.end.timestamp()))
    }


@given(SPANS, SPANS)
def test_moments_are_those_of_the_spans_each_once(some, others):
    assert seconds(united(some)) == seconds(some)
    assert sum(seconds_by_day(some, UTC).values()) == len(seconds(some))
    assert seconds(spans_without(some, others)) == seconds(some) - seconds(others)
