"""Records of the board that are longer than a notification."""

from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.decoding.fragments import HEAD_BYTES, LAST, PIECE, FragmentBuffer

RECORDS = st.binary(min_size=21, max_size=300)


def cut(record: bytes, number: int) -> list[bytes]:
    """The pieces of a record for notifications of 20 bytes."""
    size = 20 - HEAD_BYTES
    parts = [record[at : at + size] for at in range(0, len(record), size)]
    places = [at | LAST * (at == len(parts) - 1) for at in range(len(parts))]
    return [bytes((PIECE, number, at)) + part for at, part in zip(places, parts, strict=True)]


def put(pieces: list[bytes]) -> tuple[list[bytes], int]:
    """What becomes whole, and how many records were given up."""
    table = FragmentBuffer()
    whole = [done for piece in pieces if (done := table.put(piece)) is not None]
    return whole, table.rejected


@given(record=RECORDS, dice=st.randoms())
def test_a_record_is_whole_again_in_whatever_order_its_pieces_come(record, dice):
    pieces = cut(record, 255)
    dice.shuffle(pieces)
    assert put(pieces) == ([record], 0)


@given(first=RECORDS, second=RECORDS, gone=st.integers(0, 20))
def test_a_record_without_one_of_its_pieces_is_counted_and_the_next_is_whole(first, second, gone):
    pieces = cut(first, 7)
    del pieces[gone % len(pieces)]
    assert put(pieces + cut(second, 8)) == ([second], 1)


def test_a_piece_of_nothing_is_counted():
    assert put([bytes((PIECE, 1)), bytes((PIECE, 1, LAST))]) == ([], 2)
