"""The form of the Calibration page, from JSON to a setup."""

import math
from collections.abc import Mapping
from typing import Any, Final

from calibration.passport.document import PassportParties
from rig.calibrating.form import USUAL_RANGE_N, Form, gravity_asked
from rig.calibrating.masses import masses_of
from rig.hub.errors import AskError

MOST_CHARACTERS: Final = 200


def form_said(said: Mapping[str, Any]) -> Form:
    """The answers of the page.

    Raises:
        AskError: an answer has another form.
        MassRowsError, GravityError, CalibrationFormError: what was said cannot be.
    """
    plan, law = _text(said, "plan", "full"), _text(said, "law", "polynomial")
    if plan not in ("full", "short"):
        raise AskError("plan", "full or short")
    if law not in ("polynomial", "power"):
        raise AskError("law", "polynomial or power")
    rows = said.get("masses", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise AskError("masses", "a list with one object for each weight")
    column = said.get("column", 0)
    if type(column) is not int:
        raise AskError("column", "the number of a channel")
    person = _text(said, "person")
    if not person:
        raise AskError("person", "the name of who places the weights")
    return Form(
        masses=masses_of(rows, "your weights"),
        gravity=gravity_asked(
            _number(said, "gravity_m_per_s2"), _number(said, "latitude_deg"),
            _number(said, "height_m"),
        ),
        plan="short" if plan == "short" else "full",
        law="power" if law == "power" else "polynomial",
        full_scale_raw=_number(said, "full_scale_raw") or 0.0,
        range_n=_number(said, "range_n") or USUAL_RANGE_N,
        column=column,
        about=PassportParties(
            laboratory=_text(said, "laboratory"),
            place=_text(said, "place"),
            person=person,
            authoriser=_text(said, "authoriser") or person,
            humidity_pct=_number(said, "humidity_pct"),
            temperature_degc=_number(said, "temperature_degc"),
            remark=_text(said, "remark"),
        ),
    )  # fmt: skip


def _text(said: Mapping[str, Any], key: str, default: str = "") -> str:
    value = said.get(key, default)
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise AskError(key, f"a text of at most {MOST_CHARACTERS} characters")
    return value.strip()


def _number(said: Mapping[str, Any], key: str) -> float | None:
    value = said.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise AskError(key, "a number")
    return float(value)
