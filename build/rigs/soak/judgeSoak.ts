import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recorded } from '../../../apps/hub/domain/events.ts';
import { backupsIn } from '../../../apps/hub/backups.ts';
import { checkBackup } from '../../../apps/hub/journal/backup.edge.ts';
import type { Journal } from '../../../apps/hub/journal/journal.ts';
import { openReader } from '../../../apps/hub/journal/reader.edge.ts';
import { openJournal } from '../../../apps/hub/journal/sqlite.edge.ts';
import { numberText } from '../../../shared/ids.ts';
import { openFollowFile } from '../../../shared/follow/followFile.edge.ts';
import { Office } from '../../../shared/protocol/office.ts';
import { check } from '../../oracle/check.ts';
import { I01, I02, I05, I07, I09, I14, type Exchange } from '../../oracle/history.ts';
import { mib, slope } from './figures.ts';
import { endOf, type SoakPlan } from './plan.ts';
import type { Health } from './soakReal.ts';

/** I40: megabytes an hour of the office, of what the heap falls back to; today's floor and keys alone are 1.2 of a big office, and `soak-days` judges what stays. */
const mostSlope = 2;
/** Backups leave the process some 130 MB larger, once (seen: 240 MB after one and after fourteen). */
const mostRss = 512 * 1024 * 1024;
const mostWal = 16 * 1024 * 1024;
/** I20: a backup is made every hour of the office, and takes some real time on a busy machine. */
const oldestBackupMs = 65 * 60_000;
const slowestBackupMs = 60_000;
const hourMs = 3_600_000;

export interface HubSample {
  readonly real: number;
  readonly office: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly fds: number;
  readonly handles: number;
  readonly delayP99: number;
  readonly delayMax: number;
  readonly cpuMs: number;
  readonly wal: number;
  readonly seq: number;
  readonly books: number;
  readonly backupAgeMs: number | null;
}

/** What is wrong with a run: the journal by itself and against what was answered, the screens, the copies, the costs. */
export async function judgeSoak(plan: SoakPlan, dir: string, health: Health): Promise<readonly string[]> {
  const samples = linesOf<HubSample>(dir, 'hub').filter(({ office }) => office <= endOf(plan));
  const people = linesOf<Exchange | PeopleEnd | object>(dir, 'people');
  const kiosks = linesOf<Given | KiosksEnd | object>(dir, 'kiosks');
  const history = people.filter((line): line is Exchange => 'command' in line);
  const given = kiosks.filter((line): line is Given => 'ticket' in line);
  const data = join(dir, 'data');
  const journal = openJournal({ dir: data });
  try {
    const events = eventsOf(journal);
    const found = [
      ...[...I01(events), ...I02(history), ...I05(events), ...I07(events), ...I09(history, events), ...I14(events)].map(
        ({ rule, seq, what }) => `${rule} at ${seq}: ${what}`,
      ),
      ...missing(given, events),
      ...ended(plan, people, kiosks),
      ...oracle(plan, journal, events),
      ...(await copies(journal, dir, health)),
      ...costs(plan, samples),
    ];
    const reader = openReader({ dir: data });
    const whole = await reader.check();
    await reader.close();
    if (!whole.ok) found.push(`I14, I15, I35 at ${whole.seq}: ${whole.what}`);
    const refused = kiosks.filter((line) => 'refused' in line && !('sample' in line)).length;
    // A busy machine may turn visitors away, but each has a number or a word.
    if (given.length < plan.tickets / 4 || given.length + refused < plan.tickets * 0.9)
      found.push(`of ${plan.tickets} who pressed ${given.length} had a number and ${refused} a word`);
    return found;
  } finally {
    await journal.close();
  }
}

interface Given {
  readonly ticket: string;
  readonly number: string;
  readonly slip: string;
}
interface PeopleEnd {
  readonly differing: readonly string[];
  readonly live: number;
}
interface KiosksEnd {
  readonly pending: readonly number[];
  readonly live: number;
}

function linesOf<Line>(dir: string, name: string): readonly Line[] {
  const text = readFileSync(join(dir, `${name}.jsonl`), 'utf8').trim();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Line);
}

function eventsOf(journal: Journal): readonly Recorded[] {
  const events: Recorded[] = [];
  for (let rows = journal.rows(0, 1_000); rows.length > 0; rows = journal.rows(rows.at(-1)?.seq ?? 0, 1_000))
    events.push(...rows.map(({ body }) => JSON.parse(body) as Recorded));
  return events;
}

/** I03, N7, C7: every number a visitor holds is the number of that ticket, and the hub was told of its slip. */
function missing(given: readonly Given[], events: readonly Recorded[]): string[] {
  const numbers = new Map<string, string>();
  const printed = new Set<string>();
  for (const { event } of events) {
    if (event.type === 'TicketIssued') numbers.set(event.ticket, numberText(event.number));
    if (event.type === 'TicketIssued' && event.slip === 'printed') printed.add(event.ticket);
    if (event.type === 'SlipReported' && event.outcome === 'printed') printed.add(event.ticket);
    if (event.type === 'NumberVoided' && event.replacedBy) numbers.set(event.ticket, numberText(event.replacedBy));
  }
  const unheard = given.filter(({ ticket, slip }) => slip === 'printed' && !printed.has(ticket));
  return [
    ...given
      .filter(({ ticket, number }) => numbers.get(ticket) !== number)
      .map(({ ticket, number }) => `I03 ${number} of ${ticket} was given, the hub has ${numbers.get(ticket)}`),
    ...(unheard.length === 0 ? [] : [`C7 the hub was not told of ${unheard.length} printed slips`]),
  ];
}

