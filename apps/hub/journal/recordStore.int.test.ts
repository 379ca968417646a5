import Sqlite from 'better-sqlite3';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { minuteMs, type BusinessDay, type ServiceId, type TicketId } from '../../../shared/ids.ts';
import type { Change, Forecast } from '../record/entry.ts';
import { createKeeper } from '../record/keeper.ts';
import { openRecord, readRecord } from './recordStore.edge.ts';

const folders: string[] = [];
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true });
});
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'antrean-record-'));
  folders.push(dir);
  return dir;
}
const day = (text: string) => text as BusinessDay;
const forecastOf = (ticket: string, on = '2026-03-02', more: Partial<Forecast> = {}): Forecast => ({
  ticket: ticket as TicketId,
  day: day(on),
  service: 'passport' as ServiceId,
  lane: 'regular',
  issuedAt: 1_000,
  at: 2_000,
  seq: 10,
  band: [1, 2, 3, 4, 5].map((one) => one * minuteMs) as unknown as Forecast['band'],
  basis: 'lookAhead',
  qlLive: 6 * minuteMs,
  les: 7 * minuteMs,
  shown: { low: 10_000, high: 20_000 },
  ...more,
});
const made = (forecast: Forecast): Change => ({ kind: 'forecast', forecast });
const called = (ticket: string, at: number): Change => ({
  kind: 'ended',
  ticket: ticket as TicketId,
  ended: { at, seq: 20, how: 'called' },
});
const quiet = (line: string) => expect.fail(line);

test('F4 what was written is read again, by another connection while this one is open, and after it', () => {
  const dir = folder();
  const store = openRecord(dir, quiet);
  const told = { low: 30_000, high: 40_000 };
  const first = forecastOf('t1');
  const second = forecastOf('t2', '2026-03-03', { shown: null, basis: 'few', at: 3_000 });
  const revised: Change = { kind: 'revised', ticket: first.ticket, at: 5_000, told };
  expect(store.write([made(first), made(second), revised, called('t1', 15_000)]).ok).toBe(true);
  const entries = [
    { ...first, ended: { at: 15_000, seq: 20, how: 'called' }, revisions: 1 },
    { ...second, ended: null, revisions: 0 },
  ];
  expect(readRecord(dir, day('2026-03-01'), day('2026-03-31'))).toEqual(entries);
  expect(readRecord(dir, day('2026-03-03'), day('2026-03-03'))).toEqual(entries.slice(1));
  store.close();
  const again = openRecord(dir, quiet);
  expect(again.entries(day('2026-03-01'), day('2026-03-31'))).toEqual(entries);
  expect(again.remembered(day('2026-03-03'))).toEqual([
    { ticket: 't2', day: '2026-03-03', seq: 10, ended: null, told: null },
  ]);
  expect(again.remembered(day('2026-03-01')).find(({ ticket }) => ticket === 't1')?.told).toEqual(told);
  again.prune(day('2026-03-03'));
  expect(again.entries(day('2026-03-01'), day('2026-03-31')).map(({ ticket }) => ticket)).toEqual(['t2']);
  again.close();
});

test('F4 a record that is no record is put aside and a new one begun, which the log is told', () => {
  const dir = folder();
  const store = openRecord(dir, quiet);
  store.write([made(forecastOf('t1'))]);
  store.close();
  writeFileSync(join(dir, 'record.db'), Buffer.alloc(8192, 7));
  const lines: string[] = [];
  expect(readRecord(dir, day('2026-03-01'), day('2026-03-31'))).toEqual([]);
  const next = openRecord(dir, (line) => void lines.push(line));
  expect(lines).toHaveLength(1);
  expect(readdirSync(dir)).toContain('record.db.damaged');
  expect(next.write([made(forecastOf('t2'))]).ok).toBe(true);
  expect(next.entries(day('2026-03-01'), day('2026-03-31')).map(({ ticket }) => ticket)).toEqual(['t2']);
  next.close();
});

