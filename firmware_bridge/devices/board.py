"""The Steadyhold board: HX711 load-cell amplifier, binary records or readable lines.

Binary: COBS(type u8, seq u16, tick u32, payload, CRC-16) and a zero byte. Text: one line a sample,
`S,seq,t_us,flags,raw[,raw]*CRC4`. Both may follow each other on one wire: the board powers up in
text and is switched to binary. `tick` is micros() at the conversion of the first sample. The
board sends raw counts only: zero and scale belong to the host.
"""

from collections.abc import Mapping

from firmware_bridge.decoding.board_decoder import BoardDecoder
from firmware_bridge.device import Device, Example, Hello
from firmware_bridge.samples import Flag

NOMINAL_COUNTS_PER_N = 8700.0
"""50 kg cell of 2 mV/V on 4.2 V at gain 128: about 17 uV, or 8,700 counts, per newton."""


def board_decoder(_options: Mapping[str, str]) -> BoardDecoder:
    """A decoder for the board, which has no options."""
    return BoardDecoder()


DEVICE = Device(
    kind="board",
    title="Steadyhold board",
    link="serial",
    wire="stream",
    baud=115200,
    unit="counts",
    rate_hz=80.0,
    tick_hz=1e6,
    tick_bits=32,
    packet_bits=16,
    settling_s=0.05,
    resolution_raw=1.0,
    saturation_raw=(-8388608.0, 8388607.0),
    graded=True,
    ask=b"?\n",
    start=b"m0\ns\n",
    stop=b"x\n",
    decoder=board_decoder,
    examples=(
        Example(
            title="INFO, the answer to ?: protocol 1, one channel, 80 Hz, boot id, uid, name",
            wire=bytes.fromhex(
                "02 01 01 03 e8 03 01 04 01 01 01 04 80 38 01 14 78 56 34 12 a1 b2 c3 d4 e5 f6"
                "07 18 50 61 64 20 33 a4 16 00"
            ),
            hello=Hello("a1b2c3d4e5f60718", 0x12345678, "Pad 3", 80.0, 1),
        ),
        Example(
            title="the same in text",
            wire=b"I,1,1,1,0,80000,305419896,a1b2c3d4e5f60718,Pad 3*C2C4\r\n",
            hello=Hello("a1b2c3d4e5f60718", 0x12345678, "Pad 3", 80.0, 1),
        ),
        Example(
            title="SAMPLE: packet 7 at 87,500 us, 123,456 counts",
            wire=bytes.fromhex("03 10 07 04 cc 55 01 01 04 40 e2 01 03 28 67 00"),
            samples=((7, 87500, 0, 123456),),
        ),
        Example(
            title="SAMPLE of two channels, saturated, last packet number, tick about to wrap",
            wire=bytes.fromhex("0c 10 ff ff fa ff ff ff 01 ff ff 7f 07 fb ff ff ff b2 b2 00"),
            samples=((65535, 4294967290, int(Flag.SATURATED), 8388607, -5),),
        ),
        Example(
            title="BATCH: packet 9, four samples 1 ms apart",
            wire=bytes.fromhex(
                "03 11 09 04 74 b7 01 01 03 04 01 01 12 ff ff ff 70 11 01 90 ee fe e8 03 e8 03"
                "e8 03 a0 3f 00"
            ),
            samples=(
                (9, 112500, 0, 1),
                (9, 113500, 0, -1),
                (9, 114500, 0, 70000),
                (9, 115500, 0, -70000),
            ),
        ),
        Example(
            title="text: one channel, then two while settling",
            wire=b"S,7,87500,0,123456*9402\r\nS,8,100000,4,-42,17,*7BF0\r\n",
            samples=((7, 87500, 0, 123456), (8, 100000, int(Flag.SETTLING), -42, 17)),
        ),
        Example(
            title="a remark, then a line whose CRC does not fit: refused",
            wire=b"# warming up\r\nS,7,87500,0,123457*9402\r\n",
            rejected=1,
        ),
        Example(
            title="power-up in text, then switched to binary without a byte between",
            wire=b"S,7,87500,0,123456*9402\r\n"
            + bytes.fromhex("03 10 07 04 cc 55 01 01 04 40 e2 01 03 28 67 00"),
            samples=((7, 87500, 0, 123456), (7, 87500, 0, 123456)),
        ),
    ),
)
