import { expect, test } from 'vitest';
import { minuteMs, secondMs, type Instant, type TicketId } from '../../../shared/ids.ts';
import { as, openHall, type Hall } from '../domain/testing/hall.test-kit.ts';
import type { Band } from '../forecast/forecast.ts';
import type { Range } from '../forecast/promises.ts';
import type { Change } from './entry.ts';
import { createRecorder, type Remembered } from './recorder.ts';

const t = (ticket: string) => ticket as TicketId;
const bandOf = (p50: number): Band => ({
  p10: (p50 - 8) * minuteMs,
  p20: (p50 - 5) * minuteMs,
  p50: p50 * minuteMs,
  p80: (p50 + 5) * minuteMs,
  p90: (p50 + 8) * minuteMs,
  basis: 'lookAhead',
});
const baselines = { qlLive: () => 12 * minuteMs, les: () => 7 * minuteMs };

/** A recorder that hears all of a hall's journal from `from` on, and foresees each ticket that is named. */
function recorderOf(hall: Hall, known: readonly Remembered[] = []) {
  const recorder = createRecorder(known);
  let heard = 0;
  const hears = () => {
    for (const recorded of hall.journal.slice(heard)) recorder.heard(recorded);
    heard = hall.journal.length;
  };
  return {
    hears,
    foresees(bands: { readonly [ticket: string]: number }, told: { readonly [ticket: string]: Range } = {}) {
      hears();
      recorder.foreseen({
        now: hall.now(),
        floor: hall.floor,
        bands: new Map(Object.entries(bands).map(([ticket, p50]) => [t(ticket), bandOf(p50)])),
        told: new Map(Object.entries(told).map(([ticket, range]) => [t(ticket), range])),
        baselines,
      });
    },
    take(): readonly Change[] {
      hears();
      return recorder.take();
    },
  };
}
const endings = (changes: readonly Change[]) =>
  changes.flatMap((change) => (change.kind === 'ended' ? [[change.ticket, change.ended?.how ?? 'waits']] : []));
const range = (from: Instant, low: number, high: number): Range => ({
  low: from + low * minuteMs,
  high: from + high * minuteMs,
});

test('F4 the first forecast of a ticket is kept as it was made, with what simpler ways said and what its slip promised', () => {
  const hall = openHall({ from: '08:00' }).opens('c1', 'ani').takes('t1');
  const recorder = recorderOf(hall);
  hall.pass(2);
  recorder.foresees({ t1: 20 });
  const [change] = recorder.take();
  expect(change).toEqual({
    kind: 'forecast',
    forecast: {
      ticket: 't1',
      day: hall.floor.day,
      service: 'passport',
      lane: 'regular',
      issuedAt: hall.now() - 2 * secondMs,
      at: hall.now(),
      seq: hall.floor.seq,
      band: [12, 15, 20, 25, 28].map((minutes) => minutes * minuteMs),
      basis: 'lookAhead',
      qlLive: 12 * minuteMs,
      les: 7 * minuteMs,
      shown: null,
    },
  });
  recorder.foresees({ t1: 30 });
  expect(recorder.take()).toEqual([]);
});

test('F4 an entry ends with the first call; a call withdrawn and an ending undone leave it open', () => {
  const hall = openHall({ from: '08:00' }).opens('c1', 'ani').takes('t1 t2 t3');
  const recorder = recorderOf(hall);
  recorder.foresees({ t1: 1, t2: 5, t3: 9 });
  recorder.take();
  hall.pass(60).calls('c1');
  hall.pass(5).does({ type: 'Withdraw', counter: 'c1', ticket: 't1' });
  expect(endings(recorder.take())).toEqual([
    ['t1', 'called'],
    ['t1', 'waits'],
  ]);
  hall.pass(30).calls('c1');
  const called = hall.now();
  hall.starts('c1').pass(300).finishes('c1');
  hall.does({ type: 'Cancel', ticket: 't2', reason: 'left' }, as.supervisor('sari'));
  hall.does({ type: 'Undo', ticket: 't2' }, as.supervisor('sari'));
  hall.does({ type: 'Postpone', ticket: 't3' });
  const changes = recorder.take();
  expect(endings(changes)).toEqual([
    ['t1', 'called'],
    ['t2', 'cancelled'],
    ['t2', 'waits'],
    ['t3', 'postponed'],
  ]);
  expect(changes.find(({ kind }) => kind === 'ended')).toMatchObject({ ended: { at: called } });
});

test('F4 after a crash the same events are told again: what was written stays, what was lost is found', () => {
  const hall = openHall({ from: '08:00' }).opens('c1', 'ani').takes('t1 t2');
  const first = recorderOf(hall);
  first.foresees({ t1: 1, t2: 5 });
  hall.pass(60).calls('c1');
  const known = [...first.take()].flatMap((change) =>
    change.kind === 'forecast'
      ? [{ ticket: change.forecast.ticket, day: hall.floor.day, seq: change.forecast.seq, ended: null, told: null }]
      : [],
  );
  expect(known.map(({ ticket }) => ticket)).toEqual(['t1', 't2']);
  hall.pass(5).does({ type: 'Withdraw', counter: 'c1', ticket: 't1' }).pass(30).calls('c1');
  const called = hall.now();
  hall.does({ type: 'Cancel', ticket: 't2' });
  const again = recorderOf(hall, known);
  const found = again.take();
  expect(endings(found)).toEqual([
    ['t1', 'called'],
    ['t1', 'waits'],
    ['t1', 'called'],
    ['t2', 'cancelled'],
  ]);
  const ended = new Map(found.flatMap((change) => (change.kind === 'ended' ? [[change.ticket, change.ended]] : [])));
  expect(ended.get(t('t1'))?.at).toBe(called);
  const third = recorderOf(
    hall,
    known.map((one) => ({ ...one, ended: ended.get(one.ticket) ?? null })),
  );
  expect(third.take()).toEqual([]);
});

test('F4 a revision is a change of what is told; the first word of a ticket whose slip said nothing is none', () => {
  const hall = openHall({ from: '08:00' }).opens('c1', 'ani');
  const shown = range(hall.now(), 20, 30);
  hall.takes('t1').knows({ estimate: shown }).takes('t2');
  const recorder = recorderOf(hall);
  const first = range(hall.now(), 5, 10);
  const next = range(hall.now(), 10, 20);
  recorder.foresees({ t1: 7, t2: 25 }, { t1: first, t2: shown });
  recorder.foresees({ t1: 8, t2: 25 }, { t1: first, t2: shown });
  recorder.foresees({ t1: 12, t2: 25 }, { t1: next, t2: next });
  const revised = recorder.take().filter(({ kind }) => kind === 'revised');
  expect(revised).toEqual([
    { kind: 'revised', ticket: 't1', at: hall.now(), told: next },
    { kind: 'revised', ticket: 't2', at: hall.now(), told: next },
  ]);
});

test('F4 nothing is kept of who is not there yet, nor of a wait for a later stage', () => {
  const hall = openHall({ from: '08:00' }).opens('c1', 'ani').takes('t1', { remote: true });
  const recorder = recorderOf(hall);
  recorder.foresees({ t1: 20 });
  expect(recorder.take()).toEqual([]);
});
