// Who this board is, and which start this is: both kept in EEPROM.
#pragma once
#include <stdint.h>

namespace identity {

struct Identity {
  uint8_t uid[8];    // made at the first start, then the same for ever
  uint32_t boot_id;  // one more at every start
};

Identity load();

}  // namespace identity
