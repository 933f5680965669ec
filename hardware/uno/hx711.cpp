#include "hx711.h"

#include "board.h"

namespace hx711 {
namespace {

constexpr uint8_t DATA_BITS = 24;
constexpr uint8_t INT_FLAG = DOUT_PIN == 2 ? INTF0 : INTF1;

volatile bool is_ready, is_reading;
volatile uint32_t ready_us;

bool dout_is_low() { return !(PIND & _BV(DOUT_PIN)); }

void on_falling_edge() {
  // Data bits fall too. A conversion nobody read yet makes way for a newer one, with its own edge.
  if (is_reading) return;
  ready_us = micros();
  is_ready = true;
}

bool clock_bit() {
  // SCK high for more than 60 us powers the chip down: no interrupt may come between.
  noInterrupts();
  PORTD |= _BV(SCK_PIN);
  delayMicroseconds(1);
  const bool bit = PIND & _BV(DOUT_PIN);
  PORTD &= ~_BV(SCK_PIN);
  interrupts();
  delayMicroseconds(1);
  return bit;
}

// False where DOUT hangs at ground, or at a converter without supply.
bool shift_in(int32_t &counts) {
  uint32_t code = 0;
  for (uint8_t i = 0; i < DATA_BITS; i++) code = code << 1 | clock_bit();
  counts = static_cast<int32_t>(code << 8) >> 8;
  // The 25th pulse asks for channel A at gain 128 again; a converter lifts DOUT with it.
  return clock_bit();
}

void wait_for_edge() {
  noInterrupts();
  EIFR = _BV(INT_FLAG);
  is_ready = is_reading = false;
  // A conversion that ended while its edge was not watched would otherwise be waited for in vain.
  if (dout_is_low()) on_falling_edge();
  interrupts();
}

}  // namespace

void begin() {
  pinMode(SCK_PIN, OUTPUT);
  // Without a converter the line stays high: a time-out, not noise.
  pinMode(DOUT_PIN, INPUT_PULLUP);
  attachInterrupt(digitalPinToInterrupt(DOUT_PIN), on_falling_edge, FALLING);
  restart();
}

bool take(Conversion &conversion) {
  if (!is_ready) return false;
  is_reading = true;
  conversion.t_us = ready_us;
  const bool is_conversion = shift_in(conversion.counts);
  wait_for_edge();
  return is_conversion;
}

void restart() {
  is_reading = true;
  digitalWrite(SCK_PIN, HIGH);
  delayMicroseconds(100);
  digitalWrite(SCK_PIN, LOW);
  wait_for_edge();
}

void set_fast(bool fast) {
  pinMode(RATE_PIN, OUTPUT);
  digitalWrite(RATE_PIN, fast ? HIGH : LOW);
}

}  // namespace hx711
