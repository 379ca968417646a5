import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RigResult } from '../rig.ts';
import type { BootCost, DayCost, DaysPlan } from './daysProcess.ts';
import { slope } from './figures.ts';
import { inFolder } from './folder.ts';

/** K3, D6: what is kept of earlier days is full by then: a week of keys, eight closed books. */
const warmDays = 9;
/** I40: 1 MB an hour, of an office that is open 16 hours; of the heap a tenth of that, as nothing blurs it. */
const mostRssADay = 16;
const mostHeapADay = 1.6;
const mostWal = 16 * 1024 * 1024;
/** The open book of today, perhaps of yesterday, the newest, and the closed ones that are kept. */
const mostBooks = 11;
/** P2: of today, of yesterday until its book is over, and of a day that was opened again. */
const mostSecrets = 3;
const mostBootMs = 2_000;

/** So many office days in virtual time over the journal on a disk; from 24 on a big office, of 6,000 tickets a day. */
export async function soakDays({
  trials,
  seed,
}: {
  readonly trials: number;
  readonly seed: number;
}): Promise<RigResult> {
  const small = { seed, days: trials, tickets: 60, counters: 12, mischief: 0.2 };
  const big = { seed, days: trials, tickets: 6_000, counters: 60, mischief: 0.02 };
  const violations = await inFolder(`days-${seed}`, (dir) => daysOf(trials >= 24 ? big : small, dir));
  return { rig: 'soak-days', trials, violations: violations.map((one) => `seed ${seed}: ${one}`) };
}

function daysOf(plan: DaysPlan, dir: string): readonly string[] {
  const file = join(import.meta.dirname, 'daysProcess.ts');
  const args = ['--max-semi-space-size=4', file, dir, JSON.stringify(plan)];
  const ran = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (ran.status !== 0) return [`the days broke off: ${ran.stderr.slice(-1_000)}`];
  return judgeDays(readFileSync(join(dir, 'days.jsonl'), 'utf8'));
}

/** What is wrong with the days, from the lines they left: what each was judged for, and what they cost together (I40). */
export function judgeDays(text: string): readonly string[] {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as DayCost | BootCost);
  const days = lines.filter((line) => 'day' in line);
  const found = lines.flatMap((line) =>
    'day' in line ? line.violations.map((one) => `${line.day}: ${one}`) : line.violations,
  );
  const over = (what: string, most: number, of: (day: DayCost) => number) => {
    for (const day of days) if (of(day) > most) found.push(`I40 ${what} on ${day.day}: ${of(day)}, over ${most}`);
  };
  over('books in memory', mostBooks, ({ books }) => books);
  over('keys of personal words', mostSecrets, ({ secrets }) => secrets);
  over('bytes of WAL', mostWal, ({ wal }) => wal);
  over('open files', (days[0]?.fds ?? 0) + 1, ({ fds }) => fds);
  const warm = days.slice(warmDays);
  const rise = (of: (day: DayCost) => number) => slope(warm.map((day, i) => [i, of(day) / 1024 / 1024] as const));
  if (warm.length >= 5) {
    const heap = rise((day) => day.heap);
    const rss = rise((day) => day.rss);
    if (heap > mostHeapADay) found.push(`I40 the heap rises by ${heap.toFixed(2)} MB a day`);
    if (rss > mostRssADay) found.push(`I40 RSS rises by ${rss.toFixed(2)} MB a day`);
  }
  const boot = lines.find((line) => 'bootMs' in line);
  if (!boot) found.push('the hub did not start again');
  else if (boot.bootMs > mostBootMs) found.push(`the start took ${Math.round(boot.bootMs)} ms`);
  return found;
}
