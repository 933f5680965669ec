"""What is wired to this board: one of those below, with an NAU7802 on its I2C socket."""

LINK = "serial"
"""`serial` for the USB cable, `ble` for Bluetooth (with a radio on the board)."""

BOARD = 2
"""2 for a Pico and its kin (RP2040, RP2350), 3 for an ESP32."""

NAME = "Steadyhold pad"

SENSOR = "nau7802"
"""`hx711` on two pins or `nau7802` on I2C."""

HX711_DOUT_PIN, HX711_SCK_PIN, HX711_RATE_PIN = None, None, None

NAU7802_BUS, NAU7802_SDA_PIN, NAU7802_SCL_PIN = 0, 16, 17
"""Bus, SDA and SCL of the socket; those of another maker stand on the page of the board.

SparkFun Pro Micro RP2040 or RP2350: 0, 16, 17. SparkFun Thing Plus RP2040 or RP2350: 1, 6, 7.
Adafruit Feather RP2040: 1, 2, 3. Adafruit QT Py RP2040: 1, 22, 23.
"""

CONTACT_PIN = None
"""ADC pin of the contact sensor (26 is ADC0 of a Pico); None without one."""

BUTTON_PIN = None
"""Pin of the rater's button, to ground; None without one."""
