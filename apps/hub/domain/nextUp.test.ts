import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../../shared/ids.ts';
import { takeTurn } from './nextUp.ts';
import { wheelOf } from './officeIndex.ts';
import { openHall, type Hall } from './testing/hall.test-kit.ts';
import { id, policy, smallOffice, tiers, type Change } from './testing/office.test-kit.ts';

const in_ = (hall: Hall, minutes: number) => hall.now() + minutes * minuteMs;
const hand = (hall: Hall, stage = 'data') => hall.floor.lines.queues.get(id.stage(stage))?.hand;
/** Waits so long that nobody is overdue, by an office without limits. */
const patient = policy({ limitMinutes: { appointment: 1440, priority: 1440, regular: 1440 } });

describe('L1 in a line the smallest (place, seq of joining) is first', () => {
  test('L1 place is set at issue', () => {
    const hall = openHall().opens('c1', 'ani').takes('t1').pass(1).takes('t2');
    expect(hall.servesAll('c1')).toEqual(['t1', 't2']);
  });

  test('L1 at one instant the seq of joining decides', () => {
    const hall = openHall().opens('c1', 'ani').takes('t2 t1');
    expect(hall.servesAll('c1')).toEqual(['t2', 't1']);
  });

  test('L1 place is set at the end of the stage before', () => {
    const change = tiers('c2', ['photo'], ['papers']);
    const hall = openHall({ change }).takes('t1 t2', { service: 'permit' }).opens('c2', 'ani').opens('c4', 'budi');
    hall.does({ type: 'Assign', counter: 'c4', tiers: [['papers']] });
    hall.calls('c4');
    hall.finishes('c4').pass(60);
    hall.calls('c4');
    hall.finishes('c4');
    expect(hall.visit('t1')).toMatchObject({ stages: ['photo'], place: hall.now() - minuteMs });
    expect(hall.servesAll('c2')).toEqual(['t1', 't2']);
  });

  test('L1 in the appointment lane it is the later of slot and arrival', () => {
    const hall = openHall().opens('c1', 'ani');
    hall
      .takes('late', { slot: in_(hall, -10) })
      .takes('soon', { slot: in_(hall, 20) })
      .pass(60);
    hall.takes('now', { slot: in_(hall, 5) }).at('08:25');
    expect(hall.servesAll('c1')).toEqual(['late', 'now', 'soon']);
  });
});

describe('L2 the wheel of a queue', () => {
  test.each([
    [{ appointment: 2, priority: 2, regular: 1 }, 'A P R A P'],
    [{ appointment: 1, priority: 1, regular: 1 }, 'A P R'],
    [{ appointment: 1, priority: 3, regular: 2 }, 'A P R P R P'],
  ])('L2 is made round by round: %o gives %s', (weights, wheel) => {
    expect(
      wheelOf({ weights })
        .map((lane) => lane[0]?.toUpperCase())
        .join(' '),
    ).toBe(wheel);
  });

  test('L2 the first turn from the hand whose line has somebody is taken, and the hand moves past it', () => {
    const hall = openHall({ change: patient }).opens('c1', 'ani');
    hall.takes('r1 r2 r3').takes('p1 p2 p3', { lane: 'priority' }).takes('a1 a2', { lane: 'appointment' });
    expect(hall.servesAll('c1')).toEqual(['a1', 'p1', 'r1', 'a2', 'p2', 'p3', 'r2', 'r3']);
  });

  test('L2 a turn nobody can take is left out', () => {
    const hall = openHall().opens('c1', 'ani').takes('r1');
    expect(hall.next('c1')).toMatchObject({ ticket: 'r1', lane: 'regular', hand: 3, rule: 'L2' });
  });

  test('L2 a turn is never taken from an empty queue', () => {
    expect(() => takeTurn(['regular'], 0, () => false)).toThrow('somebody');
  });
});

describe('L3 an appointment', () => {
  test('L3 before its window stands in the regular lane by its arrival', () => {
    const hall = openHall().opens('c1', 'ani');
    hall
      .takes('r1')
      .pass(1)
      .takes('early', { slot: in_(hall, 90) })
      .pass(1)
      .takes('r2');
    expect(hall.servesAll('c1')).toEqual(['r1', 'early', 'r2']);
  });

  test('L3 in its window is called as an appointment', () => {
    const hall = openHall({ change: patient }).opens('c1', 'ani');
    hall.takes('r1').takes('a1', { slot: in_(hall, 90) });
    expect(hall.next('c1')).toMatchObject({ ticket: 'r1' });
    expect(hall.at('09:00').next('c1')).toMatchObject({ ticket: 'a1', lane: 'appointment' });
  });
});

