import { describe, expect, test } from 'vitest';
import { as, openHall, type Hall } from '../testing/hall.test-kit.ts';
import { smallOffice, type Change } from '../testing/office.test-kit.ts';
import { rest } from './counters.ts';

const override = { reason: 'short of people' };
const signIn = { type: 'SignIn', counter: 'c1', officer: 'ani' } as const;
const on = (ticket: string, counter = 'c1') => ({ counter, ticket });
const state = (hall: Hall, counter = 'c1') => {
  const { state: now, officer } = hall.counter(counter);
  return [now, officer];
};
function called(): Hall {
  const hall = openHall().opens('c1', 'ani').takes('t1 t2');
  hall.calls('c1');
  return hall;
}

describe('C3 who sits down', () => {
  test('C3 is skilled for a queue of the counter', () => {
    const hall = openHall();
    expect(hall.refusal({ ...signIn, counter: 'c3', officer: 'citra' })).toBe('notSkilled');
    expect(hall.events({ ...signIn, counter: 'c3', officer: 'citra', override })).toMatchObject([
      { type: 'CounterOpened', override: override.reason },
    ]);
    expect(hall.refusal({ ...signIn, counter: 'c3', officer: 'citra', override }, as.officer('citra'))).toBe(
      'overrideNotAllowed',
    );
  });

  test('C3 is somebody the office knows, at a counter it has', () => {
    const hall = openHall();
    expect(hall.refusal({ ...signIn, officer: 'nobody' })).toBe('unknownOfficer');
    expect(hall.refusal({ ...signIn, counter: 'c9' })).toBe('unknownCounter');
    expect(hall.refusal({ type: 'OpenCounter', counter: 'c1' })).toBe('officerNeeded');
  });

  test('C3 an officer signs in as nobody else', () => {
    const hall = openHall();
    expect(hall.refusal(signIn, as.officer('budi'))).toBe('notAllowed');
    expect(hall.does({ type: 'OpenCounter', counter: 'c1' }, as.officer('ani')).counter('c1')).toMatchObject({
      officer: 'ani',
      device: 'desk-ani',
    });
  });
});

describe('C8 pause or close', () => {
  test('C8 without a visitor takes effect at once', () => {
    const hall = openHall().opens('c1', 'ani').does({ type: 'PauseCounter', counter: 'c1', reason: 'tea' });
    expect(hall.counter('c1')).toMatchObject({ state: 'paused', officer: 'ani', reason: 'tea' });
    expect(hall.refusal({ type: 'PauseCounter', counter: 'c1' })).toBe('alreadyPaused');
    expect(state(hall.does({ type: 'OpenCounter', counter: 'c1' }))).toEqual(['open', 'ani']);
    expect(state(hall.does({ type: 'CloseCounter', counter: 'c1' }))).toEqual(['closed', undefined]);
    expect(hall.refusal({ type: 'CloseCounter', counter: 'c1' })).toBe('counterClosed');
  });

  test('C8 with a visitor takes effect when that visitor leaves', () => {
    const hall = called();
    const until = hall.now() + 1000;
    hall.does({ type: 'PauseCounter', counter: 'c1', reason: 'tea', until });
    expect(state(hall)).toEqual(['open', 'ani']);
    expect(hall.refusal({ type: 'CallNext', counter: 'c1', outcome: 'done' })).toBe('counterPaused');
    hall.finishes('c1');
    expect(hall.counter('c1')).toMatchObject({ state: 'paused', officer: 'ani', reason: 'tea', until });
  });

  test('C8 a close too, and then the officer is free', () => {
    const hall = called().does({ type: 'CloseCounter', counter: 'c1', reason: 'home' });
    expect(state(hall)).toEqual(['open', 'ani']);
    expect(state(hall.finishes('c1'))).toEqual(['closed', undefined]);
    expect(hall.refusal({ ...signIn, counter: 'c4' })).toBeUndefined();
  });

  test('C8 opening again takes the pause back', () => {
    const hall = called().does({ type: 'PauseCounter', counter: 'c1' }).does({ type: 'OpenCounter', counter: 'c1' });
    expect(state(hall.finishes('c1'))).toEqual(['open', 'ani']);
  });

  test('C8 a pause that would be over already is refused', () => {
    const hall = openHall().opens('c1', 'ani');
    expect(hall.refusal({ type: 'PauseCounter', counter: 'c1', until: hall.now() })).toBe('returnInPast');
    expect(hall.refusal({ type: 'PauseCounter', counter: 'c9' })).toBe('unknownCounter');
    expect(hall.refusal({ type: 'PauseCounter', counter: 'c1' }, as.officer('budi'))).toBe('notAllowed');
  });
});

