#include "frame.h"

#include <Arduino.h>
#include <util/crc16.h>

namespace frame {

char hex_digit(uint8_t nibble, char ten) { return nibble < 10 ? '0' + nibble : ten + nibble - 10; }

uint16_t checksum(const uint8_t *bytes, uint8_t count) {
  uint16_t crc = 0xFFFF;
  while (count--) crc = _crc_xmodem_update(crc, *bytes++);
  return crc;
}

void send_binary(const uint8_t *body, uint8_t size) {
  uint8_t plain[LONGEST_BODY + 2];
  memcpy(plain, body, size);
  const uint16_t crc = checksum(body, size);
  memcpy(plain + size, &crc, 2);
  size += 2;

  // COBS: each zero is replaced by the distance to the next one. Bodies stay below 254 bytes,
  // so that no run is ever too long.
  uint8_t coded[LONGEST_BODY + 4];
  uint8_t code_at = 0, end = 1;
  for (uint8_t i = 0; i < size; i++) {
    if (plain[i]) {
      coded[end++] = plain[i];
    } else {
      coded[code_at] = end - code_at;
      code_at = end++;
    }
  }
  coded[code_at] = end - code_at;
  coded[end++] = 0;
  Serial.write(coded, end);
}

void send_line(const uint8_t *content, uint8_t size) {
  const uint16_t crc = checksum(content, size);
  Serial.write(content, size);
  // A cell of its own: a serial plotter passes over it, and does not take it for a digit.
  Serial.write(",*");
  for (int8_t shift = 12; shift >= 0; shift -= 4) Serial.write(hex_digit(crc >> shift & 15, 'A'));
  Serial.write("\r\n");
}

void send_remark(const char *text) {
  Serial.write("# ");
  Serial.write(text);
  Serial.write("\r\n");
}

void send_delimiter() { Serial.write(static_cast<uint8_t>(0)); }

}  // namespace frame
