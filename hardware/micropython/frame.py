"""Bytes on the wire: COBS with a CRC-16 and a zero byte, or a line ending in `,*CRC4`.

Runs on MicroPython and on CPython, where the host's tests compare it with the host's own frames.
"""

# CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF), four bits at a time: the loop over single
# bits would cost a Pico a millisecond a sample.
_CRC_OF_NIBBLE = (
    0x0000, 0x1021, 0x2042, 0x3063, 0x4084, 0x50A5, 0x60C6, 0x70E7,
    0x8108, 0x9129, 0xA14A, 0xB16B, 0xC18C, 0xD1AD, 0xE1CE, 0xF1EF,
)  # fmt: skip


def checksum(data):
    """CRC-16/CCITT-FALSE of the bytes."""
    crc = 0xFFFF
    table = _CRC_OF_NIBBLE
    for byte in data:
        crc = (crc << 4 & 0xFFFF) ^ table[crc >> 12 ^ byte >> 4]
        crc = (crc << 4 & 0xFFFF) ^ table[crc >> 12 ^ byte & 15]
    return crc


def stuffed(data):
    """COBS: each zero replaced by the distance to the next; fewer than 254 bytes."""
    coded = bytearray(1)
    code_at = 0
    for byte in data:
        if byte:
            coded.append(byte)
        else:
            coded[code_at] = len(coded) - code_at
            code_at = len(coded)
            coded.append(0)
    coded[code_at] = len(coded) - code_at
    return coded


def binary(body):
    """One record as it goes over a serial line, delimiter included."""
    crc = checksum(body)
    return bytes(stuffed(body + bytes((crc & 0xFF, crc >> 8)))) + b"\0"


def line(content):
    """One line of the readable mode with its CRC, a cell of its own, and its line end."""
    data = content.encode()
    return b"%s,*%04X\r\n" % (data, checksum(data))
