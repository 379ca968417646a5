import { describe, expect, test } from 'vitest';
import { minuteMs, numberText, Numbering } from '../../../../shared/ids.ts';
import { Command } from '../../../../shared/protocol/commands.ts';
import { as, holder, openHall, sealed, type Hall } from '../testing/hall.test-kit.ts';
import { policy, type Change } from '../testing/office.test-kit.ts';

const take = { type: 'TakeTicket', service: 'passport' } as const;
const number = (hall: Hall, ticket: string) => numberText(hall.visit(ticket).number);

describe('the number of a ticket', () => {
  test('N1 is unique per day and prefix', () => {
    const hall = openHall().takes('t1 t2').takes('t3', { service: 'permit' }).takes('t4');
    const numbers = ['t1', 't2', 't3', 't4'].map((ticket) => number(hall, ticket));
    expect(numbers).toEqual(['A-001', 'A-002', 'B-001', 'A-003']);
    expect([...hall.floor.numbers.keys()].sort()).toEqual([...numbers].sort());
  });

  test('N2 counts without a gap up to hubTop, then no more are given', () => {
    const hall = openHall({ change: policy({ hubTop: 3 }) }).takes('t1 t2');
    expect(hall.refusal({ ...take, people: 2 })).toBe('tooManyPeople');
    hall.takes('t3');
    expect(hall.decides(take)).toEqual({ ok: false, error: { code: 'seriesFull', about: { prefix: 'A' } } });
    expect(number(hall, 't3')).toBe('A-003');
    expect(hall.refusal({ ...take, service: 'permit' })).toBeUndefined();
  });

  test('N3 stays on transfer and stage change', () => {
    const hall = openHall().takes('t1', { service: 'permit' }).opens('c2', 'ani');
    hall.calls('c2');
    hall.finishes('c2');
    hall.calls('c2');
    hall.does({ type: 'Transfer', counter: 'c2', ticket: 't1', to: { service: 'legal' } });
    expect(hall.visit('t1')).toMatchObject({ service: 'legal', stages: ['legal'] });
    expect(number(hall, 't1')).toBe('B-001');
  });

  test('N4 N7 one that was asked for another day is refused, and says which day it is', () => {
    const hall = openHall({ day: '2026-03-03' });
    for (const day of ['2026-03-02', '2026-03-04'] as const)
      expect(hall.decides({ ...take, day })).toEqual({
        ok: false,
        error: { code: 'otherDay', about: { day: '2026-03-03' } },
      });
    expect(number(hall.takes('t1', { day: '2026-03-03' }), 't1')).toBe('A-001');
  });

  test('N4 belongs to the day of its issue, and the next day counts anew', () => {
    const hall = openHall({ from: '14:50' }).takes('t1').at('15:00');
    hall.clock();
    const next = openHall({ day: '2026-03-03', before: hall.floor }).takes('t2');
    expect(number(next, 't2')).toBe('A-001');
    expect(next.journal.every(({ day }) => day === '2026-03-03')).toBe(true);
  });

  test.each([
    [1, 'A-001'],
    [12, 'A-012'],
    [999, 'A-999'],
    [1000, 'A-1000'],
  ])('N5 has at least three digits and grows: %d is %s', (count, shown) => {
    expect(numberText(Numbering.parse({ prefix: 'A', source: 'hub', count }))).toBe(shown);
  });
});

describe('the answer to a press', () => {
  const estimate = { low: 1, high: 2 };

  test('F2 what was promised is in the event, as answered', () => {
    const hall = openHall().takes('t1').knows({ estimate });
    const answer = hall.answer({ ...take, key: 't2' });
    expect(answer).toEqual({ ticket: 't2', number: 'A-002', ahead: 1, estimate });
    expect(hall.journal.at(-1)?.event).toMatchObject({ shown: estimate, ahead: 1 });
    expect(hall.visit('t2').shown).toEqual(estimate);
  });

  test('F3 where no estimate is known nothing is shown', () => {
    const hall = openHall();
    expect(hall.answer({ ...take, key: 't1' })).toMatchObject({ estimate: null });
    expect(hall.journal.at(-1)?.event).toMatchObject({ shown: null });
  });

  test('K2 a key that is a ticket answers with it, and with another service it is refused', () => {
    const hall = openHall().takes('t1 t2').knows({ estimate });
    const { length } = hall.journal;
    const again = hall.answer({ ...take, key: 't2' });
    expect(again).toEqual({ ticket: 't2', number: 'A-002', ahead: 1, estimate: null });
    expect(hall.refusal({ ...take, key: 't2', service: 'permit' })).toBe('keyReused');
    hall.opens('c1', 'ani').calls('c1');
    expect(hall.answer({ ...take, key: 't1' })).toMatchObject({ ahead: 0 });
    expect(hall.journal.filter(({ event }) => event.type === 'TicketIssued')).toHaveLength(2);
    expect(hall.journal.length).toBe(length + 2);
  });

  test('K1 a refusal binds nothing: the same key is accepted later', () => {
    const hall = openHall({ from: '07:29' });
    expect(hall.refusal({ ...take, key: 't1' })).toBe('serviceClosed');
    expect(hall.at('07:30').answer({ ...take, key: 't1' })).toMatchObject({ ticket: 't1', number: 'A-001' });
  });
});

