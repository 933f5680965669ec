"""Faults put into the file of a store from outside, and what its readers then say."""

from pathlib import Path

from rig.errors import StoreError
from rig.export.session import export_session
from rig.store.people.names import names
from rig.store.read import load_session
from rig.store.rescore import rescore_session
from rig.store.session_list import list_sessions

PAGE_BYTES = 4096


def zeroed(content, page):
    return _with_page(content, page, bytes(PAGE_BYTES))


def swapped(content, page, other):
    first, second = _page(content, page), _page(content, other)
    return _with_page(_with_page(content, page, second), other, first)


def flipped(content, bit):
    torn = bytearray(content)
    torn[bit // 8] ^= 1 << bit % 8
    return bytes(torn)


def pages(content):
    return len(content) // PAGE_BYTES


def refusals(store: Path, session_ids, folder: Path):
    """What the commands say that refuse to work with the store."""
    told = []
    attempts = [
        lambda: list_sessions(store, 1000),
        lambda: names(store),
        *(lambda one=one: load_session(store, one) for one in session_ids),
        *(lambda one=one: rescore_session(store, one) for one in session_ids),
        *(lambda one=one: export_session(store, one, folder, "csv") for one in session_ids),
    ]
    for attempt in attempts:
        try:
            attempt()
        except StoreError as error:
            told.append(str(error))
    return told


def _page(content, page):
    return content[page * PAGE_BYTES : (page + 1) * PAGE_BYTES]


def _with_page(content, page, new):
    return content[: page * PAGE_BYTES] + new + content[(page + 1) * PAGE_BYTES :]
