import { expect, test } from 'vitest';
import { createHeard } from './heard.ts';

/** The hub has run an hour when it is met. */
const up = 3_600_000;

test('the silence is counted from the last beat, and before the first from the meeting', () => {
  const heard = createHeard(100);
  expect(heard.silence(500)).toBe(400);
  heard.beat(up, 1_000);
  expect([heard.silence(1_000), heard.silence(3_500)]).toEqual([0, 2_500]);
});

test('I21 a beat that was long on its way is as old as that when it comes', () => {
  const heard = createHeard(0);
  for (let second = 1; second <= 5; second++) heard.beat(up + second * 1_000, second * 1_000 + 20);
  heard.beat(up + 6_000, 8_500);
  expect(heard.silence(8_500)).toBeGreaterThan(2_400);
  heard.beat(up + 8_480, 8_500);
  expect(heard.silence(8_500)).toBeLessThan(10);
});

test('clocks that part slowly do not make the hub look silent', () => {
  const heard = createHeard(0);
  for (let second = 1; second <= 36_000; second++) heard.beat(up + second * 1_000, second * 1_000.2);
  expect(heard.silence(36_000 * 1_000.2)).toBeLessThan(10);
});
