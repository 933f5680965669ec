#include "health.h"

#include "records.h"

namespace health {
namespace {

using records::Event;

constexpr uint8_t SETTLING_CONVERSIONS = 4;  // HX711 data sheet, output settling time
constexpr uint32_t TIMEOUT_US = 250000;      // two and a half periods at 10 a second
constexpr uint32_t START_US = 1000000;       // the first conversion after power-up takes 0.4 s
constexpr uint32_t REMIND_US = 100000;
constexpr uint8_t RESTART_REMINDERS = 10;
constexpr uint32_t STUCK_US = 1000000;  // 24 bits of a real bridge never stand still so long
constexpr uint8_t FIRST_WINDOW = 16;
constexpr uint8_t WINDOW = 128;

uint8_t settling;
bool has_last, is_lost, is_stuck;
int32_t counts;
uint32_t last_us, deadline_us, changed_us;
uint8_t reminders;

uint8_t window, windowed;
uint32_t window_us, period_us, measured_mhz, told_mhz;

void begin_window(uint32_t t_us, uint8_t conversions) {
  window = conversions;
  windowed = 0;
  window_us = t_us;
}

// Before a rate is known the first step stands for it, and a much shorter one in its place: then a
// conversion was missed in what came before.
void guess_period(uint32_t since_us) {
  if (period_us && since_us + since_us / 2 > period_us) return;
  period_us = since_us;
  begin_window(last_us, FIRST_WINDOW);
}

void measure(uint32_t t_us) {
  if (++windowed < window) return;
  const uint32_t took_us = t_us - window_us;
  period_us = took_us / windowed;
  measured_mhz = static_cast<uint64_t>(windowed) * 1000000000ULL / took_us;
  const uint32_t off = measured_mhz > told_mhz ? measured_mhz - told_mhz : told_mhz - measured_mhz;
  if (off > told_mhz / 50) {
    told_mhz = measured_mhz;
    records::event(Event::RATE, measured_mhz);
  }
  begin_window(t_us, WINDOW);
}

uint8_t standstill(int32_t now_counts, uint32_t t_us, bool saturated) {
  if (now_counts != counts || saturated) {
    if (is_stuck) records::event(Event::MOVING_AGAIN, (t_us - changed_us) / 1000);
    is_stuck = false;
    changed_us = t_us;
  } else if (!is_stuck && t_us - changed_us >= STUCK_US) {
    is_stuck = true;
    records::event(Event::STUCK, now_counts);
  }
  return is_stuck ? records::NOTHING_NEW : 0;
}

}  // namespace

void begin(uint32_t now_us) {
  settling = SETTLING_CONVERSIONS;
  has_last = is_lost = is_stuck = false;
  deadline_us = now_us + START_US;
  last_us = changed_us = now_us;
  period_us = measured_mhz = told_mhz = 0;
}

uint8_t judge(const hx711::Conversion &conversion) {
  const uint32_t t_us = conversion.t_us, since_us = t_us - last_us;
  const bool saturated = conversion.counts >= hx711::HIGHEST || conversion.counts <= hx711::LOWEST;
  uint8_t flags = saturated ? records::SATURATED : 0;
  if (is_lost) {
    records::event(Event::SENSOR_BACK, since_us / 1000);
    is_lost = false;
    settling = SETTLING_CONVERSIONS;
    flags |= records::CONVERSION_MISSED;
    begin_window(t_us, WINDOW);
    changed_us = t_us;
  } else if (!has_last) {
    begin_window(t_us, FIRST_WINDOW);
  } else {
    if (!measured_mhz) guess_period(since_us);
    if (since_us > period_us + period_us / 2) {
      flags |= records::CONVERSION_MISSED;
      begin_window(t_us, measured_mhz ? WINDOW : FIRST_WINDOW);
    } else {
      measure(t_us);
    }
  }
  if (settling) {
    settling--;
    flags |= records::SETTLING;
  }
  flags |= standstill(conversion.counts, t_us, saturated);
  counts = conversion.counts;
  has_last = true;
  last_us = t_us;
  deadline_us = t_us + TIMEOUT_US;
  return flags;
}

bool is_overdue(uint32_t now_us) {
  if (static_cast<int32_t>(now_us - deadline_us) < 0) return false;
  if (!is_lost) {
    is_lost = true;
    reminders = 0;
    records::event(Event::SENSOR_LOST, (now_us - last_us) / 1000);
  }
  if (reminders++ % RESTART_REMINDERS == 0) hx711::restart();
  deadline_us = now_us + REMIND_US;
  return true;
}

int32_t last_counts() { return counts; }

uint32_t rate_mhz() { return measured_mhz; }

}  // namespace health
