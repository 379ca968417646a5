import { afterEach, expect, test, vi } from 'vitest';
import { apiKey, closeAll, closeLater, hubProcess, screen, tempFolder } from '../../build/e2e/support/hubProgram.ts';
import { I01, I02, I05, I07, I09, I14, type Exchange } from '../../build/oracle/history.ts';
import { Command } from '../../shared/protocol/commands.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import { demoOffice, openAllHours } from './demo/office.ts';
import { as } from './domain/testing/hall.test-kit.ts';
import { recordedOf } from './journal/lift.ts';
import { openJournal } from './journal/sqlite.edge.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });
afterEach(closeAll);

const presses = Number(process.env['ANTREAN_PRESSES'] ?? 2_000);
const waiting = 1_000;

/** The demo office with eight counters of one queue and eight officers who all may call it. */
function wideOffice() {
  const office = openAllHours(demoOffice());
  const eight = Array.from({ length: 8 }, (_, i) => i + 1);
  return {
    ...office,
    counters: eight
      .map((number) => ({ id: `loket-${number}`, number, zone: 'paspor', tiers: [['informasi']] }))
      .concat(
        office.counters
          .slice(0, 6)
          .map(({ tiers, zone }, i) => ({ id: `lain-${i}`, number: 11 + i, zone, tiers: tiers as never })),
      ),
    officers: [
      ...office.officers,
      ...eight.map((number) => ({
        id: `petugas-${number}`,
        name: `Petugas ${number}`,
        skills: [{ stage: 'informasi' }],
      })),
    ],
  };
}

test(`C1, C2, I07 eight officers press ${presses} times together: nobody is called twice or lost`, async () => {
  const data = tempFolder();
  const path = join(tempFolder(), 'office.json');
  writeFileSync(path, JSON.stringify(wideOffice()));
  const eight = Array.from({ length: 8 }, (_, i) => `${i + 1}`);
  const hub = await hubProcess(['--data', data, '--port', '0', '--api-key', apiKey, '--office', path]);
  const url = hub.url ?? '';
  const history: Exchange[] = [];
  let clock = 0;
  let keys = 0;

  async function say(door: { send(body: unknown): Promise<Reply> }, body: object) {
    const command = Command.parse({ key: `k-${++keys}`, ...body });
    const sent = ++clock;
    const reply = await door.send(command);
    history.push({ command, by: as.api, sent, received: ++clock, at: sent, reply });
    return reply;
  }
  const api = await screen(url, 'api');
  let tickets = 0;
  const called: string[] = [];
  async function refill(): Promise<void> {
    const more = Array.from({ length: Math.max(0, waiting - (tickets - called.length)) }, () => ++tickets);
    await Promise.all(
      more.map(async (n) => {
        await say(api, { type: 'TakeTicket', key: `t-${n}`, service: 'informasi' });
        await say(api, { type: 'ConfirmSlip', ticket: `t-${n}`, outcome: 'printed' });
      }),
    );
  }
  await refill();

  let left = presses;
  const refused: string[] = [];
  async function work(i: string): Promise<void> {
    const door = await screen(url, 'api', { audience: 'counter', counter: `loket-${i}` });
    const counter = `loket-${i}`;
    expect(await say(door, { type: 'OpenCounter', counter, officer: `petugas-${i}` })).toMatchObject({ ok: true });
    let outcome: object = {};
    while (left-- > 0) {
      const reply = await say(door, { type: 'CallNext', counter, ...outcome });
      if (reply.ok && 'call' in reply.result) {
        called.push(reply.result.ticket);
        outcome = { outcome: 'done', ticket: reply.result.ticket, call: reply.result.call };
      } else refused.push(JSON.stringify(reply));
      if (left % 250 === 0) await refill();
    }
  }
  await Promise.all(eight.map(work));

  expect(refused).toEqual([]);
  expect(called).toHaveLength(presses);
  expect(new Set(called).size).toBe(presses);
  hub.child.kill('SIGTERM');
  expect(await hub.ended).toEqual({ code: 0, signal: null });
  const journal = openJournal({ dir: data });
  closeLater(() => journal.close());
  const events = [];
  for (let rows = journal.rows(0, 1_000); rows.length > 0; rows = journal.rows(rows.at(-1)?.seq ?? 0, 1_000))
    events.push(...rows.map(({ body }) => recordedOf(body)));
  const types = Map.groupBy(events, ({ event }) => event.type);
  expect([types.get('TicketIssued')?.length, types.get('VisitCalled')?.length]).toEqual([tickets, presses]);
  expect(types.get('VisitEnded')).toHaveLength(presses - 8);
  expect([
    ...I01(events),
    ...I02(history),
    ...I05(events),
    ...I07(events),
    ...I09(history, events),
    ...I14(events),
  ]).toEqual([]);
});
