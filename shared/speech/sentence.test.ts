import { expect, test } from 'vitest';
import { announcementOf, everyClip, sentence } from './sentence.ts';

const names = (pieces: ReturnType<typeof sentence>) => pieces.map(({ clip }) => clip).join(' ');

test('the ticket digit by digit with its leading zeros, the counter as a number', () => {
  expect(names(sentence({ number: 'A-012', counter: 3 }, 'id'))).toBe(
    'id/nomor-antrean id/a id/nol id/satu id/dua id/silakan-menuju-loket id/tiga',
  );
  expect(names(sentence({ number: 'K-007', counter: 12 }, 'en'))).toBe(
    'en/ticket-number en/k en/zero en/zero en/seven en/please-proceed-to-counter en/twelve',
  );
  expect(names(sentence({ number: 'B-1000', counter: 21 }, 'id'))).toBe(
    'id/nomor-antrean id/b id/satu id/nol id/nol id/nol id/silakan-menuju-loket id/dua id/puluh id/satu',
  );
});

test('S7 a group is called with its family, one person is not', () => {
  const call = { number: 'B-001', counter: 2 };
  expect(names(sentence({ ...call, people: 4 }, 'id'))).toBe(
    'id/nomor-antrean id/b id/nol id/nol id/satu id/beserta-keluarga id/silakan-menuju-loket id/dua',
  );
  expect(names(sentence({ ...call, people: 2 }, 'en'))).toBe(
    'en/ticket-number en/b en/zero en/zero en/one en/and-family en/please-proceed-to-counter en/two',
  );
  expect(sentence({ ...call, people: 1 }, 'id')).toEqual(sentence(call, 'id'));
});

test('one chime, however many languages follow', () => {
  const pieces = announcementOf({ number: 'A-001', counter: 1 }, ['id', 'en']);
  expect(pieces.filter(({ clip }) => clip === 'chime')).toEqual([{ clip: 'chime', pause: 100 }]);
  expect(names(pieces.slice(1))).toBe(
    `${names(sentence({ number: 'A-001', counter: 1 }, 'id'))} ${names(sentence({ number: 'A-001', counter: 1 }, 'en'))}`,
  );
});

test('between two languages there is a silence, behind the last word none', () => {
  const pieces = announcementOf({ number: 'A-001', counter: 1 }, ['id', 'en']);
  expect(pieces[7]).toEqual({ clip: 'id/satu', pause: 450 });
  expect(pieces.at(-1)?.pause).toBe(0);
});

test('the list of clips is what a sentence can ask for', () => {
  expect([...everyClip('id').keys()].filter((name) => name.length > 1)).toHaveLength(3 + 18);
  for (const language of ['id', 'en'] as const) {
    const known = new Set([...everyClip(language).keys()].map((name) => `${language}/${name}`));
    for (const letter of 'ABCDEFGHJKLMNPRSTUVWXYZ')
      for (const counter of [1, 10, 11, 19, 45, 99, 115, 1_200])
        for (const { clip } of sentence({ number: `${letter}-1234567890`, counter, people: 2 }, language))
          expect(known).toContain(clip);
  }
});

test('a counter that has no words is left out rather than said wrong', () => {
  expect(sentence({ number: 'A-001', counter: 10_000 }, 'id').at(-1)).toEqual({
    clip: 'id/silakan-menuju-loket',
    pause: 0,
  });
});
