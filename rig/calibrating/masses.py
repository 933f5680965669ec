"""Weights as a school writes them down: TOML, CSV, or the rows of a form."""

import csv
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from calibration.errors import MassSetError
from calibration.procedure.reference import CLASS_LIMIT_FRAC, STEEL_KG_PER_M3, Mass, class_mass
from rig.calibrating.errors import MassRowsError

KEYS: Final = (
    "id", "nominal_kg", "kg", "class", "u_kg", "expanded_kg", "limit_kg", "certificate",
    "density_kg_per_m3", "check",
)  # fmt: skip
# One way to say how sure a mass is, and what makes it a standard uncertainty.
DIVISORS: Final = {"u_kg": 1.0, "expanded_kg": 0.5, "limit_kg": 1.0 / math.sqrt(3.0)}
YES, NO = ("1", "yes", "true", "x", "check"), ("", "0", "no", "false", "-")
FEW_BYTES: Final = 200_000


def read_masses(path: Path) -> tuple[Mass, ...]:
    """The weights of a file: TOML with `[[mass]]` tables, else a CSV with a header.

    Raises:
        MassRowsError: every mistake at once.
        OSError: the file cannot be read.
    """
    if path.is_dir():
        raise MassRowsError(str(path), ("it is a folder; name the file with your weights",))
    with path.open("rb") as file:
        data = file.read(FEW_BYTES + 1)
    if len(data) > FEW_BYTES:
        raise MassRowsError(path.name, ("it is far too long for a list of weights",))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MassRowsError(
            path.name, ("it is no text in UTF-8; save it again as such",)
        ) from error
    if path.suffix.lower() == ".toml":
        rows, common = _of_toml(path.name, text)
    else:
        rows, common = _of_csv(path.name, text), {}
    return masses_of(rows, path.name, common)


def masses_of(
    rows: Sequence[Mapping[str, object]], where: str, common: Mapping[str, object] | None = None
) -> tuple[Mass, ...]:
    """The weights of rows with the keys of `KEYS`.

    Args:
        rows: one mapping a weight; values may be numbers or their text.
        where: file or form, for the sentences.
        common: class, certificate and density of weights that do not say their own.

    Raises:
        MassRowsError: every mistake at once.
    """
    masses: list[Mass] = []
    mistakes: list[str] = []
    if not rows:
        mistakes.append("it names no weight; give at least three, and one more as a check")
    for number, row in enumerate(rows, start=1):
        place = f"weight {number}"
        unknown = sorted(set(row) - set(KEYS))
        if unknown:
            mistakes.append(f"{place} has the unknown key {unknown[0]!r}; keys: {', '.join(KEYS)}")
            continue
        try:
            masses.append(_mass({**(common or {}), **_given(row)}))
        except (MassSetError, ValueError) as error:
            mistakes.append(f"{place}: {error}")
    if mistakes:
        raise MassRowsError(where, tuple(mistakes))
    return tuple(masses)


def corrected(masses: Sequence[Mass], typed: str) -> Mass:
    """The weight of `2 kg = 1.998` with its new mass; its relative uncertainty stays.

    Raises:
        MassRowsError: there is no such weight, or no such mass.
    """
    name, _, said = typed.rpartition("=")
    where = f"correction {typed.strip()!r}"
    mass = next((mass for mass in masses if mass.id == name.strip()), None)
    if mass is None:
        known = ", ".join(each.id for each in masses)
        raise MassRowsError(where, (f"write a name, =, and kilograms; the names are {known}",))
    try:
        kg = _number({"kg": said}, "kg") or 0.0
    except ValueError as error:
        raise MassRowsError(where, (str(error),)) from error
    if kg <= 0.0:
        raise MassRowsError(where, ("a mass is above zero",))
    return replace(mass, kg=kg, u_kg=mass.u_kg * kg / mass.kg)


def _given(row: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in row.items() if value not in (None, "")}


def _mass(row: Mapping[str, object]) -> Mass:
    nominal_kg = _number(row, "nominal_kg")
    kg = _number(row, "kg")
    kg = nominal_kg if kg is None else kg
    if kg is None or kg <= 0.0:
        raise ValueError("write its mass as kg = 2.0, a number above zero")
    mass_id = _text(row, "id") or f"{kg if nominal_kg is None else nominal_kg:g} kg"
    accuracy_class, certificate = _text(row, "class"), _text(row, "certificate")
    density = _number(row, "density_kg_per_m3")
    if density is not None and not 500.0 <= density <= 23_000.0:
        raise ValueError(f"a density of {density:g} kg/m³ is that of no weight; steel has 7850")
    said = [key for key in DIVISORS if _number(row, key) is not None]
    if len(said) > 1:
        raise ValueError(f"give {said[0]} or {said[1]}, not both")
    if not said and not accuracy_class:
        raise ValueError(
            f"nothing says how sure its mass is; give class ({', '.join(CLASS_LIMIT_FRAC)}), or "
            "limit_kg of the scale that weighed it"
        )
    if not said:
        known = class_mass(mass_id, kg, accuracy_class, certificate)
        u_kg = known.u_kg
    else:
        u_kg = DIVISORS[said[0]] * (_number(row, said[0]) or 0.0)
        accuracy_class = accuracy_class or "weighed"
    return Mass(
        mass_id, kg, u_kg, accuracy_class, certificate, _truth(row, "check"),
        STEEL_KG_PER_M3 if density is None else density,
    )  # fmt: skip


def _number(row: Mapping[str, object], key: str) -> float | None:
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError as error:
            raise ValueError(f"{key} is {value!r}, not a number") from error
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{key} is {value!r}, not a number")
    return float(value)


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise ValueError(f"{key} is {value!r}, not a text")
    return str(value).strip()


def _truth(row: Mapping[str, object], key: str) -> bool:
    value = row.get(key, False)
    if isinstance(value, bool):
        return value
    said = str(value).strip().casefold()
    if said not in YES + NO:
        raise ValueError(f"{key} is {value!r}; write yes or no")
    return said in YES


def _of_toml(name: str, text: str) -> tuple[list[Mapping[str, object]], dict[str, object]]:
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise MassRowsError(name, (f"it is no TOML ({error})",)) from error
    rows = found.pop("mass", [])
    common_keys = ("class", "certificate", "density_kg_per_m3")
    unknown = sorted(set(found) - set(common_keys))
    if unknown:
        words = f"unknown key {unknown[0]!r}; above the [[mass]] tables: {', '.join(common_keys)}"
        raise MassRowsError(name, (words,))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MassRowsError(name, ("write each weight as a table [[mass]]",))
    return rows, found


def _of_csv(name: str, text: str) -> list[Mapping[str, object]]:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        return []
    delimiter = max(",;\t", key=lines[0].count)
    table = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    header, body = [cell.casefold() for cell in table[0]], table[1:]
    for number, row in enumerate(body, start=1):
        if len(row) > len(header):
            raise MassRowsError(name, (f"weight {number} has more cells than the header",))
    return [dict(zip(header, row, strict=False)) for row in body]
