import { expect, test } from 'vitest';
import { CounterId, secondMs } from '../../../../shared/ids.ts';
import { evolve, openFloor } from '../../domain/evolve.ts';
import { openHall, type Hall } from '../../domain/testing/hall.test-kit.ts';
import { turns } from './turns.ts';

const c4 = CounterId.parse('c4');

/** What the hall's journal teaches, and the floor it ends with. */
function learned(hall: Hall) {
  const [opened, ...rest] = hall.journal;
  const floor = openFloor(opened!, hall.shelf);
  const known = turns();
  for (const recorded of [opened!, ...rest]) {
    evolve(floor, recorded);
    known.hear(recorded, floor);
  }
  return known;
}

const longest = (table: Float64Array) => table.at(-1)! / secondMs;

test('a counter that lets somebody wait is seen doing so, and so is for how long already', () => {
  const hall = openHall().takes('t1 t2').opens('c1', 'ani');
  hall.pass(240).calls('c1');
  expect(longest(learned(hall).turn())).toBe(240);
  hall.starts('c1').pass(60).finishes('c1');
  const since = hall.now();
  hall.pass(90).takes('t3');
  expect(learned(hall).readySince(CounterId.parse('c1'))).toBe(since);
});

test('a counter whose visitor another one was quicker to call has let nobody wait', () => {
  const hall = openHall().opens('c1', 'ani').opens('c4', 'budi');
  hall.pass(5).takes('t1').pass(2).calls('c1');
  expect(learned(hall).readySince(c4)).toBeUndefined();
  hall.pass(900).takes('t2').pass(3).calls('c4');
  expect(longest(learned(hall).react())).toBe(30); // what was assumed, not a quarter of an hour
});

test('a chosen call says nothing of how quick a counter is', () => {
  const hall = openHall().takes('t1 t2').opens('c1', 'ani').pass(600);
  hall.does({ type: 'CallTicket', counter: 'c1', ticket: 't2' });
  expect(longest(learned(hall).turn())).toBe(30);
});

test('C7 how soon slips come is learned', () => {
  const hall = openHall();
  for (let i = 0; i < 9; i++) {
    hall.does({ type: 'TakeTicket', service: 'passport', key: `t${i}` }).pass(2);
    hall.does({ type: 'ConfirmSlip', ticket: `t${i}`, outcome: 'printed' });
  }
  expect(learned(hall).slip()).toBe(2 * secondMs);
});
