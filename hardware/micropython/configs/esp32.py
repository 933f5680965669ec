"""What is wired to this board: an ESP32 or ESP32-S3 with an HX711."""

LINK = "serial"
"""`serial` for the USB cable, `ble` for Bluetooth (ESP32)."""

BOARD = 3
"""2 for a Pico and its kin (RP2040, RP2350), 3 for an ESP32."""

NAME = "Steadyhold ESP32"

SENSOR = "hx711"
"""`hx711` on two pins or `nau7802` on I2C."""

HX711_DOUT_PIN, HX711_SCK_PIN, HX711_RATE_PIN = 18, 4, None
"""RATE: None where it is soldered on the HX711 board; see the RATE trap in the build guide."""

NAU7802_BUS, NAU7802_SDA_PIN, NAU7802_SCL_PIN = 0, 21, 22

CONTACT_PIN = None
"""ADC pin of the contact sensor (ESP32: 32 to 39, ESP32-S3: 1 to 10); None without one."""

BUTTON_PIN = None
"""Pin of the rater's button, to ground; None without one."""
