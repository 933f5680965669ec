import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.tables.fast.blocks import BlockReader
from firmware_bridge.tables.form import form_of

cells = st.one_of(
    st.decimals(-99999, 99999, places=3).map(str),
    st.integers(-999, 999).map(str),
    st.sampled_from(
        ["-", ".", "-.5", "+1.000", "1e3", "1.", "", "0.0005", "1234567890123456.5", "1-2", "1.2.3"]
    ),
)


@given(st.lists(st.tuples(cells, cells), min_size=2, max_size=12))
def test_a_block_is_read_as_a_parser_reads_it_or_left_to_one(rows):
    form = form_of(["1.5,2.5", "3.5,4.5"], [])
    block = "".join(f"{a},{b}\n" for a, b in rows).encode()
    read = BlockReader(form, (0, 1)).read(block)
    if read is None:
        return
    numbers, taken = read
    whole = (
        rows if taken is None else [row for row, is_row in zip(rows, taken, strict=True) if is_row]
    )
    assert numbers.tolist() == [[float(a), float(b)] for a, b in whole]


@given(st.lists(st.decimals(-(10**6), 10**6, places=4), min_size=2, max_size=40))
def test_plain_decimals_come_out_to_the_last_bit(numbers):
    form = form_of(["1.5,2.5", "3.5,4.5"], [])
    block = "".join(f"{n}.25,{value}\n" for n, value in enumerate(numbers)).encode()
    read = BlockReader(form, (1,)).read(block)
    assert read is not None
    assert np.array_equal(read[0][:, 0], np.array([float(each) for each in numbers]))


longest = st.one_of(
    st.floats(-1e9, 1e9).map(repr),
    st.floats(-1.0, 1.0).map(lambda number: f"{number:.17f}"),
    st.integers(-(10**18), 10**18).map(str),
    # Exactly between two doubles, and next to that.
    st.integers(2**52, 2**53 - 1).map(lambda number: f"{number}.5"),
    st.integers(2**53, 2**54).map(lambda number: str(2 * number + 1)),
)


@given(st.lists(longest, min_size=2, max_size=60))
def test_all_the_digits_of_a_double_come_out_to_the_last_bit(written):
    form = form_of(["1.5,2.5", "3.5,4.5"], [])
    block = "".join(f"{n}.25,{cell}\n" for n, cell in enumerate(written)).encode()
    read = BlockReader(form, (0, 1)).read(block)
    if read is None:
        return
    assert [each.hex() for each in read[0][:, 1].tolist()] == [
        float(cell).hex() for cell in written
    ]


def test_one_number_with_a_power_of_ten_among_plain_ones_is_read_as_it_stands():
    form = form_of(["1.5,2.5", "3.5,4.5"], [])
    block = "".join(f"{n}.5,{'-2.5e-05' if n == 7 else n / 8}\n" for n in range(40)).encode()
    read = BlockReader(form, (0, 1)).read(block)
    assert read is not None
    assert read[0][7].tolist() == [7.5, -2.5e-05]
    assert read[0][8].tolist() == [8.5, 1.0]
