import { expect, test } from 'vitest';
import { demoOffice } from '../../apps/hub/demo/office.ts';
import type { Recorded } from '../../apps/hub/domain/events.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { chanceOf } from '../day/chance.ts';
import { openBranch } from '../day/branch.ts';
import { randomOffice } from '../day/offices.ts';
import { playDay } from '../day/play.ts';
import { instantAt } from '../oracle/calendar.ts';
import { callsOf, playAgain } from '../../apps/hub/whatIf/again.ts';

const monday = '2026-03-02';

/** The book of a day that virtual people played on the hub. */
async function recordedDay(
  seed: number,
  office: Office,
  tickets: number,
  mischief: number,
): Promise<{ readonly book: readonly Recorded[]; readonly documents: ReadonlyMap<string, Office> }> {
  const branch = await openBranch({ office, start: instantAt(monday, office.dayStart, office.timeZone) });
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

test('an office that decides otherwise is noticed, and a day that needs the days before says so', async () => {
  const { book, documents } = await recordedDay(3, demoOffice(), 60, 0);
  const turned = new Map(
    [...documents].map(([hash, office]) => {
      const weights = { appointment: 1, priority: 1, regular: 9 };
      return [hash, { ...office, policy: { ...office.policy, weights } }] as const;
    }),
  );
  const otherwise = await playAgain(book, turned).catch((error: unknown) => String(error));
  expect(otherwise).not.toEqual({ calls: callsOf(book) });
  const carried = book.map((one) =>
    one.event.type === 'DayOpened'
      ? { ...one, event: { ...one.event, carryOver: [{ ticket: book[0]?.key as never, day: one.day as never }] } }
      : one,
  );
  expect(await playAgain(carried, documents)).toEqual({ cannot: ['DayOpened'] });
});
