import { expect, test } from 'vitest';
import { evolve, openFloor } from '../../apps/hub/domain/evolve.ts';
import type { Recorded } from '../../apps/hub/domain/events.ts';
import type { Floor, ReadonlyFloor } from '../../apps/hub/domain/floor.ts';
import { indexOffice, type OfficeIndex } from '../../apps/hub/domain/officeIndex.ts';
import { countedWait } from '../../apps/hub/domain/waits.ts';
import { addDays } from '../../apps/hub/domain/hours.ts';
import type { BusinessDay, TicketId } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { openBranch, type Branch } from '../day/branch.ts';
import { chanceOf } from '../day/chance.ts';
import { randomOffice } from '../day/offices.ts';
import { playDay } from '../day/play.ts';
import { rules } from '../day/register.ts';
import type { World } from '../day/world.ts';
import { disagreements, waitsThatDiffer } from './agree.ts';
import { instantAt, openSpans } from './calendar.ts';
import { asAsked } from './asAsked.ts';
import { check } from './check.ts';
import { refusedInVain } from './refusals.ts';
import { floorEqual } from './floorEqual.ts';
import { firedIn, I01, I02, I05, I07, I09, I14 } from './history.ts';

/** ANTREAN_SEED=N plays that one day again; ANTREAN_DAYS=N plays more of them. */
const only = process.env['ANTREAN_SEED'];
const days = only === undefined ? Number(process.env['ANTREAN_DAYS'] ?? 1000) : 1;
/** On every so many-th day each refusal is held against the floor before it; on all others the replay would tell. */
const strictEvery = 20;
const firstSeed = only === undefined ? 1 : Number(only);

/** Every rule that can decide something between DayOpened and the end of its book. */
const core = [
  'T1 T2 T3 T4 T5 N1 N2 N3 N4 N5 N6 N7 N8 L1 L2 L3 L4 L5 L6 L7 L8 L9 L10',
  'C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11 C12 C13 C14 A1 A2 S1 S2 S3 S4 S5 S6 S7 S8',
  'D1 D2 D3 D4 D5 D6 D7 V1 V2 V3 V4 K1 K2 K4 K5 F1 F2 F3',
].flatMap((chapter) => chapter.split(' '));
/**
 * Rules that only an edge can keep, and who tests them: A3 and A4 the display's voice, D8 the kiosk agent, K3 the hub's
 * keys over several days, P1 and P2 the sealing door and the retention job, P3 the restore, P4 the reports.
 */
const edge = ['A3', 'A4', 'D8', 'K3', 'P1', 'P2', 'P3', 'P4'];

test('the oracle agrees with every call of 1,000 random days, nobody is lost, and replay gives the same floor', async () => {
  const fired = new Map<string, number>();
  const failures: string[] = [];
  for (let seed = firstSeed; seed < firstSeed + days && failures.length < 5; seed++) {
    const found = await oneDay(seed, fired);
    if (found.length > 0) failures.push(`ANTREAN_SEED=${seed}: ${found.slice(0, 3).join(' | ')}`);
  }
  console.log(`${days} days\n${rules(fired).join('\n')}`);
  expect(failures).toEqual([]);
  if (only !== undefined) return;
  expect(core.filter((rule) => !fired.has(rule))).toEqual([]);
  expect([...fired.keys()].filter((rule) => !core.includes(rule) || edge.includes(rule))).toEqual([]);
}, 300_000);

async function oneDay(seed: number, fired: Map<string, number>): Promise<string[]> {
  const office = randomOffice(chanceOf(seed));
  const opened = await openBranch({ office, start: startOf(office, seed), carryOver: ['old-1', 'old-2'] });
  const changed: string[] = [];
  const branch = seed % strictEvery === 0 || only !== undefined ? strict(opened, changed) : opened;
  const world = await playDay({ seed, office, branch, tickets: 25, mischief: 1, minutes: { mean: 4, cv: 0.7 } });
  const found = [...changed, ...judged(branch, world, fired)];
  await branch.close();
  return found;
}

