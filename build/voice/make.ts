// Makes the clips of the hall (apps/hub/voice) and of the kiosk's page with espeak-ng and sox: `make.ts [hub|kiosk]`.
// Run by hand when a word is added, not by start or test.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoOffice } from '../../apps/hub/demo/office.ts';
import { everySpoken } from '../../apps/kiosk/page/spokenWords.ts';
import { everyClip } from '../../shared/speech/sentence.ts';
import { chime, finished, readWav, writeWav } from './wav.ts';

const rate = 16_000;
const languages = ['id', 'en'] as const;
const voices = { id: ['-v', 'id', '-s', '150', '-p', '45'], en: ['-v', 'en-gb', '-s', '150', '-p', '45'] } as const;
const root = join(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'voice-'));

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8' }).trim();
}

/** Words as a finished WAV file. A capital letter alone is read by its name. */
function spoken(words: string, language: (typeof languages)[number]): Buffer {
  const [said, clip] = [join(work, 'said.wav'), join(work, 'clip.wav')];
  run('espeak-ng', ...voices[language], '-w', said, words.length === 1 ? words.toUpperCase() : words);
  run('sox', '-D', said, '-r', String(rate), '-c', '1', '-b', '16', clip);
  return writeWav(finished(readWav(readFileSync(clip))));
}

/** An empty folder that counts what is put into it. */
function clipFolder(clips: string) {
  rmSync(clips, { recursive: true, force: true });
  for (const language of languages) mkdirSync(join(clips, language), { recursive: true });
  const made = { count: 0, bytes: 0 };
  return {
    made,
    write: (path: string, file: Buffer) => {
      writeFileSync(join(clips, path), file);
      made.count++;
      made.bytes += file.length;
    },
  };
}

const size = ({ count, bytes }: { readonly count: number; readonly bytes: number }) =>
  `${count} files, ${(bytes / 1_000_000).toFixed(2)} MB`;
const makers = () => `${run('espeak-ng', '--version').replace(/\s*Data at.*/, '')},
  \`espeak-ng ${voices.id.join(' ')}\` and \`espeak-ng ${voices.en.join(' ')}\`, one clip for each word; brought to ${rate / 1_000} kHz
  by ${run('sox', '--version').replace(/^sox:\s*/, '')} (\`-D -r ${rate} -c 1 -b 16\`); then trimmed, set to one loudness and faded at both ends by
  \`build/voice/wav.ts\``;
const licence = `- Licence: espeak-ng is GPL-3.0-or-later; the program and its data are not part of this product. The licence covers the
  program and not the sound it makes, so the clips carry no GPL terms.`;

function hall(): string {
  const folder = join(root, 'apps/hub/voice');
  const { made, write } = clipFolder(join(folder, 'clips'));
  write('chime.wav', writeWav(chime(rate)));
  for (const language of languages)
    for (const [name, words] of everyClip(language)) write(join(language, `${name}.wav`), spoken(words, language));
  writeFileSync(
    join(folder, 'PROVENANCE.md'),
    `# Where the clips come from

\`node build/voice/make.ts hub\` makes all files of \`clips/\` (${rate / 1_000} kHz, one channel, 16 bits; ${size(made)}) and this text.

- Words and letters (\`clips/id\`, \`clips/en\`): ${makers()}.
${licence}
- \`chime.wav\` is calculated by \`build/voice/wav.ts\` from sines; it is part of this product.

An office may use its own voice: a file of the same name in \`voice/\` of the hub's data folder
(\`voice/id/nol.wav\`, \`voice/chime.wav\`) is played in the place of this one.
`,
  );
  return size(made);
}

/** In Ogg Vorbis, which every browser of a kiosk plays; the page asks `clips.json` what there is. */
function kiosk(): string {
  const folder = join(root, 'apps/kiosk/page/public/voice');
  const { made, write } = clipFolder(folder);
  const names = Object.fromEntries(
    languages.map((language) => {
      const clips = everySpoken(language, demoOffice());
      for (const [name, words] of clips) {
        const [whole, small] = [join(work, 'whole.wav'), join(work, 'small.ogg')];
        writeFileSync(whole, spoken(words, language));
        run('sox', '-D', whole, '-C', '0', small);
        write(join(language, `${name}.ogg`), readFileSync(small));
      }
      return [language, [...clips.keys()].toSorted()];
    }),
  );
  writeFileSync(join(folder, 'clips.json'), `${JSON.stringify(names)}\n`);
  writeFileSync(
    join(folder, 'PROVENANCE.md'),
    `# Where the clips come from

\`node build/voice/make.ts kiosk\` makes all clips of this folder (Ogg Vorbis, ${rate / 1_000} kHz, one channel; ${size(made)}), \`clips.json\` and
this text: what the kiosk's page says of itself, and the names of the demo office's services and documents.

- Sentences, words and letters: ${makers()};
  then made small by sox (\`-C 0\`).
${licence}

A clip is named after its text. A name that an office changes has no clip: it is read by a voice of the machine's own
browser where there is one, and passed over where there is none.
`,
  );
  return size(made);
}

const wanted = process.argv[2];
if (wanted === 'hub' || wanted === undefined) process.stdout.write(`hall: ${hall()}\n`);
if (wanted === 'kiosk' || wanted === undefined) process.stdout.write(`kiosk: ${kiosk()}\n`);
rmSync(work, { recursive: true });
