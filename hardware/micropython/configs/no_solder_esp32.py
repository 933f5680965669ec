"""What is wired to this board: an ESP32 with an NAU7802 on its I2C socket."""

LINK = "serial"
"""`serial` for the USB cable, `ble` for Bluetooth (ESP32)."""

BOARD = 3
"""2 for a Pico and its kin (RP2040, RP2350), 3 for an ESP32."""

NAME = "Steadyhold pad"

SENSOR = "nau7802"
"""`hx711` on two pins or `nau7802` on I2C."""

HX711_DOUT_PIN, HX711_SCK_PIN, HX711_RATE_PIN = None, None, None

NAU7802_BUS, NAU7802_SDA_PIN, NAU7802_SCL_PIN = 0, 21, 22
"""Bus, SDA and SCL of the socket; those of another maker stand on the page of the board.

SparkFun Thing Plus ESP32 WROOM: 0, 21, 22. Adafruit QT Py ESP32-S3: 0, 41, 40.
"""

CONTACT_PIN = None
"""ADC pin of the contact sensor (ESP32: 32 to 39, ESP32-S3: 1 to 10); None without one."""

BUTTON_PIN = None
"""Pin of the rater's button, to ground; None without one."""