/** An hour before the doors open, on one of sixty days. */
function startOf(office: Office, seed: number): number {
  const day = addDays('2026-03-02' as BusinessDay, seed % 60);
  const opens = office.services.flatMap(({ id }) => openSpans(office, id, day)).map(({ from }) => from);
  return Math.max(instantAt(day, office.dayStart, office.timeZone), Math.min(...opens) - 60 * 60_000);
}

function judged(branch: Branch, world: World, fired: Map<string, number>): string[] {
  const events = branch.events();
  const ends = new Set(events.filter(({ key }, i) => events[i + 1]?.key !== key).map(({ seq }) => seq));
  const parted: string[] = [];
  const vain: (string | never[])[] = [];
  const refused = Map.groupBy(
    world.exchanges.filter(({ reply }) => !reply.ok),
    ({ reply }) => reply.seq,
  );
  const replayed = replay(branch.documents());
  const verdict = check(events, branch.documents(), (hall, recorded) => {
    const floor = replayed.follow(recorded);
    for (const exchange of refused.get(recorded.seq) ?? []) vain.push(refusedInVain(hall, exchange) ?? []);
    if (parted.length > 0 || !ends.has(recorded.seq)) return;
    const waitOf = (ticket: string) =>
      countedWait(floor.visits.get(ticket as TicketId) ?? never(ticket), floor.lines, recorded.at);
    parted.push(
      ...[...disagreements(hall, floor), ...waitsThatDiffer(hall, waitOf, recorded.at)].map(
        (what) => `after ${recorded.seq} ${recorded.event.type}: ${what}`,
      ),
    );
  });
  for (const [rule, number] of [...verdict.fired, ...firedIn(world.exchanges)])
    fired.set(rule, (fired.get(rule) ?? 0) + number);
  const history = [
    ...I01(events),
    ...I02(world.exchanges),
    ...I05(events),
    ...I07(events),
    ...I09(world.exchanges, events),
    ...I14(branch.journal()),
    ...asAsked(world.exchanges, events),
  ];
  const open = branch.floor().state === 'closed' ? [] : ['the day never closed'];
  return [
    ...[...verdict.violations, ...history].map(({ rule, seq, what }) => `${rule} at ${seq}, ${what}`),
    ...parted,
    ...vain.flat(),
    ...floorEqual(replayed.floor(), { ...branch.floor(), documents: undefined }).map((what) => `replay: ${what}`),
    ...open,
  ];
}

function never(ticket: string): never {
  throw new Error(`The floor has lost ${ticket}`);
}

/** I15: the floor once more, folded from the events alone. */
function replay(documents: ReadonlyMap<string, Office>) {
  const shelf = new Map<string, OfficeIndex>(
    [...documents].map(([hash, document]) => [hash, indexOffice(hash, document)]),
  );
  let floor: Floor | undefined;
  return {
    follow(recorded: Recorded): ReadonlyFloor {
      floor ??= openFloor(recorded, shelf);
      evolve(floor, recorded);
      return floor;
    },
    floor: () => ({ ...floor, documents: undefined }),
  };
}

/** What is refused changes nothing: the floor's text is the same before and after. */
function strict(branch: Branch, changed: string[]): Branch {
  return {
    ...branch,
    async send(command, by) {
      const before = branch.floor();
      const [seq, text] = [before.seq, textOf(before)];
      const reply = await branch.send(command, by);
      if (!reply.ok && branch.floor().seq === seq && textOf(branch.floor()) !== text)
        changed.push(`a refused ${command.type} (${reply.error.code}) changed the floor at ${seq}`);
      return reply;
    },
  };
}

function textOf(floor: ReadonlyFloor): string {
  const plain = (key: string, value: unknown): unknown => {
    if (key === 'documents' || key === 'office' || key === 'party') return undefined;
    if (value instanceof Map) return [...(value as Map<unknown, unknown>)];
    return value instanceof Set ? [...(value as Set<unknown>)] : value;
  };
  return JSON.stringify(floor, plain);
}