describe('L3 the lane of a ticket', () => {
  const lane = (hall: Hall, more: object) => {
    hall.takes('t1', more);
    const { lane: given, slot } = hall.visit('t1');
    return { lane: given, slot: slot === undefined ? undefined : (slot - hall.now()) / minuteMs };
  };
  const inMinutes = (minutes: number) => openHall().now() + minutes * minuteMs;

  test.each([
    ['with a slot to come', 45],
    ['late by just an hour', -60],
  ])('L3 %s is the appointment lane', (_, minutes) => {
    expect(lane(openHall(), { slot: inMinutes(minutes) })).toEqual({ lane: 'appointment', slot: minutes });
  });

  test('L3 later than that is the regular lane', () => {
    expect(lane(openHall(), { slot: inMinutes(-61) })).toEqual({ lane: 'regular', slot: -61 });
    expect(lane(openHall({ change: policy({ slotLateMinutes: 10 }) }), { slot: inMinutes(-11) }).lane).toBe('regular');
  });

  test('L3 a priority visit is always in the priority lane', () => {
    expect(lane(openHall(), { lane: 'priority', slot: inMinutes(0) })).toEqual({ lane: 'priority', slot: 0 });
  });

  test('L3 the appointment lane without a slot has the slot "now"', () => {
    expect(lane(openHall(), { lane: 'appointment' })).toEqual({ lane: 'appointment', slot: 0 });
  });

  test('L3 without any of these it is the regular lane', () => {
    expect(lane(openHall(), {})).toEqual({ lane: 'regular', slot: undefined });
  });

  test('L3 it stays in later stages', () => {
    const hall = openHall().takes('t1', { service: 'permit', lane: 'appointment' }).opens('c2', 'ani');
    hall.calls('c2');
    expect(hall.finishes('c2').next('c2')).toMatchObject({ ticket: 't1', queue: 'photo', lane: 'appointment' });
  });
});

describe('D2 intake', () => {
  test.each([
    ['before numbers are given', '07:29', 'serviceClosed'],
    ['from half an hour before opening', '07:30', undefined],
    ['in the break', '12:30', undefined],
    ['until close', '14:59', undefined],
    ['at close', '15:00', 'serviceClosed'],
  ])('D1 %s', (_, from, code) => {
    expect(openHall({ from }).refusal(take)).toBe(code);
  });

  test('D2 the refusal says when it opens', () => {
    const early = openHall({ from: '07:00' });
    expect(early.decides(take)).toMatchObject({ error: { about: { opens: early.now() + 30 * minuteMs } } });
    const late = openHall({ from: '16:00' });
    expect(late.decides(take)).toMatchObject({ error: { about: { opens: late.now() + 16 * 60 * minuteMs } } });
  });

  test('D2 a day without hours, and nothing known of later ones', () => {
    const change: Change = (office) => ({ ...office, hours: { weekly: {}, profiles: [], exceptions: [] } });
    expect(openHall({ change }).decides(take)).toEqual({ ok: false, error: { code: 'serviceClosed', about: {} } });
  });

  test('D2 stops while a supervisor paused the service', () => {
    const hall = openHall().does({ type: 'PauseService', service: 'passport', reason: 'system' });
    expect(hall.refusal(take)).toBe('servicePaused');
    expect(hall.does({ type: 'ResumeService', service: 'passport' }).refusal(take)).toBeUndefined();
  });

  test('D2 stops by a recorded StopIntake', () => {
    const hall = openHall().does({ type: 'StopIntake', service: 'passport' });
    expect(hall.refusal(take)).toBe('intakeStopped');
    expect(hall.does({ type: 'ResumeIntake', service: 'passport' }).refusal(take)).toBeUndefined();
  });

  test('S7 D2 stops when the quota, counted in people, is used', () => {
    const hall = openHall().takes('t1', { service: 'legal', people: 6 });
    expect(hall.refusal({ ...take, service: 'legal', people: 5 })).toBe('quotaUsed');
    hall.takes('t2', { service: 'legal', people: 4 });
    expect(hall.refusal({ ...take, service: 'legal' })).toBe('quotaUsed');
    expect(hall.refusal(take)).toBeUndefined();
  });
});

