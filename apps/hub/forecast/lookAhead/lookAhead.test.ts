import { expect, test } from 'vitest';
import { minuteMs, OfficerId, ServiceId, TicketId, type StageId } from '../../../../shared/ids.ts';
import { frozenCopy } from '../../domain/testing/freeze.test-kit.ts';
import { openHall, type Hall } from '../../domain/testing/hall.test-kit.ts';
import { ghostOf } from './hall.ts';
import type { Model } from './model.ts';
import { lookAhead } from './lookAhead.ts';

const passport = ServiceId.parse('passport');
const always = (minutes: number) => Float64Array.of(minutes * minuteMs);
const exponential = Float64Array.from({ length: 2_000 }, (_, i) => -10 * minuteMs * Math.log(1 - (i + 0.5) / 2_000));

/** Everybody comes at once and stays ten minutes; counters stay as they are, and nobody new comes. */
const plain: Model = {
  service: () => always(10),
  pace: () => 1,
  dayPace: () => 1,
  walk: always(0),
  turn: always(0),
  react: always(0),
  miss: always(0),
  slip: 20_000,
  noShow: () => 0,
  leaving: 0,
  goesOn: () => 1,
  streams: [],
  factor: 1,
  midnight: 0,
  readySince: () => undefined,
  outlook:
    ({ state, officer }) =>
    () =>
      state === 'open' ? [{ from: 0, to: Infinity, officer }] : [],
};

/** Minutes to the call of each waiting ticket, in the middle of `runs`. */
function said(hall: Hall, model: Partial<Model> = {}, runs = 1): { readonly [ticket: string]: number } {
  const floor = frozenCopy(hall.floor);
  const answers = lookAhead(floor, { ...plain, ...model }, { tickets: 'all' }, hall.now(), { runs, seed: 1 });
  return Object.fromEntries([...answers].map(([ticket, quantiles]) => [ticket, quantiles[2] / minuteMs]));
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `t${from + i}`).join(' ');

/** Three counters of one queue, each with somebody who just sat down. */
function threeCounters() {
  const hall = openHall({
    change: (office) => ({
      ...office,
      counters: [1, 2, 3].map((number) => ({ ...office.counters[0]!, id: `c${number}` as never, number })),
    }),
  });
  for (const [i, officer] of ['ani', 'budi', 'citra'].entries()) hall.opens(`c${i + 1}`, officer);
  hall.takes(numbered(1, 3));
  for (const counter of ['c1', 'c2', 'c3']) {
    hall.calls(counter);
    hall.starts(counter);
  }
  return hall;
}

test('with exponential service and one queue the look-ahead is QL, the Gamma of domain.md 7.5', () => {
  const hall = threeCounters().takes(numbered(4, 10));
  const floor = frozenCopy(hall.floor);
  const model = { ...plain, service: () => exponential };
  const last = TicketId.parse('t10');
  const answers = lookAhead(floor, model, { tickets: new Set([last]) }, hall.now(), { runs: 12_000, seed: 1 });
  const [p10, , p50, p80, p90] = answers.get(last)!.map((ms) => ms / minuteMs);
  for (const [ours, exact] of [
    [p10, 12.982556],
    [p50, 22.232124],
    [p80, 30.251284],
    [p90, 35.106907],
  ] as const)
    expect(Math.abs(ours! / exact - 1)).toBeLessThan(0.03);
});

test('who sits at a counter for a while already is gone so much sooner', () => {
  const hall = threeCounters()
    .takes('t4')
    .pass(4 * 60);
  expect(said(hall)).toEqual({ t4: 6 });
});

test('L2 the lanes take their turns in a look-ahead as they do in the hall', () => {
  const hall = openHall().opens('c1', 'ani').takes('r1 r2 r3').takes('p1 p2 p3', { lane: 'priority' });
  const order = Object.entries(said(hall)).toSorted(([, one], [, other]) => one - other);
  expect(order.map(([ticket]) => ticket)).toEqual(hall.servesAll('c1'));
});

test('S1 the second stage is a wait of its own, behind those who came to it before', () => {
  const hall = openHall().opens('c2', 'budi').takes('b1 b2', { service: 'permit' });
  // Papers, then photo, at one counter: who joins photo stands behind b2, whose limit is nearer.
  expect(said(hall)).toEqual({ b1: 0, b2: 10 });
  hall.calls('c2');
  hall.starts('c2');
  expect(said(hall)).toEqual({ b2: 10 });
  hall.finishes('c2');
  expect(said(hall)).toEqual({ b1: 10, b2: 0 });
});

test('C2 two of a party are not called at once, and the floor is left as it was', () => {
  const hall = openHall().opens('c1', 'ani').opens('c4', 'budi').takes('t1 t2 t3');
  hall.does({ type: 'Link', ticket: 't1', with: 't2' });
  expect(said(hall)).toEqual({ t1: 0, t2: 10, t3: 0 });
  expect(hall.visit('t1').party?.atCounter).toBe(0);
});

