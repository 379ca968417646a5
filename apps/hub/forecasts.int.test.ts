import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { officeChecked } from '../../build/bench/office.ts';
import { manualClock } from './whatIf/clock.ts';
import { minuteMs, ServiceId, type CommandKey } from '../../shared/ids.ts';
import { Command } from '../../shared/protocol/commands.ts';
import { as } from './domain/testing/hall.test-kit.ts';
import { startForecasts } from './forecasts.edge.ts';
import { openHub } from './hub.ts';
import { openJournal } from './journal/sqlite.edge.ts';

vi.setConfig({ testTimeout: 120_000 });
const after: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of after.splice(0).reverse()) await end();
});

const information = ServiceId.parse('informasi');

/** The hub over a journal on disk, by a clock that is moved. */
async function hubIn(dir: string, start: number) {
  const clock = manualClock(start);
  const journal = openJournal({ dir });
  const hub = await openHub({
    journal,
    edges: { clock, soon: setImmediate, wakeIn: clock.wakeIn, fail: clock.fail },
    first: officeChecked(),
  });
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
  return { hub, journal, clock, does, serves };
}

test('F2, F3 the hub promises what its thread has learned from the journal and follows, and nothing before', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'antrean-waits-'));
  after.push(() => rmSync(dir, { recursive: true }));
  const { hub, journal, clock, does, serves } = await hubIn(dir, Date.parse('2026-03-02T02:00:00Z'));
  after.push(() => hub.close());
  await serves(34);
  const starts: (() => void)[] = [];
  const forecasts = startForecasts({
    hub,
    dir,
    document: (hash) => journal.document(hash),
    wakeIn: (_, work) => (starts.push(work), () => {}),
    say: (line) => expect.fail(line),
  });
  after.push(() => forecasts.close());
  expect(hub.estimateFor(information, 'regular', hub.floor())).toBeNull();
  for (const start of starts) start();
  await vi.waitFor(() => expect(hub.estimateFor(information, 'regular', hub.floor())).not.toBeNull(), 60_000);
  const alone = hub.estimateFor(information, 'regular', hub.floor())!;
  expect(alone.high - hub.now()).toBeLessThanOrEqual(10 * minuteMs);
  for (let i = 0; i < 12; i++) {
    const { ticket } = (await does({ type: 'TakeTicket', service: information })) as { readonly ticket: string };
    await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
  }
  await vi.waitFor(
    () => expect(hub.estimateFor(information, 'regular', hub.floor())!.low - hub.now()).toBeGreaterThan(30 * minuteMs),
    60_000,
  );
  clock.pass(2 * minuteMs);
  expect(hub.estimateFor(information, 'regular', hub.floor()), 'what was worked out two minutes ago').toBeNull();
});
