import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readWav, writeWav } from '../../voice/wav.ts';
import { tokenOf } from './hubProgram.ts';

/** One buffer that a page has given to its sound card: by the clip's name, when, how long, how loud. Seconds. */
export interface Played {
  readonly clip: string;
  readonly start: number;
  readonly duration: number;
  readonly volume: number;
  /** Stopped before its end. */
  readonly isCut: boolean;
}

const shipped = join(import.meta.dirname, '../../../apps/hub/voice/clips');
const clipSeconds = 0.03;

/** An office's own recordings: every clip cut to 30 ms, so that a hall of calls is said in seconds. */
export function shortClips(data: string): void {
  const names = readdirSync(shipped, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.wav'));
  for (const name of names) {
    const { rate, samples } = readWav(readFileSync(join(shipped, name)));
    const path = join(data, 'voice', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, writeWav({ rate, samples: samples.slice(0, rate * clipSeconds) }));
  }
}

/** Runs in the page before its own script: notes what is started on the real audio graph, and what is cut off. */
function listen(): void {
  const heard: { clip: string; start: number; duration: number; volume: number; isCut: boolean }[] = [];
  const names = new WeakMap<object, string>();
  const realFetch = window.fetch.bind(window);
  window.fetch = async (...asked) => {
    const response = await realFetch(...asked);
    const [, clip] = /\/voice\/(.+)\.wav$/.exec(response.url) ?? [];
    const bytes = response.arrayBuffer.bind(response);
    if (clip !== undefined)
      response.arrayBuffer = async () => {
        const file = await bytes();
        names.set(file, clip);
        return file;
      };
    return response;
  };
  const decoder = BaseAudioContext.prototype as unknown as {
    decodeAudioData: (this: BaseAudioContext, file: ArrayBuffer) => Promise<AudioBuffer>;
  };
  const decode = decoder.decodeAudioData;
  decoder.decodeAudioData = async function (file) {
    const clip = names.get(file) ?? '?';
    const buffer = await decode.call(this, file);
    names.set(buffer, clip);
    return buffer;
  };
  const nodes = AudioNode.prototype as unknown as { connect: (this: AudioNode, to: AudioNode) => AudioNode };
  const connect = nodes.connect;
  const ways = new WeakMap<AudioNode, AudioNode>();
  nodes.connect = function (to) {
    ways.set(this, to);
    return connect.call(this, to);
  };
  const sources = AudioBufferSourceNode.prototype as unknown as {
    start: (this: AudioBufferSourceNode, when?: number) => void;
    stop: (this: AudioBufferSourceNode) => void;
  };
  const { start, stop } = sources;
  sources.start = function (when = 0) {
    const way = ways.get(this);
    heard.push({
      clip: (this.buffer && names.get(this.buffer)) ?? '?',
      start: when,
      duration: this.buffer?.duration ?? 0,
      volume: way instanceof GainNode && ways.get(way) === this.context.destination ? way.gain.value : NaN,
      isCut: false,
    });
    start.call(this, when);
  };
  sources.stop = function () {
    // What had not begun yet is never heard, what sounds is not heard to its end.
    const now = this.context.currentTime;
    while ((heard.at(-1)?.start ?? 0) > now) heard.pop();
    const last = heard.at(-1);
    if (last && last.start + last.duration > now) {
      last.isCut = true;
      last.duration = now - last.start;
    }
    stop.call(this);
  };
  Object.assign(window, { heard });
}

/** A TV that listens to itself. */
export async function openEar(
  browser: Browser,
  url: string,
  {
    token = tokenOf('display'),
    path = '/display/?zone=paspor',
    touched = true,
  }: { readonly token?: string; readonly path?: string; readonly touched?: boolean } = {},
) {
  const context = await browser.newContext({ viewport: { width: 1_920, height: 1_080 } });
  const page: Page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.addInitScript((key) => localStorage.setItem('antrean.token.display', key), token);
  await page.addInitScript(listen);
  await page.goto(`${url}${path}`);
  // A browser lets no page sound that nobody has touched; a TV of ours is started with leave to.
  if (touched) await page.mouse.click(900, 900);
  const played = (): Promise<readonly Played[]> =>
    page.evaluate(() => (window as unknown as { readonly heard: Played[] }).heard);
  return { page, wrong, played, calls: async () => callsIn(await played()), close: () => context.close() };
}

/** A whole announcement as it was heard. */
export interface HeardCall {
  readonly number: string;
  readonly languages: readonly string[];
  /** The chime goes before it: the first time it is said. */
  readonly first: boolean;
  /** To the end of the counter's number. */
  readonly whole: boolean;
  readonly from: number;
  readonly to: number;
}

const letters = /^[a-z]$/;
const digits = 'nol satu dua tiga empat lima enam tujuh delapan sembilan'.split(' ');

/** Parts what was heard at each "nomor antrean": the number that was spelled, in which languages, from when to when. */
export function callsIn(played: readonly Played[]): readonly HeardCall[] {
  const starts = played.flatMap(({ clip }, i) => (clip === 'id/nomor-antrean' ? [i] : []));
  return starts.map((at, call) => {
    const first = played[at - 1]?.clip === 'chime';
    const next = starts[call + 1];
    const end = next === undefined ? played.length : played[next - 1]?.clip === 'chime' ? next - 1 : next;
    const clips = played.slice(first ? at - 1 : at, end);
    const words = clips.map(({ clip }) => clip.split('/'));
    const spelled = words.flatMap(([language, word = '']) =>
      language === 'id' && (letters.test(word) || digits.includes(word)) ? [word] : [],
    );
    const [letter = '', ...rest] = spelled;
    const number = rest.slice(0, 3).map((word) => digits.indexOf(word));
    return {
      number: `${letter.toUpperCase()}-${number.join('')}`,
      languages: ['id', 'en'].filter((language) => words.some(([of]) => of === language)),
      first,
      whole: clips.at(-1)?.isCut === false && clips.slice(0, -1).some(({ clip }) => clip === 'id/silakan-menuju-loket'),
      from: clips[0]?.start ?? NaN,
      to: Math.max(...clips.map(({ start, duration }) => start + duration)),
    };
  });
}
