import { expect, test } from 'vitest';
import { findingWords, type FindingWords } from './findingTexts.ts';
import { finding, reportOf, sentenceOf } from './findings.ts';

const all: readonly (readonly [string, FindingWords])[] = Object.entries(findingWords);
const namesIn = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
/** Words that are said in one language and named otherwise in the other. */
const pairs = { peran: 'role', sebab: 'state', jenis: 'medium', judul: 'title', bantuan: 'help' };

test.each(all)('%s tells the same in both languages', (_code, { en, id, check }) => {
  const told = namesIn(id).map((name) => pairs[name as keyof typeof pairs] ?? name);
  expect(new Set(told)).toEqual(new Set(namesIn(en)));
  expect(check.length).toBeLessThan(12);
});

test('a line for each finding, and how many of each mark', () => {
  const report = reportOf([
    finding('nodeGood', { version: '24.1.0' }),
    finding('hubStopped'),
    finding('folderMissing', { data: '/d' }),
  ]);
  expect(report.split('\n')).toEqual([
    'OK    versions    Node 24.1.0.',
    '                  Node 24.1.0.',
    'LOOK  hub         The hub does not run; what only a running hub knows was not looked at.',
    '                  Pusat antrean tidak menyala; hal yang hanya diketahui saat menyala tidak diperiksa.',
    'WRONG folder      There is no folder /d: name the hub’s with --data, or start the hub once, which makes it.',
    '                  Folder /d tidak ada: sebutkan folder pusat antrean dengan --data, atau nyalakan pusat antrean sekali agar folder dibuat.',
    '',
    '1 OK, 1 LOOK, 1 WRONG. Put right what is WRONG first. / Betulkan dahulu yang bertanda WRONG.',
    '',
  ]);
});

test('a sentence that is not told all it speaks of is a mistake of ours', () => {
  expect(() => sentenceOf(finding('nodeOld', { version: '20' }))).toThrow('nodeOld does not tell its {needed}');
});
