import { I01, I02, I05, I07, I09, I14, type Exchange } from '../../oracle/history.ts';
import type { Recorded } from '../../../apps/hub/domain/events.ts';
import { recordedOf } from '../../../apps/hub/journal/lift.ts';
import { openJournal } from '../../../apps/hub/journal/sqlite.edge.ts';
import { demoOffice } from '../../../apps/hub/demo/office.ts';

interface Saw {
  readonly saw: string;
  readonly at: number;
  readonly kind: string;
  readonly epoch: number;
  readonly seq: number;
}

/** I21: a screen that claims to be live lacks nothing older than this. */
const staleMs = 3_000;
/** Time between a commit and its event's stamp, the sampling, and a machine that is busy with other runs. */
const slackMs = 250;

/** What is wrong with a run: the journal by itself, the exchanges against it, and what the screens claimed to know. */
export async function judge({
  data,
  seen,
  healedAt,
}: {
  readonly data: string;
  readonly seen: string;
  readonly healedAt: number;
}): Promise<readonly string[]> {
  const lines = seen
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Saw | Exchange);
  const saws = lines.filter((line): line is Saw => 'saw' in line);
  const history = lines.filter((line): line is Exchange => 'command' in line);
  const events = await eventsIn(data);
  const issued = new Set(
    events.flatMap(({ event }) => (event.type === 'TicketIssued' ? [event.ticket as string] : [])),
  );
  const lost = history.filter(
    ({ command, reply }) => command.type === 'TakeTicket' && reply.ok && !issued.has(command.key),
  );
  return [
    ...[...I01(events), ...I02(history), ...I05(events), ...I07(events), ...I09(history, events), ...I14(events)].map(
      ({ rule, seq, what }) => `${rule} at ${seq}: ${what}`,
    ),
    ...lost.map(({ command }) => `I03 ${command.key} was acknowledged and is not there`),
    ...staleUnmarked(saws, events),
    ...setBack(saws),
    ...notBack(saws, events, healedAt),
    ...(history.length < 10 ? ['hardly anything happened'] : []),
  ];
}

async function eventsIn(data: string): Promise<readonly Recorded[]> {
  const journal = openJournal({ dir: data });
  const events: Recorded[] = [];
  for (let rows = journal.rows(0, 1_000); rows.length > 0; rows = journal.rows(rows.at(-1)?.seq ?? 0, 1_000))
    events.push(...rows.map(({ body }) => recordedOf(body)));
  await journal.close();
  return events;
}

/** Calls of the hall change what a display of it shows, each of them. */
function callsOfTheHall(events: readonly Recorded[]): readonly Recorded[] {
  const zones = new Map(demoOffice().counters.map(({ id, zone }) => [id, zone]));
  return events.filter(({ event }) => event.type === 'VisitCalled' && zones.get(event.counter) === 'paspor');
}

/** I21. */
function staleUnmarked(saws: readonly Saw[], events: readonly Recorded[]): readonly string[] {
  const calls = callsOfTheHall(events);
  for (const { saw, at, kind, seq } of saws) {
    if (kind !== 'live' || !saw.startsWith('display')) continue;
    const missed = calls.find((call) => call.seq > seq && call.at < at - staleMs - slackMs);
    if (missed)
      return [`I21 ${saw} claimed to be live ${at - missed.at} ms after a call it had not got (event ${missed.seq})`];
  }
  return [];
}

/** I22. */
function setBack(saws: readonly Saw[]): readonly string[] {
  const shown = new Map<string, Saw>();
  for (const one of saws) {
    const before = shown.get(one.saw);
    if (before && (one.epoch < before.epoch || (one.epoch === before.epoch && one.seq < before.seq)))
      return [`I22 ${one.saw} went back from ${before.epoch}/${before.seq} to ${one.epoch}/${one.seq}`];
    shown.set(one.saw, one);
  }
  return [];
}

/** I39: within 30 s of the end of the fault every screen is live and shows the last call. */
function notBack(saws: readonly Saw[], events: readonly Recorded[], healedAt: number): readonly string[] {
  const names = [...new Set(saws.map(({ saw }) => saw))];
  if (names.length !== 4) return [`I39 only ${names.join(', ')} reported`];
  const wrong = staleUnmarked(
    saws.filter(({ at }) => at > healedAt + 30_000),
    events,
  );
  return [
    ...wrong,
    ...names.flatMap((name) => {
      const last = saws.findLast(({ saw }) => saw === name);
      return last?.kind === 'live' ? [] : [`I39 ${name} is ${last?.kind} at the end`];
    }),
  ];
}