test('F4 on a disk that is almost full nothing is recorded, and the record is not taken for a damaged one', () => {
  const dir = folder();
  expect(() => openRecord(dir, quiet, () => false)).toThrow('almost full');
  expect(readdirSync(dir)).toEqual([]);
  let hasRoom = true;
  const store = openRecord(dir, quiet, () => hasRoom);
  hasRoom = false;
  expect(store.write([made(forecastOf('t1'))])).toMatchObject({
    ok: false,
    error: expect.stringContaining('almost full') as string,
  });
  hasRoom = true;
  expect(store.write([made(forecastOf('t1'))]).ok).toBe(true);
  store.close();
  expect(readdirSync(dir)).toEqual(['record.db']);
});

test('F4 a record that is damaged while it is in use is put aside, said once, and the next batch is kept', () => {
  const dir = folder();
  const lines: string[] = [];
  const store = openRecord(dir, (line) => void lines.push(line));
  store.write(Array.from({ length: 400 }, (_, i) => made(forecastOf(`t${i}`))));
  const file = join(dir, 'record.db');
  const other = new Sqlite(file);
  other.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xa5, 4096));
  const batch = [made(forecastOf('after'))];
  const results = [store.write(batch), store.write(batch)];
  expect(results.map(({ ok }) => ok)).toEqual([false, true]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('record.db.damaged');
  expect(store.entries(day('2026-03-01'), day('2026-03-31')).map(({ ticket }) => ticket)).toEqual(['after']);
  store.close();
});

test('F4 promises kept are of visitors who were called and were told a time, rounded down, and nothing below 50 cases', () => {
  const dir = folder();
  const store = openRecord(dir, quiet);
  const keeper = createKeeper(store, day('2026-03-01'), quiet);
  keeper.heard({ day: '2026-03-02', event: { type: 'DayOpened' } } as never);
  const cases = (count: number, prefix: string, at: number, on = '2026-03-02', more: Partial<Forecast> = {}) =>
    Array.from({ length: count }, (_, i) => [made(forecastOf(`${prefix}${i}`, on, more)), called(`${prefix}${i}`, at)]);
  store.write(cases(44, 'in', 20_000).flat());
  store.write(cases(5, 'out', 20_001).flat());
  store.write(cases(30, 'untold', 15_000, '2026-03-02', { shown: null }).flat());
  store.write(cases(30, 'old', 15_000, '2026-01-31').flat());
  store.write([made(forecastOf('waits'))]);
  expect(store.kept(day('2026-02-01'))).toEqual({ ok: true, value: { promised: 49, kept: 44 } });
  keeper.flush();
  expect(keeper.news()).toBeUndefined();
  store.write(cases(1, 'last', 9_999).flat());
  const again = createKeeper(store, day('2026-03-01'), quiet);
  again.heard({ day: '2026-03-02', event: { type: 'DayOpened' } } as never);
  expect(again.news()).toEqual({ days: 30, of: 8, in: 10 });
  expect(again.news()).toBeUndefined();
  keeper.close();
});

test('F4 days are kept for more than a year, and not for ever', () => {
  const dir = folder();
  const store = openRecord(dir, quiet);
  const revised: Change = { kind: 'revised', ticket: 'gone' as TicketId, at: 5, told: { low: 1, high: 2 } };
  store.write([made(forecastOf('gone', '2026-01-25')), revised, made(forecastOf('kept', '2026-01-26'))]);
  const keeper = createKeeper(store, day('2027-03-01'), quiet);
  keeper.heard({ day: '2027-03-02', event: { type: 'DayOpened' } } as never);
  keeper.flush();
  expect(store.entries(day('2026-01-01'), day('2027-12-31')).map(({ ticket }) => ticket)).toEqual(['kept']);
  store.write([made(forecastOf('gone', '2027-03-02'))]);
  expect(store.entries(day('2027-03-02'), day('2027-03-02'))).toMatchObject([{ ticket: 'gone', revisions: 0 }]);
  keeper.close();
});
