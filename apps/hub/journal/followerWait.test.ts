import { expect, test } from 'vitest';
import { createFollowers } from './followers.ts';
import { patienceMs, quickMs, waitForFollower, type FollowerWaitState } from './followerWait.ts';
import { memoryDisk, openMemory } from './memory.ts';
import { createScribe, opening, visit } from './scribe.ts';

/** A hub that waits for followers, with a clock that only the test moves. */
function hub() {
  const memory = openMemory(memoryDisk());
  const scribe = createScribe(memory);
  const followers = createFollowers(memory);
  const said: FollowerWaitState[] = [];
  let now = 0;
  let timers: { readonly at: number; readonly work: () => void }[] = [];
  const wait = waitForFollower(memory, followers, {
    now: () => now,
    onChange: (state) => said.push(state),
    wakeIn(ms, work) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
  });
  let visits = 0;
  void wait.journal.append([opening(scribe)]);
  return {
    wait,
    said,
    followers,
    head: () => memory.head(),
    /** How far the copy of `spare` is, as it would say it. */
    joins: (seq = memory.head().seq) =>
      followers.join({ follower: 'spare', after: { seq, hash: memory.hashAt(seq) ?? '' } }, now),
    /** It has what is under way on its disk. */
    answers: () => {
      const to = followers.next('spare', now)?.to ?? 0;
      return () => followers.acked('spare', { seq: to, hash: memory.hashAt(to) ?? '' }, now);
    },
    /** One batch; whether its replies may leave. */
    work: (turns = visit(scribe, ++visits)) => {
      let left = false;
      const appended = wait.journal.append(turns);
      if (!appended) left = true;
      else void appended.then(() => (left = true));
      return async () => {
        await Promise.resolve();
        await Promise.resolve();
        return left;
      };
    },
    pass: (ms: number) => {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { work } of due) work();
    },
  };
}

test('I13 replies wait for the follower that has the batch on its disk', async () => {
  const { wait, joins, work, answers, pass, said } = hub();
  wait.begin();
  joins();
  const left = work();
  const answer = answers();
  expect(await left()).toBe(false);
  pass(patienceMs - 1);
  expect(await left()).toBe(false);
  answer();
  expect(await left()).toBe(true);
  expect(said).toEqual([]);
});

test('I13 an answer about an earlier batch is not one about this', async () => {
  const { wait, joins, work, answers } = hub();
  joins();
  work();
  const earlier = answers();
  wait.begin();
  const left = work();
  earlier();
  expect(await left()).toBe(false);
  answers()();
  expect(await left()).toBe(true);
});

test('I13 a repeated key has no events, but its answer speaks of some: it waits as well', async () => {
  const { wait, work, joins, answers } = hub();
  work();
  wait.begin();
  const left = work([]);
  expect(await left()).toBe(false);
  joins(2);
  answers()();
  expect(await left()).toBe(true);
  expect(await work([])()).toBe(true);
});

test('the doors wait for nobody before they are open, nor once they are shut', async () => {
  const { wait, work } = hub();
  expect(await work()()).toBe(true);
  wait.begin();
  const left = work();
  expect(await left()).toBe(false);
  wait.end();
  expect(await left()).toBe(true);
  expect(await work()()).toBe(true);
  expect(wait.state()).toEqual({ aloneSince: undefined, times: 0 });
});

test('where no follower answers the office goes on alone, says so once, and waits again by itself', async () => {
  const { wait, work, pass, said, joins, head } = hub();
  wait.begin();
  const left = work();
  pass(patienceMs);
  expect(await left()).toBe(true);
  expect(await work()()).toBe(true);
  expect(said).toEqual([{ aloneSince: patienceMs, times: 1 }]);
  pass(1_000);
  joins(head().seq - 1);
  expect(said.length, 'it is not at the head').toBe(1);
  joins();
  expect(said.slice(1)).toEqual([{ aloneSince: undefined, times: 1 }]);
  expect(await work()()).toBe(false);
});

test('under work a follower has caught up when the rest fits into its next batch', async () => {
  const { wait, work, pass, joins, answers } = hub();
  wait.begin();
  joins();
  work();
  pass(patienceMs);
  const first = answers();
  work();
  first();
  expect(wait.state().aloneSince).toBeUndefined();
  const left = work();
  expect(await left()).toBe(false);
  answers()();
  expect(await left()).toBe(true);
});

test('a follower that is slow does not stop the office again and again', () => {
  const { wait, work, pass, joins, answers } = hub();
  wait.begin();
  joins();
  work();
  const slow = answers();
  pass(patienceMs);
  slow();
  expect(wait.state()).toMatchObject({ times: 1 });
  expect(wait.state().aloneSince).toBeDefined();
  work();
  const quick = answers();
  pass(quickMs);
  quick();
  expect(wait.state().aloneSince).toBeUndefined();
});
