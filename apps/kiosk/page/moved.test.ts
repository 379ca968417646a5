import { expect, test } from 'vitest';
import { minuteMs } from '../../../shared/ids.ts';
import { movedOf } from './moved.ts';

const at = (minutes: number) => ({ low: minutes * minuteMs, high: (minutes + 15) * minuteMs });
const waits = { state: 'waiting', notToday: false, later: false, promised: at(40), estimate: at(40) } as const;

test('F2 a slip whose time holds says nothing more, one whose time moved says which way', () => {
  expect(movedOf(waits)).toBeUndefined();
  expect(movedOf({ ...waits, estimate: at(60), later: true })).toBe('later');
  expect([35, 31, 30, 10].map((minutes) => movedOf({ ...waits, estimate: at(minutes) }))).toEqual([
    undefined,
    undefined,
    'earlier',
    'earlier',
  ]);
  expect(movedOf({ ...waits, promised: null, later: true }), 'nothing was promised').toBeUndefined();
});

test('D4 who was told another day is told so until called, and keeps the slip where it ended', () => {
  const told = { ...waits, notToday: true, later: true };
  expect(
    (['waiting', 'missed', 'parked', 'called', 'ended'] as const).map((state) => movedOf({ ...told, state })),
  ).toEqual(['notToday', 'notToday', 'notToday', undefined, 'keep']);
});
