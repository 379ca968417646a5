import { describe, expect, test } from 'vitest';
import { minuteMs, numberText } from '../../../../shared/ids.ts';
import { openHall, sealed, type Hall, type Said } from '../testing/hall.test-kit.ts';
import { monday, policy } from '../testing/office.test-kit.ts';

const override = { reason: 'agreed' };
const on = (ticket: string, counter = 'c1') => ({ counter, ticket });
const finish = (ticket: string, counter: string, more: object = {}) =>
  ({ type: 'Finish', ...on(ticket, counter), ...more }) as Extract<Said, { type: 'Finish' }>;
const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);

/** Ani at counter 1 serves t1; t2 waits. */
function serving(): Hall {
  const hall = openHall().opens('c1', 'ani').takes('t1 t2');
  hall.calls('c1');
  return hall.starts('c1');
}
/** Ani at counter 2 serves p1, whose next stage is photo. */
function permit(): Hall {
  const hall = openHall().opens('c2', 'ani').takes('p1', { service: 'permit', lane: 'priority' }).pass(600);
  hall.calls('c2');
  return hall.pass(60).starts('c2').pass(60);
}
/** Ani at counter 3 serves a group of 5 with a checklist of two. */
function legal(): Hall {
  const hall = openHall().opens('c3', 'ani').takes('g1', { service: 'legal', people: 5 });
  hall.calls('c3');
  return hall;
}

describe('S1 finish', () => {
  test('S1 ends the stage and joins the next one now, lane kept', () => {
    const hall = permit();
    expect(types(hall.events(finish('p1', 'c2')))).toEqual(['StageFinished']);
    expect(hall.visit('p1')).toMatchObject({
      stages: ['photo'],
      lane: 'priority',
      place: hall.now(),
      joined: hall.floor.seq,
      stay: { is: 'waiting' },
    });
    expect(hall.next('c2')).toMatchObject({ ticket: 'p1', queue: 'photo', lane: 'priority' });
  });

  test('S1 what was done is remembered', () => {
    const hall = permit();
    const [calledAt, startedAt] = [hall.now() - 2 * minuteMs, hall.now() - minuteMs];
    expect(hall.does(finish('p1', 'c2')).visit('p1').done).toEqual([
      {
        stage: 'papers',
        counter: 'c2',
        officer: 'ani',
        outcome: 'done',
        joinedAt: calledAt - 10 * minuteMs,
        calledAt,
        startedAt,
        finishedAt: hall.now(),
      },
    ]);
  });

  test('S1 with no stage left the visit ends', () => {
    const hall = serving();
    expect(types(hall.events(finish('t1', 'c1')))).toEqual(['StageFinished', 'VisitEnded']);
    expect(hall.visit('t1').stay).toMatchObject({ is: 'ended', ending: 'finished' });
    expect(hall.floor.endings.get('finished')).toBe(1);
  });

  test('S1 a visitor who was called but not started may be finished too, without a service time', () => {
    const hall = openHall().opens('c1', 'ani').takes('t1');
    hall.calls('c1');
    expect(hall.finishes('c1').visit('t1').done[0]).not.toHaveProperty('startedAt');
  });

  test('S1 a stage may be added with a reason', () => {
    const hall = permit();
    expect(hall.refusal(finish('p1', 'c2', { add: ['data'] }))).toBe('reasonNeeded');
    expect(hall.refusal(finish('p1', 'c2', { add: ['nowhere'], reason: 'passport too' }))).toBe('unknownStage');
    hall.does(finish('p1', 'c2', { add: ['data'], reason: 'passport too' }));
    expect(hall.visit('p1').stages).toEqual(['data', 'photo']);
    expect(hall.journal.at(-1)?.event).toMatchObject({ changed: 'passport too', next: ['data', 'photo'] });
  });

  test('S1 a stage may be skipped with a reason', () => {
    const hall = permit();
    expect(hall.refusal(finish('p1', 'c2', { skip: ['photo'] }))).toBe('reasonNeeded');
    expect(hall.refusal(finish('p1', 'c2', { skip: ['data'], reason: 'has one' }))).toBe('noNextStage');
    hall.does(finish('p1', 'c2', { skip: ['photo'], reason: 'has one' }));
    expect(hall.visit('p1').stay).toMatchObject({ is: 'ended', ending: 'finished' });
  });

  test('S1 who is not there is not finished', () => {
    expect(serving().refusal(finish('t2', 'c1'))).toBe('movedOn');
  });
});

