import { expect, test } from 'vitest';
import { minuteMs } from '../../../shared/ids.ts';
import { factsOf } from './facts.ts';
import { openHall, type Hall } from './testing/hall.test-kit.ts';

const on = (ticket: string) => ({ counter: 'c2', ticket });
const facts = (hall: Hall, last: number) =>
  hall.journal.slice(-last).flatMap((recorded) => factsOf(recorded, hall.floor));

test('an ended stage and an ended visit make one row each', () => {
  const hall = openHall().opens('c2', 'ani').takes('p1', { service: 'permit', lane: 'priority' });
  const issued = hall.now();
  hall.pass(60).calls('c2');
  hall
    .pass(60)
    .starts('c2')
    .pass(60)
    .does({ type: 'Finish', ...on('p1'), outcome: 'referred' });
  const common = {
    day: '2026-03-02',
    ticket: 'p1',
    number: 'B-001',
    service: 'permit',
    stage: 'papers',
    lane: 'priority',
    counter: 'c2',
    officer: 'ani',
    people: 1,
    from: issued,
    calledAt: issued + minuteMs,
    startedAt: issued + 2 * minuteMs,
    endedAt: issued + 3 * minuteMs,
    outcome: 'referred',
  };
  expect(facts(hall, 2)).toEqual([
    { ...common, seq: hall.floor.seq - 1, kind: 'stage' },
    { ...common, seq: hall.floor.seq, kind: 'visit' },
  ]);
});

test('a stage that was not started has no start', () => {
  const hall = openHall().opens('c2', 'ani').takes('p1', { service: 'permit' });
  hall.calls('c2');
  hall.finishes('c2');
  expect(facts(hall, 1)).toMatchObject([{ kind: 'stage', stage: 'papers', startedAt: null }]);
});

test('a visit that was never served names no counter and the stage it waited for', () => {
  const hall = openHall().takes('p1', { service: 'permit' }).does({ type: 'Cancel', ticket: 'p1' });
  expect(facts(hall, 1)).toMatchObject([
    { kind: 'visit', stage: 'papers', counter: null, officer: null, calledAt: null, startedAt: null },
  ]);
});

test('other events make none', () => {
  const hall = openHall().takes('t1');
  expect(facts(hall, hall.journal.length)).toEqual([]);
});
