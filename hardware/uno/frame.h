// Bytes on the wire: COBS with a CRC-16 and a zero byte, or a line ending in `*CRC4`.
#pragma once
#include <stdint.h>

namespace frame {

constexpr uint8_t LONGEST_BODY = 96;

char hex_digit(uint8_t nibble, char ten);

// CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF.
uint16_t checksum(const uint8_t *bytes, uint8_t count);

void send_binary(const uint8_t *body, uint8_t size);
void send_line(const uint8_t *content, uint8_t size);
void send_remark(const char *text);
void send_delimiter();

}  // namespace frame
