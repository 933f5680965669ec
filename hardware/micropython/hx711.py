"""HX711 load-cell converter, read bit by bit: channel A, gain 128."""

import time

from machine import Pin, disable_irq, enable_irq

LOWEST, HIGHEST = -8388608, 8388607
BITS, GAIN = 24, 128
SETTLING = 4
"""Conversions until the output has settled (data sheet)."""


class Hx711:
    """The converter on two pins, and on a third where its RATE pin is wired."""

    lowest, highest, bits, gain, settling = LOWEST, HIGHEST, BITS, GAIN, SETTLING
    start_us = 1_000_000

    def __init__(self, dout_pin, sck_pin, rate_pin=None):
        """Power it up.

        Args:
            dout_pin: number of the pin at DOUT.
            sck_pin: number of the pin at SCK.
            rate_pin: number of the pin at RATE; None where it is soldered.
        """
        self._sck = Pin(sck_pin, Pin.OUT)
        # Without a converter the line stays high: a time-out, not noise.
        self._dout = Pin(dout_pin, Pin.IN, Pin.PULL_UP)
        self._rate = None if rate_pin is None else Pin(rate_pin, Pin.OUT)
        self._ready_ticks = 0
        self._is_ready = False
        self._is_reading = False
        self._dout.irq(self._on_falling_edge, Pin.IRQ_FALLING)
        self.set_rate(80)
        self.restart()

    def _on_falling_edge(self, _pin):
        # Data bits fall too.
        if not self._is_reading:
            self._ready_ticks = time.ticks_us()
            self._is_ready = True

    def set_rate(self, rate_hz):
        """Ask for 10 or 80 conversions a second; False where that cannot be had."""
        if rate_hz not in (10, 80):
            return False
        if self._rate is not None:
            self._rate(rate_hz == 80)
        return True

    def restart(self):
        """Power it down and up."""
        self._is_reading = True
        self._sck(1)
        time.sleep_us(100)
        self._sck(0)
        self._wait_for_edge()

    def take(self):
        """The conversion that is ready as (ticks, counts), or None."""
        if not self._is_ready:
            return None
        self._is_reading = True
        ticks = self._ready_ticks
        code = 0
        for _ in range(BITS):
            code = code << 1 | self._clock_bit()
        # The 25th pulse asks for channel A at gain 128 again; a converter lifts DOUT with it. A
        # line that stays low is at ground, or at a converter without supply.
        is_conversion = self._clock_bit()
        self._wait_for_edge()
        if not is_conversion:
            return None
        return ticks, code - (1 << BITS) if code & 0x800000 else code

    def _clock_bit(self):
        # SCK high for more than 60 us powers the chip down: no interrupt may come between.
        state = disable_irq()
        self._sck(1)
        bit = self._dout()
        self._sck(0)
        enable_irq(state)
        return bit

    def _wait_for_edge(self):
        state = disable_irq()
        self._is_ready = self._is_reading = False
        # A conversion that ended while its edge was not watched would be waited for in vain.
        if not self._dout():
            self._on_falling_edge(self._dout)
        enable_irq(state)
