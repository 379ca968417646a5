import { expect, test } from 'vitest';
import { minuteMs } from '../../../../shared/ids.ts';
import { shows } from './shows.ts';

test('who does not come is known by lane and by how long the wait was', () => {
  const calls = shows();
  for (let i = 0; i < 400; i++) {
    calls.add('regular', 5 * minuteMs, i % 50 !== 0);
    calls.add('regular', 60 * minuteMs, i % 5 !== 0);
    calls.add('priority', 5 * minuteMs, true);
  }
  expect(calls.noShow('regular', 60 * minuteMs)).toBeGreaterThan(0.14);
  expect(calls.noShow('regular', 5 * minuteMs)).toBeLessThan(0.05);
  expect(calls.noShow('priority', 5 * minuteMs)).toBeLessThan(calls.noShow('regular', 5 * minuteMs) / 2);
});

test('a few calls do not make a share', () => {
  const calls = shows();
  for (let i = 0; i < 3; i++) calls.add('priority', 5 * minuteMs, false);
  expect(calls.noShow('priority', 5 * minuteMs)).toBeLessThan(0.25);
  expect(shows().noShow('regular', 0)).toBeCloseTo(0.04, 3);
});
