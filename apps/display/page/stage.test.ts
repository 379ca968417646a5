import { expect, test } from 'vitest';
import { CounterId, ServiceId, TicketId } from '../../../shared/ids.ts';
import type { DisplayCall, DisplayView } from '../../../shared/protocol/views.ts';
import { emptyStage, stageNext, type Stage } from './stage.ts';

const start = 1_795_000_000_000;
const call = (announcement: number, number: string, counter = 1): DisplayCall => ({
  ticket: TicketId.parse(`t-${number}`),
  number,
  counter,
  at: start,
  call: announcement,
  announcement,
  recall: false,
  language: 'id',
  service: ServiceId.parse('paspor-baru'),
  people: 1,
});
const serving = (number: string): DisplayView['counters'] => [
  { id: CounterId.parse('loket-1'), number: 1, state: 'open', ticket: number, phase: 'serving' },
];

/** Each step: seconds after the start, and what the hub says then. */
function play(
  steps: readonly [seconds: number, calling: readonly DisplayCall[], counters?: DisplayView['counters']][],
) {
  let stage: Stage = emptyStage;
  return steps.map(([seconds, calling, counters = []]) => {
    stage = stageNext(stage, { calling: [...calling], counters }, start + seconds * 1_000);
    return stage.on?.call.number;
  });
}

const [a, b] = [call(1, 'A-001'), call(2, 'B-001', 2)];

test('A4 each call has the stage for 5 s at least, and the next one waits for it', () => {
  expect(
    play([
      [0, [a]],
      [1, [a, b]],
      [4.9, [a, b]],
      [5, [a, b]],
      [9.9, [a, b]],
      [10, [a, b]],
    ]),
  ).toEqual(['A-001', 'A-001', 'A-001', 'B-001', 'B-001', undefined]);
});

test('a call whose visitor has arrived keeps its 5 s, one that is withdrawn leaves at once', () => {
  expect(
    play([
      [0, [a]],
      [2, [], serving('A-001')],
      [5, [], serving('A-001')],
    ]),
  ).toEqual(['A-001', 'A-001', undefined]);
  expect(
    play([
      [0, [a]],
      [2, []],
    ]),
  ).toEqual(['A-001', undefined]);
});

test('a recall takes the stage again', () => {
  const again = { ...call(3, 'A-001'), recall: true };
  expect(
    play([
      [0, [a]],
      [6, [a]],
      [20, [again]],
    ]),
  ).toEqual(['A-001', undefined, 'A-001']);
});

test('a call that is gone before its turn does not take the stage', () => {
  expect(
    play([
      [0, [a, b]],
      [3, [a], serving('B-001')],
      [5, [a], serving('B-001')],
    ]),
  ).toEqual(['A-001', 'A-001', undefined]);
});

test('A3 a call over 60 s old at first sight is only listed', () => {
  expect(play([[61, [a]]])).toEqual([undefined]);
  expect(play([[59, [a]]])).toEqual(['A-001']);
});

test('a call keeps the stage for as long as it is being said', () => {
  const view = { calling: [a, b], counters: [] };
  const on = (said: number | undefined) =>
    stageNext(stageNext(emptyStage, view, start), view, start + 7_000, said).on?.call.number;
  expect(on(a.announcement)).toBe('A-001');
  expect(on(undefined)).toBe('B-001');
});
