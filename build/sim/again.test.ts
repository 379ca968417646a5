import { expect, test } from 'vitest';
import { demoOffice, openAllHours } from '../../apps/hub/demo/office.ts';
import type { Recorded } from '../../apps/hub/domain/events.ts';
import { BusinessDay, TicketId } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { chanceOf } from '../day/chance.ts';
import { openBranch } from '../day/branch.ts';
import { randomOffice } from '../day/offices.ts';
import { playDay } from '../day/play.ts';
import { api, commandOf, type Wish } from '../day/world.ts';
import { instantAt } from '../oracle/calendar.ts';
import { callsOf, playAgain } from '../../apps/hub/whatIf/again.ts';
import { journalWith, openHall } from '../../apps/hub/whatIf/hall.ts';

const monday = '2026-03-02';

/** The book of a day that virtual people played on the hub. */
async function recordedDay(
  seed: number,
  office: Office,
  tickets: number,
  mischief: number,
): Promise<{ readonly book: readonly Recorded[]; readonly documents: ReadonlyMap<string, Office> }> {
  const branch = await openBranch({
    office,
    start: instantAt(monday, office.dayStart, office.timeZone),
  });
  await playDay({ seed, office, branch, tickets, mischief });
  const day = { book: branch.events(), documents: branch.documents() };
  await branch.close();
  return day;
}

test('a recorded day is called again in the same order, at the same counters, for the same reasons', async () => {
  const { book, documents } = await recordedDay(3, demoOffice(), 90, 0);
  const again = await playAgain(book, documents);
  expect(again).toEqual({ calls: callsOf(book) });
  expect(callsOf(book).length).toBeGreaterThan(80);
});

test('days full of exceptions in offices of all kinds are called again the same', { timeout: 120_000 }, async () => {
  const days = Number(process.env['AGAIN_DAYS'] ?? 6);
  let calls = 0;
  for (let seed = 1; seed <= days; seed++) {
    const { book, documents } = await recordedDay(seed, randomOffice(chanceOf(seed)), 30, 0.6);
    expect(await playAgain(book, documents), `seed ${seed}`).toEqual({ calls: callsOf(book) });
    calls += callsOf(book).length;
  }
  expect(calls).toBeGreaterThan(10 * days);
});

test('an office that decides otherwise is noticed, and a day after a journal was lost says so', async () => {
  const { book, documents } = await recordedDay(3, demoOffice(), 60, 0);
  const turned = new Map(
    [...documents].map(([hash, office]) => {
      const weights = { appointment: 1, priority: 1, regular: 9 };
      return [hash, { ...office, policy: { ...office.policy, weights } }] as const;
    }),
  );
  const otherwise = await playAgain(book, turned).catch((error: unknown) => String(error));
  expect(otherwise).not.toEqual({ calls: callsOf(book) });
  const restored = book.map((one) =>
    one.event.type === 'DayOpened'
      ? {
          ...one,
          event: { ...one.event, restore: { restore: 1, at: one.at, knownAt: one.at, awaits: [], brought: [] } },
        }
      : one,
  );
  expect(await playAgain(restored, documents)).toEqual({ cannot: ['DayOpened'] });
});

test('D4 codes of the day before give their lane again', async () => {
  const office = openAllHours(demoOffice());
  const at = instantAt(monday, office.dayStart, office.timeZone);
  const code = { ticket: TicketId.parse('of-friday'), day: BusinessDay.parse('2026-02-27') };
  const hall = await openHall(office, at, {}, await journalWith(BusinessDay.parse(monday), at, office, [code]));
  const book: Recorded[] = [];
  hall.onEvents((events) => book.push(...events));
  const send = (wish: Wish, key: string) => hall.send(commandOf(wish, key), api);
  const service = 'informasi';
  for (const key of ['t1', 't2']) await send({ type: 'TakeTicket', service }, key);
  await send({ type: 'TakeTicket', service, carryOver: code.ticket }, 't3');
  for (const ticket of ['t1', 't2', 't3'])
    await send({ type: 'ConfirmSlip', ticket, outcome: 'printed' }, `slip-${ticket}`);
  await send({ type: 'OpenCounter', counter: 'loket-5', officer: 'ratna' }, 'open');
  await send({ type: 'CallNext', counter: 'loket-5' }, 'call');
  await hall.close();
  expect(callsOf(book)).toMatchObject([{ ticket: 't3', why: { lane: 'appointment' } }]);
  expect(await playAgain(book, hall.documents())).toEqual({ calls: callsOf(book) });
});
