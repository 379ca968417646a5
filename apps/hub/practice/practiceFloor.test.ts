import { expect, test } from 'vitest';
import { openPractice, servesOne } from './practice.test-kit.edge.ts';

test('R4 the rush is done by the book: three served, one recalled, one absent, and nothing to blame', async () => {
  const practice = await openPractice('rush');
  const { floor, until, pass, sit, call, recall, serve, finish, missed } = practice;
  expect(floor.view()).toMatchObject({ score: 0, desk: null, slips: [], cut: false });
  await sit();
  await servesOne(practice);
  await call();
  await pass(30_000);
  expect(floor.view().desk).toEqual({ number: expect.any(String), is: 'coming' });
  await recall();
  await until(({ desk }) => desk?.is === 'here');
  expect(floor.view().desk).toMatchObject({ needs: 'late' });
  await serve();
  await until(({ desk }) => desk?.is === 'ready');
  await finish();
  await call();
  await recall();
  expect(await missed()).toBe('tooEarly');
  await pass(60_000);
  expect(floor.view().desk?.is).toBe('coming');
  expect(await missed()).toBeUndefined();
  await servesOne(practice);
  const { over, score, slips, steps, tasks } = floor.view();
  expect({ over, score, slips }).toEqual({ over: 'done', score: 99, slips: [{ slip: 'wrongKey', times: 1 }] });
  expect(steps.every(({ done, of }) => done === of)).toBe(true);
  expect(tasks.map(({ task, times }) => [task, times])).toEqual([
    ['nextCall', 4],
    ['start', 3],
    ['finish', 3],
    ['noShow', 1],
  ]);
  expect(practice.failures).toEqual([]);
});

test('R1 twenty-five wait when the rush begins', async () => {
  const { floor } = await openPractice('rush');
  const waiting = [...floor.hub().floor().visits.values()].filter(({ stay }) => stay.is === 'waiting');
  expect(waiting).toHaveLength(25);
  expect(new Set(waiting.map(({ stages: [stage] }) => stage))).toEqual(new Set(['berkas']));
});

test('R4 wrong documents: incomplete with reasons, aside, a group apart, and priority when its turn comes', async () => {
  const practice = await openPractice('papers');
  const { floor, until, does, at, visitor, sit, call, serve, finish } = practice;
  await sit();
  const met = new Set<string>();
  for (let i = 0; i < 12 && floor.view().over === undefined; i++) {
    await call();
    await until(({ desk }) => desk?.is === 'here');
    await serve();
    const needs = floor.view().desk?.needs ?? '';
    met.add(visitor().lane === 'priority' ? 'priority' : needs);
    if (needs === 'incomplete') await finish('incomplete');
    else if (needs === 'aside') await does({ type: 'Park', ...at() });
    else {
      if (needs === 'group') await does({ type: 'Split', ticket: visitor().ticket, people: 1 });
      await until(({ desk, over }) => over !== undefined || desk?.is === 'ready');
      if (floor.view().over === undefined) await finish();
    }
  }
  const { over, score, slips } = floor.view();
  expect({ over, score, slips }).toEqual({ over: 'done', score: 100, slips: [] });
  expect([...met]).toEqual(expect.arrayContaining(['aside', 'group', 'incomplete', 'priority']));
  expect(practice.failures).toEqual([]);
});

test('R4 the outage: the hub is gone while somebody is served, comes back restored, and is told who sits there', async () => {
  const practice = await openPractice('outage');
  const { floor, until, pass, does, sit, call, serve, finish, doors, seat } = practice;
  await sit();
  await call();
  await until(({ desk }) => desk?.is === 'here');
  await serve();
  const { epoch } = floor.hub();
  await pass(6_000);
  expect(floor.view()).toMatchObject({ cut: true, desk: null });
  expect(doors).toEqual(['open', 'close']);
  expect(await does({ type: 'CallNext', counter: seat.counter })).toBe('notReady');
  await pass(13_000);
  expect(floor.view().cut).toBe(true);
  await until(({ cut }) => !cut, 5);
  expect(doors).toEqual(['open', 'close', 'open']);
  expect(floor.hub().epoch).toBeGreaterThan(epoch);
  expect(floor.view()).toMatchObject({ cut: false, desk: { is: 'working' } });
  await does({ type: 'CheckSeat', counter: seat.counter, right: true });
  await until(({ desk }) => desk?.is === 'ready');
  await finish();
  await call();
  const { over, score, tasks } = floor.view();
  expect({ over, score }).toEqual({ over: 'done', score: 99 });
  expect(tasks.find(({ task }) => task === 'recheck')).toMatchObject({ times: 1 });
  expect(practice.failures).toEqual([]);
});