test('S1 service starts once', () => {
  const hall = serving();
  expect(hall.refusal({ type: 'StartService', ...on('t1') })).toBe('alreadyStarted');
});

describe('S2 a parked visit', () => {
  const parked = (more: object = {}) => serving().does({ type: 'Park', ...on('t1'), reason: 'to pay', ...more });

  test('S2 is not callable by turn and keeps its place', () => {
    const hall = parked();
    expect([...hall.floor.parked]).toEqual(['t1']);
    expect(hall.next('c1')?.ticket).toBe('t2');
    expect(hall.does({ type: 'Return', ticket: 't1' }).next('c1')?.ticket).toBe('t1');
    expect(hall.floor.parked.size).toBe(0);
  });

  test('S2 may be parked until a time to come', () => {
    const hall = serving();
    expect(hall.refusal({ type: 'Park', ...on('t1'), until: hall.now() })).toBe('returnInPast');
    expect(hall.does({ type: 'Park', ...on('t1'), until: hall.now() + 1 }).visit('t1').stay).toMatchObject({
      is: 'parked',
      until: hall.now() + 1,
    });
    expect(hall.refusal({ type: 'Park', ...on('t1') })).toBe('movedOn');
  });

  test('S2 only a parked visit returns', () => {
    const hall = parked();
    expect(hall.refusal({ type: 'Return', ticket: 't2' })).toBe('notParked');
    expect(hall.refusal({ type: 'Return', ticket: 't9' })).toBe('unknownTicket');
  });
});

describe('S3 transfer', () => {
  const transfer = (to: Extract<Said, { type: 'Transfer' }>['to'], more: object = {}) =>
    ({ type: 'Transfer', ...on('t1'), to, ...more }) as const;

  test('S3 keeps the place if the mistake was ours', () => {
    const hall = serving();
    const { place, joined } = hall.visit('t1');
    hall.pass(60).does(transfer({ service: 'permit' }, { ourMistake: true, reason: 'wrong button' }));
    expect(hall.visit('t1')).toMatchObject({ place, joined, service: 'permit', stages: ['papers', 'photo'] });
  });

  test('S3 else place is now', () => {
    const hall = serving()
      .pass(60)
      .does(transfer({ service: 'permit' }));
    expect(hall.visit('t1')).toMatchObject({ place: hall.now(), joined: hall.floor.seq });
  });

  test('S3 to a stage: it comes first, what was ahead follows', () => {
    const hall = permit().does({ type: 'Transfer', ...on('p1', 'c2'), to: { stage: 'photo' } });
    expect(hall.visit('p1').stages).toEqual(['photo', 'papers']);
  });

  test('S3 to a counter or officer it binds', () => {
    const to = (target: Extract<Said, { type: 'Transfer' }>['to']) =>
      serving().opens('c4', 'budi').does(transfer(target)).visit('t1').bound;
    expect(to({ counter: 'c4' })).toMatchObject({ counter: 'c4' });
    expect(to({ officer: 'budi' })).toMatchObject({ officer: 'budi' });
    expect(to({ service: 'permit' })).toBeUndefined();
  });

  test.each([
    ['sameTarget', { service: 'passport' }],
    ['unknownService', { service: 'nowhere' }],
    ['sameTarget', { stage: 'data' }],
    ['unknownStage', { stage: 'nowhere' }],
    ['sameTarget', { counter: 'c1' }],
    ['unknownCounter', { counter: 'c9' }],
    ['notYourQueue', { counter: 'c3' }],
    ['unknownOfficer', { officer: 'nobody' }],
    ['targetAbsent', { counter: 'c4' }],
    ['targetAbsent', { officer: 'budi' }],
  ] as const)('S3 %s: %o', (code, to) => {
    expect(serving().refusal(transfer(to))).toBe(code);
  });

  test('S3 L6 a counter on a break is a target, one that closed or an officer who left is none', () => {
    const hall = serving().opens('c4', 'budi').does({ type: 'PauseCounter', counter: 'c4' });
    expect(hall.refusal(transfer({ counter: 'c4' }))).toBeUndefined();
    expect(hall.refusal(transfer({ officer: 'budi' }))).toBeUndefined();
    hall.does({ type: 'SignOut', counter: 'c4' });
    expect(hall.refusal(transfer({ counter: 'c4' }))).toBe('targetAbsent');
    expect(hall.refusal(transfer({ officer: 'budi' }))).toBe('targetAbsent');
  });

  test('S3 who is not there is not transferred', () => {
    expect(serving().refusal({ ...transfer({ service: 'permit' }), ticket: 't2' })).toBe('movedOn');
  });
});

