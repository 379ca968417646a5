import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Recorded } from '../../../apps/hub/domain/events.ts';
import { businessDayOf } from '../../../apps/hub/domain/hours.ts';
import { createFollowers } from '../../../apps/hub/journal/followers.ts';
import { openReader } from '../../../apps/hub/journal/reader.edge.ts';
import { createSealer } from '../../../apps/hub/journal/seal.edge.ts';
import type { BusinessDay } from '../../../shared/ids.ts';
import { openFollowFile } from '../../../shared/follow/followFile.edge.ts';
import { Office } from '../../../shared/protocol/office.ts';
import { instantAt } from '../../oracle/calendar.ts';
import { check } from '../../oracle/check.ts';
import { I01, I05, I07, I09, I14 } from '../../oracle/history.ts';
import { manualClock } from '../../../apps/hub/whatIf/clock.ts';
import { playDay } from '../../day/play.ts';
import { bigOffice } from './bigOffice.ts';
import { openDiskBranch, type DiskBranch } from './diskBranch.ts';

/**
 * Office days one after the other in virtual time, over the journal on a disk: `daysProcess DIR PLAN`. After each day
 * its book is judged, copied and backed up, and a line of what it cost goes to DIR/days.jsonl.
 */
export interface DaysPlan {
  readonly seed: number;
  readonly days: number;
  readonly tickets: number;
  readonly counters: number;
  readonly mischief: number;
}
export interface DayCost {
  readonly day: string;
  readonly violations: readonly string[];
  readonly events: number;
  /** Of the heap after a collection, and of the whole process. */
  readonly heap: number;
  readonly rss: number;
  readonly fds: number;
  readonly wal: number;
  readonly journal: number;
  readonly books: number;
  readonly secrets: number;
  readonly playedMs: number;
  readonly judgedMs: number;
  readonly backupMs: number;
}
export interface BootCost {
  readonly bootMs: number;
  readonly checkMs: number;
  readonly violations: readonly string[];
}

/** The oracle's work grows with the square of a book: 45,000 events take it four minutes. */
const mostJudged = 12_000;

const [dir = '', given = '{}'] = process.argv.slice(2);
const plan = JSON.parse(given) as DaysPlan;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const data = join(dir, 'data');
const say = (line: DayCost | BootCost) => appendFileSync(join(dir, 'days.jsonl'), `${JSON.stringify(line)}\n`);

const first = bigOffice({ counters: plan.counters, zones: Math.ceil(plan.counters / 15), shuts: true });
const clock = manualClock(instantAt('2026-11-24', '05:00', first.timeZone));
mkdirSync(data);
let branch = await openDiskBranch(data, first, clock);
for (let i = 1; i <= plan.days; i++) {
  await startDay(branch);
  say(await oneDay(branch, i));
}
await branch.close();
const began = performance.now();
branch = await openDiskBranch(data, first, clock);
const bootMs = performance.now() - began;
const reader = openReader({ dir: data });
const checking = performance.now();
const whole = await reader.check();
await reader.close();
say({
  bootMs,
  checkMs: performance.now() - checking,
  violations: whole.ok ? [] : [`I14, I15, I35 at ${whole.seq}: ${whole.what}`],
});
await branch.close();

/** Until an hour before the doors open, on this day or the next. */
async function startDay(on: DiskBranch): Promise<void> {
  const { hub } = on;
  const { state, lines } = hub.floor();
  const { timeZone } = lines.office.document;
  if (state === 'closed') await on.until(instantAt(nextDay(hub.floor().day), '05:00', timeZone));
  on.play(businessDayOf(hub.now(), hub.floor().lines.office.document));
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 24 * 3_600_000).toISOString().slice(0, 10);
}

