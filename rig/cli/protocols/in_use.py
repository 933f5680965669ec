"""Which protocols a command means: the library, files of the school, what is saved over them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rig.engine.scoring.target import Protocol

ClassId = Annotated[
    str, typer.Option("--class", metavar="ID", help="For one class; else for the whole school.")
]
Reason = Annotated[str, typer.Option("--reason", help="Why, for whoever looks later.")]


def protocols_in_use(
    folder: Path | None, data: Path | None, class_id: str = ""
) -> "Mapping[str, Protocol]":
    """Every protocol in use, by id.

    Args:
        folder: of the school's own files.
        data: data folder; None for the usual one, which may be missing.
        class_id: the class it is for; empty for the school.

    Raises:
        ProtocolError: a file of the school has mistakes.
        StoreError: the store cannot be read.
    """
    from rig.cli.sessions import store_of

    return _in_use(folder, store_of(data), class_id)


def protocol_in_use(
    protocol_id: str, folder: Path | None, store: Path, class_id: str = ""
) -> "Protocol":
    """The protocol of an id, or of a TOML file.

    Args:
        protocol_id: or the path of a file.
        folder: of the school's own files.
        store: file of the record, which may be missing.
        class_id: the class it is for; empty for the school.

    Raises:
        UnknownProtocolError: no such id.
        ProtocolError: a file has mistakes.
        StoreError: the store cannot be read.
    """
    from rig.protocols.library import find

    return _in_use(folder, store, class_id).get(protocol_id) or find(protocol_id, folder)


def _in_use(folder: Path | None, store: Path, class_id: str) -> "Mapping[str, Protocol]":
    from rig.protocols.library import library
    from rig.protocols.versions import in_use
    from rig.store.targets.versions import saved_versions

    return in_use(library(folder), saved_versions(store), class_id)
