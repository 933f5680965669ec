"""The pad: conversions and commands in, bytes out; the same for every link."""

import os

import records
from clock import Clock
from health import Health
from machine import ADC, Pin, unique_id

BRIDGE_COUNTS, FSR_MILLIVOLT = 0, 1
SUPPLY_MV = 3300
LONGEST_LINE = 12
GREETING = "Steadyhold: ? who, s start, x stop, m0 binary, m1 text, r80 or r10 rate, p1 ping"


class Pad:
    """One load cell, one contact input, one button.

    Attributes:
        records: how things are said on this link.
    """

    def __init__(self, sensor, way, *, board, name, contact_pin, button_pin):
        """Power up.

        Args:
            sensor: the converter.
            way: how records go over the link, see `records`.
            board: number of the kind of board in INFO.
            name: name for a person.
            contact_pin: ADC pin of the contact sensor; None without one.
            button_pin: pin of the rater's button, to ground; None without one.
        """
        self._clock = Clock()
        self.records = records.Records(way, self._clock)
        self._sensor = sensor
        self._health = Health(sensor, self._clock())
        self._contact = None if contact_pin is None else _contact(contact_pin)
        self._button = None if button_pin is None else Pin(button_pin, Pin.IN, Pin.PULL_UP)
        self._can = (0 if contact_pin is None else records.CAN_CONTACT) | (
            0 if button_pin is None else records.CAN_BUTTON
        )
        self._button_is_down = False
        self._board = board
        self._name = name
        self._asked_hz = 80
        self._streams = True
        self._line = b""
        # Fewer than eight bytes on some boards; a random boot id needs no flash to remember it.
        self._uid = (unique_id() + bytes(8))[:8]
        self._boot_id = int.from_bytes(os.urandom(4), "little")

    def greeting(self):
        """What is sent at power-up: the empty remark ends a half packet left by a reset."""
        sent = [self.records.remark(""), self.records.remark(GREETING)]
        return sent + self.introduction()

    def meet(self):
        """What somebody is told who has just begun to listen; the stream is theirs from here on."""
        self.records.forget()
        self._line = b""
        self._streams = True
        sent = self.introduction()
        # What was told to nobody is found and told again.
        self._health.begin(self._clock())
        return sent

    def introduction(self):
        """INFO, the channels and the version, the answer to `?`."""
        say, sensor = self.records, self._sensor
        one_channel = say.way == records.RADIO
        rate_mhz = self._health.rate_mhz or self._asked_hz * 1000
        sent = [
            say.info(
                self._board,
                1 if one_channel else 2,
                self._can,
                rate_mhz,
                self._boot_id,
                self._uid,
                self._name,
            ),
            say.channel(0, BRIDGE_COUNTS, sensor.bits, sensor.gain, sensor.lowest, sensor.highest),
        ]
        if not one_channel:
            sent.append(say.channel(1, FSR_MILLIVOLT, 16, 1, 0, SUPPLY_MV))
        sent.append(say.event(records.FIRMWARE, records.VERSION))
        return sent

    def step(self):
        """Records of what happened since the last step; empty when nothing did."""
        conversion = self._sensor.take()
        if conversion is not None:
            t_us = self._clock.at(conversion[0])
            flags = self._health.judge(t_us, conversion[1])
        else:
            t_us = self._clock()
            if not self._health.is_overdue(t_us):
                return []
            flags = records.NOTHING_NEW
        flags |= self._button_flag()
        events = self._health.events
        sent = [self.records.event(code, value) for code, value in events]
        events.clear()
        if self._streams:
            contact_mv = self._contact.read_u16() * SUPPLY_MV >> 16 if self._contact else 0
            sample = self.records.sample(t_us, flags, self._health.counts, contact_mv)
            if sample:
                sent.append(sample)
        return sent

    def hear(self, data):
        """Records that answer bytes from the host."""
        sent = []
        for byte in data:
            if byte in b"\r\n":
                if self._line:
                    sent += self._obey(self._line, self._clock())
                self._line = b""
            elif len(self._line) <= LONGEST_LINE:
                self._line += bytes((byte,))
        return sent

    def _obey(self, line, heard_us):
        say = self.records
        letter, digits = line[:1], line[1:]
        is_number = digits.isdigit() and len(digits) <= 10
        answer = records.DONE
        if line == b"?":
            return self.introduction()
        if letter == b"p" and is_number:
            return [say.pong(int(digits) & 0xFFFFFFFF, heard_us)]
        if line in (b"s", b"x"):
            self._streams = line == b"s"
        elif letter == b"r" and is_number and self._sensor.set_rate(int(digits)):
            self._asked_hz = int(digits)
            self._health.begin(self._clock())
        elif line in (b"m0", b"m1") and say.way != records.RADIO:
            return self._switch(records.TEXT if line == b"m1" else records.SERIAL)
        else:
            answer = records.REFUSED
        return [say.ack(letter[0], answer)]

    def _switch(self, way):
        # A zero byte ends the text for a decoder of binary records.
        sent = [b"\0"] if self.records.way == records.TEXT and way != records.TEXT else []
        self.records.way = way
        sent.append(self.records.ack(ord("m"), records.DONE))
        return sent

    def _button_flag(self):
        is_down = self._button is not None and not self._button()
        if is_down != self._button_is_down:
            self._health.events.append((records.BUTTON_MOVED, int(is_down)))
        self._button_is_down = is_down
        return records.BUTTON if is_down else 0


def _contact(pin):
    adc = ADC(Pin(pin))
    # An ESP32 reads to 1 V only, unless it is asked for the whole supply.
    if hasattr(ADC, "ATTN_11DB"):
        adc.atten(ADC.ATTN_11DB)
    return adc
