import { beforeAll, expect, test } from 'vitest';
import { demoOffice } from '../../apps/hub/demo/office.ts';
import type { Recorded } from '../../apps/hub/domain/events.ts';
import { answerOf } from '../../apps/hub/whatIf/answer.ts';
import { callsOf } from '../../apps/hub/whatIf/again.ts';
import { Change, addedOfficer, faultOf } from '../../apps/hub/whatIf/change.ts';
import { comparePast, type Day } from '../../apps/hub/whatIf/compare.ts';
import { figuresOf } from '../../apps/hub/whatIf/figures.ts';
import { playFreed } from '../../apps/hub/whatIf/freed.ts';
import { inputsOf } from '../../apps/hub/whatIf/pastDay.ts';
import { changedSpans } from '../../apps/hub/whatIf/roster.ts';
import { waitsOf } from '../../apps/hub/whatIf/waited.ts';
import { present } from '../../shared/basics.ts';
import { BusinessDay, CounterId, minuteMs } from '../../shared/ids.ts';
import { openBranch } from '../day/branch.ts';
import { playDay } from '../day/play.ts';
import { instantAt } from '../oracle/calendar.ts';

const monday = BusinessDay.parse('2026-03-02');
const changeOf = (change: object) => Change.parse(change);
const nothing = changeOf({});
const office = demoOffice();

/** A morning at the demo office, played by virtual people on the hub. */
async function recordedDay(seed: number, tickets: number, mischief: number): Promise<Day> {
  const branch = await openBranch({ office, start: instantAt(monday, office.dayStart, office.timeZone) });
  await playDay({ seed, office, branch, tickets, mischief });
  const day = { book: branch.events(), documents: branch.documents() };
  await branch.close();
  return day;
}

let quiet: Day;
let wild: Day;
/** The quiet day, its turns freed and nothing changed. */
let before: Awaited<ReturnType<typeof overall>>;
beforeAll(async () => {
  quiet = await recordedDay(3, 60, 0);
  wild = await recordedDay(5, 40, 0.6);
  before = await overall(quiet, {});
});

const all = ({ book, documents }: Day) => present(figuresOf(book, documents).services[0], 'all services');
const overall = async ({ book, documents }: Day, change: object) => {
  const played = await playFreed(inputsOf(book, documents), changeOf(change), 1);
  return { ...present(figuresOf(played.book, played.documents).services[0], 'all services'), played };
};
const calls = (book: readonly Recorded[]) => callsOf(book).map(({ ticket, stage }) => `${ticket} ${stage}`);

test('an unchanged past day is called again the same, and the comparison says so, on a day full of exceptions too', async () => {
  for (const day of [quiet, wild]) {
    const compared = await comparePast({ of: 'past', day: monday }, day, nothing, () => true);
    const of = callsOf(day.book).length;
    expect(compared).toMatchObject({ again: { same: of, of }, cannot: [], draws: 1 });
    if ('path' in compared) throw new Error(compared.path);
    expect(compared.after).toEqual(compared.before);
    expect(compared.recorded?.services[0]).toEqual(all(day));
  }
});

test('a hub that calls otherwise is told apart: the calls that are not the same are not counted', async () => {
  const turned = new Map(
    [...quiet.documents].map(([hash, document]) => {
      const weights = { appointment: 1, priority: 1, regular: 9 };
      return [hash, { ...document, policy: { ...document.policy, weights } }] as const;
    }),
  );
  const compared = await comparePast(
    { of: 'past', day: monday },
    { book: quiet.book, documents: turned },
    nothing,
    () => true,
  );
  if ('path' in compared) throw new Error(compared.path);
  expect(compared.again?.same).toBeLessThan(compared.again?.of ?? 0);
});

test('turns that are freed without a change come to nearly the same day', async () => {
  for (const day of [quiet, wild]) {
    const recorded = all(day);
    const { played, ...freed } = await overall(day, {});
    expect(freed.came).toBe(recorded.came);
    expect(played.refused).toBe(0);
    expect(Math.abs((freed.p80 ?? 0) - (recorded.p80 ?? 0))).toBeLessThan(3);
    const was = new Set(calls(day.book));
    expect(calls(played.book).filter((one) => was.has(one)).length).toBeGreaterThan(0.95 * was.size);
  }
});

