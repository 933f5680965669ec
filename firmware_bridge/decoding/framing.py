"""Frames of the board's wire format: COBS with a CRC-16 in binary, `,*CRC4` in text.

The CRC is CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF), which the standard library has as
`binascii.crc_hqx`. A frame is COBS(type u8, seq u16, tick u32, payload, crc u16) and a zero byte,
all little endian.
"""

import struct
from binascii import Error as HexError
from binascii import crc_hqx, unhexlify

from cobs import cobs

HEADER = struct.Struct("<BHI")
CRC = struct.Struct("<H")
DELIMITER = b"\0"


def checksum(data: bytes) -> int:
    """CRC-16/CCITT-FALSE of the bytes."""
    return crc_hqx(data, 0xFFFF)


def binary_frame(kind: int, seq: int, tick: int, payload: bytes) -> bytes:
    """One record as it goes over the wire, delimiter included.

    Args:
        kind: record type, 0 to 255.
        seq: packet number; its lower 16 bits are sent.
        tick: device ticks; the lower 32 bits are sent.
        payload: bytes of the record after its header.
    """
    body = HEADER.pack(kind, seq & 0xFFFF, tick & 0xFFFFFFFF) + payload
    encoded: bytes = cobs.encode(body + CRC.pack(checksum(body)))
    return encoded + DELIMITER


def text_line(content: str) -> bytes:
    """One line of the readable mode, version 2, with its CRC and line end."""
    data = content.encode("ascii")
    return b"%s,*%04X\r\n" % (data, checksum(data))


def line_content(line: bytes) -> bytes | None:
    """What a line of the readable mode says, without its CRC; None if damaged or without one.

    In version 2 a comma stands before the CRC, so that a serial plotter does not take it for the
    end of the last number; boards with older firmware send version 1, without it.
    """
    content, star, digits = line.rstrip(b"\r\n").rpartition(b"*")
    content = content.removesuffix(b",")
    if not star or len(digits) != 4:
        return None
    try:
        sent = unhexlify(digits)
    except HexError:
        return None
    return content if int.from_bytes(sent, "big") == checksum(content) else None
