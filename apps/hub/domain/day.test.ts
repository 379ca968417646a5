import { describe, expect, test } from 'vitest';
import { present } from '../../../shared/basics.ts';
import { BusinessDay, minuteMs, secondMs } from '../../../shared/ids.ts';
import { Office } from '../../../shared/protocol/office.ts';
import { advance, lateCodes, nextDayOf, nextInstant } from './day.ts';
import { isOverstayed } from './decide/visitors.ts';
import { instantOf } from './hours.ts';
import { as, openHall, type Hall, type Setting } from './testing/hall.test-kit.ts';
import { monday, policy, tiers, type Change } from './testing/office.test-kit.ts';

const at = (time: string, day: string = monday) => instantOf(day, time, 'Asia/Jakarta');
const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
const services = ['passport', 'permit', 'legal'];
const ending = (hall: Hall, ticket: string) => {
  const { stay } = hall.visit(ticket);
  return stay.is === 'ended' ? stay.ending : stay.is;
};

test('T3 by itself the clock writes only IntakeStopped, VisitEnded and DayClosed', () => {
  const hall = openHall().takes('t1 t2').opens('c1', 'ani');
  hall.calls('c1');
  expect(hall.clock()).toEqual([]);
  const written = [...hall.at('15:00').clock(), ...hall.finishes('c1').clock()];
  expect(new Set(types(written))).toEqual(new Set(['IntakeStopped', 'VisitEnded', 'DayClosed']));
});

test('N4 a business day begins with the office’s dayStart, the next day is the next date', () => {
  expect(nextDayOf(BusinessDay.parse('2026-02-28'))).toBe('2026-03-01');
});

