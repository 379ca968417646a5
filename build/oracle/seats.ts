import type { EventOf, Recorded } from '../../apps/hub/domain/events.ts';
import { deskOf, personOf, type Desk, type Hall, type Person } from './hall.ts';

/** Whoever leaves a line or a counter; C8: a pause or close that waited for it takes effect. */
export function leave(hall: Hall, { at, key }: Recorded, ticket: string): Person {
  const person = personOf(hall, ticket);
  if (person.where === 'line') endSpell(person, at);
  const counter = person.desk?.counter;
  if (person.where !== 'desk' || counter === undefined) return person;
  person.desk = undefined;
  const desk = deskOf(hall, counter);
  const { later, officer } = desk;
  if (!later) return person;
  hall.rested.set(key, { to: later, officer });
  desk.later = undefined;
  if (later === 'paused') desk.state = 'paused';
  else shut(hall, desk);
  return person;
}

/** T5: waiting stops. */
export function endSpell(person: Person, at: number): void {
  person.spells = person.spells.map(({ from, to }) => ({ from, to: to ?? at }));
}

/** C11: who sits down here gets up elsewhere, and who sat here is out. */
export function sit(hall: Hall, event: EventOf<'CounterOpened' | 'CounterTakenOver'>): void {
  for (const other of hall.desks.values())
    if (other.officer === event.officer && other.id !== event.counter) {
      unbind(hall, (bound) => bound.counter === other.id);
      other.officer = undefined;
      other.state = 'closed';
      other.later = undefined;
    }
  const desk = deskOf(hall, event.counter);
  if (desk.officer !== undefined && desk.officer !== event.officer) {
    const { officer } = desk;
    unbind(hall, (bound) => bound.officer === officer);
  }
  desk.officer = event.officer;
  desk.state = 'open';
  desk.later = undefined;
  for (const person of hall.people)
    if (person.desk?.counter === desk.id) person.desk = { ...person.desk, officer: event.officer };
}

/** C8: a pause or a close, at once or when the visitor leaves. */
export function rest(hall: Hall, desk: Desk, to: 'paused' | 'closed', when: EventOf<'CounterClosed'>['when']): void {
  if (when === 'afterVisit') desk.later = to;
  else if (to === 'closed') shut(hall, desk);
  else {
    desk.state = 'paused';
    desk.later = undefined;
  }
}

/** L6: bindings end when the counter closes and when the officer signs out. */
function shut(hall: Hall, desk: Desk): void {
  const { officer } = desk;
  unbind(hall, (bound) => bound.counter === desk.id || (officer !== undefined && bound.officer === officer));
  desk.state = 'closed';
  desk.officer = undefined;
  desk.later = undefined;
}

function unbind(hall: Hall, ends: (bound: NonNullable<Person['bound']>) => boolean): void {
  for (const person of hall.people) if (person.bound && ends(person.bound)) person.bound = undefined;
}
