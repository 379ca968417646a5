import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { officeChecked } from '../../../build/bench/office.ts';
import { present } from '../../../shared/basics.ts';
import { minuteMs, secondMs, type BusinessDay, type CommandKey } from '../../../shared/ids.ts';
import { Command } from '../../../shared/protocol/commands.ts';
import { as } from '../domain/testing/hall.test-kit.ts';
import { startForecasts } from '../forecasts.edge.ts';
import { openHub } from '../hub.ts';
import { openJournal } from '../journal/sqlite.edge.ts';
import { readRecord } from '../journal/recordStore.edge.ts';
import { manualClock } from '../whatIf/clock.ts';

vi.setConfig({ testTimeout: 60_000 });
const after: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of after.splice(0).reverse()) await end();
});

test('F4 a record as a crash leaves it loses no outcome: the events since are told again, and nothing is written twice', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'antrean-record-'));
  after.push(() => rmSync(dir, { recursive: true }));
  const clock = manualClock(Date.parse('2026-03-02T02:00:00Z'));
  const journal = openJournal({ dir });
  const edges = { clock, soon: setImmediate, wakeIn: clock.wakeIn, fail: clock.fail };
  const hub = await openHub({ journal, edges, first: officeChecked() });
  after.push(() => hub.close());
  let keys = 0;
  async function does(said: { readonly type: string; readonly [field: string]: unknown }) {
    const command = Command.parse({ key: `key-${++keys}` as CommandKey, ...said });
    const reply = await hub.send({ command, by: as.api, digest: command.key });
    if (!reply.ok) throw new Error(`${said.type}: ${reply.error.message.en}`);
    return reply.result as { readonly ticket: string };
  }
  async function takes(): Promise<string> {
    const { ticket } = await does({ type: 'TakeTicket', service: 'informasi' });
    await does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
    return ticket;
  }
  async function serves(): Promise<string> {
    const { ticket } = await does({ type: 'CallNext', counter: 'loket-5' });
    await does({ type: 'StartService', counter: 'loket-5', ticket });
    clock.pass(4 * minuteMs);
    await does({ type: 'Finish', counter: 'loket-5', ticket });
    return ticket;
  }
  const forecasts = () => {
    let start: (() => void) | undefined;
    const started = startForecasts({
      hub,
      dir,
      keepFree: 0,
      document: (hash) => journal.document(hash),
      wakeIn: (_, work) => ((start ??= work), () => {}),
      say: (line) => expect.fail(line),
    });
    present(start, 'start of the thread')();
    return started;
  };
  const day = hub.floor().day as BusinessDay;
  const entries = () => readRecord(dir, day, day);
  const outcomes = () => entries().map(({ ticket, ended }) => [ticket, ended?.how, ended?.at]);

  await does({ type: 'OpenCounter', counter: 'loket-5', officer: 'ratna' });
  for (let i = 0; i < 6; i++) {
    await takes();
    await serves();
  }
  const first = forecasts();
  const tickets = [await takes(), await takes(), await takes()];
  await vi.waitFor(
    () =>
      expect(
        entries()
          .map(({ ticket }) => ticket)
          .toSorted(),
      ).toEqual(tickets.toSorted()),
    30_000,
  );
  // What the disk holds if the power goes now.
  const files = ['record.db', 'record.db-wal'].filter((name) => existsSync(join(dir, name)));
  for (const name of files) copyFileSync(join(dir, name), join(dir, `${name}.crash`));
  const calledAt = hub.now();
  expect(await serves()).toBe(tickets[0]);
  await does({ type: 'Cancel', ticket: tickets[1], reason: 'left' });
  await first.close();
  const before = entries();
  for (const name of ['record.db', 'record.db-wal', 'record.db-shm']) rmSync(join(dir, name), { force: true });
  for (const name of files) copyFileSync(join(dir, `${name}.crash`), join(dir, name));
  expect(outcomes().map(([, how]) => how)).toEqual([undefined, undefined, undefined]);

  const second = forecasts();
  after.push(() => second.close());
  await vi.waitFor(
    () =>
      expect(outcomes()).toEqual([
        [tickets[0], 'called', calledAt],
        [tickets[1], 'cancelled', calledAt + 4 * minuteMs],
        [tickets[2], undefined, undefined],
      ]),
    30_000,
  );
  expect(entries().map(({ band, at }) => ({ band, at }))).toEqual(before.map(({ band, at }) => ({ band, at })));
  expect(before.every(({ at, issuedAt }) => at - issuedAt < 60 * secondMs)).toBe(true);
});