describe('T4 the next instant at which anything changes by itself is', () => {
  const next = (hall: Hall) => new Date(hall.nextInstant() + 7 * 60 * minuteMs).toISOString().slice(11, 19);
  const take = { type: 'TakeTicket', key: 't1', service: 'passport' } as const;

  test.each([
    ['the begin of the intake', '00:00', '07:30:00'],
    ['the opening', '07:30', '08:00:00'],
    ['the break', '08:00', '12:00:00'],
    ['the end of the break', '12:00', '13:00:00'],
    ['the close', '13:00', '15:00:00'],
    ['the cut-off', '15:00', '03:00:00'],
  ])('T4 %s', (_, from, instant) => {
    expect(next(openHall({ from: from }))).toBe(instant);
  });

  test('T4 the end of the time to serve after close', () => {
    const change: Change = (office) => ({ ...office, serveAfterCloseMinutes: 20 });
    expect(next(openHall({ change, from: '15:00' }))).toBe('15:20:00');
  });

  test('T4 the moment a slip counts as confirmed', () => {
    const hall = openHall().does(take);
    expect(next(hall)).toBe('08:03:00');
    hall.does({ type: 'ConfirmSlip', ticket: 't1', outcome: 'shown' });
    expect(next(hall)).toBe('09:00:00');
  });

  test('T4 the first moment a visit is overdue, as long as its wait counts', () => {
    const hall = openHall()
      .takes('t1')
      .pass(60 * 60);
    expect(hall.nextInstant()).toBe(at('09:00') + 1);
    expect(next(hall.pass(1))).toBe('12:00:00');
    const paused = openHall().takes('t1').does({ type: 'PauseService', service: 'passport' });
    expect(next(paused)).toBe('12:00:00');
    const away = openHall().takes('t1', { remote: true });
    expect(next(away)).toBe('12:00:00');
    const early = openHall({ from: '07:35' }).takes('t1');
    expect(next(early)).toBe('08:00:00');
    const resting = openHall({ from: '12:00' }).takes('t1', { lane: 'priority' });
    expect(next(resting)).toBe('13:00:00');
  });

  test('T4 the window of an appointment, then its slot, then its limit', () => {
    const hall = openHall().takes('t1', { slot: at('09:00') });
    expect(next(hall)).toBe('08:30:00');
    expect(next(hall.at('08:30'))).toBe('09:00:00');
    expect(hall.at('09:00').nextInstant()).toBe(at('09:30') + 1);
  });

  test('T4 L5 the moment a wait that counts is as near to its limit as one that stands still, and the next', () => {
    const hall = openHall({ change: tiers('c2', ['data', 'papers']) }).takes('t1', { slot: at('09:10') });
    hall.at('08:20').does({ type: 'TakeTicket', key: 't2', service: 'permit' }).opens('c2', 'budi');
    hall.does({ type: 'ConfirmSlip', ticket: 't2', outcome: 'printed' });
    expect(next(hall.at('08:40'))).toBe('08:50:00');
    expect(hall.next('c2')?.ticket).toBe('t1');
    expect(hall.at('08:50').nextInstant()).toBe(at('08:50') + 1);
    expect(hall.next('c2')?.ticket).toBe('t1');
    expect(hall.pass(0.001).next('c2')?.ticket).toBe('t2');
    expect(next(hall)).toBe('09:10:00');
  });

  test('T4 L6 that moment, though somebody who is bound elsewhere is nearer to the limit than both', () => {
    const long = policy({ boundForMinutes: 60 });
    const change: Change = (office) => long(tiers('c1', ['papers'])(tiers('c2', ['data', 'papers'])(office)));
    const hall = openHall({ change }).takes('t1', { slot: at('09:10') });
    const permit = (ticket: string) =>
      hall
        .does({ type: 'TakeTicket', key: ticket, service: 'permit' })
        .does({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
    permit('t0').opens('c2', 'budi').opens('c1', 'ani');
    hall.does({ type: 'CallTicket', counter: 'c2', ticket: 't0', reason: 'first' });
    hall.does({ type: 'Transfer', counter: 'c2', ticket: 't0', to: { counter: 'c1' } });
    hall.at('08:20');
    permit('t2');
    expect(next(hall.at('08:40'))).toBe('08:50:00');
  });

  test('T4 the end of a binding', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani').opens('c4', 'budi');
    hall.calls('c1');
    hall.does({ type: 'Transfer', counter: 'c1', ticket: 't1', to: { counter: 'c4' } });
    expect(next(hall)).toBe('08:15:00');
  });

  test('T4 the end of the time to withdraw a call, then the first moment of a no-show', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani');
    hall.calls('c1');
    expect(hall.nextInstant()).toBe(at('08:00') + 10 * secondMs + 1);
    expect(next(hall.pass(11))).toBe('08:00:30');
    expect(next(hall.starts('c1'))).toBe('12:00:00');
  });

  test('T4 a jump of the clock moves what is due', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani');
    hall.calls('c1');
    hall.pass(605).happens({ type: 'ClockCorrected', by: 600 * secondMs });
    expect(hall.nextInstant()).toBe(at('08:10') + 10 * secondMs + 1);
    expect(hall.refusal({ type: 'Withdraw', counter: 'c1', ticket: 't1' })).toBeUndefined();
  });

  test('T4 the end of a missed visitor’s time on the TV', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani');
    hall.calls('c1');
    hall.does({ type: 'Recall', counter: 'c1', ticket: 't1' }).pass(30);
    hall.does({ type: 'MarkNoShow', counter: 'c1', ticket: 't1' });
    expect(next(hall)).toBe('08:10:30');
  });

  test('T4 a parked visitor’s return time, then the first moment it is passed by too much', () => {
    const hall = openHall().takes('t1 t2').opens('c1', 'ani');
    hall.calls('c1');
    hall.does({ type: 'Park', counter: 'c1', ticket: 't1', until: at('08:20') });
    hall.calls('c1');
    hall.does({ type: 'Park', counter: 'c1', ticket: 't2' });
    expect(next(hall)).toBe('08:20:00');
    const due = hall.at('08:20').nextInstant();
    expect(due).toBe(at('08:50') + 1);
    const listed = (now: number) => isOverstayed(hall.visit('t1'), hall.floor, now);
    expect([listed(due - 1), listed(due), isOverstayed(hall.visit('t2'), hall.floor, due)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('T4 nothing but the cut-off once the day is closed', () => {
    const hall = openHall().does({ type: 'CloseDay' });
    expect(next(hall)).toBe('03:00:00');
  });
});

describe('D1 the end of a day', () => {
  test('D1 intake ends at close, in the book', () => {
    const hall = openHall({ from: '14:59' }).opens('c1', 'ani').takes('t1');
    hall.calls('c1');
    expect(hall.clock()).toEqual([]);
    expect(hall.at('15:00').clock()).toEqual(
      services.map((service) => ({ type: 'IntakeStopped', service, why: 'closed' })),
    );
    expect(hall.refusal({ type: 'TakeTicket', service: 'passport' })).toBe('serviceClosed');
  });

  test('D1 a service with hours of its own closes by them', () => {
    const short = [{ from: '08:00', to: '10:00' }];
    const change: Change = (office) => ({
      ...office,
      services: office.services.map((service) =>
        service.id === 'legal'
          ? { ...service, hours: { weekly: { mon: short }, profiles: [], exceptions: [] } }
          : service,
      ),
    });
    const hall = openHall({ change }).takes('t1').takes('t2', { service: 'legal' });
    expect(hall.at('10:00').clock()).toEqual([
      { type: 'IntakeStopped', service: 'legal', why: 'closed' },
      { type: 'VisitEnded', ticket: 't2', ending: 'expired', carryOver: true },
    ]);
    expect(hall.refusal({ type: 'TakeTicket', service: 'passport' })).toBeUndefined();
  });

  test('D1 who waits, is parked, away or missed ends as expired; who is at a counter is finished normally', () => {
    const hall = openHall({ from: '14:50' }).takes('parked missed there waits').takes('away', { remote: true });
    hall.opens('c1', 'ani');
    hall.calls('c1');
    hall.does({ type: 'Park', counter: 'c1', ticket: 'parked' });
    hall.calls('c1');
    hall.does({ type: 'MarkNoShow', counter: 'c1', ticket: 'missed', override: { reason: 'seen leaving' } });
    hall.calls('c1');
    hall.at('15:00').clock();
    const endings = ['parked', 'missed', 'away', 'waits', 'there'].map((ticket) => ending(hall, ticket));
    expect(endings).toEqual(['expired', 'expired', 'expired', 'expired', 'called']);
    hall.at('15:20').finishes('c1');
    expect(hall.clock()).toEqual([{ type: 'DayClosed', unfinished: 0 }]);
    expect(ending(hall, 'there')).toBe('finished');
  });

  test('D1 the book closes when the last counter is free', () => {
    const hall = openHall({ from: '14:50' }).takes('t1 t2').opens('c1', 'ani').opens('c4', 'budi');
    hall.calls('c1');
    hall.calls('c4');
    hall.at('15:00').clock();
    expect(hall.finishes('c1').clock()).toEqual([]);
    expect(types(hall.finishes('c4').clock())).toEqual(['DayClosed']);
    expect(hall.clock()).toEqual([]);
    expect(hall.floor.state).toBe('closed');
  });

  test('D1 at cut-off it closes as unfinished', () => {
    const hall = openHall({ from: '14:50' }).takes('t1').opens('c1', 'ani');
    hall.calls('c1');
    hall.at('15:00').clock();
    expect(hall.until(at('03:00', '2026-03-03') - 1).clock()).toEqual([]);
    expect(hall.until(at('03:00', '2026-03-03')).clock()).toEqual([
      { type: 'VisitEnded', ticket: 't1', ending: 'unfinished', counter: 'c1' },
      { type: 'DayClosed', unfinished: 1 },
    ]);
  });

  test('D1 those who wait at close may be called a while longer where the office says so', () => {
    const change: Change = (office) => ({ ...office, serveAfterCloseMinutes: 20 });
    const hall = openHall({ change, from: '14:50' }).takes('t1 t2').opens('c1', 'ani');
    expect(new Set(types(hall.at('15:00').clock()))).toEqual(new Set(['IntakeStopped']));
    hall.at('15:19').calls('c1');
    expect(hall.clock()).toEqual([]);
    expect(hall.at('15:20').clock()).toEqual([
      { type: 'VisitEnded', ticket: 't2', ending: 'expired', carryOver: true },
    ]);
  });

  test('D1 a day without hours closes at once', () => {
    const hall = openHall({ day: '2026-03-01', from: '00:00' });
    expect(hall.clock()).toEqual([{ type: 'DayClosed', unfinished: 0 }]);
  });

  test('D1 closed by hand, who is at a counter is still finished normally, and who joins a next stage then expires', () => {
    const hall = openHall().takes('t1', { service: 'permit' }).takes('t2').opens('c2', 'ani');
    hall.calls('c2');
    expect(types(hall.events({ type: 'CloseDay', reason: 'flood' }))).toEqual([
      'DayClosing',
      'IntakeStopped',
      'IntakeStopped',
      'IntakeStopped',
      'VisitEnded',
    ]);
    expect(hall.refusal({ type: 'CloseDay' })).toBe('dayClosed');
    expect(hall.refusal({ type: 'TakeTicket', service: 'passport' })).toBe('dayClosed');
    expect(hall.clock()).toEqual([]);
    hall.finishes('c2');
    expect(types(hall.clock())).toEqual(['VisitEnded', 'DayClosed']);
    expect(ending(hall, 't1')).toBe('expired');
  });

  test('D1 an empty office closed by hand is closed at once, and a stopped service is not stopped again', () => {
    const hall = openHall().does({ type: 'StopIntake', service: 'legal' });
    expect(types(hall.events({ type: 'CloseDay' }))).toEqual([
      'DayClosing',
      'IntakeStopped',
      'IntakeStopped',
      'DayClosed',
    ]);
  });
});

describe('D2 numbers that a supervisor resumes after closing time', () => {
  const resumed = (setting: Setting = {}) => {
    const hall = openHall({ from: '14:50', ...setting })
      .opens('c1', 'ani')
      .takes('t1 w1');
    hall.calls('c1');
    hall.at('15:00').clock();
    return hall
      .at('15:05')
      .does({ type: 'ResumeIntake', service: 'passport', override: { reason: 'a bus came late' } });
  };
  const stop = { type: 'StopIntake', service: 'passport' } as const;

  test('D2 are given until they are stopped again, and who got one is served', () => {
    const hall = resumed();
    expect(hall.clock()).toEqual([]);
    hall.at('16:00').takes('t2 t3');
    expect(hall.clock()).toEqual([]);
    expect(ending(hall, 'w1'), 'who waited at close is expired').toBe('expired');
    expect(hall.refusal({ type: 'TakeTicket', service: 'permit' }), 'other services stay closed').toBe('serviceClosed');
    hall.does(stop);
    expect(hall.refusal({ type: 'TakeTicket', service: 'passport' })).toBe('intakeStopped');
    expect(hall.clock()).toEqual([]);
    hall.finishes('c1');
    expect(hall.servesAll('c1')).toEqual(['t2', 't3']);
    expect(hall.clock()).toEqual([{ type: 'DayClosed', unfinished: 0 }]);
  });

  test('D2 hold the day open with nobody there; once stopped, who is aside or away expires', () => {
    const hall = resumed();
    hall.does({ type: 'Park', counter: 'c1', ticket: 't1' }).takes('t2').takes('phone', { remote: true });
    expect(hall.calls('c1')).toBe('t2');
    hall.finishes('c1');
    expect(hall.at('17:00').clock()).toEqual([]);
    expect(types(hall.does(stop).clock())).toEqual(['VisitEnded', 'VisitEnded', 'DayClosed']);
    expect(['t1', 'phone', 't2'].map((ticket) => ending(hall, ticket))).toEqual(['expired', 'expired', 'finished']);
  });

  test('D2 end with the day by hand, and at cut-off', () => {
    const closing = resumed().takes('t2').does({ type: 'CloseDay' });
    expect([ending(closing, 't2'), closing.floor.state]).toEqual(['expired', 'closing']);
    const night = resumed().takes('t2').until(at('03:00', '2026-03-03'));
    expect(types(night.clock())).toEqual(['VisitEnded', 'VisitEnded', 'DayClosed']);
  });

  test('D2 a service without hours today is not opened by it', () => {
    const closed = { hours: { weekly: {} } };
    const change: Change = (office) =>
      Office.parse({
        ...office,
        services: office.services.map((one) => (one.id === 'permit' ? { ...one, ...closed } : one)),
      });
    const hall = resumed({ change }).does({ ...stop, service: 'permit' });
    hall.does({ type: 'ResumeIntake', service: 'permit' });
    expect(hall.refusal({ type: 'TakeTicket', service: 'permit' })).toBe('serviceClosed');
    hall.does(stop).finishes('c1');
    expect(hall.clock()).toEqual([{ type: 'DayClosed', unfinished: 0 }]);
  });
});

describe('D4 a visit expired with a printed number', () => {
  const tuesday = '2026-03-03';
  const expired = (more: Setting = {}) => {
    const hall = openHall({ from: '14:50', ...more }).takes('printed');
    hall.does({ type: 'TakeTicket', key: 'unseen', service: 'passport' });
    hall.does({ type: 'TakeTicket', key: 'jammed', service: 'passport' });
    hall.does({ type: 'ConfirmSlip', ticket: 'jammed', outcome: 'failed' });
    hall.at('15:00').clock();
    return hall;
  };

  test('D4 has a carry-over code, one without paper has none', () => {
    const ends = expired().journal.flatMap(({ event }) => (event.type === 'VisitEnded' ? [event] : []));
    expect(ends.map(({ ticket, carryOver }) => [ticket, carryOver])).toEqual([
      ['printed', true],
      ['unseen', undefined],
      ['jammed', undefined],
    ]);
  });

  test('D4 the code gives the appointment lane on one later day', () => {
    const later = openHall({ day: tuesday, before: expired().floor });
    expect([...later.floor.carryOver]).toEqual([['printed', monday]]);
    later.takes('t1', { carryOver: 'printed' });
    expect(later.visit('t1')).toMatchObject({ lane: 'appointment', slot: later.now(), carryOver: 'printed' });
    expect(later.refusal({ type: 'TakeTicket', service: 'passport', carryOver: 'printed' })).toBe('carryOverUnknown');
    expect(later.refusal({ type: 'TakeTicket', service: 'passport', carryOver: 'jammed' })).toBe('carryOverUnknown');
  });

  test('D4 the code holds for 7 days', () => {
    const carried = (day: string) => [...openHall({ day, before: expired().floor }).floor.carryOver.keys()];
    expect(carried('2026-03-09')).toEqual(['printed']);
    expect(carried('2026-03-10')).toEqual([]);
    const through = openHall({ day: tuesday, before: expired().floor }).floor;
    expect([...openHall({ day: '2026-03-09', before: through }).floor.carryOver]).toEqual([['printed', monday]]);
    expect([...openHall({ day: '2026-03-10', before: through }).floor.carryOver]).toEqual([]);
  });

  test('D4 a code given in an earlier book after today’s had opened is today’s too, while it holds', () => {
    const { floor, journal } = expired();
    const ends = journal.map(({ event }) => event);
    const given = (day: string) => lateCodes(ends, floor, BusinessDay.parse(day));
    const event = { type: 'CarryOverGiven', ticket: 'printed', day: monday };
    expect([given(monday), given(tuesday), given('2026-03-09'), given('2026-03-10')]).toEqual([
      [],
      [event],
      [event],
      [],
    ]);
    const later = openHall({ day: tuesday });
    for (const one of given(tuesday)) later.happens(one);
    expect(later.takes('t1', { carryOver: 'printed' }).visit('t1').lane).toBe('appointment');
  });

  test('D4 nobody else gets one', () => {
    const hall = openHall({ from: '14:50' }).takes('t1').does({ type: 'Cancel', ticket: 't1' });
    hall.at('15:00').clock();
    expect(openHall({ day: tuesday, before: hall.floor }).floor.carryOver.size).toBe(0);
  });

  test('D4 who is still at a counter when the next day opens has none', () => {
    const hall = openHall({ from: '14:50' }).opens('c1', 'ani').takes('t1');
    hall.calls('c1');
    hall.at('15:00').clock();
    expect(hall.visit('t1').stay.is).toBe('called');
    expect(openHall({ day: tuesday, before: hall.floor }).floor.carryOver.size).toBe(0);
  });
});

describe('D6 a closed book', () => {
  const closed = () => openHall({ from: '14:50' }).takes('t1').at('15:00');

  test('D6 takes no command but corrections, uploads and reopening', () => {
    const hall = closed();
    hall.clock();
    expect(hall.refusal({ type: 'CallNext', counter: 'c1' })).toBe('dayClosed');
    expect(hall.refusal({ type: 'TakeTicket', service: 'passport' })).toBe('dayClosed');
    expect(hall.decides({ type: 'TakeTicket', key: 't1', service: 'passport' })).toMatchObject({
      ok: true,
      value: { events: [] },
    });
    const correct = { type: 'Correct', ticket: 't1', outcome: 'done', reason: 'was served' } as const;
    expect(types(hall.events(correct))).toEqual(['OutcomeCorrected']);
  });

  test('D6 is closed to corrections after 7 days', () => {
    const hall = closed();
    hall.clock();
    const correct = { type: 'Correct', ticket: 't1', outcome: 'done', reason: 'was served' } as const;
    expect(hall.knows({ today: BusinessDay.parse('2026-03-09') }).refusal(correct)).toBeUndefined();
    expect(hall.knows({ today: BusinessDay.parse('2026-03-10') }).refusal(correct)).toBe('dayTooOld');
  });

  test('D6 may be reopened; then it closes by hand, and an expired visit may come back', () => {
    const hall = closed();
    expect(hall.refusal({ type: 'ReopenDay' })).toBe('dayOpen');
    hall.clock();
    hall.does({ type: 'ReopenDay', reason: 'the power is back' });
    expect(hall.clock()).toEqual([]);
    expect(hall.refusal({ type: 'TakeTicket', service: 'passport' })).toBeUndefined();
    expect(hall.refusal({ type: 'Reinstate', ticket: 't1' }, as.phone)).toBe('alreadyEnded');
    hall.does({ type: 'Reinstate', ticket: 't1' });
    expect(hall.floor.endings.get('expired')).toBe(0);
    expect(ending(hall, 't1')).toBe('waiting');
    expect(hall.at('16:00').clock()).toEqual([]);
    hall.does({ type: 'CloseDay' });
    expect(hall.floor.state).toBe('closed');
    expect(ending(hall, 't1')).toBe('expired');
  });

  test('D6 a reopened day closes at cut-off', () => {
    const hall = closed();
    hall.clock();
    hall.does({ type: 'ReopenDay' }).does({ type: 'Reinstate', ticket: 't1' }).until(at('03:00', '2026-03-03'));
    expect(hall.clock()).toEqual([
      { type: 'VisitEnded', ticket: 't1', ending: 'expired', carryOver: true },
      { type: 'DayClosed', unfinished: 0 },
    ]);
  });

  test('D6 an expired visit does not come back into a day that was never closed', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani');
    hall.calls('c1');
    hall.finishes('c1');
    expect(hall.refusal({ type: 'Reinstate', ticket: 't1' })).toBe('alreadyEnded');
  });
});

test('T4 between two of these instants nothing changes by itself', () => {
  const hall = openHall({ from: '07:30' })
    .takes('t1 t2', { lane: 'priority' })
    .takes('t3', { slot: at('09:10') });
  hall.does({ type: 'TakeTicket', key: 't4', service: 'permit' }).opens('c1', 'ani').opens('c2', 'budi');
  const seen = () => [
    advance(hall.floor, hall.now()),
    hall.next('c1'),
    hall.next('c2')?.ticket,
    hall.order('data'),
    hall.refusal({ type: 'TakeTicket', service: 'passport' }),
  ];
  const instants: number[] = [];
  for (let instant = hall.now(); instant < at('15:00'); instant = nextInstant(hall.floor, instant))
    instants.push(instant);
  expect(instants.length).toBeGreaterThan(8);
  for (const [i, instant] of instants.entries()) {
    hall.until(instant);
    const before = withoutFigures(seen());
    hall.until(present(instants[i + 1] ?? at('15:00'), 'next instant') - 1);
    expect(withoutFigures(seen())).toEqual(before);
  }
});

function withoutFigures(seen: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(seen, (key, value: unknown) => (key === 'overBy' ? undefined : value)));
}

test('the small office is a valid office', () => {
  expect(Office.safeParse(openHall().floor.lines.office.document).success).toBe(true);
});
