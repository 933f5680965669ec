"""The serial port that most modules and boards offer over Bluetooth LE: Nordic's UART service."""

from firmware_bridge.device import Radio


def nordic_uart(name: str) -> Radio:
    """A device that sends by this service.

    Args:
        name: regular expression of the whole name it advertises; empty where any will do.
    """
    return Radio(
        name=name,
        service="6e400001-b5a3-f393-e0a9-e50e24dcca9e",
        notify="6e400003-b5a3-f393-e0a9-e50e24dcca9e",
        command="6e400002-b5a3-f393-e0a9-e50e24dcca9e",
    )
