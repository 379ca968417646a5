import type { Reply } from '../../shared/protocol/replies.ts';
import { comesBack } from './visitors.ts';
import { spoken } from './kiosks.ts';
import { api, chief, officer, there, ticketsThat, visitAt, visitOf, type Wish, type World } from './world.ts';

const secondMs = 1000;
const minuteMs = 60_000;

/** Someone at a counter. */
export interface Seat {
  readonly counter: string;
  readonly person: string;
}

/** How long a service lasts, and how many do not come when called. */
export interface Manner {
  minutes(service: string): { readonly mean: number; readonly cv: number };
  noShow(service: string): number;
}

/** An officer signs in and works through the day. */
export async function works(world: World, seat: Seat, manner: Manner): Promise<void> {
  await world.send({ type: 'OpenCounter', counter: seat.counter, officer: seat.person }, officer(seat.person));
  world.agenda.after(world.chance.int(1, 20) * secondMs, () => next(world, seat, manner));
}

/** Once more, if somebody is still there to work. */
function again(world: World, seat: Seat, manner: Manner, ms: number): void {
  if (world.floor().state === 'closed') return;
  world.agenda.after(ms, () => next(world, seat, manner));
}

/** How long an officer looks at an empty hall before pressing again. */
function idleMs({ chance, mischief }: World): number {
  return chance.int(10, mischief < 1 ? 40 : 500) * secondMs;
}

async function next(world: World, seat: Seat, manner: Manner): Promise<void> {
  const { chance } = world;
  const counter = world.floor().counters.get(seat.counter as never);
  if (!counter || counter.officer !== seat.person) return again(world, seat, manner, 60 * secondMs);
  if (counter.visit) return attend(world, seat, manner);
  if (counter.state === 'paused') {
    if (chance.happens(0.5)) await world.send({ type: 'OpenCounter', counter: seat.counter }, officer(seat.person));
    return again(world, seat, manner, 30 * secondMs);
  }
  if (world.idleSince.get(seat.counter) === world.floor().seq && chance.happens(0.7))
    return again(world, seat, manner, idleMs(world));
  const override = chance.happens(0.02 * world.mischief);
  const by = override && chance.happens(0.7) ? chief : officer(seat.person);
  const reply = await world.send(
    { type: 'CallNext', counter: seat.counter, ...(override ? { override: { reason: 'short of people' } } : {}) },
    by,
  );
  if (!reply.ok) {
    world.idleSince.set(seat.counter, world.floor().seq);
    return again(world, seat, manner, idleMs(world));
  }
  announce(world, seat, reply);
  return attend(world, seat, manner);
}

function announce(world: World, seat: Seat, reply: Reply): void {
  if (!reply.ok) return;
  if ('call' in reply.result) spoken(world, reply.result.call, seat.counter);
  if ('announcement' in reply.result) spoken(world, reply.result.announcement, seat.counter);
}

/** From the call on: somebody comes, or nobody does. */
function attend(world: World, seat: Seat, manner: Manner): void {
  const { chance, agenda } = world;
  const visit = visitAt(world, seat.counter);
  if (!visit) return again(world, seat, manner, secondMs);
  if (visit.stay.is === 'serving') {
    const { mean, cv } = manner.minutes(visit.service);
    agenda.after(chance.length(mean, cv) * minuteMs, () => end(world, seat, manner));
  } else if (chance.happens(manner.noShow(visit.service)))
    agenda.after(chance.int(8, 45) * secondMs, () =>
      chance.happens(0.3 * world.mischief) ? absent(world, seat, manner) : repeat(world, seat, manner),
    );
  else agenda.after(chance.int(4, 30) * secondMs, () => begin(world, seat, manner));
}

async function begin(world: World, seat: Seat, manner: Manner): Promise<void> {
  const { chance } = world;
  const now = there(world, seat.counter);
  if (!now) return again(world, seat, manner, secondMs);
  if (chance.happens(0.03 * world.mischief)) {
    await world.send({ type: 'Withdraw', ...now }, officer(seat.person));
    return again(world, seat, manner, chance.int(1, 30) * secondMs);
  }
  if (chance.happens(0.9)) await world.send({ type: 'StartService', ...now }, officer(seat.person));
  return attend(world, seat, manner);
}

