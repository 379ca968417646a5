import { describe, expect, test } from 'vitest';
import { minuteMs, secondMs } from '../../../shared/ids.ts';
import { dueAt, elapsed } from './floor.ts';
import { as, openHall, type Hall } from './testing/hall.test-kit.ts';
import { policy } from './testing/office.test-kit.ts';
import { countedWait, isCallable, laneAt, leastLeft, limitLeft } from './waits.ts';

const waited = (hall: Hall, ticket: string) => countedWait(hall.visit(ticket), hall.floor.lines, hall.now()) / minuteMs;
const jump = (by: number) => ({ type: 'ClockCorrected', by: by * minuteMs }) as const;

describe('T2 durations are computed without what the clock jumped', () => {
  const lines = { corrections: [100, 30, 300, 50] }; // from 70 to 100, from 250 to 300
  test.each([
    ['both jumps', 60, 310, 170],
    ['a jump that ends with the span', 60, 100, 10],
    ['a jump that ends where the span begins', 100, 120, 20],
    ['no jump', 110, 200, 90],
    ['a beginning inside a jump', 80, 120, 20],
    ['an end inside a jump', 200, 270, 50],
    ['all of it inside a jump', 255, 290, 0],
  ])('T2 %s', (_, from, to, passed) => {
    expect(elapsed(lines, from, to)).toBe(passed);
  });

  test.each([
    ['before a jump', 60, 10, 70],
    ['through a jump', 60, 20, 110],
    ['through both jumps', 60, 200, 340],
    ['begun inside a jump', 80, 20, 120],
    ['after the jumps', 300, 20, 320],
  ])('T2 a span that is due %s is due when that much has passed', (_, from, span, due) => {
    expect(dueAt(lines, from, span)).toBe(due);
    expect(elapsed(lines, from, due)).toBe(span);
  });

  test('T2 nobody has waited while the clock jumped', () => {
    const hall = openHall().takes('t1').pass(600).pass(900).happens(jump(15)).pass(300);
    expect(waited(hall, 't1')).toBe(15);
  });

  test('T2 a jump over opening time makes no wait negative', () => {
    const hall = openHall({ from: '07:50' }).takes('t1').at('08:10').happens(jump(20));
    expect(waited(hall, 't1')).toBe(0);
    expect(waited(hall.pass(300), 't1')).toBe(5);
  });

  test('T2 a jump does not confirm a slip, end a binding or a missed visitor’s patience', () => {
    const hall = openHall()
      .opens('c1', 'ani')
      .does({ type: 'TakeTicket', key: 't1', service: 'passport' })
      .pass(600)
      .happens(jump(10));
    expect(hall.refusal({ type: 'CallNext', counter: 'c1' })).toBe('nobodyWaiting');
    expect(hall.pass(180).calls('c1')).toBe('t1');
  });
});

test('T3 overdue is computed from now and never stored', () => {
  const hall = openHall().takes('t1');
  const before = structuredClone(hall.journal);
  const left = () => limitLeft(hall.visit('t1'), hall.floor.lines, hall.now());
  expect(left()).toBe(60 * minuteMs);
  hall.pass(60 * 60);
  expect(left()).toBe(0);
  hall.pass(1);
  expect(left()).toBe(-1 * secondMs);
  expect(hall.journal).toEqual(before);
});

