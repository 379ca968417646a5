import { expect, test } from 'vitest';
import type { Office } from '../../../../shared/protocol/office.ts';
import { as, openHall } from '../testing/hall.test-kit.ts';

/** The small office promises 40 minutes for a passport; two counters serve it first, one after its own. */
const promising = (office: Office): Office => ({
  ...office,
  services: office.services.map((service) =>
    service.id === 'passport' ? { ...service, promiseMinutes: 40 } : service,
  ),
});
const advise = (p80Minutes: number) => ({ type: 'AdviseCounter', service: 'passport', p80Minutes }) as const;
const withdraw = (p80Minutes: number) => ({ type: 'WithdrawAdvice', stage: 'data', p80Minutes }) as const;

test('F5 F1 an advice is recorded with its figures, moves nobody, and stands until it is withdrawn', () => {
  const hall = openHall({ change: promising }).opens('c1', 'ani').takes('t1 t2');
  expect(hall.events(advise(41), as.hub)).toEqual([
    { type: 'CounterAdvised', service: 'passport', stage: 'data', helper: 'c4', p80Minutes: 41, promiseMinutes: 40 },
  ]);
  expect([...hall.floor.advice.keys()]).toEqual(['data']);
  expect(hall.order('data')).toEqual(['t1', 't2']);
  expect(hall.floor.counters.get('c4' as never)?.state).toBe('closed');
  expect(hall.refusal(advise(90), as.hub)).toBe('alreadyAdvised');
  expect(hall.refusal(withdraw(41), as.hub)).toBe('predictionUnclear');
  hall.does(withdraw(40), as.hub);
  expect(hall.floor.advice.size).toBe(0);
  expect(hall.refusal(withdraw(1), as.hub)).toBe('notAdvised');
  expect(hall.replayed()).toEqual(hall.floor);
});

test('F5 only for a promise that is broken, and of a service that has one', () => {
  const hall = openHall({ change: promising }).opens('c1', 'ani');
  expect(hall.refusal(advise(40), as.hub)).toBe('predictionUnclear');
  expect(hall.refusal({ type: 'AdviseCounter', service: 'permit', p80Minutes: 300 }, as.hub)).toBe('predictionUnclear');
  expect(hall.refusal({ type: 'AdviseCounter', service: 'none', p80Minutes: 300 }, as.hub)).toBe('unknownService');
  expect(hall.refusal(advise(300), as.officer('ani'))).toBe('notAllowed');
});

test('F5 not while the day is being closed', () => {
  const hall = openHall({ change: promising }).opens('c1', 'ani').takes('t1');
  hall.calls('c1');
  hall.does({ type: 'CloseDay' });
  expect(hall.floor.state).toBe('closing');
  expect(hall.refusal(advise(300), as.hub)).toBe('dayClosed');
});

test('F5 only where a counter could help: one that is not open, for whom an officer with the skill is free', () => {
  const hall = openHall({ change: promising }).opens('c1', 'ani').opens('c2', 'budi');
  expect(hall.events(advise(60), as.hub)[0]).toMatchObject({ helper: 'c4' });
  const full = openHall({ change: promising }).opens('c1', 'ani').opens('c2', 'budi').opens('c4', 'citra');
  expect(full.refusal(advise(60), as.hub)).toBe('noCounterHelps');
  full.does({ type: 'PauseCounter', counter: 'c4' });
  expect(full.events(advise(60), as.hub)[0]).toMatchObject({ helper: 'c4' });
  const nobody = openHall({ change: promising })
    .opens('c1', 'ani')
    .opens('c2', 'budi')
    .does({ type: 'OpenCounter', counter: 'c3', officer: 'citra', override: { reason: 'ill' } });
  expect(nobody.refusal(advise(60), as.hub)).toBe('noCounterHelps');
});
