import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoOffice } from '../../apps/hub/demo/office.ts';
import { everySpoken } from '../../apps/kiosk/page/spokenWords.ts';

const folder = join(import.meta.dirname, '../../apps/kiosk/page/public/voice');
const wanted = (['id', 'en'] as const).flatMap((language) =>
  [...everySpoken(language, demoOffice()).keys()].map((name) => `${language}/${name}`),
);

test('the kiosk has a clip for everything it says of the demo office, and no other', () => {
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ogg'))
    .map((name) => name.replaceAll('\\', '/').replace('.ogg', ''));
  expect(there.sort()).toEqual([...wanted].sort());
  const listed = JSON.parse(readFileSync(join(folder, 'clips.json'), 'utf8')) as Record<string, string[]>;
  expect(Object.entries(listed).flatMap(([language, names]) => names.map((name) => `${language}/${name}`))).toEqual(
    expect.arrayContaining(wanted),
  );
});

test('each is sound, and together they are under 3 MB', () => {
  const files = wanted.map((name) => join(folder, `${name}.ogg`));
  expect(files.filter((file) => readFileSync(file).toString('latin1', 0, 4) !== 'OggS')).toEqual([]);
  expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(3_000_000);
});