async function repeat(world: World, seat: Seat, manner: Manner): Promise<void> {
  const { chance, agenda } = world;
  const now = there(world, seat.counter);
  if (!now) return again(world, seat, manner, secondMs);
  const reply = await world.send({ type: 'Recall', ...now }, officer(seat.person));
  announce(world, seat, reply);
  agenda.after(chance.int(5, 45) * secondMs, () => absent(world, seat, manner));
}

async function absent(world: World, seat: Seat, manner: Manner): Promise<void> {
  const { chance } = world;
  const now = there(world, seat.counter);
  if (!now) return again(world, seat, manner, secondMs);
  const reply = await missed(world, seat, now);
  if (!reply.ok) return chance.happens(0.7) ? repeat(world, seat, manner) : begin(world, seat, manner);
  if (chance.happens(0.7)) comesBack(world, now.ticket, chance.int(1, 15) * minuteMs);
  if (reply.ok && 'call' in reply.result) {
    announce(world, seat, reply);
    return attend(world, seat, manner);
  }
  undoes(world, seat, now.ticket);
  return again(world, seat, manner, chance.int(1, 20) * secondMs);
}

/** C5, C13, C14: marked absent, sometimes by a supervisor's word, sometimes in the press that calls the next. */
function missed(world: World, seat: Seat, now: NonNullable<ReturnType<typeof there>>): Promise<Reply> {
  const { chance } = world;
  if (chance.happens(0.05 * world.mischief))
    return world.send({ type: 'MarkNoShow', ...now, override: { reason: 'left the building' } }, chief);
  if (chance.happens(0.3)) return world.send({ type: 'CallNext', ...now, outcome: 'noShow' }, officer(seat.person));
  return world.send({ type: 'MarkNoShow', ...now }, officer(seat.person));
}

/** The visitor leaves: finished, parked, transferred, or given back. */
async function end(world: World, seat: Seat, manner: Manner): Promise<void> {
  const { chance } = world;
  const now = there(world, seat.counter);
  if (!now) return again(world, seat, manner, secondMs);
  const by = officer(seat.person);
  await ticks(world, seat, now);
  const way = chance.weighted([
    ['finish', 60],
    ['finishAndNext', 25],
    ['park', 6 * world.mischief],
    ['transfer', 7 * world.mischief],
    ['group', 3 * world.mischief],
  ] as const);
  if (way === 'group') await splits(world, seat, now.ticket);
  const wish = wishFor(world, seat, way, now);
  let reply = await world.send(wish, by);
  if (!reply.ok && way !== 'finish') reply = await world.send(finishing(world, now), by);
  if (!reply.ok && chance.happens(0.2))
    reply = await world.send({ ...finishing(world, now), override: { reason: 'seen elsewhere' } }, chief);
  if (!reply.ok) return again(world, seat, manner, 5 * secondMs);
  if (wish.type === 'Park') comesBack(world, now.ticket, chance.int(1, 40) * minuteMs);
  if ('call' in reply.result) {
    announce(world, seat, reply);
    return attend(world, seat, manner);
  }
  undoes(world, seat, now.ticket);
  return again(world, seat, manner, chance.int(0, 15) * secondMs);
}

/** S4: the checklist, now and then with a wrong tick taken back. */
async function ticks(world: World, seat: Seat, now: NonNullable<ReturnType<typeof there>>): Promise<void> {
  const visit = visitOf(world, now.ticket);
  const items = world.office().stages.find(({ id }) => id === visit?.stages[0])?.checklist ?? [];
  for (const { id } of items)
    if (world.chance.happens(0.95))
      await world.send({ type: 'CheckItem', ...now, item: id, done: true }, officer(seat.person));
  const [first] = items;
  if (first && world.chance.happens(0.05))
    await world.send({ type: 'CheckItem', ...now, item: first.id, done: false }, officer(seat.person));
}

async function splits(world: World, seat: Seat, ticket: string): Promise<void> {
  const people = visitOf(world, ticket)?.people ?? 1;
  await world.send(
    { type: 'Split', ticket, people: world.chance.int(1, Math.max(1, people - 1)) },
    officer(seat.person),
  );
}

function wishFor(world: World, seat: Seat, way: string, now: NonNullable<ReturnType<typeof there>>): Wish {
  const { chance } = world;
  if (way === 'finishAndNext')
    return {
      type: 'CallNext',
      ...now,
      outcome: chance.weighted([
        ['done', 9],
        ['incomplete', 1],
      ] as const),
    };
  if (way === 'park')
    return {
      type: 'Park',
      ...now,
      ...(chance.happens(0.7) ? { until: world.now() + chance.int(1, 20) * minuteMs } : {}),
    };
  if (way === 'transfer')
    return { type: 'Transfer', ...now, to: target(world, seat), ourMistake: chance.happens(0.4), reason: 'other desk' };
  return finishing(world, now);
}

