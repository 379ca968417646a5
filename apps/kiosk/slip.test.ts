import { createHash } from 'node:crypto';
import jsQR from 'jsqr';
import { expect, test } from 'vitest';
import { Hours, Office, type Service } from '../../shared/protocol/office.ts';
import { dotsOf, paperBitmap, paperText, readEscPos } from '../../shared/testing/escpos.ts';
import {
  columnsOf,
  readSlipCode,
  requirementsBytes,
  slipBytes,
  slipCode,
  testBytes,
  type Paper,
  type Requirements,
  type Slip,
} from './slip.ts';
import { numberPicture } from './slipNumber.ts';
import { plain, rasterOf, wrap, type Picture } from './slipPen.ts';

const at = Date.parse('2026-11-24T02:12:00Z');
const minutes = (count: number) => at + count * 60_000;
const text = (id: string, en: string) => ({ id, en });
const stage = (id: string, name: string) => ({ id, name: text(name, `${name} (en)`), checklist: [] });
const slipParts = Office.shape.slip.parse(undefined);
const day = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '15:30' },
];
const week = { mon: day, tue: day, wed: day, thu: day, fri: [{ from: '08:00', to: '11:30' }] };
const office = {
  name: text('Kantor Imigrasi Lampung Tengah', 'Lampung Tengah Immigration Office'),
  town: 'Gunung Sugih',
  timeZone: 'Asia/Jakarta',
  slip: slipParts,
  hours: Hours.parse({ weekly: week }),
  stages: [stage('berkas', 'Cek berkas'), stage('bap', 'BAP, dengan jadwal'), stage('foto', 'Foto dan sidik jari')],
} as unknown as Requirements['office'];
const service = {
  id: 'paspor-hilang',
  name: text('Penggantian Paspor Hilang/Rusak', 'Lost or Damaged Passport'),
  stages: ['berkas', 'bap', 'foto'],
  later: { name: text('Ambil paspor', 'Collection'), when: text('3–4 hari kerja lagi', 'in 3–4 working days') },
  purpose: text('Perlu laporan polisi', 'A police report is needed'),
  fee: text('Rp1.000.000', 'Rp1,000,000'),
  documents: [
    { name: text('Surat laporan polisi', 'Police report') },
    { name: text('KTP elektronik', 'Electronic ID card (KTP)') },
    { name: text('Akta lahir, akta perkawinan, atau ijazah', 'Birth or marriage certificate, or diploma') },
  ],
} as unknown as Service;
const slip: Slip = {
  office: { ...office, carryOverDays: 7 },
  service,
  language: 'id',
  number: 'L-003',
  people: 1,
  at,
  dateUnsure: false,
  ahead: 2,
  estimate: { low: minutes(55), high: minutes(78) },
  notToday: false,
  check: 'k3f9a2-1a2b3c4d',
};

const papers: readonly Paper[] = [58, 80];
const read = (of: Slip, paper: Paper) => paperText(readEscPos(slipBytes(of, paper)));

const hashOf = (of: Slip, paper: Paper) => createHash('sha256').update(slipBytes(of, paper)).digest('hex');
const english = { ...slip, language: 'en', people: 3, number: 'A-012' } as const;
const linked = { ...slip, office: { ...slip.office, slip: { ...slipParts, link: 'https://antre.example/t' } } };
const copied = { ...slip, copy: 2 };

test.each(papers)('a slip on %i mm, as it reads and as it is', (paper) => {
  expect(read(slip, paper)).toMatchSnapshot('words');
  expect(slipBytes(slip, paper).toString('hex')).toMatchSnapshot('bytes');
});

test.each(papers)('a slip in English on %i mm, as it reads and as it is', (paper) => {
  expect(read(english, paper)).toMatchSnapshot('words');
  expect(hashOf(english, paper)).toMatchSnapshot('bytes, SHA-256');
});

