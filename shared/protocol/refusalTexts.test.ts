import { describe, expect, test } from 'vitest';
import { refusalCodes } from './refusals.ts';
import { sentence, type ErrorCode } from './refusalTexts.ts';

const doors: readonly ErrorCode[] = ['malformed', 'unauthorized', 'forbidden', 'tooMany', 'notReady'];
const codes: readonly ErrorCode[] = [...refusalCodes, ...doors];
const opens = Date.parse('2026-11-25T01:00Z');
const about = {
  opens,
  prefix: 'A',
  number: 'A-012',
  name: 'Siti Rahmawati',
  counter: 3,
  seconds: 7,
  limit: 2,
  max: 5,
  calls: 2,
  items: 3,
  people: 4,
  count: 6,
  path: 'people',
};

describe.each([
  ['with nothing to name', undefined],
  ['with everything to name', about],
])('%s', (_, given) => {
  test.each(codes)('%s is said in both languages: why, and what then', (code) => {
    const said = sentence(code, given, 'Asia/Jakarta');
    for (const text of [said.id, said.en]) {
      expect(text.split(/(?<=[.;]) (?=\S)/).length).toBeGreaterThan(1);
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/[{}!]|undefined/);
      expect(text).not.toMatch(/antrian|nomer|silahkan|\bmaaf\b|\bsorry\b/i);
    }
    expect(said.id).not.toBe(said.en);
  });
});

test.each([
  ['counterTaken', 'Loket ini sedang dipakai Siti Rahmawati. Pilih loket lain, atau ambil alih loket ini.'],
  ['officerElsewhere', 'Siti Rahmawati masih masuk di loket 3. Keluar dari sana dulu, atau pindahkan ke sini.'],
  ['serviceClosed', 'Layanan ini sedang tutup. Nomor dapat diambil lagi Rabu, 25 November pukul 08.00.'],
  ['quotaUsed', 'Sisa kuota hari ini tidak cukup. Buka lagi Rabu, 25 November pukul 08.00.'],
  ['tooEarly', 'Tamu masih diberi waktu untuk datang. Tunggu 7 detik lagi, lalu tandai tidak hadir.'],
  [
    'tooManyPeople',
    'Satu nomor di sini paling banyak untuk 5 orang. Kurangi jumlahnya, lalu ambil nomor lain untuk sisanya.',
  ],
] as const)('%s names what it is about', (code, id) => {
  expect(sentence(code, about, 'Asia/Jakarta').id).toBe(id);
});

test('a moment is said in the time zone and the language', () => {
  expect(sentence('serviceClosed', { opens }, 'Asia/Jayapura').en).toBe(
    'This service is closed now. Numbers are given again Wednesday 25 November at 10:00.',
  );
});

test('a moment without a time zone is left out', () => {
  expect(sentence('serviceClosed', { opens })).toEqual(sentence('serviceClosed'));
});

test('a sentence of which one name is missing is not said', () => {
  expect(sentence('officerElsewhere', { counter: 3 })).toEqual(sentence('officerElsewhere'));
});
