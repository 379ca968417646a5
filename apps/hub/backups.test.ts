import { expect, test } from 'vitest';
import { backupName, backupsIn, isBackupOld, surplus } from './backups.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const hour = 3_600_000;

test('a backup is found again by its name, newest first, and other files are left alone', () => {
  const names = [backupName(7, noon), backupName(12_345, noon + hour)];
  expect(names).toEqual(['journal-000000000007-20261124T120000Z.db', 'journal-000000012345-20261124T130000Z.db']);
  expect(backupsIn([...names, 'journal.db', '.journal-000000000009.part', 'holiday.jpg'])).toEqual([
    { name: names[1], seq: 12_345, at: noon + hour },
    { name: names[0], seq: 7, at: noon },
  ]);
});

test('kept are the last of 24 hours, 30 days and 12 months, and whatever else goes', () => {
  const made = Array.from({ length: 2 * 24 * 400 }, (_, i) => backupName(i + 1, noon + (i * hour) / 2));
  const backups = backupsIn(made);
  const gone = new Set(surplus(backups).map(({ name }) => name));
  const kept = backups.filter(({ name }) => !gone.has(name));
  const newest = noon + ((made.length - 1) * hour) / 2;
  expect(kept.length).toBeGreaterThan(24 + 26 + 10);
  expect(kept.length).toBeLessThanOrEqual(24 + 30 + 12);
  expect(kept[0]?.at).toBe(newest);
  for (const back of [1, 5, 23])
    expect(kept.some(({ at }) => Math.abs(newest - back * hour - at) <= hour / 2)).toBe(true);
  for (const back of [2, 15, 29])
    expect(kept.some(({ at }) => at <= newest - (back - 1) * 24 * hour && at > newest - (back + 1) * 24 * hour)).toBe(
      true,
    );
  expect(kept.at(-1)?.at).toBeLessThan(newest - 299 * 24 * hour);
});

test('the newest is kept even when it is the only one, and however old', () => {
  expect(surplus(backupsIn([backupName(1, 0)]))).toEqual([]);
});

test('I20 a newest backup older than two hours raises the alarm, once the hub has had time to make another', () => {
  const minute = 60_000;
  const at = 1_000 * minute;
  const old = (now: number, startedAt = 0, trouble?: string) =>
    isBackupOld({ at, ...(trouble === undefined ? {} : { trouble }) }, now * minute, startedAt * minute);
  expect([old(1_120), old(1_121)]).toEqual([false, true]);
  // It was off over night: the first backup of the morning is on its way, unless it failed.
  expect([old(2_009, 2_000), old(2_010, 2_000), old(2_002, 2_000, 'no room')]).toEqual([false, true, true]);
  // There never was one.
  expect([isBackupOld({}, 120 * minute, 0), isBackupOld({}, 121 * minute, 0)]).toEqual([false, true]);
});
