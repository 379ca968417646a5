import { expect, test } from 'vitest';
import { ServiceId, TicketId } from '../../../shared/ids.ts';
import { createHeard, createTeller } from './told.ts';
import { laneOf, type Waits } from './waits.ts';

const passport = ServiceId.parse('passport');
const regular = laneOf(passport, 'regular');
const ticket = (n: number) => TicketId.parse(`0000000${n}-0000`);
const waits = (at: number, newcomer: number, tickets: readonly (readonly [number, number, boolean])[]): Waits => ({
  at,
  newcomers: new Map([[regular, { low: newcomer, high: newcomer + 5 }]]),
  tickets: new Map(tickets.map(([n, low, later]) => [ticket(n), { low, high: low + 5, later }])),
});

test('what is heard is what was told, though only what changed is said', () => {
  const tell = createTeller();
  const heard = createHeard();
  expect([heard.at(), heard.newcomer(passport, 'regular')]).toEqual([undefined, undefined]);
  expect(
    heard.hear(
      tell(
        waits(1, 10, [
          [1, 20, false],
          [2, 30, false],
        ]),
      ),
    ),
  ).toBe(true);
  expect(heard.newcomer(passport, 'regular')).toMatchObject({ low: 10, high: 15 });
  expect(heard.newcomer(passport, 'priority')).toBeUndefined();
  expect(heard.ticket(ticket(2))).toEqual({ low: 30, high: 35, later: false });

  const same = tell(
    waits(2, 10, [
      [1, 20, false],
      [2, 30, false],
    ]),
  );
  expect([same.newcomers.keys, same.tickets.keys]).toEqual([[], []]);
  expect(heard.hear(same)).toBe(false);
  expect(heard.at()).toBe(2);

  const changed = tell(
    waits(3, 10, [
      [2, 30, true],
      [3, 40, false],
    ]),
  );
  expect(changed.tickets.keys).toEqual([ticket(1), ticket(2), ticket(3)]);
  expect(heard.hear(changed)).toBe(true);
  expect([1, 2, 3].map((n) => heard.ticket(ticket(n)))).toEqual([
    undefined,
    { low: 30, high: 35, later: true },
    { low: 40, high: 45, later: false },
  ]);
});