test('another counter for all of the day shortens the waits, one that closes makes them longer', async () => {
  const times = { from: '07:00', to: '16:00' };
  const more = await overall(quiet, {
    staff: ['loket-3', 'loket-4'].map((counter) => ({ does: 'open', counter, ...times })),
  });
  const fewer = await overall(quiet, { staff: [{ does: 'close', counter: 'loket-3', ...times }] });
  expect(more.p80).toBeLessThanOrEqual((before.p80 ?? 0) + 1);
  expect(more.median).toBeLessThanOrEqual((before.median ?? 0) + 1);
  expect(more.stay).toBeLessThanOrEqual((before.stay ?? 0) + 1);
  expect(fewer.stay).toBeGreaterThan(before.stay ?? 0);
  expect(fewer.called).toBeLessThanOrEqual(before.called);
});

test('arrivals: twice as many, one service only, and an hour later', async () => {
  const twice = await overall(quiet, { arrivals: [{ percent: 200 }] });
  expect(twice.came + twice.played.refused).toBe(2 * before.came);
  expect(twice.p80).toBeGreaterThan(before.p80 ?? 0);
  const none = await overall(quiet, { arrivals: [{ service: 'paspor-ambil', percent: 0 }] });
  const services = (book: readonly Recorded[]) =>
    book.flatMap(({ event }) => (event.type === 'TicketIssued' ? [event.service] : []));
  expect(services(before.played.book)).toContain('paspor-ambil');
  expect(services(none.played.book)).not.toContain('paspor-ambil');
  const later = await overall(quiet, { arrivals: [{ shiftMinutes: 60 }] });
  const first = (book: readonly Recorded[]) =>
    present(
      book.find(({ event }) => event.type === 'TicketIssued'),
      'first',
    ).at;
  expect(first(later.played.book) - first(before.played.book)).toBe(60 * minuteMs);
});

test('stages: one is left out, one is done with a later one, one takes half the time', async () => {
  const stagesIn = (book: readonly Recorded[]) => callsOf(book).map(({ stage }) => stage as string);
  expect(stagesIn(before.played.book)).toContain('foto');
  const without = await overall(quiet, { stages: [{ does: 'remove', stage: 'foto' }] });
  expect(stagesIn(without.played.book)).not.toContain('foto');
  const merged = await overall(quiet, { stages: [{ does: 'merge', stage: 'foto', into: 'wawancara' }] });
  const served = (book: readonly Recorded[], stage: string) => {
    const { sittings } = inputsOf(book, merged.played.documents);
    return [...sittings.values()]
      .flat()
      .filter((one) => one.stage === stage)
      .reduce((sum, { served: { from, to } }) => sum + to - from, 0);
  };
  expect(stagesIn(merged.played.book)).not.toContain('foto');
  expect(served(merged.played.book, 'wawancara')).toBeGreaterThan(1.3 * served(without.played.book, 'wawancara'));
  const half = await overall(quiet, { stages: [{ does: 'scale', stage: 'wawancara', percent: 50 }] });
  expect(half.stay).toBeLessThan(before.stay ?? 0);
});

test('policy: the wheel of lanes turns as the change says', async () => {
  const waits = async (policy: object) => {
    const played = await playFreed(
      inputsOf(quiet.book, quiet.documents),
      changeOf({ policy, arrivals: [{ percent: 200 }] }),
      1,
    );
    return waitsOf(played.book, played.documents).map(({ wait }) => wait);
  };
  expect(
    await waits({ weights: { appointment: 1, priority: 1, regular: 9 }, limitMinutes: { regular: 1 } }),
  ).not.toEqual(await waits({}));
});

