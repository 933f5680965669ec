"""USB chips a pad may hang on: which are surely boards, and which may be anything."""

from typing import Final

BOARDS: Final = {
    "2341:0001": "Arduino Uno",
    "2341:0043": "Arduino Uno",
    "2341:0243": "Arduino Uno",
    "2a03:0043": "Arduino Uno",
    "1b4f:0025": "SparkFun Thing Plus RP2040 with MicroPython",
    "1b4f:0026": "SparkFun Pro Micro RP2040 with MicroPython",
    "1b4f:0038": "SparkFun Thing Plus RP2350 with MicroPython",
    "1b4f:0039": "SparkFun Pro Micro RP2350 with MicroPython",
    "239a:80f2": "Adafruit Feather RP2040 with MicroPython",
    "239a:80f8": "Adafruit QT Py RP2040 with MicroPython",
    "2e8a:0005": "Pico with MicroPython",
    "303a:4001": "ESP32 with MicroPython",
}
"""Boards our firmware is made for: they may be asked who they are without being told to."""

CONVERTERS: Final = {
    "0403:6001": "FTDI cable",
    "0403:6015": "FTDI cable",
    "10c4:ea60": "CP210x cable",
    "1a86:55d4": "CH9102 cable",
    "1a86:7523": "CH340 cable",
    "303a:1001": "ESP32 on its own USB",
}
"""Cables of Nano clones and ESP32 boards, and the USB that some ESP32 chips have built in; printers
and receivers have them too: asked on request."""


def usb_key(identity: str) -> str:
    """`VID:PID` of a USB identity `usb:VID:PID:SERIAL`; empty without one."""
    parts = identity.split(":")
    return ":".join(parts[1:3]).lower() if parts[0] == "usb" and len(parts) > 3 else ""


def is_board(identity: str) -> bool:
    """Whether a port is a board our firmware is made for."""
    return usb_key(identity) in BOARDS


def chip_title(identity: str) -> str:
    """What is known of the chip of a port; empty for an unknown one."""
    key = usb_key(identity)
    return BOARDS.get(key) or CONVERTERS.get(key, "")
