"""Stretches of time: together without counting any moment twice, and by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one moment of UTC until another."""

    begin: datetime
    end: datetime


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same moments as spans that do not overlap, in order; empty ones are left out."""
    found: list[Span] = []
    for span in sorted(each for each in spans if each.end > each.begin):
        if found and span.begin <= found[-1].end:
            found[-1] = Span(found[-1].begin, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def spans_without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """The moments of some spans that are in none of the others."""
    left = list(united(spans))
    for gone in united(taken):
        left = [
            part
            for span in left
            for part in (
                Span(span.begin, min(span.end, gone.begin)),
                Span(max(span.begin, gone.end), span.end),
            )
            if part.end > part.begin
        ]
    return united(left)


def seconds_by_day(spans: Iterable[Span], zone: tzinfo | None) -> dict[date, float]:
    """Seconds on each day; a span across midnight is split there.

    Args:
        spans: what is counted, each moment once.
        zone: whose midnight it is; None for the zone of this machine.
    """
    found: dict[date, float] = {}
    for span in united(spans):
        begin = span.begin
        while begin < span.end:
            day = begin.astimezone(zone).date()
            end = min(span.end, _midnight(day + timedelta(days=1), zone))
            found[day] = found.get(day, 0.0) + (end - begin).total_seconds()
            begin = end
    return found


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    """When a day begins, in UTC: a day on which clocks change has 23 or 25 hours."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)
