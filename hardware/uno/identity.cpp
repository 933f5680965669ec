#include "identity.h"

#include <Arduino.h>
#include <avr/eeprom.h>
#include <avr/wdt.h>

#include "frame.h"

namespace identity {
namespace {

// A supply that fails in the middle of a write leaves a torn entry: its checksum gives it away.
struct StoredUid {
  uint8_t uid[8];
  uint16_t crc;
};
struct StoredBoot {
  uint32_t boot_id;
  uint16_t crc;
};

// A cell lasts 100,000 writes. The counter walks through 32 places, so that a board that starts
// fifteen times a second on a bad supply takes two days to wear it out, not two hours.
constexpr uint8_t BOOT_PLACES = 32;
StoredUid *const UID_PLACE = reinterpret_cast<StoredUid *>(16);
StoredBoot *const BOOT_PLACE = reinterpret_cast<StoredBoot *>(64);

template <typename Stored>
uint16_t checksum_of(const Stored &stored) {
  return frame::checksum(reinterpret_cast<const uint8_t *>(&stored), sizeof stored - 2);
}

template <typename Stored>
bool load_from(Stored &stored, const Stored *place) {
  eeprom_read_block(&stored, place, sizeof stored);
  return stored.crc == checksum_of(stored);
}

template <typename Stored>
void store_at(Stored &stored, Stored *place) {
  stored.crc = checksum_of(stored);
  eeprom_update_block(&stored, place, sizeof stored);
}

volatile bool watchdog_ticked;

// FNV-1a, 64 bits.
void stir(uint64_t &pool, uint8_t byte) { pool = (pool ^ byte) * 0x100000001B3ULL; }

uint64_t chance() {
  // The watchdog runs on its own RC oscillator: where its ticks fall between those of the crystal
  // is chance. Open analogue inputs add their noise.
  uint64_t pool = 0xCBF29CE484222325ULL;
  TCCR1A = 0;
  TCCR1B = _BV(CS10);
  noInterrupts();
  wdt_reset();
  WDTCSR = _BV(WDCE) | _BV(WDE);
  WDTCSR = _BV(WDIE);
  interrupts();
  for (uint8_t tick = 0; tick < 32; tick++) {
    watchdog_ticked = false;
    const uint32_t start_ms = millis();
    while (!watchdog_ticked && millis() - start_ms < 50) {
    }
    stir(pool, TCNT1L);
    stir(pool, analogRead(A1 + tick % 5));
  }
  wdt_disable();
  return pool;
}

}  // namespace

Identity load() {
  Identity identity;
  StoredUid own;
  if (!load_from(own, UID_PLACE)) {
    const uint64_t pool = chance();
    memcpy(own.uid, &pool, sizeof own.uid);
    store_at(own, UID_PLACE);
  }
  memcpy(identity.uid, own.uid, sizeof identity.uid);

  StoredBoot last = {0, 0};
  for (uint8_t place = 0; place < BOOT_PLACES; place++) {
    StoredBoot found;
    if (load_from(found, BOOT_PLACE + place) && found.boot_id > last.boot_id) last = found;
  }
  last.boot_id++;
  store_at(last, BOOT_PLACE + last.boot_id % BOOT_PLACES);
  identity.boot_id = last.boot_id;
  return identity;
}

}  // namespace identity

ISR(WDT_vect) {
  identity::watchdog_ticked = true;
  WDTCSR |= _BV(WDIE);  // taking the interrupt switches it off
}
