"""Reading tables leaves nothing behind and takes no time, whatever they hold."""

import gc
import random
import tracemalloc
from time import process_time

import pytest

from firmware_bridge.errors import TableError, TableTimeError
from firmware_bridge.tables.dialects.known import DIALECTS
from firmware_bridge.tables.table import read_table

SHAPES = 200
KEPT_BYTES = 20_000
"""Less than one small table; 200 of them take a hundred times as much to read."""


def damaged(rng: random.Random) -> bytes:
    """The example of some dialect with bytes changed, left out and put in."""
    data = bytearray(rng.choice(DIALECTS).example.lines.encode())
    for _ in range(rng.randrange(20)):
        at = rng.randrange(len(data) + 1)
        data[at : at + rng.randrange(6)] = rng.choice(
            (b"", b",", b";", b"\n", b"-1e9", b"\xff", b"0")
        )
    return bytes(data)


def test_the_same_tables_read_again_take_no_more_memory(tmp_path):
    rng, path = random.Random(13), tmp_path / "table.txt"
    shapes = [damaged(rng) for _ in range(SHAPES)]

    def kept_bytes() -> int:
        for shape in shapes:
            path.write_bytes(shape)
            try:
                read_table(path)
            except TableError:
                continue
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        kept_bytes()
        first, second = kept_bytes(), kept_bytes()
    finally:
        tracemalloc.stop()
    assert second - first < KEPT_BYTES


def test_a_line_of_many_blanks_is_looked_at_as_fast_as_one_of_few(tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(f"force{' ' * 6000}1{' ' * 6000}\n" * 15)
    began_s = process_time()
    with pytest.raises(TableTimeError, match="--rate-hz"):
        read_table(path)
    # Half a second of processor time on a slow machine; ten when each blank was an end of the name.
    assert process_time() - began_s < 5
