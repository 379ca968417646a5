import { describe, expect, test } from 'vitest';
import { minuteMs, ServiceId, TicketId, type Instant } from '../../../shared/ids.ts';
import { as, openHall, type Hall } from '../domain/testing/hall.test-kit.ts';
import type { Band } from './forecast.ts';
import { dayEndOf, proposalsOf, type Proposal } from './proposals.ts';

const passport = ServiceId.parse('passport');
/** A wait of so many minutes, give or take ten. */
const band = (minutes: number, basis: Band['basis'] = 'lookAhead'): Band => {
  const at = (by: number) => Math.max(0, minutes + by) * minuteMs;
  return { p10: at(-15), p20: at(-10), p50: at(0), p80: at(10), p90: at(15), basis };
};
const close = (hall: Hall) => hall.floor.lines.days.get(passport)!.closesAt;
const minutesTo = (hall: Hall, at: Instant) => (at - hall.now()) / minuteMs;

/** What is proposed where a newcomer and each ticket would wait so long, and a visit takes 12 min. */
function proposed(
  hall: Hall,
  { newcomer, tickets = {}, rest = 12 }: { newcomer?: Band; tickets?: Record<string, Band>; rest?: number | undefined },
): readonly Proposal[] {
  return proposalsOf(hall.floor, {
    now: hall.now(),
    dayEnds: dayEndOf(hall.floor),
    newcomer: (service) => (service === passport ? newcomer : undefined),
    tickets: new Map(Object.entries(tickets).map(([ticket, one]) => [TicketId.parse(ticket), one])),
    afterCall: () => rest * minuteMs,
  });
}
const does = (hall: Hall, proposals: readonly Proposal[]) => {
  for (const proposal of proposals) hall.does(structuredClone(proposal) as never, as.hub);
};

describe('a forecast stops the numbers of a service', () => {
  const at = (time: string) => openHall().takes('t1 t2 t3').at(time);

  test('D2 F1 when a newcomer would hardly be finished by closing time, and the core takes it with its figures', () => {
    const hall = at('14:00');
    expect(proposed(hall, { newcomer: band(38) })).toEqual([]);
    const stop = proposed(hall, { newcomer: band(39) });
    expect(stop).toEqual([
      { type: 'StopIntake', service: 'passport', predicted: { finishAt: close(hall) + minuteMs, ahead: 3 } },
    ]);
    does(hall, stop);
    expect(hall.floor.stopped.get(passport)?.why).toBe('predicted');
    expect(proposed(hall, { newcomer: band(39) }), 'once').toEqual([]);
  });

  test('D2 and takes that back with 15 min to spare', () => {
    const hall = at('14:00');
    does(hall, proposed(hall, { newcomer: band(60) }));
    expect(proposed(hall, { newcomer: band(24) })).toEqual([]);
    const resume = proposed(hall, { newcomer: band(23) });
    expect(resume).toMatchObject([{ type: 'ResumeIntake', service: 'passport' }]);
    does(hall, resume);
    expect(hall.floor.stopped.has(passport)).toBe(false);
  });

  test('D2 never where a supervisor decided, the service is paused, closed, or closes only with the day', () => {
    const long = { newcomer: band(300) };
    const dewi = as.supervisor('dewi');
    const held = at('14:00');
    does(held, proposed(held, long));
    held.does({ type: 'ResumeIntake', service: 'passport' }, dewi);
    expect(proposed(held, long)).toEqual([]);
    const stopped = at('14:00').does({ type: 'StopIntake', service: 'passport' }, dewi);
    expect(proposed(stopped, { newcomer: band(0) })).toEqual([]);
    expect(proposed(at('14:00').does({ type: 'PauseService', service: 'passport' }), long)).toEqual([]);
    expect(proposed(at('07:00'), long)).toEqual([]);
    expect(proposed(at('15:00'), long)).toEqual([]);
    const allDay = [{ from: '00:00', to: '24:00' }];
    const always = openHall({
      change: (office) => ({ ...office, hours: { ...office.hours, weekly: { mon: allDay } } }),
    });
    expect(proposed(always.at('23:00'), long)).toEqual([]);
  });

  test('F3 nothing follows of a formula, nor where no visit of the service was seen to its end', () => {
    const hall = at('14:00');
    expect(proposed(hall, { newcomer: band(300, 'few') })).toEqual([]);
    expect(
      proposalsOf(hall.floor, {
        now: hall.now(),
        dayEnds: dayEndOf(hall.floor),
        newcomer: () => band(300),
        tickets: new Map(),
        afterCall: () => undefined,
      }),
    ).toEqual([]);
  });
});

describe('a forecast tells who will hardly be reached', () => {
  test('D4 F1 from 11 on, those whose time has come too late in four of five outcomes, once', () => {
    const hall = openHall().takes('t1 t2 t3').at('11:00');
    const left = minutesTo(hall, close(hall));
    const tickets = { t1: band(left), t2: band(left + 6), t3: band(left + 60) };
    expect(proposed(hall.at('10:59'), { tickets })).toEqual([]);
    const tell = proposed(hall.at('11:00'), { tickets });
    expect(tell).toMatchObject([{ type: 'TellNotToday', tickets: [{ ticket: 't2' }, { ticket: 't3' }] }]);
    does(hall, tell);
    expect([...hall.floor.notToday.keys()]).toEqual(['t2', 't3']);
    expect(proposed(hall.at('13:00'), { tickets: { t2: band(300), t3: band(300) } })).toEqual([]);
  });

  test('D4 F3 nobody by a formula, and no more than a command takes', () => {
    const many = Array.from({ length: 201 }, (_, i) => `n${i}`);
    const hall = openHall().takes(many.join(' ')).at('11:00');
    expect(proposed(hall, { tickets: { n0: band(600, 'few') } })).toEqual([]);
    const [tell] = proposed(hall, { tickets: Object.fromEntries(many.map((ticket) => [ticket, band(600)])) });
    expect(tell).toMatchObject({ type: 'TellNotToday', tickets: { length: 200 } });
  });
});
