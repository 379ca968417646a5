import { expect, test } from 'vitest';
import { createPracticeClock } from './practiceClock.ts';
import { handMachine } from './practice.test-kit.edge.ts';

test('R1 the clock of a practice runs as fast as asked, and the trainee’s own time as fast as it is', async () => {
  const { machine, pass } = handMachine();
  const clock = createPracticeClock(machine, 1_000);
  await pass(5_000);
  expect([clock.wall(), clock.own()]).toEqual([1_000, 0]);
  clock.setSpeed(10);
  await pass(2_000);
  clock.setSpeed(0);
  await pass(9_000);
  clock.setSpeed(2);
  await pass(500);
  expect([clock.wall(), clock.monotonic(), clock.own()]).toEqual([22_000, 21_000, 2_500]);
});

test('R1 what waits for it comes when its time has come, at whatever speed, in order, and not once it was cancelled', async () => {
  const { machine, pass } = handMachine();
  const clock = createPracticeClock(machine, 0);
  const came: string[] = [];
  clock.wakeIn(30_000, () => came.push('later'));
  clock.wakeIn(10_000, () => came.push('first'));
  const cancel = clock.wakeIn(20_000, () => came.push('cancelled'));
  clock.setSpeed(5);
  await pass(1_999);
  expect(came).toEqual([]);
  await pass(1);
  expect(came).toEqual(['first']);
  clock.setSpeed(1);
  await pass(9_999);
  cancel();
  clock.leap(15_000);
  expect(came).toEqual(['first', 'later']);
  clock.wakeIn(1_000, () => came.push('after the end'));
  clock.stop();
  await pass(60_000);
  expect(came).toEqual(['first', 'later']);
});