describe('S4 a checklist', () => {
  const tick = (item: string, done = true) => ({ type: 'CheckItem', ...on('g1', 'c3'), item, done }) as const;

  test('S4 must be complete before Finish as done', () => {
    const hall = legal();
    expect(hall.decides(finish('g1', 'c3'))).toEqual({
      ok: false,
      error: { code: 'checklistOpen', about: { items: 2 } },
    });
    hall.does(tick('form')).does(tick('stamp'));
    expect(hall.refusal(finish('g1', 'c3'))).toBeUndefined();
    expect(hall.does(tick('stamp', false)).refusal(finish('g1', 'c3'))).toBe('checklistOpen');
    expect(hall.refusal({ type: 'CallNext', counter: 'c3', outcome: 'done' })).toBe('checklistOpen');
  });

  test('S4 not for papers that are incomplete', () => {
    expect(legal().refusal(finish('g1', 'c3', { outcome: 'incomplete' }))).toBeUndefined();
  });

  test('C13 S4 a supervisor may override it', () => {
    expect(legal().events(finish('g1', 'c3', { override }))).toMatchObject([
      { type: 'StageFinished', override: override.reason },
      { type: 'VisitEnded' },
    ]);
    expect(
      legal().refusal(finish('g1', 'c3', { override }), { device: 'desk', role: 'officer', door: 'socket' } as never),
    ).toBe('overrideNotAllowed');
  });

  test('S4 an item is ticked once, and must be on the list', () => {
    const hall = legal().does(tick('form'));
    expect(hall.events(tick('form'))).toEqual([]);
    expect(hall.refusal(tick('photo'))).toBe('unknownItem');
    expect(hall.refusal({ ...tick('form'), ticket: 'g9' })).toBe('unknownTicket');
  });
});

test('S5 "continues another day" ends the visit with a sealed reference, not as a loss', () => {
  const hall = permit().does(finish('p1', 'c2', { outcome: 'continues', reference: sealed }));
  const [finished, ended] = hall.journal.slice(-2).map(({ event }) => event);
  expect(finished).toMatchObject({ type: 'StageFinished', outcome: 'continues', reference: sealed, next: [] });
  expect(ended).toMatchObject({ type: 'VisitEnded', ending: 'continues' });
  expect(hall.floor.endings.get('continues')).toBe(1);
});

test('S6 "documents incomplete" is an outcome with reasons', () => {
  const hall = permit().does(finish('p1', 'c2', { outcome: 'incomplete', reasons: ['no photo', 'no form'] }));
  expect(hall.journal.at(-2)?.event).toMatchObject({
    outcome: 'incomplete',
    reasons: ['no photo', 'no form'],
    next: [],
  });
  expect(hall.visit('p1').stay).toMatchObject({ is: 'ended', ending: 'incomplete' });
});

