"""The Uno's firmware on an emulated ATmega328P: real machine code, virtual pins, virtual time."""

from pathlib import Path

import yasimavr.lib.core as core
from yasimavr.device_library import DeviceDescriptor, load_device
from yasimavr.utils.uart import UART_IO

from tests.firmware.hx711_chip import Hx711Chip
from tests.firmware.load_cell import LoadCell

CLOCK_HZ = 16_000_000
SUPPLY_V = 5.0
PULSE_CYCLES = 80
OPEN_INPUTS = ("PC1", "PC2", "PC3", "PC4", "PC5")

# yasimavr 0.1.6 leaves out 64 in this table and then reads past its end for 128, Arduino's choice:
# what lies there in memory became the chip's pace. ATmega328P data sheet, table 24-5.
ADC_PRESCALERS = (2, 2, 4, 8, 16, 32, 64, 128)
CHIP = DeviceDescriptor.create_from_model("atmega328p")
CHIP.peripherals["ADC"].class_descriptor.config["clk_ps_factors"] = list(ADC_PRESCALERS)


class Uno:
    """One board; time passes only in `run`.

    Attributes:
        cell: the load cell and the contact sensor on it.
        chip: the converter.
        ready_us: when each conversion was ready.
    """

    def __init__(
        self,
        elf: Path,
        cell: LoadCell,
        *,
        rate_hz: float = 92.5,
        seed: int = 1,
        rate_is_wired: bool = False,
    ) -> None:
        """Power up.

        Args:
            elf: the firmware.
            cell: what it measures.
            rate_hz: conversions per second; real boards marked 80 run at 92 to 94.
            seed: chance on the open analogue inputs, which makes one board another than the next.
            rate_is_wired: pin D5 chooses between `rate_hz` and an eighth of it.
        """
        self.cell = cell
        self.chip = Hx711Chip(cell.counts_at, rate_hz)
        self.ready_us: list[float] = []
        self._fast_hz = rate_hz
        firmware = core.Firmware.read_elf(str(elf))
        firmware.frequency, firmware.vcc, firmware.aref = CLOCK_HZ, SUPPLY_V, 1.0
        self._device = load_device(CHIP.name)
        self._loop = core.SimLoop(self._device)
        self._loop.set_fast_mode(True)
        self._device.load_firmware(firmware)
        self._uart = UART_IO(self._device, "0", "rw")
        self._dout = self._device.find_pin("PD2")
        self._button = self._device.find_pin("PD7")
        self._sck = core.CallableSignalHook(self._on_sck)
        self._device.find_pin("PD4").signal().connect(self._sck)
        self._rate = core.CallableSignalHook(self._on_rate)
        if rate_is_wired:
            self._device.find_pin("PD5").signal().connect(self._rate)
        self._open_volts = {
            name: ((seed * 7919 + number * 104_729) % 1000) / 200
            for number, name in enumerate(OPEN_INPUTS)
        }
        self._button_is_down = False
        self._wire_up()

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
                self.ready_us.append(self.chip.next_us)
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
        self._button_is_down = down
        # The emulator takes no notice of a level that was set already, even after a reset.
        self._button.set_external_state("Z")
        self._button.set_external_state("L" if down else "H")

    def brown_out(self) -> None:
        """The supply dips below what the chip needs: it starts again, EEPROM kept."""
        self._device.reset(core.Device.ResetFlag.BOD)
        self._loop.run(PULSE_CYCLES)  # the reset takes the levels off the pins with it
        self._wire_up()

    def _wire_up(self) -> None:
        for name, volts in self._open_volts.items():
            self._set_volts(name, volts)
        self.press_button(self._button_is_down)
        self._show_dout()

    def _set_volts(self, pin: str, volts: float) -> None:
        level = core.Wire.state_t(core.Wire.StateEnum.Analog, volts / SUPPLY_V)
        self._device.find_pin(pin).set_external_state(level)

    def _on_sck(self, signal: core.signal_data_t, _hook: int) -> None:
        if signal.sigid != core.Wire.SignalId.DigitalChange:
            return
        self.chip.clock(int(signal.data.as_uint()), self._loop.cycle() * 1e6 / CLOCK_HZ)
        self._show_dout()

    def _on_rate(self, signal: core.signal_data_t, _hook: int) -> None:
        if signal.sigid == core.Wire.SignalId.DigitalChange:
            rate_hz = self._fast_hz / (1 if signal.data.as_uint() else 8)
            if rate_hz != self.chip.rate_hz:
                self.chip.set_rate(rate_hz, self._loop.cycle() * 1e6 / CLOCK_HZ)

    def _show_dout(self) -> None:
        self._dout.set_external_state("L" if self.cell.shorted or not self.chip.dout else "H")