describe('L4 a visit over its lane’s limit', () => {
  const crowded = () => {
    const hall = openHall().opens('c1', 'ani').takes('r1 r2 r3');
    return hall.at('09:00').pass(60).takes('a1 a2 a3', { lane: 'appointment' }).takes('p1', { lane: 'priority' });
  };

  test('L4 is called first, at most in every 3rd call of a counter', () => {
    const hall = crowded();
    const rules = Array.from({ length: 7 }, () => {
      const rule = hall.next('c1')?.rule;
      hall.calls('c1');
      hall.finishes('c1');
      return rule;
    });
    expect(rules).toEqual(['L4', 'L2', 'L2', 'L4', 'L2', 'L2', 'L2']);
  });

  test('L4 a chosen call is a call of the counter too', () => {
    const hall = crowded();
    hall.calls('c1');
    hall.finishes('c1');
    for (const ticket of ['a1', 'a2']) hall.does({ type: 'CallTicket', counter: 'c1', ticket }).finishes('c1');
    expect(hall.next('c1')?.rule).toBe('L4');
  });

  test('L4 at its limit it is not yet over', () => {
    const hall = openHall().opens('c1', 'ani').takes('r1').at('09:00');
    expect(hall.next('c1')).not.toHaveProperty('overBy');
    expect(hall.until(hall.now() + 1).next('c1')).toMatchObject({ rule: 'L4', overBy: 1, hand: 0 });
  });

  test.each([
    ['priority', 20],
    ['appointment', 30],
    ['regular', 60],
  ] as const)('L4 the limit of the %s lane is %d min', (lane, minutes) => {
    const hall = openHall()
      .opens('c1', 'ani')
      .takes('t1', { lane })
      .pass(minutes * 60);
    expect(hall.next('c1')?.rule).toBe('L2');
    expect(hall.pass(1).next('c1')?.rule).toBe('L4');
  });

  test('L4 the one longest over is first, from all tiers', () => {
    const hall = openHall({ change: tiers('c2', ['photo'], ['data'], ['papers']) }).opens('c2', 'ani');
    hall
      .takes('d1')
      .pass(1)
      .takes('p1', { service: 'permit' })
      .pass(1)
      .takes('p2', { service: 'permit', lane: 'priority' });
    hall.at('09:30');
    expect(hall.next('c2')).toMatchObject({ ticket: 'p2', tier: 2, rule: 'L4' });
    hall.does({ type: 'Cancel', ticket: 'p2' });
    expect(hall.next('c2')).toMatchObject({ ticket: 'd1', tier: 1 });
  });

  test('L4 of two equally long over the smaller place is first, then the earlier to join', () => {
    const hall = openHall().opens('c1', 'ani').takes('r1');
    hall.at('08:30').takes('a1', { lane: 'appointment' }).takes('a2', { lane: 'appointment' }).at('09:00').pass(10);
    expect([hall.next('c1')?.ticket, hall.does({ type: 'Cancel', ticket: 'r1' }).next('c1')?.ticket]).toEqual([
      'r1',
      'a1',
    ]);
  });

  test('L4 overdueEvery is the office’s', () => {
    const hall = openHall({ change: policy({ overdueEvery: 1 }) })
      .opens('c1', 'ani')
      .takes('r1 r2 r3')
      .at('09:01');
    hall.calls('c1');
    expect(hall.finishes('c1').next('c1')?.rule).toBe('L4');
  });
});