async function oneDay(on: DiskBranch, i: number): Promise<DayCost> {
  const { hub, journal } = on;
  const { day } = on.floor();
  const from = performance.now();
  const before = journal.head().seq;
  const sealer = createSealer(journal.secrets);
  sealer.seal('Nama yang harus hilang', 'day', day);
  const violations = await played(on, i);
  const playedMs = performance.now() - from;
  const judging = performance.now();
  violations.push(...(await judged(on, day)));
  if (on.floor().state !== 'closed') violations.push(`D1 the book of ${day} was not closed`);
  const judgedMs = performance.now() - judging;
  const copying = performance.now();
  violations.push(...copied(on));
  // A backup reads the whole journal twice: on the 1st, 2nd, 4th, 8th day, and so on, and on the last.
  if ((i & (i - 1)) === 0 || i === plan.days) violations.push(...(await backedUp(on)));
  const backupMs = performance.now() - copying;
  const live = [...Array(plan.days + 1).keys()].filter((back) => {
    const past = new Date(Date.parse(day) - back * 24 * 3_600_000).toISOString().slice(0, 10) as BusinessDay;
    return journal.secrets.find({ class: 'day', day: past }) !== undefined;
  });
  collect();
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    day,
    violations,
    events: journal.head().seq - before,
    heap: heapUsed,
    rss,
    fds: readdirSync('/proc/self/fd').length,
    wal: on.largestWal(),
    journal: statSync(join(data, 'journal.db')).size,
    books: hub.floors().length,
    secrets: live.length,
    playedMs,
    judgedMs,
    backupMs,
  };
}

/** The day itself; what was answered is held against the book before it is forgotten (I09). */
async function played(on: DiskBranch, i: number): Promise<string[]> {
  const { journal } = on;
  const { day, lines } = on.floor();
  const world = await playDay({
    seed: plan.seed * 1_000 + i,
    office: Office.parse(lines.office.document),
    branch: { ...on, events: () => [], journal: () => [], documents: () => new Map() },
    tickets: plan.tickets,
    mischief: plan.mischief,
    minutes: { mean: 3, cv: 0.6 },
  });
  const events: Recorded[] = [];
  for await (const recorded of journal.read(day)) events.push(recorded);
  return I09(world.exchanges, events).map(({ seq, what }) => `I09 at ${seq}: ${what}`);
}

/** A book read again: from the rules alone, and by the invariants. */
async function judged({ journal }: DiskBranch, day: BusinessDay): Promise<string[]> {
  const events: Recorded[] = [];
  for await (const recorded of journal.read(day)) events.push(recorded);
  const rows = journal.rows((events[0]?.seq ?? 1) - 1, 1_000_000).map(({ body }) => JSON.parse(body) as Recorded);
  const documents = new Map<string, Office>();
  for (const { event } of rows) {
    if (event.type !== 'DayOpened' && event.type !== 'OfficeAdopted') continue;
    documents.set(event.document, Office.parse(JSON.parse(journal.document(event.document) ?? '')));
  }
  return [
    ...[...I01(events), ...I05(events), ...I07(events), ...I14(rows)].map(
      ({ rule, seq, what }) => `${rule} at ${seq}: ${what}`,
    ),
    ...(events.length > mostJudged ? [] : check(events, documents).violations).map(
      ({ rule, seq, what }) => `${rule} at ${seq}, says the oracle: ${what}`,
    ),
  ];
}

/** One follower that comes each night, under its one name, and goes again. */
function copied({ hub, journal }: DiskBranch): string[] {
  const followers = createFollowers(journal);
  const file = openFollowFile(join(dir, 'copy'));
  if (!file.ok) return [`the copy is damaged: ${file.error.what}`];
  const joined = followers.join({ follower: 'night', after: file.value.position() }, hub.now());
  if (!joined.ok) return [`the follower was refused: ${joined.error}`];
  const next = () => followers.next('night', hub.now());
  for (let batch = next(); batch; batch = next())
    if (!followers.acked('night', file.value.append(batch), hub.now())) return ['the follower was not understood'];
  file.value.close();
  const [state] = followers.states();
  return state?.behind === 0 ? [] : [`the follower is ${state?.behind} behind`];
}

/** I20: verified, with the source's hash. */
async function backedUp({ hub, journal }: DiskBranch): Promise<string[]> {
  const night = openReader({ dir: data });
  const folder = join(dir, 'backups');
  const made = await night.backup(folder, hub.now());
  await night.close();
  if (!made.ok) return [`I20 ${made.error}`];
  const { seq, hash, file } = made.value;
  // Every one of them is a whole journal; what is kept of them by itself has its own tests.
  for (const name of readdirSync(folder)) if (join(folder, name) !== file) rmSync(join(folder, name));
  return journal.hashAt(seq) === hash && seq === journal.head().seq ? [] : [`I20 the backup ends at ${seq}`];
}
