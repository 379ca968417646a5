import { expect, test } from 'vitest';
import { createHeard } from './heard.ts';

const start = 1_795_500_000_000;

test('the silence is counted from the last word, and the hub’s time goes on from it', () => {
  const heard = createHeard(start, 0);
  expect([heard.now(500), heard.silence(500)]).toEqual([start + 500, 500]);
  heard.word(start + 60_000, 1_000);
  expect([heard.now(1_000), heard.silence(1_000)]).toEqual([start + 60_000, 0]);
  expect([heard.now(3_500), heard.silence(3_500)]).toEqual([start + 62_500, 2_500]);
});

test('I21 a word that was long on its way is as old as that when it comes', () => {
  const heard = createHeard(start, 0);
  for (let second = 1; second <= 5; second++) heard.word(start + second * 1_000, second * 1_000 + 20);
  heard.word(start + 6_000, 8_500);
  expect(heard.silence(8_500)).toBeGreaterThan(2_400);
  expect(heard.now(8_500) - start).toBeGreaterThan(8_400);
  heard.word(start + 8_480, 8_500);
  expect(heard.silence(8_500)).toBeLessThan(10);
});

test('clocks that part slowly do not make the hub look silent', () => {
  const heard = createHeard(start, 0);
  for (let second = 1; second <= 36_000; second++) heard.word(start + second * 1_000, second * 1_000.2);
  expect(heard.silence(36_000 * 1_000.2)).toBeLessThan(10);
});

test('T2 a hub whose clock was put forward is heard as before', () => {
  const heard = createHeard(start, 0);
  heard.word(start, 1_000);
  heard.word(start + 3_600_000, 2_000);
  heard.word(start + 3_601_000, 3_000);
  expect(heard.silence(3_100)).toBeLessThan(200);
});
