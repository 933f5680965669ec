"""What is wired to this board: a Pico or Pico W with an HX711, as in wiring-pico.svg."""

LINK = "serial"
"""`serial` for the USB cable, `ble` for Bluetooth (Pico W)."""

BOARD = 2
"""2 for a Pico and its kin (RP2040, RP2350), 3 for an ESP32."""

NAME = "Steadyhold Pico"

SENSOR = "hx711"
"""`hx711` on two pins or `nau7802` on I2C."""

HX711_DOUT_PIN, HX711_SCK_PIN, HX711_RATE_PIN = 3, 2, None
"""RATE: None where it is soldered on the HX711 board; see the RATE trap in the build guide."""

NAU7802_BUS, NAU7802_SDA_PIN, NAU7802_SCL_PIN = 0, 4, 5

CONTACT_PIN = 26
"""ADC pin of the contact sensor (26 is ADC0 of a Pico); None without one."""

BUTTON_PIN = 7
"""Pin of the rater's button, to ground; None without one."""
