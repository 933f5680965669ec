"""The protocols a rig knows: the built-in library and a school's own TOML files."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from rig.engine.scoring.target import Protocol, Target
from rig.protocols.reader import (
    ProtocolError,
    UnknownProtocolError,
    protocol_from,
    protocol_of_toml,
)
from rig.protocols.table_reader import Mistake

DEFAULT_ID: Final = "tp-hold"


@cache
def built_in() -> Mapping[str, Protocol]:
    """The library that comes with the product, the default first, then by name of file."""
    folder = resources.files("rig") / "protocols"
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: (entry.name != f"{DEFAULT_ID}.toml", entry.name),
    )
    known = (
        protocol_from(tomllib.loads(entry.read_text(encoding="utf-8")), entry.name)
        for entry in files
    )
    return {protocol.id: protocol for protocol in known}


def load_file(path: Path) -> Protocol:
    """A school's own protocol.

    Raises:
        ProtocolError: the file cannot be read, is not TOML, or has mistakes: all of them at once.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        mistake = Mistake("", f"cannot be read: {error.strerror}")
        raise ProtocolError(str(path), (mistake,)) from error
    except UnicodeDecodeError as error:
        mistake = Mistake("", "is no UTF-8 text: save it as UTF-8")
        raise ProtocolError(str(path), (mistake,)) from error
    return protocol_of_toml(text, str(path))


def library(folder: Path | None) -> Mapping[str, Protocol]:
    """Built-in protocols and those of a school's folder; the school's win over the built-in.

    Args:
        folder: folder of `*.toml` files; None or absent for the built-in library alone.

    Raises:
        ProtocolError: a file of the folder has mistakes.
    """
    known = dict(built_in())
    if folder is not None and folder.is_dir():
        for path in sorted(folder.glob("*.toml")):
            protocol = load_file(path)
            known[protocol.id] = protocol
    return known


def find(protocol_id: str, folder: Path | None) -> Protocol:
    """The protocol of that id, or of that TOML file.

    Raises:
        UnknownProtocolError: no such id.
        ProtocolError: the file has mistakes.
    """
    if protocol_id.endswith(".toml"):
        return load_file(Path(protocol_id))
    known = library(folder)
    if protocol_id not in known:
        raise UnknownProtocolError(protocol_id, tuple(known))
    return known[protocol_id]


def plain_target(force_n: float, hold_s: float, band_pct: float) -> Target:
    """The target of `score --target-n F --hold-s S` without a protocol (docs/scoring.md).

    Hold window [S, S + 5], loading 3-15 N/s, release 0.2-1.6 of the target a second, ceiling
    1.5 times the target.
    """
    return Target(
        force_n=force_n,
        band_frac=band_pct / 100.0,
        hold_s=hold_s,
        hold_min_s=hold_s,
        hold_max_s=hold_s + 5.0,
        loading_min_n_per_s=3.0,
        loading_max_n_per_s=15.0,
        release_min_n_per_s=0.2 * force_n,
        release_max_n_per_s=1.6 * force_n,
        ceiling_n=1.5 * force_n,
    )
