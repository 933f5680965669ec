// One-letter commands from the host, each ended by a line feed; all can be typed by hand.
#pragma once
#include <stdint.h>

namespace commands {

struct Command {
  char letter;        // 0: no whole line yet
  bool has_number;
  uint32_t number;    // digits after the letter
  uint32_t heard_us;  // micros() when the end of its line was seen
};

// The next command among the bytes received; a line that is none has the letter '!'.
Command next();

}  // namespace commands
