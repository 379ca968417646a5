import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { mount, whyNot } from '../../build/rigs/disk/diskFull.ts';
import { freeBytes, giveUpBallast, watchDisk } from './ballast.edge.ts';
import { diskLimits, type DiskState } from './disk.ts';

vi.setConfig({ testTimeout: 30_000 });

const limits = diskLimits(1);
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A disk of 8 MB with a data folder; `leave` has somebody else fill it up to so many bytes. */
function smallDisk() {
  const disk = mkdtempSync(join(tmpdir(), 'antrean-ballast-'));
  mount(disk, 8 * 1_024);
  closers.push(() => {
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true });
  });
  const dir = join(disk, 'data');
  mkdirSync(dir);
  const filler = join(disk, 'filler');
  return {
    dir,
    ballast: () => statSync(join(dir, 'ballast'), { throwIfNoEntry: false })?.size ?? 0,
    leave: (bytes: number) => writeFileSync(filler, Buffer.alloc(freeBytes(dir) - bytes, 1)),
    empty: () => rmSync(filler),
  };
}

test('the disk is watched as it fills and empties, and the ballast grows while there is plenty', async ({ skip }) => {
  skip(whyNot() !== undefined, whyNot());
  const { dir, ballast, leave, empty } = smallDisk();
  const states: DiskState[] = [];
  const troubles: unknown[] = [];
  const watch = watchDisk({
    dir,
    limits,
    onState: (state) => states.push(state),
    onTrouble: (error) => troubles.push(error),
  });
  closers.push(() => watch.close());
  await vi.waitFor(() => expect(ballast()).toBe(limits.ballast), { timeout: 10_000 });
  leave(500_000);
  await vi.waitFor(() => expect(watch.state()).toBe('almostFull'), { timeout: 5_000 });
  empty();
  await vi.waitFor(() => expect(watch.state()).toBe('enough'), { timeout: 5_000 });
  expect([states, troubles]).toEqual([['almostFull', 'enough'], []]);
});

test('I17 the ballast is given up at a start on a full disk, and at no other', ({ skip }) => {
  skip(whyNot() !== undefined, whyNot());
  const { dir, leave, empty } = smallDisk();
  const ballast = join(dir, 'ballast');
  expect(giveUpBallast(dir, limits)).toBe(false);
  writeFileSync(ballast, Buffer.alloc(limits.ballast, 1));
  leave(limits.ballast + 4_096);
  expect([giveUpBallast(dir, limits), existsSync(ballast)]).toEqual([false, true]);
  empty();
  leave(0);
  expect([giveUpBallast(dir, limits), existsSync(ballast)]).toEqual([true, false]);
  expect(freeBytes(dir)).toBeGreaterThan(300_000);
});

test('a data folder that is gone is told', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'antrean-gone-'));
  const troubles: string[] = [];
  const watch = watchDisk({ dir, limits, onState: () => {}, onTrouble: (error) => troubles.push(String(error)) });
  closers.push(() => watch.close());
  await vi.waitFor(() => expect(existsSync(join(dir, 'ballast'))).toBe(true), { timeout: 5_000 });
  rmSync(dir, { recursive: true });
  await vi.waitFor(() => expect(troubles[0]).toContain(`${dir} cannot be reached any more (ENOENT)`), {
    timeout: 5_000,
  });
});