describe('L5 tier by tier', () => {
  test('L5 a later tier is called only when the first has nobody', () => {
    const hall = openHall().opens('c2', 'ani').takes('d1').pass(600).takes('p1', { service: 'permit' });
    expect(hall.next('c2')).toMatchObject({ ticket: 'p1', tier: 0 });
    hall.does({ type: 'Cancel', ticket: 'p1' });
    expect(hall.next('c2')).toMatchObject({ ticket: 'd1', tier: 1 });
  });

  test('L5 in a tier the queue with the earliest due visit goes first', () => {
    const hall = openHall({ change: tiers('c2', ['papers', 'data']) }).opens('c2', 'ani');
    hall.takes('p1', { service: 'permit' }).pass(300).takes('d1', { lane: 'priority' });
    expect(hall.next('c2')).toMatchObject({ ticket: 'd1', queue: 'data' });
    hall.does({ type: 'Cancel', ticket: 'd1' }).takes('d2');
    expect(hall.next('c2')).toMatchObject({ ticket: 'p1', queue: 'papers' });
  });

  test('L5 equal queues go in the order of the office document', () => {
    const hall = openHall({ change: tiers('c2', ['papers', 'data']) }).opens('c2', 'ani');
    hall.takes('p1', { service: 'permit' }).takes('d1');
    expect(hall.next('c2')).toMatchObject({ ticket: 'd1', queue: 'data' });
  });

  test('L5 a queue in two tiers is looked at once', () => {
    const hall = openHall({ change: tiers('c2', ['data'], ['data', 'papers']) }).opens('c2', 'ani');
    hall.takes('d1 d2 d3').does({ type: 'CallTicket', counter: 'c2', ticket: 'd3' });
    expect(hall.journal.at(-1)?.event).toMatchObject({ why: { passed: { count: 2, first: ['d1', 'd2'] } } });
  });
});

describe('L6 a bound visit', () => {
  const bound = (to: { counter: string } | { officer: string }) => {
    const hall = openHall().takes('t1 t2').opens('c1', 'ani').opens('c4', 'budi').opens('c2', 'dewi');
    hall.calls('c1');
    return hall.does({ type: 'Transfer', counter: 'c1', ticket: 't1', to });
  };

  test.each([
    ['counter', { counter: 'c4' }],
    ['officer', { officer: 'budi' }],
  ])('L6 is called by its %s before any line, and by nobody else by turn', (_, to) => {
    const hall = bound(to);
    expect(hall.next('c4')).toMatchObject({ ticket: 't1', rule: 'L6', hand: 3 });
    expect(hall.next('c1')).toMatchObject({ ticket: 't2', rule: 'L2' });
    expect(hall.next('c2')).toMatchObject({ ticket: 't2', rule: 'L2' });
  });

  test('L6 before an overdue one', () => {
    const hall = openHall().takes('t0 t1').opens('c1', 'ani').opens('c4', 'budi').at('09:10');
    hall.does({ type: 'CallTicket', counter: 'c1', ticket: 't1' });
    hall.does({ type: 'Transfer', counter: 'c1', ticket: 't1', to: { counter: 'c4' } });
    expect(hall.next('c4')).toMatchObject({ ticket: 't1', rule: 'L6' });
    expect(hall.next('c1')).toMatchObject({ ticket: 't0', rule: 'L4' });
  });

  test('L6 for 15 min, then it falls back to its queue with its place', () => {
    const hall = bound({ counter: 'c4' }).pass(15 * 60 - 1);
    expect(hall.next('c4')?.rule).toBe('L6');
    hall.pass(1);
    expect(hall.next('c4')).toMatchObject({ ticket: 't2', rule: 'L2' });
    expect(hall.servesAll('c1')).toEqual(['t2', 't1']);
  });

  test.each([
    ['the counter closes', { counter: 'c4' }, { type: 'CloseCounter', counter: 'c4' }],
    ['the officer signs out', { officer: 'budi' }, { type: 'SignOut', counter: 'c4' }],
    ['the officer’s counter closes', { officer: 'budi' }, { type: 'CloseCounter', counter: 'c4' }],
    ['the officer is taken over', { officer: 'budi' }, { type: 'TakeOver', counter: 'c4', officer: 'citra' }],
    ['the officer moves on', { counter: 'c4' }, { type: 'TakeOver', counter: 'c3', officer: 'budi' }],
  ] as const)('L6 the binding ends when %s', (_, to, end) => {
    const hall = bound(to);
    expect(hall.servesAll('c1')).toEqual(['t2']);
    expect(hall.does(end).servesAll('c1')).toEqual(['t1']);
  });

  test('L6 a counter that is only taken over keeps who is bound to it', () => {
    const hall = bound({ counter: 'c4' }).does({ type: 'TakeOver', counter: 'c4', officer: 'citra' });
    expect(hall.next('c4')).toMatchObject({ ticket: 't1', rule: 'L6' });
  });

  test('L6 an officer who moves on is followed by who is bound to them', () => {
    const hall = bound({ officer: 'budi' }).does({ type: 'SignOut', counter: 'c2' });
    hall.does({ type: 'TakeOver', counter: 'c2', officer: 'budi' });
    expect(hall.next('c2')).toMatchObject({ ticket: 't1', rule: 'L6' });
    expect(hall.next('c1')).toMatchObject({ ticket: 't2', rule: 'L2' });
  });

  test('L6 the end of one binding leaves the others', () => {
    const hall = bound({ counter: 'c4' });
    hall.calls('c1');
    hall.does({ type: 'Transfer', counter: 'c1', ticket: 't2', to: { officer: 'dewi' } });
    hall.does({ type: 'SignOut', counter: 'c2' });
    expect(hall.next('c1')).toMatchObject({ ticket: 't2', rule: 'L2' });
    expect(hall.next('c4')).toMatchObject({ ticket: 't1', rule: 'L6' });
  });

  test('L6 of two bound ones the smaller place is first, and an appointment before its window stands by its arrival', () => {
    const hall = openHall().opens('c1', 'ani').opens('c4', 'budi');
    hall
      .takes('early', { slot: in_(hall, 120) })
      .pass(1)
      .takes('t2')
      .pass(1);
    for (const ticket of ['t2', 'early']) {
      hall.does({ type: 'CallTicket', counter: 'c1', ticket });
      hall.does({ type: 'Transfer', counter: 'c1', ticket, to: { counter: 'c4' }, ourMistake: true });
    }
    expect(hall.servesAll('c4')).toEqual(['early', 't2']);
  });

  test('L6 a bound visit postponed is still bound', () => {
    const hall = bound({ counter: 'c4' }).pass(1).does({ type: 'Postpone', ticket: 't1' });
    expect(hall.next('c4')).toMatchObject({ ticket: 't1', rule: 'L6' });
    expect(hall.next('c1')).toMatchObject({ ticket: 't2' });
  });

  test('L6 outside the counter’s queues it is nobody the counter could call', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani').opens('c3', 'budi');
    hall.calls('c1');
    hall.does({ type: 'Transfer', counter: 'c1', ticket: 't1', to: { officer: 'budi' } });
    expect(hall.next('c3')).toBeUndefined();
  });
});