test.each(papers)('I25 a second slip for a number says which one it is, on %i mm', (paper) => {
  expect(read(copied, paper)).toMatchSnapshot();
  const copies = (of: Slip) => read(of, paper).filter((line) => line.includes('COPY')).length;
  expect([copies(slip), copies(copied)]).toEqual([0, 1]);
});

test.each(papers)('F3 a slip whose wait nobody knows says so on %i mm, and shows no time', (paper) => {
  const unknown = read({ ...slip, estimate: null }, paper);
  expect(unknown.find((line) => line.startsWith('Perkiraan tunggu'))).toMatch(/ belum diketahui$/);
  expect(unknown.join(' ')).not.toMatch(/sekitar|menit|jam|tanpa pusat/);
  expect(read({ ...english, estimate: null }, paper).join('\n')).toMatch(/Estimated wait +not known yet/);
});

test.each(papers)('F3 a number of the kiosk itself says on %i mm why nothing is known', (paper) => {
  const alone = read({ ...slip, number: 'A-5001', ahead: null, estimate: null, dateUnsure: true }, paper).join('\n');
  expect(alone).not.toMatch(/Di depan|sekitar|menit/);
  expect(alone).toMatch(/Perkiraan tunggu +belum diketahui/);
  expect(alone.replaceAll('\n', ' ')).toContain('Dicetak tanpa pusat antrean. Nomor Anda sah');
  expect(alone).toContain('Tanggal belum pasti');
  expect(alone).toMatch(/\[QR A-5001 k3f9a2-1a2b3c4d\]/);
});

test.each(papers)('D4 a slip of somebody who may not be reached today says on %i mm what it gives then', (paper) => {
  const told = read({ ...slip, notToday: true }, paper);
  expect(told).toMatchSnapshot();
  const words = told.join(' ');
  expect(words).toContain('Satu kali dalam 7 hari');
  expect(words, 'no time that will not hold').not.toMatch(/sekitar|menit/);
  expect(words).not.toContain(plain(slipParts.footer.id));
  expect(read(slip, paper).join(' ')).not.toMatch(/tidak dipanggil/);
});

test('F2 a wait over 90 minutes is said in hours, as on the screens', () => {
  const long = { ...slip, estimate: { low: minutes(70), high: minutes(110) } };
  expect(read(long, 80)).toContain(`${'Perkiraan tunggu'.padEnd(48 - 7)}1-2 jam`);
});

test('the phone is shown the page of the office, with the secret behind the #', () => {
  expect(read(linked, 80)).toContain('[QR https://antre.example/t#L-003.k3f9a2-1a2b3c4d]');
  expect(read(linked, 80)).toContain('Pantau dari ponsel, atau tunggu dipanggil');
});

test('an office’s link is a short web address without a fragment', () => {
  const accepts = (link: string) => Office.shape.slip.safeParse({ ...slipParts, link }).success;
  expect(['https://antre.example/t', 'http://10.0.0.2:8080'].map(accepts)).toEqual([true, true]);
  for (const link of [
    'antre.example',
    'https://antre.example/#x',
    'https://antre.example/a b',
    `https://${'a'.repeat(80)}`,
  ])
    expect(accepts(link)).toBe(false);
});

test('N5, N6 no line of any number is wider than the paper, and each number is a picture of its own', () => {
  for (const paper of papers) {
    const pictures = new Set<string>();
    const numbers = ['A-001', 'A-002', 'W-888', 'M-1000', 'A-5001', 'W-51000'];
    for (const number of numbers)
      for (const line of readEscPos(slipBytes({ ...slip, number }, paper))) {
        expect(dotsOf(line)).toBeLessThanOrEqual(columnsOf[paper] * 12);
        if (line.kind === 'raster' && line.height > 60) pictures.add(Buffer.from(line.rows).toString('hex'));
      }
    expect(pictures.size).toBe(numbers.length);
  }
});

