// Steadyhold board on an Arduino Uno or Nano: a load cell on an HX711, a contact sensor, a button.
// Sends raw counts only: zero and scale belong to the host. Wiring: board.h; bytes: ../records.md.
#include <avr/sleep.h>

#include "board.h"
#include "commands.h"
#include "frame.h"
#include "health.h"
#include "hx711.h"
#include "identity.h"
#include "records.h"

static const char *const GREETING =
    "Steadyhold: ? who, s start, x stop, m0 binary, m1 text, r80 or r10 rate, p1 ping";

static uint8_t reset_cause __attribute__((section(".noinit")));
static identity::Identity who;
static uint32_t asked_mhz = 80000;
static bool streaming = true;
static bool button_down;

// Before main(), while the register still says why the chip started.
void keep_reset_cause() __attribute__((naked, used, section(".init3")));
void keep_reset_cause() {
  reset_cause = MCUSR;
  MCUSR = 0;
}

static void introduce() {
  records::info(who.boot_id, who.uid, health::rate_mhz() ? health::rate_mhz() : asked_mhz);
  records::channels();
  records::event(records::Event::FIRMWARE, records::VERSION);
}

static records::Answer set_rate(uint32_t rate_hz) {
  if (rate_hz != 10 && rate_hz != 80) return records::Answer::REFUSED;
  asked_mhz = rate_hz * 1000;
  hx711::set_fast(rate_hz == 80);
  health::begin(micros());
  return records::Answer::DONE;
}

static records::Answer set_mode(uint32_t number) {
  if (number > 1) return records::Answer::REFUSED;
  records::set_text(number);
  return records::Answer::DONE;
}

static void obey(const commands::Command &command) {
  records::Answer answer = records::Answer::DONE;
  const bool takes_number = command.letter == 'p' || command.letter == 'r' || command.letter == 'm';
  if (command.has_number != takes_number) {
    return records::ack(command.letter, records::Answer::REFUSED);
  }
  switch (command.letter) {
    case '?': return introduce();
    case 'p': return records::pong(command.number, command.heard_us);
    case 's': streaming = true; break;
    case 'x': streaming = false; break;
    case 'r': answer = set_rate(command.number); break;
    case 'm': answer = set_mode(command.number); break;
    default: answer = records::Answer::REFUSED;
  }
  records::ack(command.letter, answer);
}

static uint8_t button_flag() {
  const bool down = digitalRead(BUTTON_PIN) == LOW;
  if (down != button_down) records::event(records::Event::BUTTON, down);
  button_down = down;
  return down ? records::BUTTON : 0;
}

static void tell(uint32_t t_us, uint8_t flags) {
  const int32_t contact_mv = analogRead(CONTACT_PIN) * 5000L / 1023;
  flags |= button_flag();
  if (streaming) records::sample(t_us, flags, health::last_counts(), contact_mv);
}

void setup() {
  Serial.begin(BAUD);
  pinMode(BUTTON_PIN, INPUT_PULLUP);
  set_sleep_mode(SLEEP_MODE_IDLE);
  who = identity::load();
  frame::send_remark("");  // ends whatever half packet a reset left on the wire
  frame::send_remark(GREETING);
  introduce();
  records::event(records::Event::RESET, reset_cause);
  hx711::set_fast(true);
  hx711::begin();
  health::begin(micros());
}

void loop() {
  const commands::Command command = commands::next();
  if (command.letter) obey(command);

  hx711::Conversion conversion;
  if (hx711::take(conversion)) {
    const uint8_t flags = health::judge(conversion);
    tell(conversion.t_us, flags);
  } else if (health::is_overdue(micros())) {
    tell(micros(), records::NOTHING_NEW);
  }
  sleep_mode();  // until the next edge, byte or millisecond
}
