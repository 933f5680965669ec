/* Sound that tells below, in and above without looking. Silent until someone taps the button. */
(() => {
  "use strict";
  const S = (window.steadyhold = window.steadyhold || {});
  // Low and slow: press more. High and quick: ease off. In the band a soft, even note. STOP alternates.
  const VOICES = {
    below: { hz: 262, wave: "triangle", gain: 0.16, beat_hz: 2 },
    in: { hz: 392, wave: "sine", gain: 0.05, beat_hz: 0 },
    above: { hz: 698, wave: "triangle", gain: 0.16, beat_hz: 5 },
    over: { hz: 880, wave: "square", gain: 0.2, beat_hz: 8, other_hz: 587 },
  };
  let context = null, oscillator = null, volume = null, timer = 0, zone = "none", on = false;

  const rest = () => { clearInterval(timer); timer = 0; if (volume) volume.gain.setTargetAtTime(0, context.currentTime, 0.03); };
  const play = () => {
    rest();
    const voice = VOICES[zone];
    if (!on || !voice || context.state !== "running") return;
    oscillator.type = voice.wave;
    oscillator.frequency.setTargetAtTime(voice.hz, context.currentTime, 0.02);
    volume.gain.setTargetAtTime(voice.gain, context.currentTime, 0.03);
    if (!voice.beat_hz) return;
    let up = true;
    timer = setInterval(() => {
      up = !up;
      if (voice.other_hz) oscillator.frequency.setTargetAtTime(up ? voice.hz : voice.other_hz, context.currentTime, 0.005);
      else volume.gain.setTargetAtTime(up ? voice.gain : 0, context.currentTime, 0.02);
    }, 500 / voice.beat_hz);
  };

  S.tone = {
    get on() { return on; },
    get state() { return context ? context.state : "none"; },
    get zone() { return zone; },
    set: (next) => { if (next !== zone) { zone = next; play(); } },
    toggle: async () => {
      if (!context) {
        context = new AudioContext();
        oscillator = context.createOscillator();
        volume = context.createGain();
        volume.gain.value = 0;
        oscillator.connect(volume).connect(context.destination);
        oscillator.start();
      }
      on = !on;
      if (on) await context.resume();
      play();
      return on;
    },
  };
})();