describe('S7 a group', () => {
  const split = (people: number, key = 'g2') => ({ type: 'Split', key, ticket: 'g1', people }) as const;

  test('S7 is one visit of n people: one number, one call, and the quota counts people', () => {
    const hall = legal();
    expect(hall.visit('g1').people).toBe(5);
    expect(hall.floor.visits.size).toBe(1);
    expect(hall.floor.admitted.get('legal' as never)).toBe(5);
  });

  test('S7 an outcome may say k of n', () => {
    const hall = legal();
    expect(hall.refusal(finish('g1', 'c3', { served: 6, override }))).toBe('tooManyPeople');
    hall.does(finish('g1', 'c3', { served: 3, override }));
    expect(hall.journal.at(-2)?.event).toMatchObject({ served: 3 });
  });

  test('S7 a split makes a new ticket with the same place, and admits nobody again', () => {
    const hall = legal().pass(60);
    expect(hall.answer(split(2))).toMatchObject({ ticket: 'g2', number: 'C-002' });
    const [one, two] = [hall.visit('g1'), hall.visit('g2')];
    expect([one.people, two.people, two.place]).toEqual([3, 2, one.place]);
    expect(two).toMatchObject({ lane: one.lane, slot: one.slot, stages: ['legal'], slip: 'shown' });
    expect(hall.floor.admitted.get('legal' as never)).toBe(5);
    expect(numberText(one.number)).toBe('C-001');
  });

  test('S7 a split keeps the slot', () => {
    const hall = openHall().takes('g1', { service: 'legal', people: 2, lane: 'appointment' }).does(split(1));
    expect(hall.visit('g2')).toMatchObject({ lane: 'appointment', slot: hall.now() });
  });

  test('S7 somebody must remain, and somebody must be there', () => {
    const hall = legal();
    expect(hall.decides(split(5))).toEqual({ ok: false, error: { code: 'nobodyToSplit', about: { people: 5 } } });
    expect(hall.refusal({ ...split(1), ticket: 'g9' })).toBe('unknownTicket');
    hall.does({ type: 'Cancel', ticket: 'g1' });
    expect(hall.refusal(split(1))).toBe('alreadyEnded');
  });

  test('N2 S7 a split of what a kiosk issued counts from the hub’s first number', () => {
    const number = { prefix: 'C', source: 5, count: 1 } as const;
    const ticket = {
      ticket: 'g1',
      number,
      service: 'legal',
      lane: 'regular',
      language: 'id',
      people: 3,
      arrivedAt: 0,
    } as const;
    const hall = openHall().knows({ digit: 5 });
    hall.does({ type: 'UploadTickets', day: monday, generation: 'g', tickets: [{ ...ticket, slip: 'printed' }] });
    expect(hall.answer(split(1))).toMatchObject({ number: 'C-001' });
  });

  test('N2 S7 a split counts as a number too', () => {
    const hall = openHall({ change: policy({ hubTop: 1 }) }).takes('g1', { service: 'legal', people: 3 });
    expect(hall.refusal(split(1))).toBe('seriesFull');
  });

  test('K2 S7 the key of a split is no other ticket’s', () => {
    const hall = legal();
    expect(hall.refusal(split(1, 'g1'))).toBe('keyReused');
    expect(hall.does(split(1)).refusal(split(1))).toBe('keyReused');
  });
});

describe('C2 linked visits', () => {
  const link = (ticket: string, other: string) => ({ type: 'Link', ticket, with: other }) as const;

  test('C2 are linked once, and two of them', () => {
    const hall = openHall().takes('t1 t2 t3').does(link('t1', 't2')).does(link('t2', 't3'));
    expect(hall.visit('t1').party?.members).toEqual(['t1', 't2', 't3']);
    expect(hall.refusal(link('t1', 't3'))).toBe('alreadyLinked');
    expect(hall.refusal(link('t1', 't1'))).toBe('alreadyLinked');
  });

  test('C2 both must be here', () => {
    const hall = openHall().takes('t1 t2');
    expect(hall.refusal(link('t1', 't9'))).toBe('unknownTicket');
    expect(hall.refusal(link('t9', 't1'))).toBe('unknownTicket');
    hall.does({ type: 'Cancel', ticket: 't2' });
    expect(hall.refusal(link('t1', 't2'))).toBe('alreadyEnded');
    expect(hall.refusal(link('t2', 't1'))).toBe('alreadyEnded');
  });

  test('C2 are not linked while both are at counters', () => {
    const hall = serving().opens('c4', 'budi');
    hall.calls('c4');
    hall.takes('t3').does(link('t1', 't3'));
    expect(hall.refusal(link('t3', 't2'))).toBe('linkedAtCounter');
    expect(hall.finishes('c4').visit('t1').party?.atCounter).toBe(1);
  });

  test('C2 a called visitor who is linked counts as at a counter', () => {
    const hall = openHall().opens('c1', 'ani').opens('c4', 'budi').takes('t1 t2');
    hall.calls('c1');
    expect(hall.does(link('t2', 't1')).next('c4')).toBeUndefined();
    expect(hall.finishes('c1').next('c4')?.ticket).toBe('t2');
  });
});

test('P1 a note is kept as sealed', () => {
  const hall = openHall().takes('t1').does({ type: 'Note', ticket: 't1', note: sealed });
  expect(hall.visit('t1').notes).toEqual([sealed]);
  expect(hall.refusal({ type: 'Note', ticket: 't9', note: sealed })).toBe('unknownTicket');
});
