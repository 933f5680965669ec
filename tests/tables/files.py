"""Sixty recordings of one press as people's programs write them, and what is true of each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

G_M_PER_S2 = 9.80665
POUND_N = 4.4482216152605
PER_UNIT_N = {"N": 1.0, "kg": G_M_PER_S2, "g": G_M_PER_S2 / 1000, "lbf": POUND_N, "kN": 1000.0}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table before it is written, and the truth about it.

    Attributes:
        title: what kind it is.
        names: of the columns, without units.
        units: of the columns; empty where there is none.
        rows: cells with decimal points.
        form: how a name and its unit stand together.
        delimiter: between cells.
        comma: decimal commas are written.
        t_s: (n,) times from the first row.
        force_n: (n,) newtons.
        rate_hz: said beside the file where it has no time; 0 where it has one.
        time_at, force_at: positions of the columns; -1 without.
        header: whether the names are written.
    """

    title: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    form: str
    delimiter: str
    comma: bool
    t_s: NDArray[np.float64]
    force_n: NDArray[np.float64]
    rate_hz: float
    time_at: int
    force_at: int
    header: bool = True

    def titles(self) -> list[str]:
        """Names with their units."""
        return [
            self.form.format(name=name, unit=unit) if unit else name
            for name, unit in zip(self.names, self.units, strict=True)
        ]

    def line(self, cells: "tuple[str, ...] | list[str]", *, numbers: bool = True) -> str:
        """A row as it is written."""
        if self.comma and numbers:
            cells = [cell if ":" in cell else cell.replace(".", ",") for cell in cells]
        return self.delimiter.join(cells)

    def lines(self) -> list[str]:
        """The whole file."""
        head = [self.line(self.titles(), numbers=False)] if self.header else []
        return head + [self.line(row) for row in self.rows]


def press(rate_hz: float, seconds: float, seed: int) -> tuple[NDArray[np.float64], ...]:
    """Times and newtons of one press of 25 N with a tremor."""
    rng = np.random.default_rng(seed)
    t_s = np.arange(int(rate_hz * seconds)) / rate_hz
    shape = np.interp(t_s / seconds, [0, 0.1, 0.25, 0.75, 0.85, 1], [0, 0, 1, 1, 0, 0])
    return t_s, 0.3 + 25.0 * shape + rng.normal(0, 0.05, len(t_s)) * (1 + shape)


def _made(
    title: str,
    columns: list[tuple[str, str, Callable[[int, float, float], str]]],
    *,
    rate_hz: float,
    form: str = "{name} ({unit})",
    delimiter: str = ",",
    comma: bool = False,
    time: str | None = None,
    force: str,
    seed: int,
    asked_hz: float = 0.0,
    header: bool = True,
) -> Sheet:
    t_s, force_n = press(rate_hz, 14.0, seed)
    rows = tuple(
        tuple(cell(n, t, f) for _, _, cell in columns)
        for n, (t, f) in enumerate(zip(t_s.tolist(), force_n.tolist(), strict=True))
    )
    names = tuple(name for name, _, _ in columns)
    return Sheet(
        title,
        names,
        tuple(unit for _, unit, _ in columns),
        rows,
        form,
        delimiter,
        comma,
        t_s,
        force_n,
        asked_hz,
        names.index(time) if time else -1,
        names.index(force),
        header,
    )


def _f(unit: str, digits: int) -> Callable[[int, float, float], str]:
    return lambda n, t, f: f"{f / PER_UNIT_N[unit]:.{digits}f}"


def _t(per_s: float, digits: int, start: float = 0.0) -> Callable[[int, float, float], str]:
    return lambda n, t, f: f"{start + t * per_s:.{digits}f}"


def _count(n: int, t: float, f: float) -> str:
    return str(n)


def _one(n: int, t: float, f: float) -> str:
    return str(n + 1)


def _raw(n: int, t: float, f: float) -> str:
    return str(round(84213 + f * 5120))


def _fixed(text: str) -> Callable[[int, float, float], str]:
    return lambda n, t, f: text


def _part(share: float) -> Callable[[int, float, float], str]:
    return lambda n, t, f: f"{share * f + 0.02 * np.sin(n):.3f}"


def _clock(date: str, shape: str) -> Callable[[int, float, float], str]:
    def cell(n: int, t: float, f: float) -> str:
        whole = 10 * 3600 + 59 * 60 + 52 + t
        hours, rest = divmod(whole, 3600)
        minutes, seconds = divmod(rest, 60)
        ms = min(999, round(seconds % 1 * 1000))
        return date + shape.format(h=int(hours), m=int(minutes), s=int(seconds), ms=ms)

    return cell


