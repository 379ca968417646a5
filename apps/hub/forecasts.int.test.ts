import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { officeChecked } from '../../build/bench/office.ts';
import { manualClock } from './whatIf/clock.ts';
import { minuteMs, ServiceId, type CommandKey, type TicketId } from '../../shared/ids.ts';
import { Command } from '../../shared/protocol/commands.ts';
import { demoOffice } from './demo/office.ts';
import type { Recorded } from './domain/events.ts';
import { lastCallOf } from './domain/notToday.ts';
import { as } from './domain/testing/hall.test-kit.ts';
import { startForecasts } from './forecasts.edge.ts';
import { openHub, type CheckedOffice } from './hub.ts';
import { openJournal } from './journal/sqlite.edge.ts';
import { checkedOffice } from './server/door.ts';

vi.setConfig({ testTimeout: 120_000 });
const after: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of after.splice(0).reverse()) await end();
});

const information = ServiceId.parse('informasi');

/** The hub over a journal on disk, by a clock that is moved. */
async function hubIn(start: string, first: CheckedOffice = officeChecked()) {
  const dir = mkdtempSync(join(tmpdir(), 'antrean-waits-'));
  after.push(() => rmSync(dir, { recursive: true }));
  const clock = manualClock(Date.parse(start));
  const journal = openJournal({ dir });
  const hub = await openHub({
    journal,
    edges: { clock, soon: setImmediate, wakeIn: clock.wakeIn, fail: clock.fail },
    first,
  });
  after.push(() => hub.close());
  let keys = 0;
  async function does(said: { readonly type: string; readonly [field: string]: unknown }) {
    const command = Command.parse({ key: `${hub.floor().day}-${hub.seq()}-${++keys}` as CommandKey, ...said });
    const reply = await hub.send({ command, by: as.api, digest: command.key });
    if (!reply.ok) throw new Error(`${said.type}: ${reply.error.message.en}`);
    return reply.result;
  }
  async function serves(visitors: number) {
    await does({ type: 'OpenCounter', counter: 'loket-5', officer: 'ratna' });
    for (let i = 0; i < visitors; i++) {
      const { ticket } = (await does({ type: 'TakeTicket', service: information })) as { readonly ticket: string };
      await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
      await does({ type: 'CallNext', counter: 'loket-5' });
      await does({ type: 'StartService', counter: 'loket-5', ticket });
      clock.pass((4 + (i % 3)) * minuteMs);
      await does({ type: 'Finish', counter: 'loket-5', ticket });
    }
  }
  async function takes(visitors: number) {
    for (let i = 0; i < visitors; i++) {
      const { ticket } = (await does({ type: 'TakeTicket', service: information })) as { readonly ticket: string };
      await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
    }
  }
  /** Answers what is to be called later, the start of the thread first. */
  function forecasts(): readonly (() => void)[] {
    const wakes: (() => void)[] = [];
    const started = startForecasts({
      hub,
      dir,
      keepFree: 0,
      document: (hash) => journal.document(hash),
      wakeIn: (_, work) => (wakes.push(work), () => {}),
      say: (line) => expect.fail(line),
    });
    after.push(() => started.close());
    return wakes;
  }
  return { hub, clock, does, serves, takes, forecasts };
}

test('F2, F3 the hub promises what its thread has learned from the journal and follows, and nothing before', async () => {
  const { hub, clock, serves, takes, forecasts } = await hubIn('2026-03-02T02:00:00Z');
  await serves(34);
  const wakes = forecasts();
  let foreseen = 0;
  hub.onForesight(() => foreseen++);
  expect(hub.estimateFor(information, 'regular', hub.floor())).toBeNull();
  wakes[0]!();
  await vi.waitFor(() => expect(hub.estimateFor(information, 'regular', hub.floor())).not.toBeNull(), 60_000);
  const alone = hub.estimateFor(information, 'regular', hub.floor())!;
  expect(alone.high - hub.now()).toBeLessThanOrEqual(10 * minuteMs);
  await takes(12);
  await vi.waitFor(
    () => expect(hub.estimateFor(information, 'regular', hub.floor())!.low - hub.now()).toBeGreaterThan(30 * minuteMs),
    60_000,
  );
  clock.pass(2 * minuteMs);
  expect(hub.estimateFor(information, 'regular', hub.floor()), 'what was worked out two minutes ago').toBeNull();
  const before = foreseen;
  wakes.at(-1)!();
  expect(foreseen, 'screens are told that it is old').toBe(before + 1);
});

test('D2, D4, F1 the hub stops numbers and tells who will hardly be reached, each by a recorded command with its figures', async () => {
  const first = checkedOffice(demoOffice(), (text) => createHash('sha256').update(text).digest('hex'));
  if ('faults' in first) throw new Error(`The demo office has ${first.faults} faults`);
  const { hub, does, serves, takes, forecasts } = await hubIn('2026-03-02T04:10:00Z', first);
  await serves(34);
  await takes(90);
  const recorded: Recorded[] = [];
  hub.onCommit(({ turns }) => recorded.push(...turns.flatMap(({ events }) => events)));
  const told: number[] = [];
  hub.onForesight(() => told.push(performance.now()));
  forecasts()[0]!();
  await vi.waitFor(() => expect(hub.floor().notToday.size).toBeGreaterThan(0), 60_000);
  const lastCall = lastCallOf(information, hub.floor());
  const stopped = recorded.find(({ event }) => event.type === 'IntakeStopped');
  expect(stopped).toMatchObject({
    by: { role: 'hub', door: 'hub' },
    event: { service: information, why: 'predicted' },
  });
  const notToday = recorded.filter(({ event }) => event.type === 'NotTodayTold');
  expect(notToday.map(({ by }) => by.role)).not.toContain('api');
  const calledFrom = notToday.map(({ event }) => (event.type === 'NotTodayTold' ? event.predicted.calledFrom : 0));
  expect(Math.min(...calledFrom)).toBeGreaterThan(lastCall - 5 * minuteMs);
  const [ticket] = hub.floor().notToday.keys();
  expect(hub.waitOf(ticket as TicketId, hub.floor())).toEqual({ estimate: null, later: false });

  // A counter that pauses or opens does not wait for the rest of a second between two refreshes.
  const took: number[] = [];
  for (const change of ['PauseCounter', 'OpenCounter', 'PauseCounter', 'OpenCounter'] as const) {
    const before = told.length;
    const from = performance.now();
    await does({ type: change, counter: 'loket-5', ...(change === 'OpenCounter' && { officer: 'ratna' }) });
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(before), { timeout: 30_000, interval: 10 });
    took.push(told[before]! - from);
  }
  expect(Math.min(...took)).toBeLessThan(800);
});
