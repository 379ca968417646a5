import { expect, test } from 'vitest';
import { Office, type Service } from '../../shared/protocol/office.ts';
import { dotsOf, paperText, readEscPos } from '../../shared/testing/escpos.ts';
import { columnsOf, plain, slipBytes, wrap, type Paper, type Slip } from './slip.ts';

const at = Date.parse('2026-11-24T02:12:00Z');
const minutes = (count: number) => at + count * 60_000;
const text = (id: string, en: string) => ({ id, en });
const stage = (id: string, name: string) => ({ id, name: text(name, `${name} (en)`), checklist: [] });
const slipParts = Office.shape.slip.parse(undefined);
const office = {
  name: text('Kantor Imigrasi Lampung Tengah', 'Lampung Tengah Immigration Office'),
  town: 'Gunung Sugih',
  timeZone: 'Asia/Jakarta',
  slip: slipParts,
  stages: [stage('berkas', 'Cek berkas'), stage('bap', 'BAP, dengan jadwal'), stage('foto', 'Foto dan sidik jari')],
} as unknown as Slip['office'];
const service = {
  id: 'paspor-hilang',
  name: text('Penggantian Paspor Hilang/Rusak', 'Lost or Damaged Passport'),
  stages: ['berkas', 'bap', 'foto'],
  later: { name: text('Ambil paspor', 'Collection'), when: text('3–4 hari kerja lagi', 'in 3–4 working days') },
  documents: [
    { name: text('Surat laporan polisi', 'Police report') },
    { name: text('KTP elektronik', 'Electronic ID card (KTP)') },
    { name: text('Akta lahir, akta perkawinan, atau ijazah', 'Birth or marriage certificate, or diploma') },
  ],
} as unknown as Service;
const slip: Slip = {
  office,
  service,
  language: 'id',
  number: 'L-003',
  people: 1,
  at,
  dateUnsure: false,
  ahead: 2,
  estimate: { low: minutes(55), high: minutes(78) },
  check: 'k3f9a-1a2b3c4d',
};

const papers: readonly Paper[] = [58, 80];
const read = (of: Slip, paper: Paper) => paperText(readEscPos(slipBytes(of, paper)));

test.each(papers)('a slip on %i mm, as it reads and as it is', (paper) => {
  expect(read(slip, paper)).toMatchSnapshot('words');
  expect(slipBytes(slip, paper).toString('hex')).toMatchSnapshot('bytes');
});

test.each(papers)('a slip in English on %i mm', (paper) => {
  expect(read({ ...slip, language: 'en', people: 3, number: 'A-012' }, paper)).toMatchSnapshot();
});

test.each(papers)('F3 without the hub nothing is said of the wait on %i mm', (paper) => {
  const alone = read({ ...slip, number: 'A-5001', ahead: null, estimate: null, dateUnsure: true }, paper).join('\n');
  expect(alone).not.toMatch(/Di depan|Perkiraan|dipanggil/);
  expect(alone).toContain('Tanggal belum pasti');
  expect(alone).toMatch(/\[QR A-5001 k3f9a-1a2b3c4d\]/);
});

test('N5, N6 no line of any number is wider than the paper', () => {
  for (const paper of papers)
    for (const number of ['A-001', 'A-1000', 'A-5001', 'A-51000'])
      for (const line of readEscPos(slipBytes({ ...slip, number }, paper)))
        expect(dotsOf(line)).toBeLessThanOrEqual(columnsOf[paper] * 12);
});

test('two slips share nothing', () => {
  expect(slipBytes(slip, 80)).toEqual(slipBytes(slip, 80));
});

test('long names break at spaces, and letters no printer has become plain ones', () => {
  expect(wrap('Penggantian Paspor Hilang/Rusak', 16)).toEqual(['Penggantian', 'Paspor', 'Hilang/Rusak']);
  expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  expect(plain('3–4 hari “kerja” café ✓')).toBe('3-4 hari "kerja" cafe ?');
});
