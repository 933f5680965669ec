"""A file written at once: whoever reads it finds the old or the new one, never a part."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def write_atomically(path: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write a file beside `path`, make it safe, then give it its name.

    Args:
        path: of the file; its folder exists.
        fill: writes the file at the path it is given.

    Raises:
        OSError: it cannot be written; the old file is as it was and nothing is left behind.
    """
    # A name of its own: two writers of one path would fill and rename each other's file.
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        fill(fresh)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        # A full disk is met in the middle of writing, where no name is told.
        error.filename = error.filename or str(path)
        raise
    finally:
        fresh.unlink(missing_ok=True)
    make_names_safe(path.parent)


def write_whole_bytes(path: Path, content: bytes) -> None:
    """Replace or create a file.

    Raises:
        OSError: it cannot be written; the old file is as it was.
    """

    def fill(fresh: Path) -> None:
        fresh.write_bytes(content)

    write_atomically(path, fill)


def write_whole_text(path: Path, text: str) -> None:
    """Replace or create a text file, as UTF-8 and without changing line ends.

    Raises:
        OSError: it cannot be written; the old file is as it was.
    """
    write_whole_bytes(path, text.encode())


def make_names_safe(folder: Path) -> None:
    """Put on the disk which files a folder holds.

    Raises:
        OSError: the disk refused.
    """
    # Without this a power cut may bring the old name back; Windows has no such call.
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
