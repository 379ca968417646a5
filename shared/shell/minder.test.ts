import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits, mind, startMinding, type Act, type Heard, type Minding } from './minder.ts';

/** A window in virtual time: one tick a second, and every act with the second it came in. */
function minded(demandsBeats = true) {
  let now = 0;
  let state: Minding = startMinding(0, demandsBeats);
  const acts: { readonly at: number; readonly act: Act }[] = [];
  function hear(heard: Heard) {
    const step = mind(state, heard, now);
    state = step.state;
    if (step.act) acts.push({ at: now / 1000, act: step.act });
  }
  return {
    hear,
    state: () => state,
    /** What was done since the last time this was asked. */
    done: () => acts.splice(0).map(({ at, act }) => `${at} ${act.do === 'tell' ? act.trouble : act.do}`),
    /** Seconds pass; the page beats in each of them where it is told to. */
    pass(seconds: number, { beats = false, loads = false } = {}) {
      for (let second = 0; second < seconds; second++) {
        now += 1_000;
        if (beats) hear('alive');
        hear('tick');
        if (loads && state.face.kind === 'loading') hear('shown');
      }
    },
    acts,
  };
}

test('I37 a page that beats each second is left alone for a day', () => {
  const window = minded();
  window.hear('shown');
  window.pass(86_400, { beats: true });
  expect(window.done()).toEqual([]);
});

test('a page that falls silent is loaded again after 5 s and gets a new window after 15 s', () => {
  const window = minded();
  window.hear('shown');
  window.pass(3, { beats: true });
  window.pass(20, { loads: true });
  expect(window.done()).toEqual(['8 load', '18 restart', '23 load']);
});

test('a page whose loop is stuck, so that even the reload never comes, still gets a new window after 15 s', () => {
  const window = minded();
  window.hear('shown');
  window.pass(15);
  expect(window.done()).toEqual(['5 load', '15 restart']);
});

test('a reload that brings the beats back is the end of it', () => {
  const window = minded();
  window.hear('shown');
  window.pass(5);
  window.hear('shown');
  window.pass(100, { beats: true });
  expect(window.done()).toEqual(['5 load']);
});

test('a page that knows nothing of beats is not reloaded for it, until it has once beaten', () => {
  const window = minded(false);
  window.hear('shown');
  window.pass(1_000);
  expect(window.done()).toEqual([]);
  window.pass(1, { beats: true });
  window.pass(5);
  expect(window.done()).toEqual(['1006 load']);
});

test('five steps in ten minutes are followed by a rest of a minute, then two, with the reason on the screen', () => {
  const window = minded();
  window.hear('shown');
  for (let crash = 0; crash < 5; crash++) {
    window.hear('gone');
    window.hear('shown');
  }
  expect(window.done()).toEqual(['0 load', '0 load', '0 load', '0 load', '0 load']);
  window.hear('gone');
  expect(window.done()).toEqual(['0 resting']);
  window.pass(59);
  expect(window.done()).toEqual([]);
  window.pass(1);
  expect(window.done()).toEqual(['60 load']);
  window.hear('shown');
  for (let crash = 0; crash < 6; crash++) window.hear('gone');
  expect(window.done().at(-1)).toBe('60 resting');
  window.pass(119);
  expect(window.done()).toEqual([]);
  window.pass(1);
  expect(window.done()).toEqual(['180 load']);
});

test('the sixth failure counts from the first of the last ten minutes only', () => {
  const window = minded();
  window.hear('shown');
  for (let crash = 0; crash < 30; crash++) {
    window.hear('gone');
    window.hear('shown');
    window.pass(125, { beats: true });
  }
  expect(new Set(window.done().map((act) => act.split(' ')[1]))).toEqual(new Set(['load']));
});

test('while the hub is away its address is asked every two seconds, and the first answer opens the screen', () => {
  const window = minded();
  window.hear('failed');
  window.pass(5);
  window.hear('answers');
  window.hear('shown');
  expect(window.done()).toEqual(['0 away', '2 probe', '4 probe', '5 load']);
  expect(window.state().awayFrom).toBeUndefined();
});

test('the page says since when the screen is away, however often it is tried in between', () => {
  const window = minded();
  window.pass(3);
  window.hear('failed');
  window.pass(10);
  window.hear('answers');
  window.hear('failed');
  const since = window.acts.flatMap(({ act }) => (act.do === 'tell' ? [act.since] : []));
  expect(since).toEqual([3_000, 3_000]);
});

test('a hub that takes the call and never answers is away after 15 s', () => {
  const window = minded();
  window.pass(15);
  expect(window.done()).toEqual(['15 away']);
});

test('a wrong certificate is its own page, and asked about less often', () => {
  const window = minded();
  window.hear('untrusted');
  window.pass(20);
  expect(window.done()).toEqual(['0 untrusted', '10 probe', '20 probe']);
});

test('a renderer that dies on the page of the shell itself does not count against the screen', () => {
  const window = minded();
  window.hear('failed');
  for (let crash = 0; crash < 10; crash++) window.hear('gone');
  expect(new Set(window.done())).toEqual(new Set(['0 away']));
  expect(window.state().steps).toEqual([]);
});

test('somebody at the counter need not wait for the next try', () => {
  const window = minded();
  window.hear('failed');
  window.hear('retry');
  expect(window.done()).toEqual(['0 away', '0 load']);
});

test('whatever happens, a window is never left without somebody trying again, nor stepped in for more than a rest allows', () => {
  const heard = fc.constantFrom<Heard[]>('shown', 'failed', 'untrusted', 'alive', 'gone', 'stuck', 'answers', 'tick');
  fc.assert(
    fc.property(fc.array(fc.tuple(heard, fc.integer({ min: 0, max: 90 })), { maxLength: 200 }), (story) => {
      const window = minded();
      for (const [what, seconds] of story) {
        window.hear(what);
        window.pass(seconds);
      }
      const stepped = window.acts.filter(({ act }) => act.do === 'restart').map(({ at }) => at);
      for (const at of stepped)
        expect(stepped.filter((one) => at - one < limits.countMs / 1000 && one <= at).length).toBeLessThanOrEqual(
          limits.steps,
        );
      window.done();
      window.pass(limits.longestRestMs / 1000);
      expect(window.state().face.kind === 'screen' || window.done().length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
});
