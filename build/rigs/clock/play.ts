import { I01, I05, I07, I14 } from '../../oracle/history.ts';
import { floorEqual } from '../../oracle/floorEqual.ts';
import { as } from '../../../apps/hub/domain/testing/hall.test-kit.ts';
import { countedWait } from '../../../apps/hub/domain/waits.ts';
import { nothingForeseen, sightOf } from '../../../apps/hub/views/services.ts';
import { viewFor } from '../../../apps/hub/views/views.ts';
import { memoryDisk } from '../../../apps/hub/journal/memory.ts';
import type { DeviceId, TicketId } from '../../../shared/ids.ts';
import { Frame } from '../../../shared/protocol/hello.ts';
import { Office } from '../../../shared/protocol/office.ts';
import { chanceOf, type Chance } from '../../day/chance.ts';
import { handHub, type HandHub } from '../../e2e/support/handHub.ts';

/** The wall is put on by so many Ms at an instant of the day; with `restart` the hub is ended before and started after. */
export interface Jump {
  readonly at: number;
  readonly by: number;
  readonly restart?: boolean;
}
export interface Day {
  readonly seed: number;
  readonly start: number;
  readonly timeZone: string;
  readonly lengthMs: number;
  readonly jumps?: readonly Jump[];
  /** How many parts in a million the wall runs faster than the monotonic clock. */
  readonly driftPpm?: number;
  /** Every wait that is counted is the true one: nothing but waiting has happened. */
  readonly waitsAreTrue?: boolean;
}
export interface Played {
  /** What happened, in order, without times and without what a clock alone may add. */
  readonly order: readonly string[];
  readonly violations: readonly string[];
}

const text = (words: string) => ({ id: words, en: words });
const always = [{ from: '00:00', to: '24:00' }];
const weekly = { sun: always, mon: always, tue: always, wed: always, thu: always, fri: always, sat: always };
const services = ['paspor', 'info'];
const counters = ['c1', 'c2'];
const officers = ['o1', 'o2'];

/** Open at all hours, so that only the end of a day ends one. */
export const officeIn = (timeZone: string): Office =>
  Office.parse({
    format: 1,
    id: 'round-the-clock',
    name: text('Kantor'),
    monogram: 'KN',
    address: '-',
    town: '-',
    timeZone,
    hours: { weekly },
    groups: [{ id: 'all', name: text('Semua') }],
    zones: [{ id: 'hall', name: text('Ruang') }],
    stages: services.map((id) => ({ id, name: text(id) })),
    services: services.map((id, i) => ({
      id,
      prefix: 'AB'[i],
      name: text(id),
      short: text(id),
      purpose: text(id),
      group: 'all',
      stages: i === 0 ? services : ['info'],
    })),
    counters: counters.map((id, i) => ({ id, number: i + 1, zone: 'hall', tiers: [services] })),
    officers: officers.map((id) => ({ id, name: id, skills: services.map((stage) => ({ stage })) })),
  });

/** What a clock alone writes, or what tells only of it. */
const ofClocks = new Set(['ClockCorrected', 'DayOpened']);
const beatMs = 1_000;
/** Instants are whole Ms; each correction may round by one. */
const roundMs = 1;