test('R3 a practice that nobody touches for fifteen minutes is over, and one that is touched is not', async () => {
  const practice = await openPractice('rush', { speed: 0 });
  await practice.pass(14 * 60_000);
  practice.floor.wish({ does: 'speed', speed: 1 });
  await practice.pass(14 * 60_000);
  expect(practice.floor.view().over).toBeUndefined();
  await practice.pass(60_000 + 10_000);
  expect(practice.floor.view()).toMatchObject({ over: 'idle', took: expect.any(Number) });
});

test('R1 the same seed gives the same line, another one another', async () => {
  const line = async (seed: number) => {
    const { floor } = await openPractice('rush', { seed });
    return [...floor.hub().floor().visits.values()].map(({ service, issuedAt }) => `${service} ${issuedAt}`);
  };
  const first = await line(3);
  expect(await line(3)).toEqual(first);
  expect(await line(4)).not.toEqual(first);
});

test('R4 a wrong outcome costs, and is forgiven when it is undone', async () => {
  const practice = await openPractice('papers');
  const { floor, until, does, sit, call, serve, finish, visitor } = practice;
  await sit();
  do {
    await call();
    await until(({ desk }) => desk?.is === 'here');
    await serve();
    if (floor.view().desk?.needs !== 'incomplete') {
      await until(({ desk }) => desk?.is === 'ready');
      await finish();
    }
  } while (floor.view().desk?.needs !== 'incomplete');
  const before = floor.view().slips;
  const { ticket } = visitor();
  await finish('done');
  expect(floor.view().slips).not.toEqual(before);
  expect(await does({ type: 'Undo', ticket })).toBeUndefined();
  expect(floor.view().slips).toEqual(before);
  expect(floor.view().desk).toMatchObject({ needs: 'incomplete' });
});

test('S8 whoever an undo brings back is who they were, and as far as they were', async () => {
  const practice = await openPractice('rush');
  const { floor, does, visitor, sit } = practice;
  await sit();
  await practice.call();
  await practice.until(({ desk }) => desk?.is === 'here');
  await practice.serve();
  await practice.until(({ desk }) => desk?.is === 'ready');
  const { ticket } = visitor();
  const before = floor.view().desk;
  await practice.finish();
  expect(floor.view().desk).toBeNull();
  await does({ type: 'Undo', ticket });
  expect(floor.view().desk).toEqual(before);
  await practice.finish();
  expect(floor.view().steps).toContainEqual({ step: 'serve', done: 1, of: 3 });
  expect(floor.view().slips).toEqual([]);
});

test('R1 the work at the counter is passed over when asked, and no faster than asked after it', async () => {
  const practice = await openPractice('rush', { speed: 2 });
  const { floor, until, sit, call, serve, pass } = practice;
  await sit();
  await call();
  await until(({ desk }) => desk?.is === 'here');
  await serve();
  floor.wish({ does: 'skip' });
  expect(floor.view().skipping).toBe(true);
  await pass(3_000);
  expect(floor.view()).toMatchObject({ skipping: false, speed: 2, desk: { is: 'ready' } });
  const from = floor.hub().now();
  await pass(10_000);
  expect(floor.hub().now() - from).toBe(20_000);
});

test('R3 a practice is over when its made-up office closes, however busy its trainee is', async () => {
  const { floor, pass } = await openPractice('rush', { speed: 10 });
  for (let tens = 0; tens < 5; tens++) {
    await pass(10 * 60_000);
    floor.wish({ does: 'speed', speed: 10 });
  }
  expect(floor.view().over).toBeUndefined();
  await pass(5 * 60_000);
  expect(floor.view().over).toBe('closing');
});
