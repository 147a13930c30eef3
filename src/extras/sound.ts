/** Two soft notes, in Hz: made rather than loaded, since a page may allow no media. */
const NOTES = [880, 1318.5];
const NOTE_S = 0.12;
const VOLUME = 0.08;

let context: AudioContext | undefined;

/** Once for all tabs of the browser at a time. A browser that allows no sound before the first click stays quiet. */
export async function playSound(): Promise<void> {
  // Without TLS there are no locks: each tab is heard for itself.
  if (!navigator.locks) return play();
  await navigator.locks.request('sms-chat-sound', {ifAvailable: true}, async (lock) => {
    if (!lock) return;
    await play();
    // Another tab that hears of the same message comes too late while this is held.
    await seconds(1);
  });
}

async function play(): Promise<void> {
  context ??= new AudioContext();
  if (context.state === 'suspended') await Promise.race([context.resume(), seconds(1)]);
  if (context.state !== 'running') return;
  NOTES.forEach((frequency, i) => playNote(context!, frequency, context!.currentTime + i * NOTE_S));
}

function playNote(audio: AudioContext, frequency: number, at: number): void {
  const tone = new OscillatorNode(audio, {frequency});
  const volume = new GainNode(audio, {gain: 0});
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(VOLUME, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S * 2);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + NOTE_S * 2);
}

const seconds = (count: number) => new Promise<void>((resolve) => setTimeout(resolve, count * 1000));
