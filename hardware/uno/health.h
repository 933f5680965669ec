// What the board itself can say of the quality of its conversions, and their measured rate.
#pragma once
#include <stdint.h>

#include "hx711.h"

namespace health {

// Begins again, after power-up or a change of rate.
void begin(uint32_t now_us);

// Flags of one conversion; sends the events that go with them.
uint8_t judge(const hx711::Conversion &conversion);

// True when the converter has been silent too long and a sample has to say so.
bool is_overdue(uint32_t now_us);

// The last code the converter gave, 0 before the first.
int32_t last_counts();

// Conversions per 1000 s as measured, 0 before it is known.
uint32_t rate_mhz();

}  // namespace health