describe('what else is refused', () => {
  test('an unknown service', () => {
    expect(openHall().refusal({ ...take, service: 'nowhere' })).toBe('unknownService');
  });

  test('S7 a group larger than the service takes', () => {
    expect(openHall().decides({ ...take, service: 'legal', people: 7 })).toMatchObject({
      error: { code: 'tooManyPeople', about: { max: 6 } },
    });
  });

  test('V3 priority where it is not offered', () => {
    expect(openHall().refusal({ ...take, service: 'legal', lane: 'priority' })).toBe('priorityNotOffered');
  });
});

test('V3 priority is one bit: a reason for it is not even a command', () => {
  const asked = { type: 'TakeTicket', key: 'k', service: 'passport', lane: 'priority' };
  expect(Command.safeParse(asked).success).toBe(true);
  expect(Command.safeParse({ ...asked, reason: 'pregnant' }).success).toBe(false);
  const hall = openHall().takes('t1', { lane: 'priority' });
  const event = hall.journal.find((one) => one.event.type === 'TicketIssued')?.event;
  expect(Object.keys(event ?? {}).sort()).toEqual([
    'ahead',
    'arrivedAt',
    'lane',
    'language',
    'number',
    'people',
    'service',
    'shown',
    'slip',
    'stages',
    'ticket',
    'type',
  ]);
});

test('P4 a lane stays with the visit, and the visit names nobody', () => {
  const hall = openHall()
    .takes('t1', { lane: 'priority', holder: holder('a') })
    .opens('c1', 'ani');
  hall.calls('c1');
  hall.finishes('c1');
  const { lane, holder: mark } = hall.visit('t1');
  expect({ lane, mark }).toEqual({ lane: 'priority', mark: 'a'.repeat(32) });
  const issued = hall.journal.find((one) => one.event.type === 'TicketIssued')?.event;
  expect(issued).toMatchObject({ holder: { sealed } });
});

describe('V4 a holder has at most 2 open tickets', () => {
  const ofHolder = { ...take, holder: holder('a') } as const;

  test('V4 the third is refused until one of them ended', () => {
    const hall = openHall().takes('t1 t2', { holder: holder('a') });
    expect(hall.decides(ofHolder)).toMatchObject({ error: { code: 'holderLimit', about: { limit: 2 } } });
    expect(hall.refusal({ ...ofHolder, holder: holder('b') })).toBeUndefined();
    expect(hall.does({ type: 'Cancel', ticket: 't1' }).refusal(ofHolder)).toBeUndefined();
  });

  test('V4 a ticket that was only linked to theirs does not count', () => {
    const hall = openHall()
      .takes('t1', { holder: holder('a') })
      .takes('t2', { holder: holder('b') });
    hall.takes('t4', { holder: holder('c') }).does({ type: 'Link', ticket: 't1', with: 't2' });
    expect(hall.refusal(ofHolder)).toBeUndefined();
    hall.takes('t3', { holder: holder('a') });
    expect(hall.refusal(ofHolder)).toBe('holderLimit');
  });
});

describe('C7 the slip of a ticket', () => {
  const slip = (outcome: 'printed' | 'shown' | 'failed' | 'uncertain') =>
    ({ type: 'ConfirmSlip', ticket: 't1', outcome }) as const;

  test('C7 a later word replaces an earlier one, except that paper once seen stays seen', () => {
    const hall = openHall().does({ ...take, key: 't1' }, as.kiosk('k1'));
    expect(hall.visit('t1')).toMatchObject({ slip: 'pending', kiosk: 'k1' });
    expect(hall.does(slip('uncertain')).visit('t1').slip).toBe('uncertain');
    expect(hall.events(slip('uncertain'))).toEqual([]);
    expect(hall.does(slip('printed')).visit('t1').slip).toBe('printed');
    expect(hall.events(slip('failed'))).toEqual([]);
  });

  test('C7 of an unknown ticket is refused', () => {
    expect(openHall().refusal(slip('printed'))).toBe('unknownTicket');
  });

  test('V2 a phone shows its ticket at once', () => {
    expect(openHall().takes('t1', { remote: true }).visit('t1')).toMatchObject({ slip: 'shown', away: true });
  });
});
