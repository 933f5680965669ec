"""Records of the wire format FPP v1 (../records.md): fields named once, sent in one of three ways.

`TEXT` lines and `SERIAL` frames go over USB; over Bluetooth (`RADIO`) a record is a notification
of its own, without COBS and CRC: the link layer has both. How long one may be, the two ends of the
link agree on; `Records.room` says it, and what is longer is `parted`.
"""

import struct

import frame

TEXT, SERIAL, RADIO = 0, 1, 2

SATURATED, CONVERSION_MISSED, SETTLING, NOTHING_NEW, BUTTON = 1, 2, 4, 8, 16
"""Flags of one sample."""

SENSOR_LOST, SENSOR_BACK, BUTTON_MOVED, RESET, STUCK, MOVING_AGAIN, RATE = 1, 2, 3, 4, 5, 6, 7
"""Codes of events."""
FIRMWARE = 8
"""Code of the event that tells `VERSION`, after INFO and the channels."""
VERSION = 0x000102
"""Major, minor and patch in a byte each: 0.1.2. Both firmwares have it; major and minor are those
of the whole project."""

DONE, REFUSED = 0, 1
"""Answers to commands."""

PROTOCOL = 1
PIECE = 0x41
LAST_PIECE = 0x80
SMALLEST_ROOM = 20
"""What every link carries; computers that never ask for more get no more."""
CAN_CONTACT, CAN_BUTTON = 1, 2
"""What a board can tell besides force."""
BATCH_SAMPLES = 4
"""Four samples are 27 bytes; a notification of 20 bytes carries two."""


class Records:
    """Turns what happens on the board into bytes.

    Attributes:
        way: TEXT, SERIAL or RADIO.
        number: the next packet of samples is sent with this number.
        room: longest notification of the link, in bytes; at least 20.
    """

    def __init__(self, way, clock):
        """Start numbering at 0; `clock()` gives the board's microseconds."""
        self.way = way
        self.number = 0
        self.room = SMALLEST_ROOM
        self._parted = 0
        self._clock = clock
        self._waiting = []
        self._flags = 0

    def info(self, board, channels, can, rate_mhz, boot_id, uid, name):
        """Who the board is."""
        if self.way == TEXT:
            return frame.line(
                "I,%d,%d,%d,%d,%d,%d,%s,%s"
                % (
                    PROTOCOL, board, channels, can, rate_mhz, boot_id,
                    "".join("%02x" % byte for byte in uid), name,
                )
            )  # fmt: skip
        head = struct.pack("<BBBBII", PROTOCOL, board, channels, can, rate_mhz, boot_id)
        return self._record(0x01, self._clock(), head + uid + name.encode())

    def channel(self, *cells):
        """One channel: index, kind, bits, gain, lowest and highest code."""
        if self.way == TEXT:
            return frame.line("C," + ",".join(str(cell) for cell in cells))
        return self._record(0x02, self._clock(), struct.pack("<BBBBii", *cells))

    def sample(self, t_us, flags, counts, contact_mv):
        """One sample; by radio the contact is left out and four samples go together."""
        if self.way == RADIO:
            return self._batched(t_us, flags, counts)
        number = self.number
        self.number = (number + 1) & 0xFFFF
        if self.way == TEXT:
            cells = (number, t_us, flags, counts, contact_mv)
            return frame.line("S,%d,%d,%d,%d,%d" % cells)
        payload = struct.pack("<Bii", flags, counts, contact_mv)
        return frame.binary(struct.pack("<BHI", 0x10, number, t_us) + payload)

    def event(self, code, value):
        """Something that happened."""
        if self.way == TEXT:
            return frame.line("E,%d,%d" % (code, value))
        return self._record(0x20, self._clock(), struct.pack("<Bi", code, value))

    def pong(self, token, heard_us):
        """The answer to `p<token>`."""
        now_us = self._clock()
        if self.way == TEXT:
            return frame.line("P,%d,%d,%d" % (token, heard_us, now_us))
        return self._record(0x30, heard_us, struct.pack("<III", token, heard_us, now_us))

    def ack(self, letter, answer):
        """The answer to any other command."""
        if self.way == TEXT:
            return frame.line("A,%d,%d" % (letter, answer))
        return self._record(0x40, self._clock(), bytes((letter, answer)))

    def remark(self, words):
        """Words for a person."""
        if self.way == TEXT:
            return b"# %s\r\n" % words.encode()
        return self._record(0x7E, self._clock(), words.encode())

    def parted(self, record):
        """The notifications that carry a record: itself, or pieces where it is too long."""
        if len(record) <= self.room:
            return [record]
        self._parted = (self._parted + 1) & 0xFF
        size = self.room - 3
        parts = [record[at : at + size] for at in range(0, len(record), size)]
        places = list(range(len(parts)))
        places[-1] |= LAST_PIECE
        return [bytes((PIECE, self._parted, at)) + part for at, part in zip(places, parts)]

    def forget(self):
        """Drop samples that wait for company, as when a listener has just come."""
        self._waiting.clear()
        self._flags = 0

    def _record(self, kind, t_us, payload):
        body = struct.pack("<BHI", kind, self.number, t_us) + payload
        return body if self.way == RADIO else frame.binary(body)

    def _batched(self, t_us, flags, counts):
        waiting = self._waiting
        too_far = waiting and (t_us - waiting[-1][0]) & 0xFFFFFFFF > 0xFFFF
        sent = self._batch() if too_far or (waiting and flags != self._flags) else b""
        self._flags = flags
        waiting.append((t_us, counts))
        # One notification a call; a batch cut short goes alone, its successor waits.
        if not sent and len(waiting) >= min(BATCH_SAMPLES, (self.room - 7) // 5):
            sent = self._batch()
        return sent

    def _batch(self):
        waiting = self._waiting
        t_us = waiting[0][0]
        payload = bytes((self._flags, len(waiting)))
        for _, counts in waiting:
            payload += struct.pack("<i", counts)[:3]
        for (before_us, _), (after_us, _) in zip(waiting, waiting[1:]):
            payload += struct.pack("<H", (after_us - before_us) & 0xFFFFFFFF)
        waiting.clear()
        sent = self._record(0x11, t_us, payload)
        self.number = (self.number + 1) & 0xFFFF
        return sent
