#include "commands.h"

#include <Arduino.h>

namespace commands {
namespace {

constexpr uint8_t LONGEST = 12;  // a letter, ten digits, a carriage return
char line[LONGEST];
uint8_t size;
bool too_long;

Command read_line() {
  if (too_long) return {'!', false, 0, 0};
  Command command = {line[0], false, 0, 0};
  for (uint8_t i = 1; i < size; i++) {
    if (line[i] < '0' || line[i] > '9') return {'!', false, 0, 0};
    command.number = command.number * 10 + (line[i] - '0');
    command.has_number = true;
  }
  return command;
}

}  // namespace

Command next() {
  while (Serial.available()) {
    const char c = Serial.read();
    if (c == '\n' || c == '\r') {
      if (!size) continue;
      Command command = read_line();
      command.heard_us = micros();
      size = 0;
      too_long = false;
      return command;
    }
    if (size < LONGEST) {
      line[size++] = c;
    } else {
      too_long = true;
    }
  }
  return {0, false, 0, 0};
}

}  // namespace commands