describe('T5 a minute counts as waiting only', () => {
  test('T5 while the service is open', () => {
    const hall = openHall({ from: '07:40' }).takes('t1');
    expect(waited(hall.at('08:10'), 't1')).toBe(10);
    expect(waited(hall.at('12:30'), 't1')).toBe(240);
    expect(waited(hall.at('13:10'), 't1')).toBe(250);
  });

  test('T5 while the service is not paused', () => {
    const hall = openHall().takes('t1').pass(600).does({ type: 'PauseService', service: 'passport' });
    expect(waited(hall.pass(600), 't1')).toBe(10);
    hall.does({ type: 'ResumeService', service: 'passport' });
    expect(waited(hall.pass(60), 't1')).toBe(11);
  });

  test('T5 a pause over closing time takes away only what was open', () => {
    const hall = openHall().takes('t1').at('11:50').does({ type: 'PauseService', service: 'passport' });
    hall.at('13:10').does({ type: 'ResumeService', service: 'passport' });
    expect(waited(hall.at('13:20'), 't1')).toBe(230 + 10);
  });

  test('T5 a pause of the morning takes nothing from the afternoon', () => {
    const hall = openHall().takes('t1').at('09:00').does({ type: 'PauseService', service: 'passport' });
    hall.at('09:30').does({ type: 'ResumeService', service: 'passport' });
    expect(waited(hall.at('13:20'), 't1')).toBe(210 + 20);
  });

  test('T5 from the slot on', () => {
    const hall = openHall({ from: '09:00' });
    hall.takes('t1', { slot: hall.now() + 30 * minuteMs });
    expect(waited(hall.at('09:30'), 't1')).toBe(0);
    expect(waited(hall.at('09:40'), 't1')).toBe(10);
  });

  test('T5 while the visitor is not away', () => {
    const hall = openHall().takes('t1', { remote: true }).pass(600);
    expect(waited(hall, 't1')).toBe(0);
    hall.does({ type: 'ConfirmPresence', ticket: 't1' });
    expect(waited(hall.pass(60), 't1')).toBe(1);
  });

  test('T5 while the visitor is not parked, and what was waited before still counts', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani').pass(300);
    hall.calls('c1');
    hall.does({ type: 'Park', counter: 'c1', ticket: 't1' }).pass(600);
    expect(waited(hall, 't1')).toBe(5);
    hall.does({ type: 'Return', ticket: 't1' }).pass(60);
    expect(waited(hall, 't1')).toBe(6);
  });

  test('T5 since the present place: a stage begins anew, and so does a postponement', () => {
    const hall = openHall().takes('t1', { service: 'permit' }).takes('t2').opens('c2', 'ani').pass(600);
    hall.calls('c2');
    hall.finishes('c2').does({ type: 'Postpone', ticket: 't2' }).pass(60);
    expect(waited(hall, 't1')).toBe(1);
    expect(waited(hall, 't2')).toBe(1);
  });
});

test('L3 an appointment stands in the regular lane before its window and in its own from then on', () => {
  const hall = openHall({ from: '09:00' });
  hall.takes('t1', { slot: hall.now() + 60 * minuteMs }).takes('t2', { lane: 'priority' });
  const lane = (ticket: string) => laneAt(hall.visit(ticket), hall.floor.lines, hall.now());
  expect(lane('t1')).toBe('regular');
  expect(lane('t2')).toBe('priority');
  expect([hall.at('09:29'), hall.at('09:30')].map(() => lane('t1'))).toEqual(['appointment', 'appointment']);
  hall.at('09:29');
  expect(lane('t1')).toBe('regular');
});

describe('C7 a ticket is callable', () => {
  const take = { type: 'TakeTicket', key: 't1', service: 'passport' } as const;
  const callable = (hall: Hall) => isCallable(hall.visit('t1'), hall.floor.lines, hall.now());
  const kiosk = { type: 'ReportDevice', device: 'k1', role: 'kiosk', connected: true } as const;

  test.each(['printed', 'shown'] as const)('C7 at once when its slip was %s', (outcome) => {
    const hall = openHall().does(take).does({ type: 'ConfirmSlip', ticket: 't1', outcome });
    expect(callable(hall)).toBe(true);
  });

  test('C7 after 20 s while its kiosk is connected', () => {
    const hall = openHall().does(kiosk, as.kiosk('k1')).does(take, as.kiosk('k1'));
    expect(callable(hall.pass(19))).toBe(false);
    expect(callable(hall.pass(1))).toBe(true);
  });

  test('C7 after 3 min when its kiosk is away', () => {
    const hall = openHall().does(kiosk, as.kiosk('k1')).does(take, as.kiosk('k1'));
    hall.does({ ...kiosk, connected: false }, as.kiosk('k1'));
    expect(callable(hall.pass(179))).toBe(false);
    expect(callable(hall.pass(1))).toBe(true);
  });

  test('C7 after 3 min when no kiosk printed it', () => {
    const hall = openHall().does(take);
    expect(callable(hall.pass(179))).toBe(false);
    expect(callable(hall.pass(1))).toBe(true);
  });

  test('C7 the times are the office’s', () => {
    const hall = openHall({ change: policy({ slipGraceAwayMinutes: 1 }) }).does(take);
    expect(callable(hall.pass(60))).toBe(true);
  });
});

test('L4 the free bound of the limit is never above it, also before an appointment', () => {
  const hall = openHall()
    .takes('r1')
    .takes('early', { slot: Date.parse('2026-03-02T03:00:00Z') });
  hall.pass(600);
  for (const visit of hall.floor.visits.values())
    expect(leastLeft(visit, hall.floor.lines, hall.now())).toBeLessThanOrEqual(
      limitLeft(visit, hall.floor.lines, hall.now()),
    );
});
