import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTcpPrinter, type TcpPrinterManner } from '../../shared/testing/tcpPrinter.edge.ts';
import { openPrinter, type Printer } from './printer.edge.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'antrean-printer-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const job = Buffer.alloc(600, 'A-012 ');

function printerAt(uri: string): Printer {
  const printer = openPrinter(uri, 80);
  if (!printer.ok) throw new Error(printer.error);
  return printer.value;
}

async function withPrinter(manner: TcpPrinterManner) {
  const device = await startTcpPrinter(manner);
  return { device, printer: printerAt(device.uri) };
}

test('40 of 40 slips reach a printer that sends status bytes and reads late', async () => {
  const { device, printer } = await withPrinter({ chatty: true, slowMs: 20 });
  for (let i = 0; i < 40; i++) expect(await printer.print(job)).toEqual({ kind: 'sent' });
  expect(device.jobs).toHaveLength(40);
  expect(device.jobs.every((bytes) => bytes.equals(job))).toBe(true);
  expect(device.broken).toEqual([]);
  await device.close();
});

test('a large picture reaches it whole', async () => {
  const { device, printer } = await withPrinter({ chatty: true, slowMs: 50 });
  const large = Buffer.alloc(400_000, 7);
  expect(await printer.print(large)).toEqual({ kind: 'sent' });
  expect(device.jobs[0]?.equals(large)).toBe(true);
  await device.close();
});

test('a printer that is not there has printed nothing', async () => {
  const { device, printer } = await withPrinter({});
  await device.close();
  expect(await printer.print(job)).toEqual({ kind: 'failed', why: 'ECONNREFUSED' });
});

test('a printer that hangs up in the middle leaves the job uncertain', async () => {
  const { device, printer } = await withPrinter({ hangUpAfter: 1, slowMs: 20 });
  expect(await printer.print(Buffer.alloc(8_000_000))).toMatchObject({ kind: 'uncertain' });
  await device.close();
});

test('a device file is written, and a missing one is not created', async () => {
  const path = join(dir, 'lp0');
  expect(await printerAt(`file://${path}`).print(job)).toEqual({ kind: 'failed', why: 'ENOENT' });
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, '');
  expect(await printerAt(`file://${path}`).print(job)).toEqual({ kind: 'sent' });
  expect(readFileSync(path)).toEqual(job);
});

test('the virtual printer keeps bytes and picture of each slip, and counts on after a restart', async () => {
  await printerAt(`virtual:${dir}`).print(Buffer.from('satu\n'));
  const printer = printerAt(`virtual:${dir}`);
  await printer.print(Buffer.from('dua\n'));
  expect(printer.slips?.list()).toEqual(['001', '002']);
  expect(printer.slips?.read('002.svg')?.toString()).toContain('>dua</text>');
  expect(printer.slips?.read('001.bin')?.toString()).toBe('satu\n');
  expect(printer.slips?.read('../../etc/passwd')).toBeUndefined();
});

test('an address that is none is said in one sentence', () => {
  for (const uri of ['tcp://host', 'tcp://host:0', 'lp0', 'file://lp0', ''])
    expect(openPrinter(uri, 80)).toMatchObject({ ok: false, error: expect.stringContaining('--printer') as string });
});