test('L7 the order of rules is L6, L4, L5 with L2 and L1', () => {
  const hall = openHall().opens('c1', 'ani').opens('c2', 'dewi');
  hall.takes('overdue').at('09:10').takes('bound').takes('papers', { service: 'permit' }).takes('data');
  hall.does({ type: 'CallTicket', counter: 'c1', ticket: 'bound' });
  hall.does({ type: 'Transfer', counter: 'c1', ticket: 'bound', to: { officer: 'dewi' } });
  const reasons = ['bound', 'overdue', 'papers', 'data'].map(() => {
    const { rule, tier } = hall.next('c2') ?? {};
    const ticket = hall.calls('c2');
    hall.does({ type: 'Finish', counter: 'c2', ticket, outcome: 'referred' });
    return [ticket, rule, tier];
  });
  expect(reasons).toEqual([
    ['bound', 'L6', 1],
    ['overdue', 'L4', 1],
    ['papers', 'L2', 0],
    ['data', 'L2', 1],
  ]);
});

describe('L8 the hand', () => {
  test('L8 belongs to the queue and is shared by all counters', () => {
    const hall = openHall().opens('c1', 'ani').opens('c4', 'budi');
    hall.takes('r1 r2').takes('p1 p2', { lane: 'priority' });
    expect([hall.calls('c1'), hall.calls('c4'), hand(hall)]).toEqual(['p1', 'r1', 3]);
    hall.finishes('c1');
    expect([hall.calls('c1'), hand(hall)]).toEqual(['p2', 0]);
  });

  test('L8 is written in the call', () => {
    const hall = openHall().opens('c1', 'ani').takes('r1');
    hall.calls('c1');
    expect(hall.journal.at(-1)?.event).toMatchObject({ type: 'VisitCalled', why: { hand: 3 } });
  });

  test('L8 moves only by calls of L2', () => {
    const hall = openHall().opens('c1', 'ani').opens('c4', 'budi').takes('r1 r2 r3 r4');
    hall.does({ type: 'CallTicket', counter: 'c1', ticket: 'r2' });
    expect(hand(hall)).toBe(0);
    hall.does({ type: 'Transfer', counter: 'c1', ticket: 'r2', to: { counter: 'c4' } });
    hall.calls('c4');
    expect(hand(hall)).toBe(0);
    hall.at('09:10').calls('c1');
    expect([hall.journal.at(-1)?.event, hand(hall)]).toMatchObject([{ why: { rule: 'L4' } }, 0]);
    hall.finishes('c1').calls('c1');
    expect(hand(hall)).toBe(3);
  });

  test('L8 returns to the start when the policy changes, and only then', () => {
    const hall = openHall().opens('c1', 'ani').takes('r1 r2');
    hall.calls('c1');
    const adopt = (change: Change) => {
      const office = smallOffice(change);
      hall.shelf.set(office.hash, office);
      hall.knows({ adopting: office }).does({ type: 'ChangeOffice', document: {} });
    };
    adopt(policy({ recallLimit: 2 }));
    expect(hand(hall)).toBe(3);
    adopt(policy({ weights: { appointment: 1, priority: 1, regular: 1 } }));
    expect(hand(hall)).toBe(0);
  });
});

