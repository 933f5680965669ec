"""Packets that tell their length, in whatever parts a radio delivers them."""

from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.rejoin import PacketReassembler

KIND = 0x33
PACKETS = st.lists(
    st.binary(max_size=60).map(lambda body: bytes((KIND, 2 + len(body))) + body),
    min_size=1,
    max_size=8,
)


def length_of(header: bytes) -> int:
    return header[1] if header[0] == KIND and header[1] >= 2 else 0


@given(packets=PACKETS, size=st.integers(1, 40))
def test_packets_in_parts_are_the_packets(packets, size):
    packets_of = PacketReassembler(length_of)
    parts = [each[at : at + size] for each in packets for at in range(0, len(each), size)]
    assert [each for part in parts for each in packets_of.feed(part)] == packets
    assert packets_of.rejected == 0


@given(packets=PACKETS)
def test_several_packets_in_one_delivery_are_taken_apart(packets):
    assert PacketReassembler(length_of).feed(b"".join(packets)) == packets


@given(packets=PACKETS, lost=st.binary(min_size=20, max_size=20).map(lambda b: b"\x33\x40" + b))
def test_a_packet_whose_rest_never_comes_costs_itself_only(packets, lost):
    packets_of = PacketReassembler(length_of)
    assert packets_of.feed(lost) == []
    assert [each for part in packets for each in packets_of.feed(part)][-1] == packets[-1]


def test_what_begins_no_packet_is_refused():
    packets_of = PacketReassembler(length_of)
    assert packets_of.feed(b"\x34\x05abc") == []
    assert packets_of.rejected == 1
