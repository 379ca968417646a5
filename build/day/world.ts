import type { By } from '../../apps/hub/domain/events.ts';
import type { ReadonlyFloor, ReadonlyVisit } from '../../apps/hub/domain/floor.ts';
import type { Instant, TicketId } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import type { Exchange } from '../oracle/history.ts';
import type { Agenda } from '../../apps/hub/whatIf/agenda.ts';
import { commandOf, type Wish } from '../../apps/hub/whatIf/wish.ts';
import type { Branch } from './branch.ts';
import type { Chance } from './chance.ts';

export { commandOf, type Wish };

/** Everything the people of a played day share. */
export interface World {
  readonly chance: Chance;
  readonly branch: Branch;
  readonly agenda: Agenda;
  readonly exchanges: Exchange[];
  /** How bold people are: 0 does everything by the book. */
  readonly mischief: number;
  readonly closesAt: Instant;
  /** At which seq each counter was last told that nobody waits. */
  readonly idleSince: Map<string, number>;
  office(): Office;
  floor(): ReadonlyFloor;
  /** The hub's clock; the agenda's own never jumps. */
  now(): Instant;
  newKey(): string;
  send(wish: Wish, by: By, key?: string): Promise<Reply>;
}

const device = (name: string, role: By['role'], person?: string): By =>
  ({ device: name, role, door: role === 'hub' ? 'hub' : 'socket', ...(person === undefined ? {} : { person }) }) as By;

export const kiosk = (name: string): By => device(name, 'kiosk');
export const display = (name: string): By => device(name, 'display');
export const officer = (person: string): By => device(`pc-${person}`, 'officer', person);
export const chief: By = device('pc-chief', 'supervisor', 'chief');
export const phone: By = device('phones', 'phone');
export const api: By = device('api', 'api');
export const hub: By = device('hub', 'hub');
export const admin: By = device('pc-admin', 'admin', 'chief');

export function visitAt(world: World, counter: string): ReadonlyVisit | undefined {
  return world.floor().counters.get(counter as never)?.visit;
}

export function visitOf(world: World, ticket: string): ReadonlyVisit | undefined {
  return world.floor().visits.get(ticket as TicketId);
}

/** Tickets whose visit is in one of these states. */
export function ticketsThat(world: World, is: readonly ReadonlyVisit['stay']['is'][]): string[] {
  return [...world.floor().visits.values()].filter(({ stay }) => is.includes(stay.is)).map(({ ticket }) => ticket);
}

/** K4: the fields of a counter command for the visitor there now. */
export function there(
  world: World,
  counter: string,
): { readonly counter: string; readonly ticket: string; readonly call: number } | undefined {
  const visit = visitAt(world, counter);
  if (!visit || (visit.stay.is !== 'called' && visit.stay.is !== 'serving')) return undefined;
  return { counter, ticket: visit.ticket, call: visit.stay.call };
}

export const sealed = (day: string) => ({ class: 'day', day, iv: 'iv', text: 'sealed' });
export const holderOf = (day: string, who: number) => ({
  mark: who.toString(16).padStart(32, '0'),
  sealed: sealed(day),
});