function target(world: World, seat: Seat) {
  const { chance } = world;
  const { services, stages, counters, officers } = world.office();
  const kind = chance.pick(['service', 'stage', 'counter', 'counter', 'officer', 'officer']);
  if (kind === 'service') return { service: chance.pick(services).id };
  if (kind === 'stage') return { stage: chance.pick(stages).id };
  const others = counters.filter(({ id }) => id !== seat.counter);
  return kind === 'counter' ? { counter: chance.pick(others).id } : { officer: chance.pick(officers).id };
}

function finishing(world: World, now: NonNullable<ReturnType<typeof there>>): Wish {
  const { chance } = world;
  const outcome = chance.weighted([
    ['done', 85],
    ['incomplete', 5],
    ['continues', 4],
    ['referred', 2],
  ] as const);
  const stage = chance.pick(world.office().stages).id;
  const change = chance.weighted([
    ['', 90],
    ['add', 5 * world.mischief],
    ['skip', 5 * world.mischief],
  ] as const);
  return {
    type: 'Finish',
    ...now,
    outcome,
    ...(outcome === 'incomplete' ? { reasons: ['papers'] } : {}),
    ...(change === '' ? {} : { [change]: [stage], ...(chance.happens(0.9) ? { reason: 'as found' } : {}) }),
    ...(chance.happens(0.1) ? { served: 1 } : {}),
  };
}

/** S8: sometimes it was the wrong key. */
function undoes(world: World, seat: Seat, ticket: string): void {
  const { chance, agenda } = world;
  if (!chance.happens(0.08 * world.mischief)) return;
  agenda.after(chance.int(0, 7) * secondMs, async () => {
    await world.send({ type: 'Undo', ticket }, officer(seat.person));
  });
}

/** C8, C9, C11, C12: what else happens at a counter. */
export async function whim(world: World, seat: Seat): Promise<void> {
  const { chance } = world;
  const by = officer(seat.person);
  const { counter } = seat;
  const someone = ticketsThat(world, ['waiting', 'parked', 'missed', 'called']);
  switch (chance.pick(['pause', 'pause', 'close', 'leave', 'choose', 'choose', 'choose', 'takeOver', 'sit', 'api'])) {
    case 'pause':
      await world.send({ type: 'PauseCounter', counter, reason: 'prayer' }, by);
      return world.agenda.after(chance.int(1, 10) * minuteMs, () => opens(world, seat));
    case 'close':
      await world.send({ type: 'CloseCounter', counter }, by);
      return world.agenda.after(chance.int(1, 10) * minuteMs, () => opens(world, seat));
    case 'leave':
      await world.send({ type: 'SignOut', counter }, by);
      return world.agenda.after(chance.int(1, 8) * minuteMs, () => opens(world, seat));
    case 'choose':
      if (someone.length === 0) return;
      await world.send(
        {
          type: 'CallTicket',
          counter,
          ticket: chance.pick(someone),
          ...(chance.happens(0.7) ? { reason: 'asked for' } : {}),
        },
        chance.happens(0.8) ? by : chief,
      );
      return;
    case 'takeOver':
      await world.send(
        { type: 'TakeOver', counter: chance.pick(world.office().counters).id, officer: seat.person },
        by,
      );
      return world.agenda.after(chance.int(1, 8) * minuteMs, () => opens(world, seat));
    case 'sit':
      await world.send(
        {
          type: 'SignIn',
          counter: chance.pick(world.office().counters).id,
          officer: seat.person,
          ...(chance.happens(0.3) ? { takeOver: true } : {}),
        },
        by,
      );
      return;
    default:
      await world.send(
        { type: 'OpenCounter', counter, officer: chance.pick(world.office().officers).id, override: { reason: 'ill' } },
        chance.pick([api, chief]),
      );
  }
}

async function opens(world: World, seat: Seat): Promise<void> {
  await world.send(
    {
      type: 'OpenCounter',
      counter: seat.counter,
      officer: seat.person,
      ...(world.chance.happens(0.5) ? { takeOver: true } : {}),
    },
    officer(seat.person),
  );
}