/** A day of work that is the same for the same seed, whatever the wall says meanwhile. */
export async function playDay(day: Day): Promise<Played> {
  const chance = chanceOf(day.seed);
  const disk = memoryDisk();
  const plan = { disk, change: () => officeIn(day.timeZone) };
  let hand = await handHub({ ...plan, wall: day.start });
  const violations = new Set<string>();
  const issuedAt = new Map<string, number>();
  /** Something but waiting has happened to these. */
  const moved = new Set<string>();
  const watch = () =>
    hand.hub.onCommit(({ turns }) => {
      for (const { event } of turns.flatMap(({ events }) => events))
        if ('ticket' in event && event.type !== 'TicketIssued' && event.type !== 'SlipReported')
          moved.add(event.ticket);
    });
  watch();
  let newest = -Infinity;
  let keys = 0;
  let passed = 0;
  let dueToBeat = beatMs;
  let isFast = 0;

  async function passTo(at: number): Promise<void> {
    while (passed < at) {
      const step = Math.max(1, Math.min(at, dueToBeat, passed + Math.ceil(hand.clock.alarmIn())) - passed);
      passed += step;
      isFast += (step * (day.driftPpm ?? 0)) / 1_000_000;
      const whole = Math.trunc(isFast);
      isFast -= whole;
      hand.clock.jump(whole);
      hand.clock.pass(step);
      await hand.hub.settled();
      if (passed < dueToBeat) continue;
      dueToBeat += beatMs;
      hand.hub.checkClock();
      await hand.hub.settled();
      if (dueToBeat % 60_000 === 0) look();
    }
  }

  /** Nothing that is shown or counted lies in the future, or is less than nothing. */
  function look(): void {
    const { hub } = hand;
    const now = hub.now();
    if (now < newest) violations.add(`T1 the hub's time fell from ${newest} to ${now}`);
    newest = now;
    if (hand.failures.length > 0) throw hand.failures[0];
    const floor = hub.floor();
    for (const visit of floor.visits.values()) {
      if (visit.stay.is !== 'waiting') continue;
      const wait = countedWait(visit, floor.lines, now);
      const truly = passed - (issuedAt.get(visit.ticket) ?? passed);
      if (wait < 0) violations.add(`I29 ${visit.ticket} has waited ${wait} ms`);
      if (
        day.waitsAreTrue &&
        !moved.has(visit.ticket) &&
        Math.abs(wait - truly) > roundMs * (1 + (day.jumps?.length ?? 0) + passed / beatMs)
      )
        violations.add(`T2 ${visit.ticket} has waited ${wait} ms, truly ${truly}`);
    }
    const sight = sightOf(floor, now, nothingForeseen);
    for (const audience of [
      { audience: 'floor' },
      { audience: 'kiosk' },
      { audience: 'display', zone: 'hall' as never },
      { audience: 'counter', counter: 'c1' as never },
    ] as const) {
      const view = viewFor(audience, 'k1' as DeviceId, floor, sight);
      const frame = Frame.safeParse({ epoch: hub.epoch, seq: hub.seq(), at: now, view });
      if (!frame.success) violations.add(`the view of ${audience.audience} breaks its schema`);
      for (const wrong of timesAgainst(now, view)) violations.add(`I29 ${audience.audience}: ${wrong}`);
    }
  }

  async function inflict({ by, restart }: Jump): Promise<void> {
    if (restart) {
      await hand.hub.close();
      hand = await handHub({ ...plan, wall: hand.clock.wall() + by });
      watch();
      await hand.hub.settled();
      newest = -Infinity;
      dueToBeat = passed + beatMs;
    } else hand.clock.jump(by);
  }

  const acts = script(chance, day.lengthMs);
  const happenings = [
    ...acts.map(({ at, act }) => ({ at, run: () => act({ hand, key: () => `k-${++keys}`, issuedAt, passed }) })),
    ...(day.jumps ?? []).map((jump) => ({ at: jump.at, run: () => inflict(jump) })),
  ].toSorted((one, other) => one.at - other.at);
  for (const { at, run } of happenings) {
    await passTo(at);
    await run();
  }
  await passTo(day.lengthMs + 60_000);
  look();

  const events = hand.recorded();
  const opened = events.flatMap(({ event, day: book }) => (event.type === 'DayOpened' ? [book] : []));
  for (const [i, book] of opened.entries())
    if (opened.indexOf(book) !== i) violations.add(`N4 the book of ${book} was opened twice`);
  for (const [i, { at }] of events.entries())
    if (at < (events[i - 1]?.at ?? 0)) violations.add(`T1 event ${i + 1} lies before event ${i}`);
  for (const { ticket, from, calledAt, startedAt, endedAt } of disk.facts) {
    const times = [from, calledAt, startedAt, endedAt].filter((time) => time !== null);
    if (times.some((time, i) => time < (times[i - 1] ?? 0)))
      violations.add(`I29 a fact of ${ticket}: ${times.join(', ')}`);
  }
  for (const { rule, seq, what } of [...I01(events), ...I05(events), ...I07(events), ...I14(events)])
    violations.add(`${rule} at ${seq}: ${what}`);
  const again = await handHub({ ...plan, wall: hand.clock.wall() });
  const apart = floorEqual(again.hub.floors().at(-1), hand.hub.floors().at(-1));
  if (again.hub.seq() === hand.hub.seq() && apart.length > 0)
    violations.add(`I14 read again the floor differs: ${apart[0]}`);
  const order = events
    .filter(({ event }) => !ofClocks.has(event.type))
    .map(
      ({ event }) =>
        `${event.type} ${'ticket' in event ? event.ticket : ''} ${'counter' in event ? event.counter : ''}`,
    );
  return { order, violations: [...violations] };
}