test('C8 a way to rest that nobody knows is thrown with its value', () => {
  const hall = called();
  expect(() => rest({ type: 'Dance', counter: 'c1' } as never, hall.floor, { by: as.api } as never)).toThrow('Dance');
});

describe('C9 when the officer’s session is gone', () => {
  const gone = () => called().starts('c1').does({ type: 'SignOut', counter: 'c1' });

  test('C9 the visitor stays at the counter', () => {
    const hall = gone();
    expect(state(hall)).toEqual(['closed', undefined]);
    expect(hall.visit('t1').stay).toMatchObject({ is: 'serving', counter: 'c1' });
  });

  test.each([
    ['called', called().does({ type: 'SignOut', counter: 'c1' })],
    ['serving', gone()],
  ])('C9 a skilled officer may take over whoever is %s', (is, hall) => {
    expect(hall.events({ ...signIn, officer: 'budi' })).toEqual([
      { type: 'CounterTakenOver', counter: 'c1', officer: 'budi' },
    ]);
    expect(hall.visit('t1').stay).toMatchObject({ is, officer: 'budi' });
  });

  test('C9 one who is not skilled for what that visitor needs may not', () => {
    const hall = openHall().takes('p1', { service: 'permit' }).opens('c2', 'ani');
    hall.calls('c2');
    hall.does({ type: 'SignOut', counter: 'c2' });
    const takeOver = { type: 'TakeOver', counter: 'c2', officer: 'citra' } as const;
    expect(hall.refusal(takeOver)).toBe('notSkilled');
    expect(hall.refusal({ ...takeOver, override })).toBeUndefined();
  });

  test('C9 a supervisor may release the visit to its line with its place', () => {
    const hall = gone();
    const { place } = hall.visit('t1');
    hall.does({ type: 'Release', ...on('t1'), reason: 'officer ill' }, as.supervisor('dewi')).opens('c4', 'budi');
    expect(hall.visit('t1')).toMatchObject({ place, stay: { is: 'waiting' } });
    expect(hall.next('c4')?.ticket).toBe('t1');
    expect(hall.refusal({ type: 'Release', ...on('t1') }, as.officer('budi'))).toBe('notAllowed');
    expect(hall.refusal({ type: 'Release', ...on('t1') }, as.supervisor('dewi'))).toBe('movedOn');
  });
});

describe('C11 an officer has one counter and a counter one officer', () => {
  test('C11 a second sign-in at a counter is refused with the other’s name', () => {
    const hall = openHall().opens('c1', 'ani');
    expect(hall.decides({ ...signIn, officer: 'budi' })).toEqual({
      ok: false,
      error: { code: 'counterTaken', about: { name: 'Ani' } },
    });
  });

  test('C11 a second counter is refused with the first one’s number', () => {
    const hall = openHall().opens('c1', 'ani');
    expect(hall.decides({ ...signIn, counter: 'c4' })).toEqual({
      ok: false,
      error: { code: 'officerElsewhere', about: { name: 'Ani', counter: 1 } },
    });
  });

  test('C11 unless it says takeOver', () => {
    const hall = openHall().opens('c1', 'ani').opens('c4', 'budi');
    expect(hall.events({ ...signIn, counter: 'c4', takeOver: true })).toEqual([
      { type: 'CounterTakenOver', counter: 'c4', officer: 'ani', from: 'budi' },
    ]);
    expect([state(hall), state(hall, 'c4')]).toEqual([
      ['closed', undefined],
      ['open', 'ani'],
    ]);
    expect([...hall.floor.seats]).toEqual([['ani', 'c4']]);
    expect(hall.refusal({ ...signIn, officer: 'budi' })).toBeUndefined();
  });

  test('C11 the same officer at the same counter is no news', () => {
    const hall = openHall().does(signIn, as.officer('ani'));
    expect(hall.events(signIn, as.officer('ani'))).toEqual([]);
    expect(hall.events(signIn, as.supervisor('dewi'))).toMatchObject([{ type: 'CounterOpened' }]);
  });
});