/** I39: within 30 s of the last press every screen shows what the hub does, and no kiosk has anything left to tell. */
function ended(
  { counters, displays, kiosks: count }: SoakPlan,
  people: readonly object[],
  kiosks: readonly object[],
): string[] {
  const screens = people.find((line): line is PeopleEnd => 'differing' in line);
  const agents = kiosks.find((line): line is KiosksEnd => 'pending' in line);
  if (!screens || !agents) return ['I39 the screens or kiosks ended without a word'];
  return [
    ...screens.differing.map((one) => `I39 ${one}`),
    ...(screens.live === counters + displays ? [] : [`I39 ${screens.live} screens of ${counters + displays} are live`]),
    ...(agents.live === count ? [] : [`I39 ${agents.live} kiosks of ${count} are live`]),
    ...agents.pending.filter((left) => left > 0).map((left) => `I39 a kiosk has ${left} numbers the hub has not taken`),
  ];
}

/** Every day's book read again from the rules alone. */
function oracle({ speed }: SoakPlan, journal: Journal, events: readonly Recorded[]): string[] {
  const documents = new Map<string, Office>();
  for (const { event } of events)
    if (event.type === 'DayOpened' && !documents.has(event.document))
      documents.set(event.document, Office.parse(JSON.parse(journal.document(event.document) ?? '')));
  const days = new Set(events.map(({ day }) => day).filter((day) => day !== 'house'));
  return [...days].flatMap((day) => {
    const { violations } = check(
      events.filter((recorded) => recorded.day === day),
      documents,
    );
    const wrong = violations.filter(({ rule, what }) => !isTimerLate(rule, what, speed));
    return wrong.map(({ rule, seq, what }) => `${rule} at ${seq} of ${day}, says the oracle: ${what}`);
  });
}

/** T4, D1: the oracle knows clocks that wake at the instant; a machine's timer may be a second late, a hurried one so many. */
function isTimerLate(rule: string, what: string, speed: number): boolean {
  const late = Number(/(\d+) ms after/.exec(what)?.[1] ?? Infinity);
  return (rule === 'T4' || rule === 'D1') && late < 1_000 * speed;
}

/** I20 and the follower's copy: both end where the source's chain stood. */
async function copies(journal: Journal, dir: string, health: Health): Promise<string[]> {
  const found: string[] = [];
  const copy = openFollowFile(join(dir, 'copy'));
  if (!copy.ok) found.push(`the copy is damaged in ${copy.error.file}: ${copy.error.what}`);
  else {
    const { seq, hash } = copy.value.position();
    copy.value.close();
    if (journal.hashAt(seq) !== hash) found.push(`the copy ends at ${seq} with another event than the journal`);
  }
  for (const { follower, behind } of health.followers)
    if (behind > 0 && follower === 'copy') found.push(`the follower ${follower} is ${behind} events behind`);
  if (health.backup?.trouble !== undefined) found.push(`I20 ${health.backup.trouble}`);
  const folder = join(dir, 'data', 'backups');
  const newest = backupsIn(readdirSync(folder))[0];
  if (!newest) return [...found, 'I20 there is no backup'];
  const checked = await checkBackup(join(folder, newest.name), () => Promise.resolve());
  if (!checked.ok) found.push(`I20 ${checked.error}`);
  else if (journal.hashAt(checked.value.seq) !== checked.value.hash) found.push(`I20 the backup is of another journal`);
  return found;
}

/** I40, I20 over the run; the first quarter is its warming up. */
function costs({ speed }: SoakPlan, samples: readonly HubSample[]): string[] {
  const warm = samples.slice(Math.floor(samples.length / 4));
  const found: string[] = [];
  const { heap, rss } = slopes(warm);
  const lasted = (samples.at(-1)?.real ?? 0) - (samples[0]?.real ?? 0);
  if (lasted > 10 * 60_000 && heap > mostSlope)
    found.push(`I40 the heap rises by ${heap.toFixed(2)} MB an hour of the office, RSS by ${rss.toFixed(2)} MB`);
  const largest = Math.max(...samples.map((one) => one.rss));
  if (largest > mostRss) found.push(`I40 RSS reached ${mib(largest)} MB`);
  const wal = Math.max(...samples.map((one) => one.wal));
  if (wal > mostWal) found.push(`I40 the WAL grew to ${mib(wal)} MB`);
  const third = Math.max(1, Math.floor(warm.length / 3));
  const files = (some: readonly HubSample[]) => Math.min(...some.map(({ fds }) => fds));
  const [before, after] = [files(warm.slice(0, third)), files(warm.slice(-third))];
  if (after > before + 2) found.push(`I40 ${before} open files became ${after}`);
  const oldest = Math.max(...warm.map(({ backupAgeMs }) => backupAgeMs ?? 0));
  if (oldest > oldestBackupMs + slowestBackupMs * speed)
    found.push(`I20 the newest backup was ${Math.round(oldest / 60_000)} minutes old`);
  return found;
}

/** MB an hour of the office, of the least heap and RSS seen in each of its hours. */
export function slopes(samples: readonly HubSample[]): { readonly heap: number; readonly rss: number } {
  const hours = [...Map.groupBy(samples, ({ office }) => Math.floor(office / hourMs))];
  const of = (value: (sample: HubSample) => number) =>
    slope(hours.map(([hour, some]) => [hour, Math.min(...some.map(value)) / 1024 / 1024] as const));
  return { heap: of(({ heapUsed }) => heapUsed), rss: of((sample) => sample.rss) };
}
