import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../../shared/ids.ts';
import { lanes } from '../../../shared/protocol/office.ts';
import { as, openHall, type Hall } from './testing/hall.test-kit.ts';
import { policy } from './testing/office.test-kit.ts';

const take = { type: 'TakeTicket', service: 'passport' } as const;

describe('L10 ahead', () => {
  test('L10 is how many would be called before', () => {
    const hall = openHall().takes('r1 r2').takes('p1', { lane: 'priority' });
    expect(hall.answer(take)).toMatchObject({ ahead: 3 });
    expect(hall.answer({ ...take, lane: 'priority' })).toMatchObject({ ahead: 2 });
    expect(hall.answer({ ...take, lane: 'appointment' })).toMatchObject({ ahead: 0 });
  });

  test('L10 counts a ticket whose slip is still being confirmed', () => {
    const hall = openHall().does(take);
    expect(hall.answer(take)).toMatchObject({ ahead: 1 });
    hall.takes('away', { remote: true });
    expect(hall.answer(take)).toMatchObject({ ahead: 2 });
  });

  test('L10 does not count who is away, parked, bound elsewhere or of a paused service', () => {
    const hall = openHall()
      .takes('away', { remote: true })
      .takes('parked bound')
      .opens('c1', 'ani')
      .opens('c4', 'budi');
    hall.calls('c1');
    hall.does({ type: 'Park', counter: 'c1', ticket: 'parked' });
    hall.calls('c1');
    hall.does({ type: 'Transfer', counter: 'c1', ticket: 'bound', to: { counter: 'c4' } });
    expect(hall.answer({ ...take, key: 'last' })).toMatchObject({ ahead: 0 });
    expect(hall.order('data')).toEqual(['last']);
    hall.does({ type: 'PauseService', service: 'passport' });
    expect(hall.order('data')).toEqual([]);
  });

  test('L10 an early appointment stands where it arrived', () => {
    const hall = openHall().takes('r1');
    expect(hall.answer({ ...take, slot: hall.now() + 90 * minuteMs })).toMatchObject({ ahead: 1 });
  });

  /** Empties the queue at one counter of it alone, at one instant; whom it called. */
  const emptied = (hall: Hall) => hall.servesAll('c1');

  const arrival = fc.record({
    minutes: fc.integer({ min: 0, max: 40 }),
    lane: fc.constantFrom(...lanes),
    slot: fc.option(fc.integer({ min: -70, max: 100 }), { nil: undefined }),
    moved: fc.constantFrom('no', 'postponed', 'away', 'bound', 'linked'),
  });
  const office = fc.record({
    overdueEvery: fc.integer({ min: 1, max: 4 }),
    weights: fc.record({
      appointment: fc.integer({ min: 1, max: 3 }),
      priority: fc.integer({ min: 1, max: 2 }),
      regular: fc.integer({ min: 1, max: 2 }),
    }),
  });

  test('L10 is what repeated nextUp calls, whoever stands in the queue', () => {
    fc.assert(
      fc.property(
        office,
        fc.array(arrival, { maxLength: 9 }),
        fc.integer({ min: 0, max: 3 }),
        (settings, all, before) => {
          const hall = openHall({ change: policy(settings) })
            .opens('c1', 'ani')
            .opens('c4', 'budi');
          for (const [i, { minutes, lane, slot, moved }] of all.entries()) {
            const ticket = `t${i}`;
            hall.pass(minutes * 20);
            const at = slot === undefined ? {} : { slot: hall.now() + slot * minuteMs };
            hall.takes(ticket, { ...at, ...(lane === 'regular' ? {} : { lane }), remote: moved === 'away' });
            if (moved === 'postponed') hall.pass(1).does({ type: 'Postpone', ticket });
            if (moved === 'linked' && i > 0) hall.does({ type: 'Link', ticket, with: 't0' });
            if (moved === 'bound') {
              hall.does({ type: 'CallTicket', counter: 'c1', ticket });
              hall.does({ type: 'Transfer', counter: 'c1', ticket, to: { counter: 'c4' }, ourMistake: true });
            }
          }
          for (let i = 0; i < before; i++)
            if (hall.next('c1')) {
              hall.calls('c1');
              hall.finishes('c1');
            }
          // The caller of L10 is a counter of this queue alone that may call an overdue one.
          hall.does({ type: 'SignOut', counter: 'c1' }).does({ type: 'Assign', counter: 'c1', tiers: [['data']] });
          const fresh = hall.counter('c1').sinceOverdue;
          if (fresh < settings.overdueEvery - 1) return;
          hall.opens('c1', 'ani');
          const newcomer = hall.answer({ ...take, key: 'last' });
          hall.does({ type: 'ConfirmSlip', ticket: 'last', outcome: 'printed' });
          // The newcomer too is one of the calls that L4 counts, so the order is asked for with it in the queue.
          const expected = hall.order('data');
          const called = emptied(hall);
          expect(called).toEqual(expected);
          expect(newcomer).toMatchObject({ ahead: called.indexOf('last') });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('L10 a queue that the office does not have has no order', () => {
    expect(() => openHall().order('nowhere')).toThrow('Missing: nowhere');
  });
});

test('L10 a press that is repeated by a kiosk still says how many are ahead now', () => {
  const hall = openHall()
    .takes('t1')
    .does({ ...take, key: 't2' }, as.kiosk('k1'));
  expect(hall.answer({ ...take, key: 't2' }, as.kiosk('k1'))).toMatchObject({ ahead: 1 });
  hall.does({ type: 'Cancel', ticket: 't1' });
  expect(hall.answer({ ...take, key: 't2' }, as.kiosk('k1'))).toMatchObject({ ahead: 0 });
});
