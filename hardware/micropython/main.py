"""Steadyhold pad on MicroPython: started by the board at power-up. Edit config.py, not this."""

import config
import records
from pad import Pad


def sensor():
    """The converter that config.py names."""
    if config.SENSOR == "nau7802":
        from machine import I2C, Pin
        from nau7802 import Nau7802

        return Nau7802(
            I2C(
                config.NAU7802_BUS,
                sda=Pin(config.NAU7802_SDA_PIN),
                scl=Pin(config.NAU7802_SCL_PIN),
                freq=400_000,
            )
        )
    from hx711 import Hx711

    return Hx711(config.HX711_DOUT_PIN, config.HX711_SCK_PIN, config.HX711_RATE_PIN)


pad = Pad(
    sensor(),
    records.RADIO if config.LINK == "ble" else records.TEXT,
    board=config.BOARD,
    name=config.NAME,
    contact_pin=config.CONTACT_PIN,
    button_pin=config.BUTTON_PIN,
)
if config.LINK == "ble":
    import ble_link

    ble_link.run(pad, config.NAME)
else:
    import serial_link

    serial_link.run(pad)