test('no picture holds what a printer takes for a real-time command', () => {
  const hex = (picture: Picture) => rasterOf(picture).toString('hex').replace(/../g, '$& ');
  expect(hex({ width: 16, height: 1, isDark: (x) => x === 3 || x === 13 })).toMatch(/ 18 04 $/);
  for (const paper of papers)
    for (const prefix of 'ABCDEFGHJKLMNPRSTUVWXYZ')
      for (const digits of ['012', '5267'])
        expect(hex(numberPicture(`${prefix}-${digits}`, paper))).not.toMatch(/10 (04|05|14) /);
});

test.each(papers)('the QR code on %i mm is read from the picture of the slip, in both languages', (paper) => {
  for (const of of [slip, english, linked, copied]) {
    const { data, width, height } = paperBitmap(slipBytes(of, paper), columnsOf[paper]);
    expect(jsQR.default(data, width, height)?.data).toBe(slipCode(of));
  }
});

test('a slip is found again by what is scanned or typed', () => {
  const whole = { number: 'A-012', check: 'k3f9a2-1a2b3c4d' };
  for (const text of [
    'A-012 k3f9a2-1a2b3c4d',
    '  a 012  K3F9A2 1A2B3C4D ',
    'a012 k3f9a21a2b3c4d',
    'https://antre.example/t#A-012.k3f9a2-1a2b3c4d',
  ])
    expect(readSlipCode(text)).toEqual(whole);
  for (const text of ['A-012', 'a12', 'A 012', 'https://antre.example/#a-012'])
    expect(readSlipCode(text)).toEqual({ number: 'A-012' });
  for (const text of ['', '012', 'A-', 'AB-012', 'A-012 k3f9a2', 'https://antre.example/', 'A-012 k3f9a2-1a2b3c4g'])
    expect(readSlipCode(text)).toBeUndefined();
  for (const of of [slip, english, linked])
    expect(readSlipCode(slipCode(of))).toEqual({ number: of.number, check: of.check });
});

test.each(papers)('what to bring on %i mm: no number, no code', (paper) => {
  const words = paperText(readEscPos(requirementsBytes({ office, service, language: 'id', at }, paper)));
  expect(words).toMatchSnapshot();
  expect(words.join('\n')).not.toMatch(/\[QR|[A-Z]-\d/);
});

test.each(papers)('only what has several stages promises one number for all of them, on %i mm', (paper) => {
  const said = (of: Service) =>
    (['id', 'en'] as const).flatMap((language) => [
      ...read({ ...slip, service: of, language }, paper),
      ...paperText(readEscPos(requirementsBytes({ office, service: of, language, at }, paper))),
    ]);
  const promises = (lines: readonly string[]) => lines.filter((line) => /^(Satu nomor|One number)/.test(line)).length;
  const one = said({ ...service, stages: service.stages.slice(0, 1) });
  expect([promises(said(service)), promises(one)]).toEqual([4, 0]);
  expect(one).toEqual(expect.arrayContaining(['Tahap layanan', 'Service steps', '1 Cek berkas']));
});

test.each(papers)('a test print on %i mm: each letter, the whole width, the address and the time', (paper) => {
  const lines = readEscPos(testBytes({ printer: 'tcp://10.0.0.9:9100', at, timeZone: office.timeZone }, paper));
  expect(paperText(lines)).toMatchSnapshot();
  expect(Math.max(...lines.map(dotsOf))).toBe(columnsOf[paper] * 12);
  expect(paperText(lines)).toEqual(expect.arrayContaining(['tcp://10.0.0.9:9100', '24-11-2026 09.12.00']));
});

test('two slips share nothing', () => {
  expect(slipBytes(slip, 80)).toEqual(slipBytes(slip, 80));
});

test('long names break at spaces, and letters no printer has become plain ones', () => {
  expect(wrap('Penggantian Paspor Hilang/Rusak', 16)).toEqual(['Penggantian', 'Paspor', 'Hilang/Rusak']);
  expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  expect(plain('3–4 hari “kerja” café ✓')).toBe('3-4 hari "kerja" cafe ?');
});
