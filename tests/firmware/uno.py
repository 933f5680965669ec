"""The Uno's firmware on an emulated ATmega328P: real machine code, virtual pins, virtual time."""

from pathlib import Path

import yasimavr.lib.core as core
from yasimavr.device_library import load_device
from yasimavr.utils.uart import UART_IO

from tests.firmware.hx711_chip import Hx711Chip
from tests.firmware.load_cell import LoadCell

CLOCK_HZ = 16_000_000
SUPPLY_V = 5.0
PULSE_CYCLES = 80
OPEN_INPUTS = ("PC1", "PC2", "PC3", "PC4", "PC5")


class Uno:
    """One board; time passes only in `run`.

    Attributes:
        cell: the load cell and the contact sensor on it.
        chip: the converter.
    """

    def __init__(self, elf: Path, cell: LoadCell, *, rate_hz: float = 92.5, seed: int = 1) -> None:
        """Power up.

        Args:
            elf: the firmware.
            cell: what it measures.
            rate_hz: conversions per second; real boards marked 80 run at 92 to 94.
            seed: chance on the open analogue inputs, which makes one board another than the next.
        """
        self.cell = cell
        self.chip = Hx711Chip(cell.counts_at, rate_hz)
        firmware = core.Firmware.read_elf(str(elf))
        firmware.frequency, firmware.vcc, firmware.aref = CLOCK_HZ, SUPPLY_V, 1.0
        self._device = load_device("atmega328p")
        self._loop = core.SimLoop(self._device)
        self._loop.set_fast_mode(True)
        self._device.load_firmware(firmware)
        self._uart = UART_IO(self._device, "0", "rw")
        self._dout = self._device.find_pin("PD2")
        self._button = self._device.find_pin("PD7")
        self._sck = core.CallableSignalHook(self._on_sck)
        self._device.find_pin("PD4").signal().connect(self._sck)
        for number, name in enumerate(OPEN_INPUTS):
            self._set_volts(name, ((seed * 7919 + number * 104_729) % 1000) / 200)
        self._dout.set_external_state("H")
        self.press_button(False)

    @property
    def t_s(self) -> float:
        """Seconds since power-up."""
        return self._loop.cycle() / CLOCK_HZ

    def run(self, for_s: float) -> bytes:
        """Let time pass; the bytes the board sent meanwhile."""
        self._set_volts("PC0", self.cell.contact_v)
        end = self._loop.cycle() + round(for_s * CLOCK_HZ)
        while (now := self._loop.cycle()) < end:
            due = round(self.chip.next_us * (CLOCK_HZ / 1e6))
            if due <= now:
                if self.chip.convert():
                    self._dout.set_external_state("H")
                    self._loop.run(PULSE_CYCLES)
                self._show_dout()
                continue
            self._loop.run(min(end, due) - now)
            if self._loop.cycle() == now:
                raise RuntimeError(f"the emulated chip stopped at {self.t_s:.6f} s")
        return bytes(self._uart.read(1 << 20) or b"")

    def hear(self, data: bytes) -> None:
        """Bytes from the host."""
        self._uart.write(data)

    def press_button(self, down: bool) -> None:
        """The rater's button, to ground."""
        self._button.set_external_state("L" if down else "H")

    def brown_out(self) -> None:
        """The supply dips below what the chip needs: it starts again, EEPROM kept."""
        self._device.reset(core.Device.ResetFlag.BOD)

    def _set_volts(self, pin: str, volts: float) -> None:
        level = core.Wire.state_t(core.Wire.StateEnum.Analog, volts / SUPPLY_V)
        self._device.find_pin(pin).set_external_state(level)

    def _on_sck(self, signal: core.signal_data_t, _hook: int) -> None:
        if signal.sigid != core.Wire.SignalId.DigitalChange:
            return
        self.chip.clock(int(signal.data.as_uint()), self._loop.cycle() * 1e6 / CLOCK_HZ)
        self._show_dout()

    def _show_dout(self) -> None:
        self._dout.set_external_state("H" if self.chip.dout else "L")
