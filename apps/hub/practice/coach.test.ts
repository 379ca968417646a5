import { expect, test } from 'vitest';
import { openPractice, type Practice } from './practice.test-kit.edge.ts';

const slipsOf = ({ floor }: Practice) => floor.view().slips.map(({ slip, times }) => `${slip} ${times}`);

test('R4 what goes wrong is named: withdrawn, out of turn, nobody there, still there, hurried, refused', async () => {
  const practice = await openPractice('rush');
  const { floor, until, does, at, seat, sit, call, recall, serve, finish, missed, pass } = practice;
  await sit();
  await call();
  await does({ type: 'Withdraw', ...at() });
  expect(slipsOf(practice)).toEqual(['withdrawn 1']);
  const last = [...floor.hub().floor().visits.values()].findLast(
    ({ stay, stages: [stage] }) => stay.is === 'waiting' && stage === 'berkas',
  );
  await does({ type: 'CallTicket', counter: seat.counter, ticket: last!.ticket });
  expect(slipsOf(practice)).toEqual(['withdrawn 1', 'outOfTurn 1']);
  await serve();
  expect(slipsOf(practice)).toContain('nobodyThere 1');
  await finish();
  expect(slipsOf(practice)).toContain('hurried 1');
  await call();
  await recall();
  await until(({ desk }) => desk?.is === 'here');
  await pass(60_000);
  await missed();
  expect(slipsOf(practice)).toContain('stillThere 1');
  await does({ type: 'Finish', counter: seat.counter, ticket: last!.ticket, outcome: 'done' });
  expect(slipsOf(practice)[0]).toBe('wrongKey 1');
  expect(floor.view().steps).toContainEqual({ step: 'serve', done: 1, of: 3 });
  expect(floor.view().steps).toContainEqual({ step: 'noShow', done: 0, of: 1 });
});

test('R4 a colleague who sits down at the trainee’s counter is not the trainee', async () => {
  const { floor, does, seat } = await openPractice('rush');
  await does({ type: 'OpenCounter', counter: seat.counter, officer: 'ratna' as never });
  expect(floor.view().steps).toContainEqual({ step: 'seat', done: 0, of: 1 });
});

test('R4 the time to the next call is the trainee’s own: ten times the speed makes nobody ten times slower', async () => {
  const { floor, pass, sit, call } = await openPractice('rush', { speed: 10 });
  await sit();
  await pass(3_000);
  await call();
  const [next] = floor.view().tasks;
  expect(next).toMatchObject({ task: 'nextCall', times: 1, medianMs: 3_000 });
});

test('R4 a priority visitor who goes first is explained by the turn of the lane', async () => {
  const { floor, sit, call } = await openPractice('papers');
  await sit();
  await call();
  expect(floor.view()).toMatchObject({ overtook: { rule: 'L2', stage: 'berkas', passed: 8 } });
  expect(floor.view().steps).toContainEqual({ step: 'priority', done: 1, of: 1 });
});
