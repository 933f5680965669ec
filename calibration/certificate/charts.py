"""The three pictures of a certificate: residuals, hysteresis loop, creep."""

from typing import Final

from calibration.certificate.chart import Chart, Series, svg_of
from calibration.passport.document import CalibrationRow, Passport

RISING: Final = "#0b5cad"
FALLING: Final = "#b3470b"
BOUND: Final = "#66737f"


def residual_chart(passport: Passport) -> str:
    """Reading minus known force at every point of the series, inside the expanded uncertainty."""
    series = [
        _errors("rising", RISING, "dot", _of_leg(passport, "up"), line=False),
        _errors("falling", FALLING, "ring", _of_leg(passport, "down"), line=False),
    ]
    forces = tuple(at.force_n for at in passport.at_force)
    for sign, name in ((1.0, "expanded uncertainty, k = 2"), (-1.0, "")):
        bound = tuple(sign * at.expanded_n for at in passport.at_force)
        series.append(Series(name, forces, bound, BOUND, dash=True))
    return svg_of(
        Chart(
            "known force / N", "reading minus force / N",
            "Residuals of the fit at every load, rising and falling", tuple(series),
        )
    )  # fmt: skip


def hysteresis_chart(passport: Passport) -> str:
    """Mean deviation of the rising and of the falling leg: the loop, freed from the slope."""
    up, down = (_mean_errors(_of_leg(passport, leg)) for leg in ("up", "down"))
    if down:
        # Both legs meet at the largest load.
        down = (*down, up[-1])
    series = (
        Series("rising", *_columns(up), RISING, "dot"),
        Series("falling", *_columns(down), FALLING, "ring"),
    )
    return svg_of(
        Chart(
            "known force / N", "mean deviation / N",
            "Hysteresis loop: mean deviation of the rising and the falling leg", series,
        )
    )  # fmt: skip


def creep_chart(passport: Passport) -> str:
    """Reading under the largest load over a minute."""
    rows = [row for row in passport.creep if row.since_s >= 0.5]
    since_s = tuple(row.since_s for row in rows)
    shown_n = tuple(row.shown_n for row in rows)
    return svg_of(
        Chart(
            "seconds since loading", "reading / N", "Creep: reading under a constant load",
            (Series("", since_s, shown_n, RISING),),
        )
    )  # fmt: skip


def _of_leg(passport: Passport, leg: str) -> tuple[CalibrationRow, ...]:
    return tuple(r for r in passport.rows if r.reading.kind == "load" and r.reading.leg == leg)


def _errors(
    name: str, colour: str, mark: str, rows: tuple[CalibrationRow, ...], *, line: bool
) -> Series:
    forces = tuple(row.force_n for row in rows)
    errors = tuple(row.shown_n - row.force_n for row in rows)
    return Series(name, forces, errors, colour, mark, line)


def _mean_errors(rows: tuple[CalibrationRow, ...]) -> tuple[tuple[float, float], ...]:
    forces = sorted({row.force_n for row in rows})
    found = []
    for force_n in forces:
        errors = [row.shown_n - force_n for row in rows if row.force_n == force_n]
        found.append((force_n, sum(errors) / len(errors)))
    return tuple(found)


def _columns(
    points: tuple[tuple[float, float], ...],
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return tuple(x for x, _ in points), tuple(y for _, y in points)
