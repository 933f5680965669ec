// Records of the wire format FPP v1, in binary or as text lines (../records.md).
#pragma once
#include <stdint.h>

namespace records {

constexpr uint8_t CHANNELS = 2;

// Flags of one sample.
constexpr uint8_t SATURATED = 1;
constexpr uint8_t CONVERSION_MISSED = 2;
constexpr uint8_t SETTLING = 4;
constexpr uint8_t NOTHING_NEW = 8;
constexpr uint8_t BUTTON = 16;

enum class Event : uint8_t {
  SENSOR_LOST = 1,   // value: ms without a conversion
  SENSOR_BACK = 2,   // value: ms it was away
  BUTTON = 3,        // value: 1 pressed, 0 let go
  RESET = 4,         // value: MCUSR, 1 power-on, 2 reset pin, 4 brown-out; 0 where a boot loader hid it
  STUCK = 5,         // value: the code that does not change
  MOVING_AGAIN = 6,  // value: ms it stood still
  RATE = 7,          // value: measured conversions per 1000 s
  FIRMWARE = 8,      // value: VERSION; after INFO and the channels
};

// Major, minor and patch in a byte each: 0.1.2. Both firmwares have it; major and minor are those of
// the whole project.
constexpr int32_t VERSION = 0x000102;

enum class Answer : uint8_t { DONE = 0, REFUSED = 1 };

bool is_text();
void set_text(bool text);

// The next sample is sent with this number; only samples are numbered.
uint16_t next_number();

void info(uint32_t boot_id, const uint8_t (&uid)[8], uint32_t rate_mhz);
void channels();
void sample(uint32_t t_us, uint8_t flags, int32_t counts, int32_t contact_mv);
void event(Event event, int32_t value);
void pong(uint32_t token, uint32_t received_us);
void ack(char command, Answer answer);
void remark(const char *text);

}  // namespace records
