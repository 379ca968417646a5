import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../../../shared/ids.ts';
import { as, openHall, type Hall } from '../testing/hall.test-kit.ts';

const tuesday = '2026-03-03';
/** Closing time of the small office, 15:00. */
const close = (hall: Hall) => hall.floor.lines.days.get('passport' as never)!.closesAt;
const tell = (hall: Hall, tickets: string, minutes = 0) =>
  ({
    type: 'TellNotToday',
    tickets: tickets.split(' ').map((ticket) => ({ ticket, calledFrom: close(hall) + minutes * minuteMs })),
  }) as const;
const told = (hall: Hall) => [...hall.floor.notToday.keys()];
const codes = (hall: Hall) => [...openHall({ day: tuesday, before: hall.floor }).floor.carryOver.keys()];

describe('who is told that they will hardly be reached', () => {
  test('D4 F1 is recorded with the figures, keeps the place, and is called if reached after all', () => {
    const hall = openHall().takes('t1 t2').at('11:00').opens('c1', 'ani');
    expect(hall.events(tell(hall, 't1 t2', 20), as.hub)[0]).toEqual({
      type: 'NotTodayTold',
      ticket: 't1',
      predicted: { calledFrom: close(hall) + 20 * minuteMs, lastCall: close(hall) },
    });
    hall.takes('t3');
    expect(hall.order('data')).toEqual(['t1', 't2', 't3']);
    expect(hall.calls('c1')).toBe('t1');
    expect(hall.replayed()).toEqual(hall.floor);
  });

  test('D4 F1 is within five minutes of the last call or past it; the last call comes after close where the office says so', () => {
    const hall = openHall().takes('t1').at('11:00');
    expect(hall.refusal(tell(hall, 't1', -5), as.hub)).toBe('predictionUnclear');
    expect(hall.refusal(tell(hall, 't1', -4), as.hub)).toBeUndefined();
    const later = openHall({ change: (office) => ({ ...office, serveAfterCloseMinutes: 30 }) })
      .takes('t1')
      .at('11:00');
    expect(later.refusal(tell(later, 't1', 25), as.hub)).toBe('predictionUnclear');
    expect(later.refusal(tell(later, 't1', 26), as.hub)).toBeUndefined();
  });

  test('D4 is told at 11 at the soonest, or when the office says, and never in a day that was closed', () => {
    const hall = openHall().takes('t1').at('10:59');
    expect(hall.refusal(tell(hall, 't1'), as.hub)).toBe('notTimeToTell');
    expect(hall.at('11:00').refusal(tell(hall, 't1'), as.hub)).toBeUndefined();
    const early = openHall({ change: (office) => ({ ...office, notTodayAt: '09:30' }) })
      .takes('t1')
      .at('09:30');
    expect(early.refusal(tell(early, 't1'), as.hub)).toBeUndefined();
    hall.does({ type: 'CloseDay' }).does({ type: 'ReopenDay' });
    expect(hall.refusal(tell(hall, 't1'), as.hub)).toBe('notTimeToTell');
  });

  test('D4 it is told once more when it got worse, an hour later at the soonest, and nobody is told twice', () => {
    const hall = openHall().takes('t1 t2 t3 t4').at('11:00').does(tell(openHall(), 't1'), as.hub);
    expect(hall.at('11:59').refusal(tell(hall, 't2'), as.hub)).toBe('notTimeToTell');
    expect(hall.at('12:00').events(tell(hall, 't1 t2 t3'), as.hub)).toHaveLength(2);
    expect(told(hall)).toEqual(['t1', 't2', 't3']);
    expect(hall.at('14:00').refusal(tell(hall, 't4'), as.hub)).toBe('notTimeToTell');
  });

  test('D4 only who waits; who is at a counter or gone is passed over, and nobody is invented', () => {
    const hall = openHall().takes('t1 t2 t3').opens('c1', 'ani').at('11:00');
    hall.calls('c1');
    hall.does({ type: 'Cancel', ticket: 't2' }).does(tell(hall, 't1 t2 t3'), as.hub);
    expect(told(hall)).toEqual(['t3']);
    expect(hall.at('12:00').refusal(tell(hall, 'nobody'), as.hub)).toBe('unknownTicket');
    expect(hall.refusal(tell(hall, 't3'), as.officer('ani'))).toBe('notAllowed');
  });
});

describe('the code of who was told', () => {
  const absent = (hall: Hall) => {
    hall.calls('c1');
    hall.pass(30).does({ type: 'Recall', counter: 'c1', ticket: 't1' }).pass(60);
    return hall.events({ type: 'MarkNoShow', counter: 'c1', ticket: 't1' });
  };

  test('D4 holds also where they leave, and only for a printed number', () => {
    const hall = openHall().takes('t1 t2').does({ type: 'TakeTicket', key: 't3', service: 'passport' }).at('11:00');
    hall.does(tell(hall, 't1 t3'), as.hub);
    const leaves = (ticket: string) => hall.events({ type: 'Cancel', ticket })[0];
    expect(leaves('t1')).toEqual({ type: 'VisitEnded', ticket: 't1', ending: 'cancelled', carryOver: true });
    expect(leaves('t2')).not.toHaveProperty('carryOver');
    expect(leaves('t3')).not.toHaveProperty('carryOver');
    expect(codes(hall)).toEqual(['t1']);
    expect(openHall({ day: tuesday, before: hall.floor }).takes('n', { carryOver: 't1' }).visit('n').lane).toBe(
      'appointment',
    );
  });

  test('D4 holds also where they are not there when they are called after all', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani').at('11:00');
    hall.does(tell(hall, 't1'), as.hub);
    expect(absent(hall)).toHaveLength(1);
    hall.does({ type: 'Reinstate', ticket: 't1' });
    expect(absent(hall)[1]).toEqual({ type: 'VisitEnded', ticket: 't1', ending: 'noShow', carryOver: true });
    expect(codes(hall)).toEqual(['t1']);
  });

  test('D4 is none where they were served after all', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani').at('11:00');
    hall.does(tell(hall, 't1'), as.hub).calls('c1');
    hall.finishes('c1');
    expect(codes(hall)).toEqual([]);
  });
});

test('D2 what a supervisor resumed no forecast stops, until a supervisor stops it again', () => {
  const hall = openHall();
  const predicted = { finishAt: close(hall) + minuteMs, ahead: 40 };
  const stop = { type: 'StopIntake', service: 'passport', predicted } as const;
  const resume = { type: 'ResumeIntake', service: 'passport' } as const;
  hall.does(stop, as.hub).does(resume, as.supervisor('dewi'));
  expect(hall.refusal(stop, as.hub)).toBe('heldOpen');
  hall.does({ type: 'StopIntake', service: 'passport' }, as.supervisor('dewi'));
  expect(hall.refusal({ ...resume, predicted: { finishAt: hall.now(), ahead: 0 } }, as.hub)).toBe('predictionUnclear');
  hall.does(resume, as.supervisor('dewi'));
  expect(hall.refusal(stop, as.hub)).toBe('heldOpen');
});

test('D2 closing time is the last call, where who waits at close is still called', () => {
  const hall = openHall({ change: (office) => ({ ...office, serveAfterCloseMinutes: 30 }) });
  const stop = (minutes: number) =>
    ({
      type: 'StopIntake',
      service: 'passport',
      predicted: { finishAt: close(hall) + minutes * minuteMs, ahead: 3 },
    }) as const;
  expect(hall.refusal(stop(30), as.hub)).toBe('predictionUnclear');
  expect(hall.refusal(stop(31), as.hub)).toBeUndefined();
});