test('C3 a counter that opens later counts with what its officer may do', () => {
  const hall = openHall().takes('t1').takes('b1', { service: 'permit' });
  const opens = hall.now() + 30 * minuteMs;
  const outlook: Model['outlook'] = (counter) => () =>
    counter.id === 'c2' ? [{ from: opens, to: Infinity, officer: OfficerId.parse('citra') }] : [];
  const end = (hall.floor.lines.days.get(passport)!.closesAt - hall.now()) / minuteMs;
  expect(said(hall, { outlook })).toEqual({ t1: 30, b1: end });
});

test('C7 a ticket whose slip is being printed stands in line from the moment it may be called', () => {
  const hall = openHall().opens('c1', 'ani').does({ type: 'TakeTicket', service: 'passport', key: 't1' });
  hall.takes('t2');
  expect(said(hall)).toEqual({ t1: 10, t2: 0 });
  expect(said(hall, { slip: 0 })).toEqual({ t1: 0, t2: 10 });
});

test('C8 a counter that pauses after its visitor calls nobody then', () => {
  const hall = openHall().opens('c1', 'ani').opens('c4', 'budi').takes('t1 t2 t3');
  hall.calls('c1');
  hall.starts('c1');
  hall.pass(60).calls('c4');
  hall.starts('c4').does({ type: 'PauseCounter', counter: 'c1' });
  const outlook: Model['outlook'] = ({ state, pending, officer }) => {
    const shifts = state === 'open' && !pending ? [{ from: 0, to: Infinity, officer }] : [];
    return () => shifts;
  };
  expect(said(hall, { outlook })).toEqual({ t3: 10 });
});

test('D2 nobody of a paused service is called before it may have resumed', () => {
  const hall = openHall().opens('c1', 'ani').takes('t1').does({ type: 'PauseService', service: 'passport' });
  expect(said(hall.pass(10 * 60))).toEqual({ t1: 20 });
});

test('L3 an appointment before its window stands by its arrival, and from then on by its lane', () => {
  const hall = openHall().opens('c1', 'ani').takes('t1 t2 t3 t4 t5');
  hall.takes('a1', { lane: 'appointment', slot: hall.now() + 55 * minuteMs });
  // Its window opens in 25 minutes: before t4 is called.
  expect(said(hall)).toEqual({ t1: 0, t2: 10, t3: 20, a1: 30, t4: 40, t5: 50 });
  const first = openHall().opens('c1', 'ani');
  first.takes('a1', { lane: 'appointment', slot: first.now() + 90 * minuteMs }).takes('t1');
  expect(said(first)).toEqual({ a1: 0, t1: 10 });
});

test('newcomers of each service and lane are told of without anybody being delayed by them', () => {
  const hall = openHall().opens('c1', 'ani').takes('t1 t2 t3');
  const floor = frozenCopy(hall.floor);
  const wanted = { tickets: 'all', newcomers: true } as const;
  const answers = lookAhead(floor, plain, wanted, hall.now(), { runs: 1, seed: 1 });
  const minutes = (ticket: string) => answers.get(TicketId.parse(ticket))![2] / minuteMs;
  expect(minutes('t3')).toBe(20);
  expect(minutes(ghostOf(passport, 'regular'))).toBe(30);
  expect(minutes(ghostOf(passport, 'priority'))).toBe(0);
});

test('visitors who come and overtake are counted with', () => {
  const hall = openHall().opens('c1', 'ani').takes('t1 t2 t3');
  const halfHours = new Float64Array(48).fill(6);
  const stream = { service: passport, lane: 'priority', perHalfHour: halfHours } as const;
  const midnight = hall.now() - 8 * 60 * minuteMs;
  const { t3 } = said(hall, { streams: [stream], midnight }, 200);
  expect(t3).toBeGreaterThan(30);
  expect(said(hall, { streams: [stream], midnight, factor: 0 }, 200)['t3']).toBe(20);
});

test('who does not come frees the counter when the calls have been made', () => {
  const hall = openHall().opens('c1', 'ani').takes('t1 t2 t3');
  expect(said(hall, { noShow: () => 1, miss: always(1) })).toEqual({ t1: 0, t2: 1, t3: 2 });
});

test('a stage that few go on from loads the next one little', () => {
  const hall = openHall().opens('c2', 'budi').opens('c1', 'ani').takes('b1', { service: 'permit' }).takes('t1 t2');
  const service = (stage: StageId) => always(stage === 'papers' ? 10 : 60);
  const on = said(hall, { service, goesOn: () => 1 });
  const off = said(hall, { service, goesOn: () => 0 });
  expect([on['t2'], off['t2']]).toEqual([60, 10]);
});

test('the same floor, seed and runs give the same answer, another seed another', () => {
  const hall = threeCounters().takes(numbered(4, 8));
  const floor = frozenCopy(hall.floor);
  const ask = (seed: number) => [
    ...lookAhead(floor, { ...plain, service: () => exponential }, { tickets: 'all' }, hall.now(), { runs: 5, seed }),
  ];
  expect(ask(1)).toEqual(ask(1));
  expect(ask(1)).not.toEqual(ask(2));
});
