import type { ReadonlyFloor, ReadonlyVisit } from '../../apps/hub/domain/floor.ts';
import type { Hall, Person } from './hall.ts';
import { countedWait } from './lines.ts';
import { textOf } from './judgeNumbers.ts';

const wheres = {
  waiting: 'line',
  called: 'desk',
  serving: 'desk',
  parked: 'aside',
  missed: 'missed',
  ended: 'gone',
} as const;

/** Where the oracle's hall and the core's floor differ, in words; the same events have made both. */
export function disagreements(hall: Hall, floor: ReadonlyFloor): string[] {
  const found: string[] = [];
  const same = (what: string, oracle: unknown, core: unknown) => {
    if (oracle !== core) found.push(`${what}: the oracle says ${String(oracle)}, the floor ${String(core)}`);
  };
  same('state', hall.state, floor.state);
  same('visits', hall.people.length, floor.visits.size);
  for (const person of hall.people) {
    const visit = floor.visits.get(person.ticket as ReadonlyVisit['ticket']);
    if (!visit) found.push(`${person.ticket}: the floor has lost it`);
    else comparePerson(person, visit, same);
  }
  for (const desk of hall.desks.values()) {
    const counter = floor.counters.get(desk.id as never);
    same(`${desk.id} state`, desk.state, counter?.state);
    same(`${desk.id} officer`, desk.officer, counter?.officer);
    same(`${desk.id} pending`, desk.later, counter?.pending?.to);
    same(`${desk.id} tiers`, JSON.stringify(desk.tiers), JSON.stringify(counter?.tiers));
    if (desk.officer !== undefined) same(`seat of ${desk.officer}`, desk.id, floor.seats.get(desk.officer as never));
  }
  for (const [queue, { hand }] of floor.lines.queues) same(`hand of ${queue}`, hall.hands.get(queue) ?? 0, hand);
  return [...found, ...lost(floor)];
}

function comparePerson(
  person: Person,
  visit: ReadonlyVisit,
  same: (what: string, oracle: unknown, core: unknown) => void,
): void {
  const { ticket } = person;
  const { stay } = visit;
  same(`${ticket} is`, person.where, wheres[stay.is]);
  same(`${ticket} number`, textOf(person.number), textOf(visit.number));
  same(`${ticket} people`, person.people, visit.people);
  same(`${ticket} stages`, person.stages.join(), visit.stages.join());
  same(`${ticket} place`, person.place, visit.place);
  same(`${ticket} joined`, person.joined, visit.joined);
  same(`${ticket} away`, person.away, visit.away);
  same(`${ticket} misses`, person.misses, visit.misses);
  same(`${ticket} slip`, person.slip, visit.slip);
  if (stay.is === 'called' || stay.is === 'serving') same(`${ticket} at`, person.desk?.counter, stay.counter);
  if (stay.is === 'ended') same(`${ticket} ended as`, person.ending, stay.ending);
}

/** Everybody with a ticket is in exactly one place: a line, a counter, aside, missed, or ended. */
function lost(floor: ReadonlyFloor): string[] {
  const places: string[] = [];
  for (const { lines } of floor.lines.queues.values())
    for (const line of Object.values(lines)) places.push(...line.map(({ ticket }) => ticket));
  for (const { visit } of floor.counters.values()) if (visit) places.push(visit.ticket);
  places.push(...floor.parked, ...floor.missed);
  const ended = [...floor.visits.values()].filter(({ stay }) => stay.is === 'ended').length;
  const tallied = [...floor.endings.values()].reduce((sum, number) => sum + number, 0);
  const found: string[] = [];
  if (places.length + ended !== floor.visits.size || new Set(places).size !== places.length)
    found.push(
      `of ${floor.visits.size} visits ${places.length} are in a place (${new Set(places).size} different) and ${ended} ended`,
    );
  if (tallied !== ended) found.push(`${ended} visits have ended, ${tallied} endings are counted`);
  return found;
}

/** T5: the counted waits of all who wait, where the oracle's and the core's part. */
export function waitsThatDiffer(hall: Hall, waitOf: (ticket: string) => number, now: number): string[] {
  return hall.people
    .filter(({ where }) => where === 'line')
    .map((person) => [person.ticket, countedWait(hall, person, now), waitOf(person.ticket)] as const)
    .filter(([, oracle, core]) => oracle !== core)
    .map(([ticket, oracle, core]) => `${ticket} waited ${oracle} ms, the core counts ${core}`);
}
