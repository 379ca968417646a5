import { beforeAll, describe, expect, test } from 'vitest';
import type { Event, EventType, Recorded } from '../../apps/hub/domain/events.ts';
import type { Office } from '../../shared/protocol/office.ts';
import { openBranch } from '../day/branch.ts';
import { chanceOf } from '../day/chance.ts';
import { randomOffice } from '../day/offices.ts';
import { playDay } from '../day/play.ts';
import { instantAt } from './calendar.ts';
import { check } from './check.ts';
import { floorEqual } from './floorEqual.ts';
import { I01, I02, I05, I07, I09, I14, type Exchange } from './history.ts';

let events: readonly Recorded[] = [];
let history: readonly Exchange[] = [];
let documents: ReadonlyMap<string, Office> = new Map();

beforeAll(async () => {
  const office = randomOffice(chanceOf(7));
  const branch = await openBranch({ office, start: instantAt('2026-03-03', '05:00', office.timeZone) });
  const minutes = { mean: 4, cv: 0.5 };
  history = (await playDay({ seed: 7, office, branch, tickets: 25, mischief: 0.3, minutes })).exchanges;
  events = branch.journal();
  documents = branch.documents();
});

/** The day with one event told otherwise. */
function forged<Type extends EventType>(
  type: Type,
  nth: number,
  change: (event: Extract<Event, { type: Type }>) => object,
): Recorded[] {
  const those = events.filter(({ event }) => event.type === type);
  const one = those[nth < 0 ? those.length + nth : nth];
  if (!one) throw new Error(`The day has no ${type} number ${nth}`);
  const event = { ...one.event, ...change(one.event as Extract<Event, { type: Type }>) } as Event;
  return events.map((recorded) => (recorded === one ? { ...recorded, event } : recorded));
}

const book = (all: readonly Recorded[]) => all.filter(({ day }) => day !== 'house');
const broken = (all: readonly Recorded[]) => new Set(check(book(all), documents).violations.map(({ rule }) => rule));

describe('a day told otherwise is not believed', () => {
  test('as it was, it is', () => {
    expect(check(book(events), documents).violations).toEqual([]);
  });
  test('N2 a number left out', () => {
    const all = forged('TicketIssued', 5, ({ number }) => ({ number: { ...number, count: number.count + 1 } }));
    expect(broken(all)).toContain('N2');
    expect(I05(all)).not.toEqual([]);
  });
  test('N1 I01 a number given twice', () => {
    const first = events.find(({ event }) => event.type === 'TicketIssued')?.event;
    const all = forged('TicketIssued', 4, () => ({ number: first?.type === 'TicketIssued' ? first.number : {} }));
    expect(broken(all)).toContain('N1');
    expect(I01(all)).not.toEqual([]);
  });
  test('L9 somebody passed over and not told', () => {
    expect(
      broken(forged('VisitCalled', 3, ({ why }) => ({ why: { ...why, passed: { count: 9, first: [] } } }))),
    ).toContain('L9');
  });
  test('L2 L8 the hand stays', () => {
    const all = forged('VisitCalled', 0, ({ why }) => ({ why: { ...why, hand: why.hand + 1 } }));
    expect(broken(all)).toContain('L9');
  });
  test('L10 one more ahead than there are', () => {
    expect(broken(forged('TicketIssued', 3, ({ ahead }) => ({ ahead: (ahead ?? 0) + 1 })))).toContain('L10');
  });
  test('I07 C1 a second visitor at a counter', () => {
    const called = events.find(({ event }) => event.type === 'VisitCalled')?.event;
    const counter = called?.type === 'VisitCalled' ? called.counter : undefined;
    const second = events.filter(({ event }) => event.type === 'VisitCalled')[1];
    const all = [
      ...events.slice(0, events.indexOf(second as Recorded)),
      { ...second, event: { ...second?.event, counter } } as Recorded,
    ];
    const first = all.filter(({ event }) => event.type !== 'StageFinished' && event.type !== 'VisitEnded');
    expect(I07(first)).not.toEqual([]);
  });
  test('I14 an event missing, and two of the wrong order', () => {
    expect(I14(events.filter((_, i) => i !== 9))).not.toEqual([]);
    expect(
      I14(events.map((recorded, i) => (i === 9 ? { ...recorded, at: recorded.at - 3_600_000 } : recorded))),
    ).not.toEqual([]);
    expect(I14(events)).toEqual([]);
  });
});

describe('a reply told otherwise is not believed', () => {
  const accepted = (type: string) => history.findIndex(({ command, reply }) => command.type === type && reply.ok);
  const told = (at: number, reply: object): Exchange[] =>
    history.map((one, i) => (i === at ? { ...one, reply: { ...one.reply, ...reply } as Exchange['reply'] } : one));

  test('as they were, they are', () => {
    expect([...I09(history, events), ...I02(history)]).toEqual([]);
  });
  test('I09 a reply older than one that was received before it was asked for', () => {
    expect(I09(told(accepted('CallNext'), { seq: 1 }), events)).not.toEqual([]);
  });
  test('I09 another number than was recorded', () => {
    const at = accepted('TakeTicket');
    const reply = history[at]?.reply;
    expect(I09(told(at, { result: { ...(reply?.ok ? reply.result : {}), number: 'A-999' } }), events)).not.toEqual([]);
  });
  test('I02 two results for one key', () => {
    const at = accepted('TakeTicket');
    expect(I02([...history, ...told(at, { seq: 999 }).slice(at, at + 1)])).not.toEqual([]);
  });
});

test('floorEqual finds what differs in maps, sets and lists, and where', () => {
  const floor = (hand: number) => ({
    queues: new Map([['check', { hand, line: [1, 2] }]]),
    parked: new Set(['t1']),
    gone: undefined,
  });
  expect(floorEqual(floor(1), { ...floor(1) })).toEqual([]);
  expect(floorEqual(floor(1), floor(2))).toEqual(['floor.queues.check.hand: 1, 2']);
  expect(floorEqual(floor(1), { ...floor(1), parked: new Set() })).toEqual(['floor.parked.0: "t1", nothing']);
});
