#include "records.h"

#include <stdlib.h>
#include <string.h>

#include "board.h"
#include "frame.h"
#include "hx711.h"

namespace records {
namespace {

enum Kind : uint8_t {
  INFO = 0x01,
  CHANNEL = 0x02,
  SAMPLE = 0x10,
  EVENT = 0x20,
  PONG = 0x30,
  ACK = 0x40,
  LOG = 0x7E,
};

constexpr uint8_t PROTOCOL = 1;
constexpr uint8_t BOARD_UNO = 1;
constexpr uint8_t CAN_CONTACT_AND_BUTTON = 0x03;
constexpr uint8_t BRIDGE_COUNTS = 0;
constexpr uint8_t FSR_MILLIVOLT = 1;

bool text_mode = true;
uint16_t number;

// Fields are named once; whether they become bytes or text is decided here.
class Record {
 public:
  Record(Kind kind, char letter, uint32_t t_us) {
    if (text_mode) {
      body_[size_++] = letter;
    } else {
      u8(kind).u16(number).u32(t_us);
    }
  }
  Record &u8(uint8_t value) { return number_of(value, 1); }
  Record &u16(uint16_t value) { return number_of(value, 2); }
  Record &u32(uint32_t value) { return number_of(value, 4); }
  Record &i32(int32_t value) {
    if (!text_mode) return raw(&value, 4);
    body_[size_++] = ',';
    ltoa(value, at(), 10);
    return counted();
  }
  Record &id(const uint8_t *bytes, uint8_t count) {
    if (!text_mode) return raw(bytes, count);
    body_[size_++] = ',';
    for (uint8_t i = 0; i < count; i++) {
      body_[size_++] = frame::hex_digit(bytes[i] >> 4, 'a');
      body_[size_++] = frame::hex_digit(bytes[i] & 15, 'a');
    }
    return *this;
  }
  Record &words(const char *text) {
    if (text_mode) body_[size_++] = ',';
    return raw(text, strlen(text));
  }
  void send() {
    if (text_mode) {
      frame::send_line(body_, size_);
    } else {
      frame::send_binary(body_, size_);
    }
  }

 private:
  Record &number_of(uint32_t value, uint8_t bytes) {
    if (!text_mode) return raw(&value, bytes);  // little endian, as the chip stores it
    body_[size_++] = ',';
    ultoa(value, at(), 10);
    return counted();
  }
  Record &raw(const void *bytes, uint8_t count) {
    memcpy(body_ + size_, bytes, count);
    size_ += count;
    return *this;
  }
  char *at() { return reinterpret_cast<char *>(body_ + size_); }
  Record &counted() {
    size_ += strlen(at());
    return *this;
  }

  uint8_t body_[frame::LONGEST_BODY];
  uint8_t size_ = 0;
};

}  // namespace

bool is_text() { return text_mode; }

void set_text(bool text) {
  if (text_mode && !text) frame::send_delimiter();
  text_mode = text;
}

uint16_t next_number() { return number; }

void info(uint32_t boot_id, const uint8_t (&uid)[8], uint32_t rate_mhz) {
  Record(INFO, 'I', micros())
      .u8(PROTOCOL)
      .u8(BOARD_UNO)
      .u8(CHANNELS)
      .u8(CAN_CONTACT_AND_BUTTON)
      .u32(rate_mhz)
      .u32(boot_id)
      .id(uid, sizeof uid)
      .words(NAME)
      .send();
}

void channels() {
  Record(CHANNEL, 'C', micros())
      .u8(0)
      .u8(BRIDGE_COUNTS)
      .u8(24)
      .u8(128)
      .i32(hx711::LOWEST)
      .i32(hx711::HIGHEST)
      .send();
  Record(CHANNEL, 'C', micros()).u8(1).u8(FSR_MILLIVOLT).u8(10).u8(1).i32(0).i32(5000).send();
}

void sample(uint32_t t_us, uint8_t flags, int32_t counts, int32_t contact_mv) {
  Record record(SAMPLE, 'S', t_us);
  if (text_mode) record.u16(number).u32(t_us);
  record.u8(flags).i32(counts).i32(contact_mv).send();
  number++;
}

void event(Event event, int32_t value) {
  Record(EVENT, 'E', micros()).u8(static_cast<uint8_t>(event)).i32(value).send();
}

void pong(uint32_t token, uint32_t received_us) {
  Record record(PONG, 'P', received_us);
  record.u32(token).u32(received_us).u32(micros()).send();
}

void ack(char command, Answer answer) {
  Record(ACK, 'A', micros()).u8(command).u8(static_cast<uint8_t>(answer)).send();
}

void remark(const char *text) {
  if (text_mode) {
    frame::send_remark(text);
  } else {
    Record(LOG, '#', micros()).words(text).send();
  }
}

}  // namespace records
