/** Sound with one channel: samples from -1 to 1. */
export interface Sound {
  readonly rate: number;
  readonly samples: Float64Array;
}

/** Reads a WAV file of one channel, 16 bits. */
export function readWav(file: Buffer): Sound {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') throw new Error('no WAV');
  let rate = 0;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const start = at + 8;
    const end = Math.min(start + file.readUInt32LE(at + 4), file.length);
    if (name === 'fmt ') {
      const [coding, channels, bits] = [
        file.readUInt16LE(start),
        file.readUInt16LE(start + 2),
        file.readUInt16LE(start + 14),
      ];
      if (coding !== 1 || channels !== 1 || bits !== 16) throw new Error('not one channel of 16 bits');
      rate = file.readUInt32LE(start + 4);
    } else if (name === 'data') {
      const samples = new Float64Array((end - start) >> 1);
      for (let i = 0; i < samples.length; i++) samples[i] = file.readInt16LE(start + 2 * i) / 32_768;
      return { rate, samples };
    }
    at = end + (end % 2);
  }
  throw new Error('no sound in it');
}

export function writeWav({ rate, samples }: Sound): Buffer {
  const file = Buffer.alloc(44 + 2 * samples.length);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + 2 * samples.length, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(2 * rate, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) => file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + 2 * i));
  return file;
}

/** dB below full scale. */
export const decibel = (level: number) => 20 * Math.log10(Math.max(level, 1e-9));
const level = (db: number) => 10 ** (db / 20);

export function peak(samples: Float64Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** Root mean square of the loud parts: windows of 20 ms not more than 20 dB under the loudest one. */
export function loudness({ rate, samples }: Sound): number {
  const size = Math.round(rate / 50);
  const windows: number[] = [];
  for (let at = 0; at < samples.length; at += size) {
    const window = samples.subarray(at, at + size);
    windows.push(window.reduce((sum, sample) => sum + sample * sample, 0) / window.length);
  }
  const gate = Math.max(...windows) * level(-20) ** 2;
  const loud = windows.filter((power) => power >= gate);
  return Math.sqrt(loud.reduce((sum, power) => sum + power, 0) / loud.length);
}

/** Without the silence around it, as loud as the others, and never over the top. */
export function finished(sound: Sound, loud = -19, top = -1.5): Sound {
  const { rate } = sound;
  const floor = peak(sound.samples) * level(-42);
  const first = sound.samples.findIndex((sample) => Math.abs(sample) > floor);
  const last = sound.samples.findLastIndex((sample) => Math.abs(sample) > floor);
  const edge = Math.round(rate * 0.008);
  const samples = sound.samples.slice(Math.max(0, first - edge), last + 1 + edge);
  const gain = Math.min(level(loud) / loudness({ rate, samples }), level(top) / peak(samples));
  const fade = (i: number) => Math.min(1, (i + 1) / edge, (samples.length - i) / edge);
  return { rate, samples: samples.map((sample, i) => sample * gain * fade(i)) };
}

/** Ding-dong: two struck tones a major third apart, each with a few overtones that die away faster than it. */
export function chime(rate: number): Sound {
  const samples = new Float64Array(Math.round(rate * 1.2));
  const strike = (from: number, hertz: number) => {
    for (const [overtone, strength, fall] of [
      [1, 1, 3.2],
      [2, 0.28, 5],
      [3, 0.1, 8],
      [4.2, 0.05, 12],
    ] as const)
      for (let i = Math.round(from * rate); i < samples.length; i++) {
        const t = i / rate - from;
        const sample =
          strength * Math.exp(-fall * t) * Math.min(1, t / 0.006) * Math.sin(2 * Math.PI * hertz * overtone * t);
        samples[i] = (samples[i] ?? 0) + sample;
      }
  };
  strike(0, 659.26);
  strike(0.42, 523.25);
  const tail = Math.round(rate * 0.15);
  const faded = samples.map((sample, i) => sample * Math.min(1, (samples.length - 1 - i) / tail));
  const gain = level(-6) / peak(faded);
  return { rate, samples: faded.map((sample) => sample * gain) };
}
