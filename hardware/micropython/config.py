"""What is wired to this board; the one file to edit. As shipped: Pico or Pico W with an HX711."""

LINK = "serial"
"""`serial` for the USB cable, `ble` for Bluetooth (Pico W, ESP32)."""

BOARD = 2
"""2 for a Pico or Pico W, 3 for an ESP32."""

NAME = "Steadyhold Pico"

SENSOR = "hx711"
"""`hx711` on two pins or `nau7802` on I2C."""

HX711_DOUT_PIN, HX711_SCK_PIN, HX711_RATE_PIN = 3, 2, None
"""RATE: None where it is soldered on the HX711 board; see the RATE trap in ../build-guide.md."""

NAU7802_BUS, NAU7802_SDA_PIN, NAU7802_SCL_PIN = 0, 4, 5

CONTACT_PIN = 26
"""ADC pin of the contact sensor: 26 is ADC0 of a Pico; 34 on an ESP32."""

BUTTON_PIN = 7