def layouts() -> Iterator[Sheet]:
    """Twelve kinds of columns at several rates."""
    for seed, rate_hz in enumerate((10.0, 20.0, 80.0, 100.0, 250.0)):
        digits = 4
        yield _made(
            "seconds and newtons",
            [("Time", "s", _t(1, digits)), ("Force", "N", _f("N", 3))],
            rate_hz=rate_hz,
            time="Time",
            force="Force",
            seed=seed,
        )
        yield _made(
            "milliseconds and grams",
            [("t", "ms", _t(1000, 0)), ("weight", "g", _f("g", 1))],
            rate_hz=rate_hz,
            form="{name}_{unit}",
            delimiter="\t",
            time="t",
            force="weight",
            seed=seed + 10,
        )
        yield _made(
            "microseconds and kilograms, commas",
            [("micros", "", _t(1e6, 0, 5e6)), ("Load", "kg", _f("kg", 4))],
            rate_hz=rate_hz,
            form="{name} [{unit}]",
            delimiter=";",
            comma=True,
            time="micros",
            force="Load",
            seed=seed + 20,
        )
        yield _made(
            "row number, seconds, pounds",
            [("Reading", "", _one), ("Load", "lbF", _f("lbf", 4)), ("Time", "s", _t(1, digits))],
            rate_hz=rate_hz,
            form="{name} [{unit}]",
            time="Time",
            force="Load",
            seed=seed + 30,
        )
        yield _made(
            "setpoint and actual",
            [
                ("time", "s", _t(1, digits)),
                ("Setpoint", "N", _fixed("25.0")),
                ("Actual", "N", _f("N", 2)),
                ("Battery", "V", _fixed("3.71")),
            ],
            rate_hz=rate_hz,
            form="{name} / {unit}",
            delimiter=";",
            time="time",
            force="Actual",
            seed=seed + 40,
        )
        yield _made(
            "counts beside grams",
            [
                ("time", "s", _t(1, digits)),
                ("raw", "", _raw),
                ("grams", "g", _f("g", 2)),
                ("Temp", "C", _fixed("23.4")),
            ],
            rate_hz=rate_hz,
            delimiter="\t",
            time="time",
            force="grams",
            seed=seed + 50,
        )
        yield _made(
            "a plate",
            [
                ("Frame", "", _one),
                ("Time", "s", _t(1, digits)),
                ("Fx", "N", _part(0.02)),
                ("Fz", "N", _f("N", 3)),
                ("Mx", "Nm", _part(0.1)),
                ("COPx", "mm", _part(0.5)),
            ],
            rate_hz=rate_hz,
            delimiter="\t",
            time="Time",
            force="Fz",
            seed=seed + 60,
        )
        yield _made(
            "dates of Europe",
            [
                ("Datum", "", _clock("31.01.2026 ", "{h:02}:{m:02}:{s:02},{ms:03}")),
                ("Kraft", "N", _f("N", 2)),
            ],
            rate_hz=min(rate_hz, 100.0),
            form="{name} [{unit}]",
            delimiter=";",
            comma=True,
            time="Datum",
            force="Kraft",
            seed=seed + 70,
        )
        yield _made(
            "ISO dates",
            [
                ("timestamp", "", _clock("2026-01-31T", "{h:02}:{m:02}:{s:02}.{ms:03}Z")),
                ("force", "N", _f("N", 3)),
                ("seq", "", _count),
            ],
            rate_hz=rate_hz,
            form="{name}_{unit}",
            time="timestamp",
            force="force",
            seed=seed + 80,
        )
        yield _made(
            "kilonewtons with a peak",
            [
                ("Elapsed Time", "sec", _t(1, digits)),
                ("Force", "kN", _f("kN", 6)),
                ("Peak Force", "kN", _fixed("0.0262")),
            ],
            rate_hz=rate_hz,
            time="Elapsed Time",
            force="Force",
            seed=seed + 90,
        )
        yield _made(
            "force alone",
            [("Force", "N", _f("N", 3))],
            rate_hz=rate_hz,
            force="Force",
            seed=seed + 100,
            asked_hz=rate_hz,
        )
        yield _made(
            "blanks between",
            [("t", "s", _t(1, digits)), ("force", "N", _f("N", 3))],
            rate_hz=rate_hz,
            form="{name}_{unit}",
            delimiter=" ",
            time="t",
            force="force",
            seed=seed + 110,
        )


SHEETS = tuple(layouts())
