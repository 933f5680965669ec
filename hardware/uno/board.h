// What is wired to which pin, and what the board says of itself.
#pragma once
#include <Arduino.h>

// HX711. Both pins must lie on port D (D2 to D7), where the pin number is the bit number;
// DOUT must be D2 or D3, the pins with an edge interrupt.
constexpr uint8_t DOUT_PIN = 2;
constexpr uint8_t SCK_PIN = 4;

// Optional: the RATE pin of the HX711 lifted from ground and wired here, so that `r80` and `r10`
// can choose. On most cheap boards RATE is a solder bridge (see ../build-guide.md).
constexpr uint8_t RATE_PIN = 5;

// Optional: a push button to ground for the rater.
constexpr uint8_t BUTTON_PIN = 7;

// Contact: a force-sensing resistor to 5 V, 10 kOhm to ground. Never a measure of force.
constexpr uint8_t CONTACT_PIN = A0;

constexpr uint32_t BAUD = 115200;
constexpr char NAME[] = "Steadyhold Uno";

static_assert(DOUT_PIN == 2 || DOUT_PIN == 3, "DOUT needs an edge interrupt: D2 or D3");
static_assert(SCK_PIN >= 2 && SCK_PIN <= 7, "SCK must be on port D: D2 to D7");