describe('L9 the reason of a call', () => {
  test('L9 names the rule, the hand and who with a smaller place was passed over', () => {
    const hall = openHall().opens('c1', 'ani').takes('r1 r2').takes('p1', { lane: 'priority' });
    expect(hall.next('c1')).toEqual({
      ticket: 'p1',
      rule: 'L2',
      queue: 'data',
      lane: 'priority',
      tier: 0,
      hand: 2,
      passed: { count: 2, first: ['r1', 'r2'] },
    });
  });

  test('L9 counts all and names the first five, in order', () => {
    const hall = openHall().opens('c2', 'ani').takes('r1').pass(1).takes('p1', { service: 'permit' }).pass(1);
    hall.takes('r2 r3 r4 r5 r6').takes('r9');
    hall.does({ type: 'CallTicket', counter: 'c2', ticket: 'r9', reason: 'wheelchair' });
    expect(hall.journal.at(-1)?.event).toMatchObject({
      why: { rule: 'C12', reason: 'wheelchair', tier: 1, passed: { count: 7, first: ['r1', 'p1', 'r2', 'r3', 'r4'] } },
    });
  });

  test('L9 whoever is passed over is callable: not away, not bound to others', () => {
    const hall = openHall().opens('c1', 'ani').opens('c4', 'budi').takes('t1 t2 t3').takes('t0', { remote: true });
    hall.calls('c1');
    hall.does({ type: 'Transfer', counter: 'c1', ticket: 't1', to: { counter: 'c4' }, ourMistake: true });
    hall.pass(1).takes('p1', { lane: 'priority' });
    expect(hall.next('c1')?.passed).toEqual({ count: 2, first: ['t2', 't3'] });
    hall.does({ type: 'CallTicket', counter: 'c4', ticket: 'p1' });
    expect(hall.journal.at(-1)?.event).toMatchObject({ why: { passed: { count: 3, first: ['t1', 't2', 't3'] } } });
  });

  test('L9 an appointment before its window has the place of its arrival', () => {
    const hall = openHall().opens('c1', 'ani');
    hall
      .takes('early', { slot: in_(hall, 120) })
      .pass(1)
      .takes('r1 r2');
    hall.does({ type: 'CallTicket', counter: 'c1', ticket: 'r1' });
    expect(hall.journal.at(-1)?.event).toMatchObject({ why: { passed: { count: 1, first: ['early'] } } });
    hall.finishes('c1');
    expect(hall.next('c1')).toMatchObject({ ticket: 'early', passed: { count: 0, first: [] } });
  });

  test('L9 the same floor always gives the same next ticket', () => {
    const hall = openHall().opens('c1', 'ani').takes('r1 r2').takes('p1', { lane: 'priority' });
    expect(hall.next('c1')).toEqual(hall.next('c1'));
  });
});
