import { expect, test } from 'vitest';
import { CounterId, ServiceId, TicketId } from '../../../shared/ids.ts';
import type { DisplayCall, DisplayView } from '../../../shared/protocol/views.ts';
import { emptyQueue, languagesOf, voiceEnded, voiceStep, type Act, type Moment } from './voiceQueue.ts';

const start = 1_795_000_000_000;
const saidFor = 7_000;
const call = (announcement: number, number: string, more: Partial<DisplayCall> = {}): DisplayCall => ({
  ticket: TicketId.parse(`t-${number}`),
  number,
  counter: 1,
  at: start,
  call: announcement,
  announcement,
  recall: false,
  language: 'id',
  service: ServiceId.parse('paspor-baru'),
  people: 1,
  ...more,
});
const serving = (number: string): DisplayView['counters'] => [
  { id: CounterId.parse('loket-1'), number: 1, state: 'open', ticket: number, phase: 'serving' },
];
const [a, b, c] = [call(1, 'A-001'), call(2, 'B-001', { at: start + 300 }), call(3, 'C-001', { at: start + 900 })];

type Change = Partial<Omit<Moment, 'view' | 'isOver' | 'now' | 'tick'>> & {
  readonly calling?: readonly DisplayCall[];
  readonly counters?: DisplayView['counters'];
  /** How the sounds that begin from now on end. */
  readonly ending?: 'spoken' | 'failed';
  /** From now on the page is not told when a sound ends; only the sound card knows. */
  readonly untold?: true;
  /** No report reaches the hub from now on. */
  readonly cut?: true;
};

/** A hall in steps of 50 ms: what is heard from when to when, and what is reported. The hub notes each report. */
function hall(changes: readonly (readonly [ms: number, change: Change])[], until = 60_000) {
  let queue = emptyQueue;
  let state = {
    calling: [] as readonly DisplayCall[],
    counters: [] as DisplayView['counters'],
    voice: true,
    sound: true,
  };
  let ending: 'spoken' | 'failed' = 'spoken';
  let isCut = false;
  let isUntold = false;
  let sound: { readonly name: string; readonly from: number } | undefined;
  const heard: [name: string, from: number, to: number][] = [];
  const reports: string[] = [];
  const isOver = (ms: number) => sound !== undefined && ms - sound.from >= saidFor;
  let overlaps = 0;
  const act = (acts: readonly Act[], ms: number) => {
    for (const one of acts) {
      if (one.do === 'report') {
        reports.push(`${one.announcement} ${one.outcome}`);
        const { announcement, outcome } = one;
        state = {
          ...state,
          calling: state.calling.map((each) =>
            each.announcement === announcement && !isCut ? { ...each, outcome } : each,
          ),
        };
      } else if (one.do === 'stop') {
        if (sound) heard.push([isOver(ms) ? sound.name : `${sound.name} cut`, sound.from, ms]);
        sound = undefined;
      } else {
        if (sound) overlaps++;
        sound = { name: one.round === 1 ? one.call.number : `${one.call.number} again`, from: ms };
      }
    }
  };
  for (let ms = 0; ms <= until; ms += 50) {
    for (const [at, change] of changes) {
      if (at !== ms) continue;
      ending = change.ending ?? ending;
      isCut ||= change.cut === true;
      isUntold ||= change.untold === true;
      state = {
        calling: change.calling ?? state.calling,
        counters: change.counters ?? state.counters,
        voice: change.voice ?? state.voice,
        sound: change.sound ?? state.sound,
      };
    }
    if (sound && isOver(ms) && !isUntold) {
      heard.push([sound.name, sound.from, ms]);
      sound = undefined;
      const end = voiceEnded(queue, ending, ms);
      queue = end.queue;
      act(end.acts, ms);
    }
    const { calling, counters, voice } = state;
    const step = voiceStep(queue, {
      view: { calling: [...calling], counters },
      voice,
      sound: state.sound,
      isOver: isOver(ms),
      now: start + ms,
      tick: ms,
    });
    queue = step.queue;
    act(step.acts, ms);
  }
  expect(overlaps).toBe(0);
  return { heard, reports, names: heard.map(([name]) => name) };
}

test('A4 three calls within one second: in order, 400 ms apart, the repeat only for the last', () => {
  const { heard, reports } = hall([
    [0, { calling: [a] }],
    [300, { calling: [a, b] }],
    [900, { calling: [a, b, c] }],
  ]);
  expect(heard).toEqual([
    ['A-001', 0, 7_000],
    ['B-001', 7_400, 14_400],
    ['C-001', 14_800, 21_800],
    ['C-001 again', 22_200, 29_200],
  ]);
  expect(reports).toEqual(['1 spoken', '2 spoken', '3 spoken']);
});

test('I23 a call whose report never reaches the hub is still said once, and once again as its repeat', () => {
  const { names, reports } = hall([[0, { calling: [a, b], cut: true }]]);
  expect(names).toEqual(['A-001', 'B-001', 'B-001 again']);
  expect(reports).toEqual(['1 spoken', '2 spoken']);
});

