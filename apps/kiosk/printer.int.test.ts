import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onPaper } from '../../shared/testing/escposPrinter.ts';
import { startTcpPrinter, type TcpPrinterManner } from '../../shared/testing/tcpPrinter.edge.ts';
import { openPrinter } from './printer.edge.ts';
import type { Printer } from './printer.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'antrean-printer-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const job = Buffer.concat([Buffer.from([0x1b, 0x40]), Buffer.alloc(600, 'A-012\n'), Buffer.from([0x1d, 0x56, 0])]);
const large = Buffer.concat([Buffer.alloc(400_000, 'A-012 Paspor Baru\n'), Buffer.from([0x1d, 0x56, 0])]);
const silent = { answersLooks: false, answersCount: false, answersName: false };

function printerAt(uri: string): Printer {
  const printer = openPrinter(uri, 80);
  if (!printer.ok) throw new Error(printer.error);
  return printer.value;
}

async function withPrinter(manner: TcpPrinterManner) {
  const device = await startTcpPrinter(manner);
  const printer = printerAt(device.uri);
  const close = () => {
    printer.close();
    return device.close();
  };
  return { device, printer, close };
}

test('I27 40 of 40 slips come out of a printer that talks unasked and reads late', async () => {
  const { device, printer, close } = await withPrinter({ chatty: true, slowMs: 20 });
  for (let i = 0; i < 40; i++) expect(await printer.print(job)).toEqual({ kind: 'fenced' });
  expect(device.jobs.filter((bytes) => bytes.equals(onPaper(job)))).toHaveLength(40);
  expect(device.resets).toEqual([]);
  expect(device.visits).toEqual({ count: 40, mostAtOnce: 1 });
  await close();
});

test('a large picture comes out whole', async () => {
  const { device, printer, close } = await withPrinter({ chatty: true, slowMs: 50, worksPerStep: 20_000 });
  expect(await printer.print(large)).toEqual({ kind: 'fenced' });
  expect(device.jobs[0]?.equals(large)).toBe(true);
  await close();
});

test('a printer that is not there has printed nothing, and is offline', async () => {
  const { printer, close } = await withPrinter({});
  await close();
  const again = printerAt(printer.uri);
  expect(await again.print(job)).toEqual({ kind: 'failed', why: 'ECONNREFUSED' });
  expect(await again.status()).toBe('offline');
});

test('a printer that hangs up in the middle leaves the job uncertain', async () => {
  const { printer, close } = await withPrinter({ hangUpAfter: 100 });
  expect(await printer.print(job)).toMatchObject({ kind: 'uncertain' });
  await close();
});

test('a printer that never says a word gets its slip in less than a second', async () => {
  const { device, printer, close } = await withPrinter({ nature: silent });
  const from = performance.now();
  expect(await printer.print(job)).toEqual({ kind: 'sent' });
  expect(performance.now() - from).toBeLessThan(1_500);
  await vi.waitFor(() => expect(device.jobs[0]).toEqual(onPaper(job)));
  expect(await printer.status()).toBe('unknown');
  await close();
});

test('I24 a printer that keeps its end open is waited for, and the next slip still comes in time', async () => {
  const { device, printer, close } = await withPrinter({ keepsOpen: true });
  for (let i = 0; i < 2; i++) expect(await printer.print(job)).toEqual({ kind: 'fenced' });
  expect(device.jobs).toEqual([onPaper(job), onPaper(job)]);
  await close();
});

test('I27 paper that ends in the middle of a slip: uncertain, and no slip is begun until there is paper', async () => {
  const { device, printer, close } = await withPrinter({ fault: { kind: 'paperOut', atByte: 300 } });
  expect(await printer.status()).toBe('ready');
  expect(await printer.print(job)).toEqual({ kind: 'uncertain', why: 'the printer says paperOut' });
  expect(await printer.print(job)).toEqual({ kind: 'failed', why: 'the printer says paperOut' });
  device.printer.mend();
  expect(await printer.print(job)).toEqual({ kind: 'fenced' });
  expect(device.printer.torn).toHaveLength(1);
  expect(device.jobs).toEqual([onPaper(job)]);
  await close();
});

test('a look makes way for a slip, and never takes a second connection', async () => {
  const { device, printer, close } = await withPrinter({ slowMs: 20 });
  const look = printer.status();
  expect(await printer.print(job)).toEqual({ kind: 'fenced' });
  expect(await look).toBe('unknown');
  await vi.waitFor(async () => expect(await printer.status()).toBe('ready'));
  expect(device.visits.mostAtOnce).toBe(1);
  expect(device.jobs).toEqual([onPaper(job)]);
  await close();
});

test('a device file is written, and a missing one is not created', async () => {
  const path = join(dir, 'lp0');
  expect(await printerAt(`file://${path}`).print(job)).toEqual({ kind: 'failed', why: 'ENOENT' });
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, '');
  const printer = printerAt(`file://${path}`);
  expect(await printer.print(job)).toEqual({ kind: 'sent' });
  expect(readFileSync(path)).toEqual(job);
  expect(await printer.status()).toBe('unknown');
});

test('a device that takes nothing has printed nothing; one that says nothing has been sent it', async () => {
  expect(await printerAt('file:///dev/full').print(job)).toEqual({ kind: 'failed', why: 'ENOSPC' });
  expect(await printerAt('file:///dev/null').print(job)).toEqual({ kind: 'sent' });
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
