// Makes the clips of apps/hub/voice with espeak-ng and sox; run by hand when a word is added, not by start or test.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everyClip } from '../../shared/speech/sentence.ts';
import { chime, finished, readWav, writeWav } from './wav.ts';

const rate = 16_000;
const voices = { id: ['-v', 'id', '-s', '150', '-p', '45'], en: ['-v', 'en-gb', '-s', '150', '-p', '45'] } as const;

const voiceFolder = join(import.meta.dirname, '../../apps/hub/voice');
const clips = join(voiceFolder, 'clips');
const work = mkdtempSync(join(tmpdir(), 'voice-'));

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8' }).trim();
}

rmSync(clips, { recursive: true, force: true });
mkdirSync(clips, { recursive: true });
let bytes = 0;
const write = (path: string, file: Buffer) => {
  writeFileSync(join(clips, path), file);
  bytes += file.length;
};
write('chime.wav', writeWav(chime(rate)));
let count = 1;
for (const language of ['id', 'en'] as const) {
  mkdirSync(join(clips, language));
  for (const [name, words] of everyClip(language)) {
    // A capital letter alone is read by its name.
    run(
      'espeak-ng',
      ...voices[language],
      '-w',
      join(work, 'said.wav'),
      words.length === 1 ? words.toUpperCase() : words,
    );
    run('sox', '-D', join(work, 'said.wav'), '-r', String(rate), '-c', '1', '-b', '16', join(work, 'clip.wav'));
    write(join(language, `${name}.wav`), writeWav(finished(readWav(readFileSync(join(work, 'clip.wav'))))));
    count++;
  }
}
rmSync(work, { recursive: true });
writeFileSync(
  join(voiceFolder, 'PROVENANCE.md'),
  `# Where the clips come from

\`node build/voice/make.ts\` makes all ${count} files of \`clips/\` (${rate / 1_000} kHz, one channel, 16 bits, ${(bytes / 1_000_000).toFixed(2)} MB) and this text.

- Words and letters (\`clips/id\`, \`clips/en\`): ${run('espeak-ng', '--version').replace(/\s*Data at.*/, '')},
  \`espeak-ng ${voices.id.join(' ')}\` and \`espeak-ng ${voices.en.join(' ')}\`, one clip for each word; brought to ${rate / 1_000} kHz
  by ${run('sox', '--version').replace(/^sox:\s*/, '')} (\`-D -r ${rate} -c 1 -b 16\`); then trimmed, set to one loudness and faded at both ends by
  \`build/voice/wav.ts\`.
- Licence: espeak-ng is GPL-3.0-or-later; the program and its data are not part of this product. The licence covers the
  program and not the sound it makes, so the clips carry no GPL terms.
- \`chime.wav\` is calculated by \`build/voice/wav.ts\` from sines; it is part of this product.

An office may use its own voice: a file of the same name in \`voice/\` of the hub's data folder
(\`voice/id/nol.wav\`, \`voice/chime.wav\`) is played in the place of this one.
`,
);
process.stdout.write(`${count} clips, ${bytes} bytes\n`);
