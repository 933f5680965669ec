"""What the board itself can say of the quality of its conversions, and their measured rate."""

import records
from clock import elapsed_us

TIMEOUT_US = 250_000
"""Two and a half periods at 10 conversions a second."""
REMIND_US = 100_000
STUCK_US = 1_000_000
"""24 bits of a real bridge never stand still so long."""
FIRST_WINDOW, WINDOW = 16, 128


class Health:
    """Judges one conversion after the other.

    Attributes:
        counts: the last code, 0 before the first.
        rate_mhz: conversions per 1000 s as measured, 0 before it is known.
        events: (code, value) of what happened and was not taken yet.
    """

    def __init__(self, sensor, now_us):
        """Begin with a converter that was just powered up."""
        self._sensor = sensor
        self.counts = 0
        self.events = []
        self.begin(now_us)

    def begin(self, now_us):
        """Begin again, as after a change of rate."""
        self._settling = self._sensor.settling
        self._has_last = self._is_lost = self._is_stuck = False
        self._deadline_us = now_us + self._sensor.start_us
        self._last_us = self._changed_us = now_us
        self._period_us = self.rate_mhz = self._told_mhz = 0
        self._reminders = 0
        self._open_window(now_us, FIRST_WINDOW)

    def judge(self, t_us, counts):
        """Flags of a conversion."""
        saturated = not self._sensor.lowest < counts < self._sensor.highest
        flags = records.SATURATED if saturated else 0
        since_us = elapsed_us(self._last_us, t_us)
        if self._is_lost:
            self.events.append((records.SENSOR_BACK, since_us // 1000))
            self._is_lost = False
            self._settling = self._sensor.settling
            flags |= records.CONVERSION_MISSED
            self._open_window(t_us, WINDOW)
            self._changed_us = t_us
        elif not self._has_last:
            self._open_window(t_us, FIRST_WINDOW)
        else:
            if not self.rate_mhz:
                self._guess_period(since_us)
            if since_us > self._period_us * 3 // 2:
                flags |= records.CONVERSION_MISSED
                self._open_window(t_us, WINDOW if self.rate_mhz else FIRST_WINDOW)
            else:
                self._measure(t_us)
        if self._settling:
            self._settling -= 1
            flags |= records.SETTLING
        flags |= self._standstill(t_us, counts, saturated)
        self.counts = counts
        self._has_last = True
        self._last_us = t_us
        self._deadline_us = t_us + TIMEOUT_US
        return flags

    def is_overdue(self, now_us):
        """Whether the converter was silent for too long and a sample has to say so."""
        if elapsed_us(self._deadline_us, now_us) < 0:
            return False
        if not self._is_lost:
            self._is_lost = True
            self._reminders = 0
            silent_us = elapsed_us(self._last_us, now_us)
            self.events.append((records.SENSOR_LOST, silent_us // 1000))
        if self._reminders % (self._sensor.start_us // REMIND_US) == 0:
            self._sensor.restart()
        self._reminders += 1
        self._deadline_us = now_us + REMIND_US
        return True

    def _standstill(self, t_us, counts, saturated):
        still_us = elapsed_us(self._changed_us, t_us)
        if counts != self.counts or saturated:
            if self._is_stuck:
                self.events.append((records.MOVING_AGAIN, still_us // 1000))
            self._is_stuck = False
            self._changed_us = t_us
        elif not self._is_stuck and still_us >= STUCK_US:
            self._is_stuck = True
            self.events.append((records.STUCK, counts))
        return records.NOTHING_NEW if self._is_stuck else 0

    def _open_window(self, t_us, conversions):
        self._window = conversions
        self._windowed = 0
        self._window_us = t_us

    def _guess_period(self, since_us):
        """Before a rate is known the first step stands for it, and a much shorter one in its place.

        Then a conversion was missed in what came before.
        """
        if self._period_us and since_us * 3 // 2 > self._period_us:
            return
        self._period_us = since_us
        self._open_window(self._last_us, FIRST_WINDOW)

    def _measure(self, t_us):
        self._windowed += 1
        if self._windowed < self._window:
            return
        took_us = elapsed_us(self._window_us, t_us)
        self._period_us = took_us // self._windowed
        self.rate_mhz = self._windowed * 1_000_000_000 // took_us
        if abs(self.rate_mhz - self._told_mhz) > self._told_mhz // 50:
            self._told_mhz = self.rate_mhz
            self.events.append((records.RATE, self.rate_mhz))
        self._open_window(t_us, WINDOW)
