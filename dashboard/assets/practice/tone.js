// @ts-check
/** @import {Zone} from "../shared/types.js" */

/** @typedef {{hz: number, wave: OscillatorType, gain: number, beat_hz: number, other_hz?: number}} Voice */

// Low and slow: press more. High and quick: ease off. In the band a soft, even note. STOP alternates.
/** @type {Partial<Record<Zone, Voice>>} */
const VOICES = {
  below: { hz: 262, wave: "triangle", gain: 0.16, beat_hz: 2 },
  in: { hz: 392, wave: "sine", gain: 0.05, beat_hz: 0 },
  above: { hz: 698, wave: "triangle", gain: 0.16, beat_hz: 5 },
  over: { hz: 880, wave: "square", gain: 0.2, beat_hz: 8, other_hz: 587 },
};

/** @type {{context: AudioContext, oscillator: OscillatorNode, volume: GainNode} | null} */
let player = null;
let timer = 0;
/** @type {Zone} */
let zone = "none";
let isOn = false;

/** Sound that tells below, in and above without looking. Silent until someone taps the button. */
export const tone = {
  get isOn() {
    return isOn;
  },
  get state() {
    return player ? player.context.state : "none";
  },
  get zone() {
    return zone;
  },
  /** @param {Zone} next */
  set(next) {
    if (next === zone) return;
    zone = next;
    play();
  },
  async toggle() {
    player ??= createPlayer();
    isOn = !isOn;
    if (isOn) await player.context.resume();
    play();
    return isOn;
  },
};

function createPlayer() {
  const context = new AudioContext();
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  volume.gain.value = 0;
  oscillator.connect(volume).connect(context.destination);
  oscillator.start();
  return { context, oscillator, volume };
}

function play() {
  clearInterval(timer);
  if (!player) return;
  const { context, oscillator, volume } = player;
  volume.gain.setTargetAtTime(0, context.currentTime, 0.03);
  const voice = VOICES[zone];
  if (!isOn || !voice || context.state !== "running") return;
  const { hz, other_hz, gain } = voice;
  oscillator.type = voice.wave;
  oscillator.frequency.setTargetAtTime(hz, context.currentTime, 0.02);
  volume.gain.setTargetAtTime(gain, context.currentTime, 0.03);
  if (!voice.beat_hz) return;
  let isUp = true;
  timer = setInterval(() => {
    isUp = !isUp;
    if (other_hz) oscillator.frequency.setTargetAtTime(isUp ? hz : other_hz, context.currentTime, 0.005);
    else volume.gain.setTargetAtTime(isUp ? gain : 0, context.currentTime, 0.02);
  }, 500 / voice.beat_hz);
}