describe('a counter’s queues', () => {
  test('are assigned for today', () => {
    const hall = openHall().takes('p1', { service: 'permit' }).opens('c1', 'ani');
    hall.does({ type: 'Assign', counter: 'c1', tiers: [['data'], ['papers']] });
    expect(hall.next('c1')).toMatchObject({ ticket: 'p1', tier: 1 });
    expect(hall.refusal({ type: 'Assign', counter: 'c1', tiers: [['nowhere']] })).toBe('unknownStage');
    expect(hall.refusal({ type: 'Assign', counter: 'c9', tiers: [['data']] })).toBe('unknownCounter');
  });
});

describe('another office document', () => {
  const adopt = (hall: Hall, change: Change) => {
    const office = smallOffice(change);
    hall.shelf.set(office.hash, office);
    return hall.knows({ adopting: office });
  };
  const command = { type: 'ChangeOffice', document: {} } as const;
  const without =
    (kind: 'counters' | 'officers' | 'services' | 'stages', name: string): Change =>
    (office) => ({ ...office, [kind]: office[kind].filter((one) => (one.id as string) !== name) });

  test.each([
    ['a service', without('services', 'permit')],
    ['a stage', without('stages', 'photo')],
    ['a counter', without('counters', 'c2')],
    ['an officer', without('officers', 'ani')],
  ])('keeps %s the day still uses', (_, change) => {
    const hall = openHall().takes('t1', { service: 'permit' }).opens('c2', 'ani');
    expect(adopt(hall, change).refusal(command)).toBe('officeInUse');
    hall.does({ type: 'Cancel', ticket: 't1' }).does({ type: 'SignOut', counter: 'c2' });
    expect(hall.refusal(command)).toBeUndefined();
  });

  test('keeps a counter whose officer is gone and whose visitor is still there', () => {
    const hall = called().does({ type: 'SignOut', counter: 'c1' });
    expect(adopt(hall, without('counters', 'c1')).refusal(command)).toBe('officeInUse');
  });

  test('adds and removes counters and stages, and moves a counter to another zone', () => {
    const hall = called();
    const moved: Change = (office) => ({
      ...office,
      stages: [...office.stages, { ...office.stages[0]!, id: 'new' as never }],
      counters: [
        { ...office.counters[0]!, zone: 'upstairs' as never },
        { ...office.counters[0]!, id: 'c9' as never, number: 9, tiers: [['new' as never]] },
      ],
    });
    adopt(hall, moved)
      .does(command)
      .does({ ...signIn, counter: 'c9', officer: 'budi', override });
    expect([...hall.floor.counters.keys()]).toEqual(['c1', 'c9']);
    expect(hall.counter('c1')).toMatchObject({ zone: 'upstairs', officer: 'ani', visit: { ticket: 't1' } });
    hall.does({ type: 'Recall', ...on('t1') });
    expect([...hall.floor.announcements.keys()]).toEqual(['hall', 'upstairs']);
    hall.does({ type: 'Withdraw', ...on('t1') });
    expect([...hall.floor.announcements.values()].flat().map(({ withdrawn }) => withdrawn)).toEqual([true, true]);
  });

  test('is decided only on a document that passed the check', () => {
    expect(() => openHall().decides(command)).toThrow('office document');
  });
});