interface Scene {
  readonly hand: HandHub;
  readonly key: () => string;
  readonly issuedAt: Map<string, number>;
  readonly passed: number;
}
interface Act {
  readonly at: number;
  readonly act: (scene: Scene) => Promise<unknown>;
}

/** Two officers and a visitor about every twenty seconds. Refusals are part of it. */
function script(chance: Chance, lengthMs: number): readonly Act[] {
  const acts: Act[] = counters.map((counter, i) => ({
    at: 0,
    act: ({ hand }) => hand.send({ type: 'OpenCounter', counter, officer: officers[i], takeOver: true }),
  }));
  for (let i = 0, at = 100; at < lengthMs; i++, at += chance.int(1, 20_000)) {
    const roll = chance.next();
    const counter = chance.pick(counters);
    const service = chance.pick(services);
    const lane = chance.pick(['regular', 'regular', 'priority'] as const);
    const ticket = `t-${i}`;
    const old = `t-${chance.int(0, i)}`;
    acts.push({
      at,
      act: async ({ hand, key, issuedAt, passed }) => {
        const say = (said: object) => hand.send({ key: key(), ...said } as never);
        const visit = hand.hub.floor().counters.get(counter as never)?.visit;
        const there = visit && { counter, ticket: visit.ticket };
        if (roll < 0.4) {
          const reply = await say({ type: 'TakeTicket', key: ticket, service, lane });
          if (reply.ok) issuedAt.set(ticket, passed);
          await say({ type: 'ConfirmSlip', ticket, outcome: 'printed' });
        } else if (roll < 0.7) await say({ type: 'CallNext', counter, outcome: 'done' });
        else if (roll < 0.78 && there) await say({ type: 'StartService', ...there });
        else if (roll < 0.84 && there) await say({ type: 'Recall', ...there });
        else if (roll < 0.9 && there) await say({ type: 'MarkNoShow', ...there });
        else if (roll < 0.94) await say({ type: 'Postpone', ticket: old });
        else if (roll < 0.97) await say({ type: 'Reinstate', ticket: old });
        else
          await hand.send(
            { type: 'CallTicket', key: key(), counter, ticket: old as TicketId, reason: 'asked' },
            as.api,
          );
      },
    });
  }
  return acts;
}

/** Fields that tell of the past, and lengths. */
function timesAgainst(now: number, value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
    const at = `${path}.${name}`;
    if (typeof one !== 'number') return timesAgainst(now, one, at);
    if (['since', 'calledAt', 'at'].includes(name) && one > now) return [`${at} is ${one - now} ms ahead`];
    return name === 'waited' && one < 0 ? [`${at} is ${one}`] : [];
  });
}