test('I23 the line is lost when a call has been heard to its end and the page not told so yet: it is reported, and not said anew', () => {
  const { names, reports } = hall([
    [0, { calling: [a, b], untold: true }],
    [saidFor, { voice: false }],
    [9_000, { voice: true }],
  ]);
  expect(names).toEqual(['A-001', 'B-001', 'B-001 again']);
  expect(reports).toEqual(['1 spoken', '2 spoken']);
});

test('A1 the order is that of the announcements, not of the list', () => {
  expect(hall([[0, { calling: [c, a, b] }]]).names).toEqual(['A-001', 'B-001', 'C-001', 'C-001 again']);
});

test('A4 a call alone is said twice and reported once', () => {
  const { names, reports } = hall([[0, { calling: [a] }]]);
  expect(names).toEqual(['A-001', 'A-001 again']);
  expect(reports).toEqual(['1 spoken']);
});

test('A4 a recall is a new announcement, and takes the place of the repeat', () => {
  const again = { ...a, announcement: 4, recall: true, at: start + 5_000 };
  expect(
    hall([
      [0, { calling: [a] }],
      [5_000, { calling: [again] }],
    ]),
  ).toMatchObject({ names: ['A-001', 'A-001', 'A-001 again'], reports: ['1 spoken', '4 spoken'] });
});

test('a visitor who has arrived is not called again; who waited for the voice then is not called at all', () => {
  expect(
    hall([
      [0, { calling: [a, b] }],
      [3_000, { calling: [a], counters: serving('B-001') }],
      [5_000, { calling: [], counters: serving('A-001') }],
    ]),
  ).toMatchObject({ names: ['A-001'], reports: ['1 spoken'] });
});

test('C10 a withdrawn call is cut off and not reported, and the next one follows', () => {
  const { heard, reports } = hall([
    [0, { calling: [a, b] }],
    [2_000, { calling: [b] }],
  ]);
  expect(heard.slice(0, 2)).toEqual([
    ['A-001 cut', 0, 2_000],
    ['B-001', 2_400, 9_400],
  ]);
  expect(reports).toEqual(['2 spoken']);
});

test('A3 on reconnect only what is open, under 60 s old and unreported is said', () => {
  const { names } = hall([
    [0, { voice: false, calling: [a, call(2, 'B-001', { at: start - 60_000 }), { ...c, outcome: 'spoken' }] }],
    [100, { voice: true }],
  ]);
  expect(names).toEqual(['A-001', 'A-001 again']);
  const late = [call(1, 'A-001', { at: start - 59_900 }), call(2, 'B-001', { at: start - 59_999 })];
  expect(hall([[0, { calling: late }]]).names[0]).toBe('A-001');
});

test('A3 what grew too old while it waited for the voice is reported as only shown', () => {
  const { names, reports } = hall([[0, { calling: [a, call(2, 'B-001', { at: start - 55_000 })] }]]);
  expect(names).toEqual(['A-001', 'A-001 again']);
  expect(reports).toEqual(['2 shown', '1 spoken']);
});

test('A2 another voice takes over: this one is silent at once and reports nothing', () => {
  const { names, reports } = hall([
    [0, { calling: [a] }],
    [1_000, { voice: false }],
  ]);
  expect(names).toEqual(['A-001 cut']);
  expect(reports).toEqual([]);
});

test('A2 chosen again, it says anew what nobody has reported', () => {
  expect(
    hall([
      [0, { calling: [a] }],
      [1_000, { voice: false }],
      [2_000, { voice: true }],
    ]).names,
  ).toEqual(['A-001 cut', 'A-001', 'A-001 again']);
});

test('a display that is not the voice says nothing', () => {
  expect(hall([[0, { calling: [a, b], voice: false }]])).toMatchObject({ heard: [], reports: [] });
});

test('without sound each call is reported as only shown, the one that was cut off too', () => {
  expect(hall([[0, { calling: [a, b], sound: false }]])).toMatchObject({ heard: [], reports: ['1 shown', '2 shown'] });
  expect(
    hall([
      [0, { calling: [a] }],
      [1_000, { sound: false }],
    ]),
  ).toMatchObject({ names: ['A-001 cut'], reports: ['1 shown'] });
});

test('what could not be played is reported as failed and not tried again', () => {
  expect(hall([[0, { calling: [a], ending: 'failed' }]])).toMatchObject({ names: ['A-001'], reports: ['1 failed'] });
});

test('the next moment is named', () => {
  const moment = {
    view: { calling: [a, b], counters: [] },
    voice: true,
    sound: true,
    isOver: false,
    now: start,
    tick: 0,
  };
  const first = voiceStep(emptyQueue, moment);
  const ended = voiceEnded(first.queue, 'spoken', 7_000);
  expect(voiceStep(ended.queue, { ...moment, tick: 7_100 })).toMatchObject({ again: 300, acts: [] });
});

test('Indonesian always, English for a hall or a visitor that needs it', () => {
  expect(languagesOf({ language: 'id' }, ['id'])).toEqual(['id']);
  expect(languagesOf({ language: 'en' }, ['id'])).toEqual(['id', 'en']);
  expect(languagesOf({ language: 'id' }, ['id', 'en'])).toEqual(['id', 'en']);
});
