"""What is wired to this board: a Pico W with an NAU7802, as in wiring-pico-nau7802.svg."""

LINK = "serial"
"""`serial` for the USB cable, `ble` for Bluetooth (Pico W)."""

BOARD = 2
"""2 for a Pico and its kin (RP2040, RP2350), 3 for an ESP32."""

NAME = "Steadyhold rig"

SENSOR = "nau7802"
"""`hx711` on two pins or `nau7802` on I2C."""

HX711_DOUT_PIN, HX711_SCK_PIN, HX711_RATE_PIN = 3, 2, None

NAU7802_BUS, NAU7802_SDA_PIN, NAU7802_SCL_PIN = 0, 4, 5

CONTACT_PIN = None
"""ADC pin of the contact sensor (26 is ADC0 of a Pico); None without one."""

BUTTON_PIN = 7
"""Pin of the rater's button, to ground; None without one."""
