"""Records of session a1 put in place of those that were stored, with checksums that fit."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from rig.store.format.crc import row_crc


def rewrite_header(store: Path, text: str) -> None:
    """Another header."""
    with sqlite3.connect(store) as connection:
        connection.execute(
            "UPDATE sessions SET header = ?, crc = ? WHERE session_id = 'a1'",
            (text, row_crc("sessions", "a1", (text,))),
        )
    connection.close()


def rewrite_hold(store: Path, text: str) -> None:
    """Another text for the first press."""
    with sqlite3.connect(store) as connection:
        query = "SELECT row_no, at_index, number, repetition, score FROM holds ORDER BY row_no"
        row_no, *values = connection.execute(query).fetchone()
        connection.execute(
            "UPDATE holds SET json = ?, crc = ? WHERE row_no = ?",
            (text, row_crc("holds", "a1", (*values, text)), row_no),
        )
    connection.close()


def header_of(store: Path) -> dict[str, Any]:
    """The stored header."""
    with sqlite3.connect(store) as connection:
        query = "SELECT header FROM sessions WHERE session_id = 'a1'"
        [text] = connection.execute(query).fetchone()
    connection.close()
    found: dict[str, Any] = json.loads(text)
    return found


def hold_of(store: Path) -> dict[str, Any]:
    """The stored first press."""
    with sqlite3.connect(store) as connection:
        [text] = connection.execute("SELECT json FROM holds ORDER BY row_no").fetchone()
    connection.close()
    found: dict[str, Any] = json.loads(text)
    return found
