import { expect, test } from 'vitest';
import { ballastGrowth, diskLimits, diskState, isBallastNeeded, isDiskFull, usualKeepFree } from './disk.ts';

const mega = 1024 * 1024;
const limits = diskLimits(usualKeepFree);

test('the usual disk warns below 1,000 MB, gives no numbers below 200 MB, and keeps 64 MB back', () => {
  expect([limits.warn, limits.stop, limits.ballast].map((bytes) => bytes / mega)).toEqual([1_000, 200, 64]);
  const at = (free: number) => diskState(free * mega, limits, 'enough');
  expect([at(1_000), at(999), at(200), at(199), at(0)]).toEqual(['enough', 'low', 'low', 'almostFull', 'almostFull']);
});

test('it comes back by itself, with a tenth more than it left at', () => {
  expect(diskState(219 * mega, limits, 'almostFull')).toBe('almostFull');
  expect(diskState(220 * mega, limits, 'almostFull')).toBe('low');
  expect(diskState(219 * mega, limits, 'low')).toBe('low');
  expect(diskState(1_099 * mega, limits, 'low')).toBe('low');
  expect(diskState(1_100 * mega, limits, 'low')).toBe('enough');
  expect(diskState(5_000 * mega, limits, 'almostFull')).toBe('enough');
});

test('the ballast grows by a quarter of a MB a look to its size, and never into what staff are warned of', () => {
  const grows = (free: number, has: number) => ballastGrowth(free * mega, has * mega, limits) / mega;
  expect([grows(5_000, 0), grows(5_000, 63.9), grows(5_000, 64), grows(5_000, 65)]).toEqual([
    0.25,
    expect.closeTo(0.1),
    0,
    0,
  ]);
  expect([grows(1_000.125, 0), grows(1_000, 0), grows(10, 0)]).toEqual([0.125, 0, 0]);
});

test('the ballast is given up at a start with less free than it holds', () => {
  expect([isBallastNeeded(64 * mega, limits), isBallastNeeded(64 * mega - 1, limits)]).toEqual([false, true]);
});

test('I17 a full disk is told from other failures', () => {
  const failed = (code: string) => isDiskFull(Object.assign(new Error('x'), { code }));
  expect(['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].map(failed)).toEqual([true, true, true]);
  expect(['SQLITE_IOERR', 'SQLITE_CORRUPT', 'EIO'].map(failed)).toEqual([false, false, false]);
  expect([isDiskFull(new Error('x')), isDiskFull('ENOSPC')]).toEqual([false, false]);
});
