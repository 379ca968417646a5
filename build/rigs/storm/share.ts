import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Linux counts a process's time in hundredths of a second. */
const tickMs = 10;

/**
 * How much longer things may take because others use this machine too: 1 where it was ours alone, 2 where half of the
 * time that was used was theirs; `most` at most. From now until the answer is called; `pids` are ours beside this process.
 */
export function besideOthers(pids: readonly (number | undefined)[], most = 6): () => number {
  const busyMs = () => cpus().reduce((sum, { times }) => sum + times.user + times.sys + times.nice + times.irq, 0);
  const ownMs = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000 + pids.reduce<number>((sum, pid) => sum + (pid === undefined ? 0 : timeOf(pid)), 0);
  };
  const before = { busy: busyMs(), own: ownMs() };
  return () => {
    const own = Math.max(1, ownMs() - before.own);
    return Math.min(most, Math.max(1, (busyMs() - before.busy) / own));
  };
}

/** Of a process that has ended, and where there is no /proc, nothing is known. */
function timeOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return 0;
  }
}
