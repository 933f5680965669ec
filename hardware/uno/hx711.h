// HX711 load-cell converter, read bit by bit: channel A, gain 128.
#pragma once
#include <stdint.h>

namespace hx711 {

constexpr int32_t LOWEST = -8388608;
constexpr int32_t HIGHEST = 8388607;

// One conversion; t_us is micros() at the edge with which the chip said it was ready.
struct Conversion {
  uint32_t t_us;
  int32_t counts;
};

void begin();

// Takes the conversion that is ready; false where there is none.
bool take(Conversion &conversion);

// Powers the chip down and up: a chip that lost its way starts afresh.
void restart();

// Asks for 80 conversions a second, or 10, where RATE_PIN is wired.
void set_fast(bool fast);

}  // namespace hx711
