import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { everyClip } from '../../shared/speech/sentence.ts';
import { chime, decibel, finished, loudness, peak, readWav, writeWav } from './wav.ts';

const clips = join(import.meta.dirname, '../../apps/hub/voice/clips');
const wanted = [
  'chime',
  ...(['id', 'en'] as const).flatMap((language) =>
    [...everyClip(language).keys()].map((name) => `${language}/${name}`),
  ),
];
const read = (name: string) => readWav(readFileSync(join(clips, `${name}.wav`)));
const longest = (name: string) => (name.includes('-') ? 2.2 : 1.2);

describe('the clips', () => {
  test('there is one for every word a call can ask for, and no other', () => {
    const there = readdirSync(clips, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.wav'))
      .map((name) => name.replaceAll('\\', '/').replace('.wav', ''));
    expect(there.sort()).toEqual([...wanted].sort());
  });

  test('together they are under 2 MB', () => {
    const bytes = wanted.map((name) => statSync(join(clips, `${name}.wav`)).size);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(2_000_000);
    expect(existsSync(join(clips, '../PROVENANCE.md'))).toBe(true);
  });

  test.each(wanted)('%s has a length, is not clipped and begins without a silence', (name) => {
    const sound = read(name);
    const { rate, samples } = sound;
    expect(rate).toBe(16_000);
    expect(samples.length / rate).toBeGreaterThan(0.1);
    expect(samples.length / rate).toBeLessThanOrEqual(longest(name));
    expect(peak(samples)).toBeLessThan(0.9);
    expect(peak(samples.subarray(0, rate / 20))).toBeGreaterThan(0.003);
    expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.02);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.02);
  });

  test('the words are equally loud', () => {
    const loud = wanted.slice(1).map((name) => decibel(loudness(read(name))));
    expect(Math.max(...loud) - Math.min(...loud)).toBeLessThan(3);
  });

  test('the chime is what the calculation gives', () => {
    expect(readFileSync(join(clips, 'chime.wav')).equals(writeWav(chime(16_000)))).toBe(true);
    expect(read('chime').samples.length / 16_000).toBe(1.2);
  });
});

describe('finishing', () => {
  const rate = 8_000;
  const tone = (amplitude: number) =>
    Float64Array.from({ length: rate }, (_, i) =>
      i > rate / 4 && i < rate / 2 ? amplitude * Math.sin(i * 0.4) : amplitude * 0.001,
    );

  test('a quiet and a loud recording become equally loud, without the silence around them', () => {
    const [quiet, loud] = [0.05, 0.9].map((amplitude) => finished({ rate, samples: tone(amplitude) }));
    expect(decibel(loudness(quiet!)) - decibel(loudness(loud!))).toBeCloseTo(0, 1);
    expect(quiet!.samples.length / rate).toBeCloseTo(0.266, 2);
  });

  test('what is written is what is read', () => {
    const written = tone(0.5);
    const { samples } = readWav(writeWav({ rate, samples: written }));
    expect(Math.max(...samples.map((sample, i) => Math.abs(sample - written[i]!)))).toBeLessThan(0.000_1);
  });
});
