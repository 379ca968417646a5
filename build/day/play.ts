import type { By } from '../../apps/hub/domain/events.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { openSpans } from '../oracle/calendar.ts';
import type { Exchange } from '../oracle/history.ts';
import { agendaFrom } from '../../apps/hub/whatIf/agenda.ts';
import { arrivals, habitOf } from './arrivals.ts';
import type { Branch } from './branch.ts';
import { chanceOf } from './chance.ts';
import { nonsense, trouble } from './chiefs.ts';
import { bringAll, lateSlip, loses, start } from './kiosks.ts';
import { works, type Manner, type Seat } from './officers.ts';
import { visitor } from './visitors.ts';
import { chief, commandOf, ticketsThat, type Wish, type World } from './world.ts';

const minuteMs = 60_000;

export interface DayPlan {
  readonly seed: number;
  readonly office: Office;
  readonly branch: Branch;
  readonly tickets: number;
  /** 0: everybody goes by the book; 1: much that can happen does. */
  readonly mischief: number;
  /** Minutes of a visit instead of the office's habits, so that a short day has many. */
  readonly minutes?: { readonly mean: number; readonly cv: number };
}

/** One office day, played against the hub by virtual people on a virtual clock. */
export async function playDay(day: DayPlan): Promise<World> {
  const world = worldOf(day);
  const { chance, agenda } = world;
  const kiosks = day.mischief > 0 ? ['kiosk-1', 'kiosk-2'] : ['kiosk-1'];
  const open = day.office.services.flatMap(({ id }) => openSpans(day.office, id, world.floor().day));
  const opens = Math.min(...open.map(({ from }) => from));
  const seats = seatsOf(day.office);
  await start(world, kiosks);
  const comes = arrivals(day.office, chance, {
    tickets: day.tickets,
    from: opens - day.office.intakeBeforeMinutes * minuteMs,
    to: world.closesAt,
    kiosks,
    mischief: day.mischief,
    carryOver: [...world.floor().carryOver.keys()],
  });
  for (const { at, plan } of comes) agenda.at(at, () => visitor(world, plan));
  const manner: Manner = {
    minutes: (service) => day.minutes ?? habitOf(prefixOf(day.office, service)),
    noShow: (service) => Math.max(habitOf(prefixOf(day.office, service)).noShow, 0.12 * day.mischief),
  };
  for (const seat of seats) agenda.at(opens - chance.int(-5, 5) * minuteMs, () => works(world, seat, manner));
  const troubles = Math.round(day.tickets * 1.5 * day.mischief);
  for (let i = 0; i < troubles; i++)
    agenda.at(opens - 10 * minuteMs + chance.next() * (world.closesAt - opens + 15 * minuteMs), () =>
      trouble(world, seats, kiosks),
    );
  if (chance.happens(0.4 * day.mischief)) {
    agenda.at(world.closesAt - 5 * minuteMs, () => loses(world, 'kiosk-2', 60 * minuteMs));
    const last = comes[0]?.plan;
    if (last) lateSlip(world, { ...last, kiosk: 'kiosk-2', remote: false });
  }
  if (chance.happens(0.15 * day.mischief))
    agenda.at(
      world.closesAt - chance.int(1, 20) * minuteMs,
      async () => void (await world.send({ type: 'CloseDay', reason: 'flood' }, chief)),
    );
  const finished = () => world.floor().state === 'closed';
  await run(world, finished, world.closesAt + 120 * minuteMs);
  await bringAll(world);
  if (day.mischief > 0) await afterwards(world, seats);
  return world;
}

/** Runs until it is over or the time is up; the hub wakes by itself in between (T4). */
export async function run(world: World, over: () => boolean, until: number): Promise<void> {
  const { agenda, branch } = world;
  for (;;) {
    if (over()) return;
    const next = agenda.next() ?? Infinity;
    const wakes = agenda.now + Math.max(0, branch.wakesAt() - branch.now());
    const to = Math.min(next, wakes, until);
    await branch.pass(to - agenda.now);
    const acts = agenda.take(to);
    await Promise.all(acts.map(async (act) => act()));
    if (to >= until) return;
  }
}

/** D3, D5, D6: what still comes when the day is over. */
async function afterwards(world: World, seats: readonly Seat[]): Promise<void> {
  const { chance, branch } = world;
  if (world.floor().state !== 'closed') return cutOff(world);
  const ended = ticketsThat(world, ['ended']);
  for (let i = 0; i < 5; i++) await world.send(nonsense(world, seats), chief);
  if (ended.length > 0)
    await world.send(
      {
        type: 'Correct',
        ticket: chance.pick(ended),
        outcome: chance.pick(['done', 'noShow', 'cancelled']),
        reason: 'wrong key',
      },
      chief,
    );
  if (chance.happens(0.3)) {
    await world.send({ type: 'ReopenDay', reason: 'lights were out' }, chief);
    await branch.pass(chance.int(1, 60) * minuteMs);
    for (const ticket of ticketsThat(world, ['ended']).slice(0, 8))
      await world.send({ type: 'Reinstate', ticket }, chief);
    if (chance.happens(0.5)) await world.send({ type: 'CloseDay' }, chief);
    else await cutOff(world);
  }
  if (world.floor().state !== 'closed') await cutOff(world);
  await bringAll(world);
}

/** D1: nobody closed the last counter; the book ends at cut-off. */
async function cutOff(world: World): Promise<void> {
  await run(world, () => world.floor().state === 'closed', world.agenda.now + 30 * 60 * minuteMs);
}

function seatsOf({ counters, officers }: Office): Seat[] {
  const people = officers.filter(({ role }) => role === 'officer');
  return counters.flatMap(({ id, tiers }, i) => {
    const able = people.filter(({ skills }) => skills.some(({ stage }) => tiers.flat().includes(stage)));
    const person = people[i] ?? able[i % Math.max(1, able.length)];
    return person ? [{ counter: id, person: person.id }] : [];
  });
}

function prefixOf({ services }: Office, service: string): string {
  return services.find(({ id }) => id === service)?.prefix ?? '';
}

/** The world of a day; its people reach the hub through `send` alone. */
export function worldOf({ seed, office, branch, mischief }: Omit<DayPlan, 'tickets'>): World {
  let keys = 0;
  let clock = 0;
  const exchanges: Exchange[] = [];
  const send = async (wish: Wish, by: By, key = `k${seed}-${++keys}`) => {
    const command = commandOf(wish, key);
    const sent = ++clock;
    const reply = await branch.send(command, by);
    exchanges.push({ command, by, sent, received: ++clock, at: branch.now(), reply });
    return reply;
  };
  const day = branch.floor().day;
  const closes = office.services.flatMap(({ id }) => openSpans(office, id, day)).map(({ to }) => to);
  return {
    chance: chanceOf(seed),
    branch,
    agenda: agendaFrom(branch.now()),
    exchanges,
    mischief,
    closesAt: Math.max(...closes),
    idleSince: new Map(),
    office: () => branch.floor().lines.office.document as Office,
    floor: () => branch.floor(),
    now: () => branch.now(),
    newKey: () => `t${seed}-${++keys}`,
    send,
  };
}