test('a roster: who is asked to another counter leaves the own one, and what touches stays one stretch', () => {
  const day = inputsOf(quiet.book, quiet.documents);
  const [own] = day.spans;
  const { counter, officer } = present(own, 'a span');
  const other = present(
    office.counters.find(({ id }) => id !== counter),
    'another counter',
  ).id;
  const spans = changedSpans(
    day,
    changeOf({ staff: [{ does: 'open', counter: other, officer, from: '09:00', to: '10:00' }] }),
  );
  const at = instantAt(monday, '09:30', office.timeZone);
  const there = (id: string) => spans.filter((span) => span.counter === id && span.from <= at && at < span.to);
  expect(there(other).map((span) => span.officer)).toEqual([officer]);
  expect(there(counter)).toEqual([]);
  const lunch = { from: '11:30', to: '12:30' };
  const times = (from: string, to: string) => ({
    from: instantAt(monday, from, office.timeZone),
    to: instantAt(monday, to, office.timeZone),
  });
  const broken = [
    { counter, officer, ...times('08:00', lunch.from), ends: 'paused' },
    { counter, officer, ...times(lunch.to, '15:00'), ends: 'closed' },
  ] as const;
  const relieved = changedSpans({ ...day, spans: broken }, changeOf({ staff: [{ does: 'open', counter, ...lunch }] }));
  expect(relieved.map(({ officer: who, ends }) => [who, ends])).toEqual([
    [officer, 'closed'],
    [addedOfficer(counter), 'closed'],
    [officer, 'closed'],
  ]);
  const added = changedSpans(
    { ...day, spans: [] },
    changeOf({ staff: [{ does: 'open', counter, from: '09:00', to: '10:00' }] }),
  );
  expect(added).toEqual([
    {
      counter,
      officer: addedOfficer(counter),
      from: instantAt(monday, '09:00', office.timeZone),
      to: instantAt(monday, '10:00', office.timeZone),
      ends: 'closed',
    },
  ]);
});

test('a change that this office cannot follow names its field', () => {
  const faults: readonly (readonly [object, string])[] = [
    [{ staff: [{ does: 'open', counter: 'loket-99', from: '09:00', to: '10:00' }] }, 'staff.0.counter'],
    [{ staff: [{ does: 'close', counter: 'loket-1', from: '10:00', to: '10:00' }] }, 'staff.0.to'],
    [
      { staff: [{ does: 'open', counter: 'loket-1', officer: 'nobody', from: '09:00', to: '10:00' }] },
      'staff.0.officer',
    ],
    [{ staff: [{ does: 'serve', counter: 'loket-1', stage: 'none' }] }, 'staff.0.stage'],
    [{ stages: [{ does: 'remove', stage: 'ambil' }] }, 'stages.0.stage'],
    [{ stages: [{ does: 'merge', stage: 'wawancara', into: 'foto' }] }, 'stages.0.into'],
    [{ arrivals: [{ service: 'none' }] }, 'arrivals.0.service'],
  ];
  for (const [change, path] of faults) expect(faultOf(changeOf(change), office)).toEqual({ path });
  expect(faultOf(nothing, office)).toBeUndefined();
});

test('a coming day is drawn from the days before it, with a roster that keeps promises or says that none can', async () => {
  const source = {
    days: () => [{ day: monday, closed: true }],
    read: (day: string) => (day === monday ? quiet : undefined),
  };
  const day = BusinessDay.parse('2026-03-09');
  const change = { staff: [{ does: 'open', counter: CounterId.parse('loket-1'), from: '08:00', to: '15:00' }] };
  const compared = await answerOf({ ask: 'compare', of: 'coming', day, change: changeOf(change) }, source, () => false);
  expect(compared).toMatchObject({ ok: true, value: { draws: 3, learnedFrom: 1, again: null, recorded: null } });
  const staffed = await answerOf({ ask: 'staffing', day }, source, () => false);
  if (!staffed.ok || !('halfHours' in staffed.value)) throw new Error(JSON.stringify(staffed));
  const { halfHours, services } = staffed.value;
  expect(services.length).toBe(office.services.length);
  expect(Math.max(...halfHours.map(({ needed }) => needed))).toBeGreaterThan(1);
  for (const { needed, erlang } of halfHours) expect(needed).toBeGreaterThanOrEqual(erlang);
  expect(await answerOf({ ask: 'staffing', day: monday }, source, () => false)).toEqual({ ok: false, path: 'day' });
  expect(await answerOf({ ask: 'compare', of: 'past', day, change: nothing }, source, () => false)).toEqual({
    ok: false,
    path: 'day',
  });
});
