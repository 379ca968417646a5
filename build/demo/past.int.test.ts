import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoOffice, openAllHours } from '../../apps/hub/demo/office.ts';
import type { Recorded } from '../../apps/hub/domain/events.ts';
import { openReader } from '../../apps/hub/journal/reader.edge.ts';
import { readRecord } from '../../apps/hub/journal/recordStore.edge.ts';
import { openJournal } from '../../apps/hub/journal/sqlite.edge.ts';
import { accuracyOf } from '../../apps/hub/record/report.ts';
import type { BusinessDay } from '../../shared/ids.ts';
import type { Text } from '../../shared/protocol/office.ts';
import { makePast, type PastPlan } from './past.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antrean-past-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const [friday, monday] = ['2026-11-20' as BusinessDay, '2026-11-23' as BusinessDay];
/** A Tuesday, half past one at night in the office, still Monday in UTC. */
const now = Date.parse('2026-11-23T18:30:00Z');
const said: Text[] = [];
const plan: PastPlan = { now, seed: 5, history: 1, days: 1, tickets: 34, say: (line) => void said.push(line) };

async function eventsOf(dir: string, day: BusinessDay): Promise<readonly Recorded[]> {
  const reader = openReader({ dir });
  const events: Recorded[] = [];
  for await (const recorded of reader.read(day)) events.push(recorded);
  await reader.close();
  return events;
}

test('F4 a made past is whole: its journal passes the full check, its forecasts are scored, and its office is the demo', async () => {
  const hub = join(folder, 'hub');
  mkdirSync(`${hub}.past`);
  writeFileSync(join(`${hub}.past`, 'journal.db'), 'cut off in the midst');
  expect(await makePast(hub, plan)).toBe(true);
  expect(readdirSync(folder)).toEqual(['hub']);
  expect(said.map(({ id }) => id).join()).toMatch(/buatan.*2026-11-20.*2026-11-23/);
  expect(said.every(({ en }) => /\bmade\b/.test(en))).toBe(true);

  const reader = openReader({ dir: hub });
  expect(await reader.check()).toMatchObject({ ok: true });
  await reader.close();
  const journal = openJournal({ dir: hub });
  expect(journal.lastDay()).toBe(monday);
  expect(journal.openDays()).toEqual([]);
  expect(JSON.parse(journal.document(journal.adopted() ?? '') ?? '')).toEqual(openAllHours(demoOffice()));
  await journal.close();

  const entries = readRecord(hub, friday, monday);
  expect(new Set(entries.map(({ day }) => day))).toEqual(new Set([monday]));
  const { all } = accuracyOf(entries, monday, monday);
  expect(all.called).toBeGreaterThan(3);
  expect(all.promised).toBeGreaterThan(0);
  const calls = (await eventsOf(hub, monday)).filter(({ event }) => event.type === 'VisitCalled');
  for (const { ticket, ended } of entries.filter(({ ended }) => ended?.how === 'called'))
    expect(calls.find(({ event }) => 'ticket' in event && event.ticket === ticket)?.at).toBe(ended?.at);

  expect(await makePast(hub, { ...plan, seed: 6 })).toBe(false);
  expect(existsSync(`${hub}.past`)).toBe(false);
  const twin = join(folder, 'twin');
  await makePast(twin, { ...plan, now: Date.parse('2026-11-21T03:00:00Z'), days: 0 });
  expect(await eventsOf(twin, friday)).toEqual(await eventsOf(hub, friday));
});
