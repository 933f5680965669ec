"""What a request about marks says: columns, numbers, the protocol, the reason."""

import math
from typing import Final

from rig.engine.scoring.target import Protocol
from rig.hub.errors import AskError
from rig.hub.http.json_route import Call
from rig.protocols.versions import VersionMissingError
from rig.school.standards.borderline import BORDERLINE_MARK
from rig.school.standards.columns import Columns, mark_columns

SAID: Final = "what was pasted"
WIDEST_MARK: Final = 1000.0


def asked_protocol(call: Call, protocol_id: str) -> Protocol:
    """The protocol in use for the class of a request.

    Raises:
        VersionMissingError: there is none of that id.
    """
    found = call.hub.protocols_in_use.of(call.class_id).get(protocol_id)
    if found is None:
        raise VersionMissingError(protocol_id, 0, ())
    return found


def asked_columns(call: Call) -> Columns:
    """The columns of a request.

    Raises:
        AskError: what it names is no list of names.
        ColumnsError: there are no two columns of numbers.
    """
    wanted = call.asked.get("columns", [])
    if not isinstance(wanted, list) or not all(isinstance(each, str) for each in wanted):
        raise AskError("columns", "a list of names")
    return mark_columns(SAID, call.text("text"), wanted)


def asked_reason(call: Call) -> str:
    """Why, in the words of whoever asks.

    Raises:
        AskError: there are none.
    """
    reason = call.text("reason")
    if not reason.strip():
        raise AskError("reason", "a few words, for whoever looks later")
    return reason


def asked_borderline_mark(call: Call) -> float:
    """The examiner's mark that means just about.

    Raises:
        AskError: it is no such number.
    """
    value = _number(call, "borderline_mark", WIDEST_MARK)
    return BORDERLINE_MARK if value is None else value


def asked_sem_points(call: Call) -> float | None:
    """The standard error of measurement of a score; None where none is given.

    Raises:
        AskError: it is no such number.
    """
    value = _number(call, "sem_points", 100.0)
    if value is not None and value < 0.0:
        raise AskError("sem_points", "a number of points from 0 to 100")
    return value


def _number(call: Call, key: str, most: float) -> float | None:
    value = call.asked.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AskError(key, "a number")
    if not math.isfinite(value) or abs(value) > most:
        raise AskError(key, f"a number up to {most:g}")
    return float(value)
