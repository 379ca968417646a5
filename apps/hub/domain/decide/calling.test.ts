import { describe, expect, test } from 'vitest';
import { minuteMs, secondMs } from '../../../../shared/ids.ts';
import { as, holder, openHall, type Hall } from '../testing/hall.test-kit.ts';
import { policy } from '../testing/office.test-kit.ts';

const override = { reason: 'the minister waits' };
const next = { type: 'CallNext', counter: 'c1' } as const;
const on = (ticket: string, counter = 'c1') => ({ counter, ticket });
const types = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
const is = (hall: Hall, ticket: string) => hall.visit(ticket).stay.is;

/** Ani at counter 1 has called t1; t2 and t3 wait. */
function called(more: Parameters<typeof openHall>[0] = {}): Hall {
  const hall = openHall(more).opens('c1', 'ani').takes('t1 t2 t3');
  hall.calls('c1');
  return hall;
}

describe('C1 a counter has at most one visitor', () => {
  test('C1 C14 it is asked for the outcome of the present one first', () => {
    expect(called().decides(next)).toEqual({ ok: false, error: { code: 'counterBusy', about: { number: 'A-001' } } });
    expect(called().starts('c1').refusal(next)).toBe('counterBusy');
  });

  test('C1 nor does a chosen call bring a second one', () => {
    expect(called().refusal({ type: 'CallTicket', ...on('t2'), override })).toBe('counterBusy');
  });

  test('C1 when the visitor left, the counter calls again', () => {
    expect(called().finishes('c1').calls('c1')).toBe('t2');
  });
});

describe('C2 a visitor is at one counter at most', () => {
  test('C2 who is at a counter is called by no other', () => {
    const hall = called().opens('c4', 'budi');
    expect(hall.refusal({ type: 'CallTicket', ...on('t1', 'c4'), override })).toBe('notCallable');
    expect(hall.calls('c4')).toBe('t2');
  });

  test('C2 of the visits of one holder one at a time', () => {
    const hall = openHall()
      .opens('c1', 'ani')
      .opens('c4', 'budi')
      .takes('t1 t2', { holder: holder('a') })
      .takes('t3');
    hall.calls('c1');
    expect(hall.next('c4')?.ticket).toBe('t3');
    expect(hall.refusal({ type: 'CallTicket', ...on('t2', 'c4'), override })).toBe('linkedAtCounter');
    expect(hall.finishes('c1').next('c4')?.ticket).toBe('t2');
  });

  test('C2 of linked visits one at a time', () => {
    const hall = called().opens('c4', 'budi').does({ type: 'Link', ticket: 't1', with: 't2' });
    expect(hall.next('c4')?.ticket).toBe('t3');
    hall.starts('c1').does({ type: 'Link', ticket: 't2', with: 't3' });
    expect(hall.next('c4')).toBeUndefined();
  });

  test('C2 C14 with the present visitor gone in the same press, the others of the party may be called', () => {
    const hall = openHall()
      .opens('c1', 'ani')
      .takes('t1 t2', { holder: holder('a') });
    hall.calls('c1');
    expect(hall.answer({ ...next, outcome: 'done' })).toMatchObject({ ticket: 't2' });
  });

  test('C2 C14 L6 also when they are bound to this counter', () => {
    const hall = openHall()
      .opens('c1', 'ani')
      .opens('c4', 'budi')
      .takes('t1 t2', { holder: holder('a') });
    hall.calls('c4');
    hall.does({ type: 'Transfer', ...on('t1', 'c4'), to: { counter: 'c1' } });
    hall.does({ type: 'CallTicket', ...on('t2') });
    expect(hall.answer({ ...next, outcome: 'done' })).toMatchObject({ ticket: 't1', why: { rule: 'L6' } });
  });
});

describe('C3 only a signed-in officer at an open counter calls', () => {
  test('C3 a closed or paused counter does not call', () => {
    const hall = openHall().takes('t1');
    expect(hall.refusal(next)).toBe('counterClosed');
    hall.opens('c1', 'ani').does({ type: 'PauseCounter', counter: 'c1' });
    expect(hall.refusal(next)).toBe('counterPaused');
    expect(hall.refusal({ ...next, counter: 'c9' })).toBe('unknownCounter');
  });

  test('C3 an officer calls at the own counter only, a supervisor at any', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani');
    expect(hall.refusal(next, as.officer('budi'))).toBe('notAllowed');
    expect(hall.refusal(next, as.officer('ani'))).toBeUndefined();
    expect(hall.refusal(next, as.supervisor('dewi'))).toBeUndefined();
  });

  test('C3 only for stages the officer’s unexpired skills cover', () => {
    const hall = openHall().takes('d1').takes('p1', { service: 'permit' }).opens('c2', 'citra');
    expect(hall.next('c2')).toMatchObject({ ticket: 'd1' });
    expect(hall.refusal({ type: 'CallTicket', ...on('p1', 'c2') })).toBe('notYourQueue');
    hall.does({ type: 'Assign', counter: 'c2', tiers: [['papers']] });
    expect(hall.refusal({ ...next, counter: 'c2' })).toBe('notSkilled');
  });

  test('C3 a skill holds to the end of its last day', () => {
    const hall = openHall({ day: '2026-02-27' }).takes('p1', { service: 'permit' }).opens('c2', 'citra');
    expect(hall.next('c2')).toMatchObject({ ticket: 'p1' });
  });

  test('L7 with nobody waiting there is nobody to call', () => {
    expect(openHall().opens('c1', 'ani').refusal(next)).toBe('nobodyWaiting');
  });
});

describe('C4 recall', () => {
  const recall = { type: 'Recall', ...on('t1') } as const;

  test('C4 up to 3 times', () => {
    const hall = called().does(recall).does(recall).does(recall);
    expect(hall.decides(recall)).toEqual({ ok: false, error: { code: 'recallLimit', about: { limit: 3 } } });
  });

  test('A4 C4 a recall is a new announcement', () => {
    const hall = called();
    expect(hall.answer(recall)).toEqual({ announcement: hall.floor.seq });
    expect(hall.floor.announcements.get('hall' as never)).toMatchObject([
      { ticket: 't1', recall: false },
      { ticket: 't1', recall: true, outcome: undefined },
    ]);
  });

  test('C4 not once the service has started', () => {
    expect(called().starts('c1').refusal(recall)).toBe('alreadyStarted');
  });
});

describe('C5 no-show', () => {
  const noShow = { type: 'MarkNoShow', ...on('t1') } as const;
  const recall = { type: 'Recall', ...on('t1') } as const;
  const tv = {
    type: 'ReportDevice',
    device: 'tv',
    role: 'display',
    connected: true,
    zone: 'hall',
    sound: 'ready',
  } as const;

  test('C5 after 2 calls', () => {
    const hall = called().pass(60);
    expect(hall.decides(noShow)).toEqual({ ok: false, error: { code: 'tooFewCalls', about: { calls: 2 } } });
  });

  test('C5 and 20 s after 10 s, where the zone has no voice', () => {
    const hall = called().does(recall).pass(29);
    expect(hall.decides(noShow)).toEqual({ ok: false, error: { code: 'tooEarly', about: { seconds: 1 } } });
    expect(hall.pass(1).refusal(noShow)).toBeUndefined();
  });

  test('C5 and 20 s after the end of the last announcement', () => {
    const hall = called().does(tv, as.display('tv')).does(recall);
    const announcement = hall.floor.seq;
    hall.pass(15).does({ type: 'ReportAnnounced', announcement, outcome: 'spoken' }, as.display('tv'));
    expect(hall.pass(19).refusal(noShow)).toBe('tooEarly');
    expect(hall.pass(1).refusal(noShow)).toBeUndefined();
  });

  test('C5 and 20 s after 30 s, where the voice does not report', () => {
    const hall = called().does(tv, as.display('tv')).does(recall);
    expect(hall.pass(49).refusal(noShow)).toBe('tooEarly');
    expect(hall.pass(1).refusal(noShow)).toBeUndefined();
  });

  test('C5 a report on an earlier announcement does not count', () => {
    const hall = called().does(tv, as.display('tv'));
    const announcement = hall.floor.seq - 1;
    hall.pass(5).does(recall).does({ type: 'ReportAnnounced', announcement, outcome: 'spoken' }, as.display('tv'));
    expect(hall.pass(49).refusal(noShow)).toBe('tooEarly');
  });

  test('C5 nobody who sat down is absent', () => {
    expect(called().starts('c1').refusal(noShow)).toBe('alreadyStarted');
  });
});

describe('C6 a missed visit', () => {
  const missed = () => called().does({ type: 'MarkNoShow', ...on('t1'), override });
  const again = { type: 'Reinstate', ticket: 't1' } as const;

  test.each([
    ['a kiosk scan', as.kiosk('k1')],
    ['phone', as.phone],
    ['an officer', as.officer('budi')],
  ])('C6 returns by %s, with place now', (_, by) => {
    const hall = missed().pass(60).does(again, by);
    expect(hall.visit('t1')).toMatchObject({ place: hall.now(), stay: { is: 'waiting' }, misses: 1 });
    expect(hall.servesAll('c1')).toEqual(['t2', 't3', 't1']);
  });

  test('C6 is listed while it is missed', () => {
    const hall = missed();
    expect([...hall.floor.missed]).toEqual(['t1']);
    expect([...hall.does(again).floor.missed]).toEqual([]);
  });

  test('C6 the second no-show ends it', () => {
    const hall = missed()
      .does(again)
      .does({ type: 'CallTicket', ...on('t1') });
    expect(types(hall.events({ type: 'MarkNoShow', ...on('t1'), override }))).toEqual(['VisitMissed', 'VisitEnded']);
    expect(hall.visit('t1').stay).toMatchObject({ is: 'ended', ending: 'noShow' });
    expect(hall.refusal(again)).toBe('alreadyEnded');
  });

  test('C6 who is not missed does not return', () => {
    const hall = openHall().takes('t1');
    expect(hall.refusal(again)).toBe('notMissed');
    expect(hall.refusal({ ...again, ticket: 't9' })).toBe('unknownTicket');
  });
});

describe('C7 a call on an unconfirmed slip', () => {
  const unconfirmed = () => {
    const hall = openHall().opens('c1', 'ani').does({ type: 'TakeTicket', key: 't1', service: 'passport' });
    hall.pass(180).calls('c1');
    return hall;
  };

  test('C7 is marked so', () => {
    expect(unconfirmed().journal.at(-1)?.event).toMatchObject({ type: 'VisitCalled', slipUnconfirmed: true });
    expect(called().journal.at(-1)?.event).not.toHaveProperty('slipUnconfirmed');
  });

  test('C7 and its no-show costs nothing, however often', () => {
    const hall = unconfirmed();
    for (const count of [1, 2, 3]) {
      expect(types(hall.events({ type: 'MarkNoShow', ...on('t1'), override })), `${count}`).toEqual(['VisitMissed']);
      hall.does({ type: 'Reinstate', ticket: 't1' }).calls('c1');
    }
    expect(hall.visit('t1').misses).toBe(0);
  });
});

describe('C10 withdraw', () => {
  const withdraw = { type: 'Withdraw', ...on('t1') } as const;

  test('C10 within 10 s the TV drops the call and the visit keeps its place', () => {
    const hall = called().opens('c4', 'budi');
    hall.calls('c4');
    const { place, joined } = hall.visit('t1');
    hall
      .does({ type: 'Recall', ...on('t1') })
      .pass(10)
      .does(withdraw);
    expect(hall.visit('t1')).toMatchObject({ place, joined, stay: { is: 'waiting' } });
    expect(hall.floor.announcements.get('hall' as never)?.map((one) => [one.ticket, one.withdrawn])).toEqual([
      ['t1', true],
      ['t2', false],
      ['t1', true],
    ]);
    expect(hall.next('c1')?.ticket).toBe('t1');
  });

  test('C10 only that call: an earlier one of the same visit stays told', () => {
    const hall = openHall().opens('c2', 'ani').takes('t1', { service: 'permit' });
    hall.calls('c2');
    hall.finishes('c2').calls('c2');
    hall.does({ type: 'Withdraw', ...on('t1', 'c2') });
    expect(hall.floor.announcements.get('hall' as never)?.map(({ withdrawn }) => withdrawn)).toEqual([false, true]);
  });

  test('C10 later than that it is too late', () => {
    expect(called().pass(11).decides(withdraw)).toEqual({
      ok: false,
      error: { code: 'tooLate', about: { seconds: 10 } },
    });
  });

  test('C10 a call that has started is not withdrawn', () => {
    expect(called().starts('c1').refusal(withdraw)).toBe('alreadyStarted');
  });
});

describe('C12 a chosen call', () => {
  const choose = (ticket: string, more: object = {}) => ({ type: 'CallTicket', ...on(ticket), ...more }) as const;

  test('C12 takes any callable, parked or missed visit of the officer’s queues', () => {
    const hall = called().does({ type: 'Park', ...on('t1') });
    hall.calls('c1');
    hall.does({ type: 'MarkNoShow', ...on('t2'), override });
    for (const ticket of ['t3', 't2', 't1']) {
      expect(hall.answer(choose(ticket))).toMatchObject({ ticket, why: { rule: 'C12' } });
      hall.finishes('c1');
    }
    expect(hall.refusal(choose('t1'))).toBe('alreadyEnded');
    expect(hall.refusal(choose('t9'))).toBe('unknownTicket');
  });

  test('C12 not who is away, unconfirmed, or of a paused service', () => {
    const hall = openHall().opens('c1', 'ani').takes('away', { remote: true }).takes('t1');
    hall.does({ type: 'TakeTicket', key: 'fresh', service: 'passport' });
    expect(hall.refusal(choose('away'))).toBe('notCallable');
    expect(hall.refusal(choose('fresh'))).toBe('notCallable');
    hall.does({ type: 'PauseService', service: 'passport' });
    expect(hall.refusal(choose('t1'))).toBe('notCallable');
  });

  test('C12 not of other queues', () => {
    const hall = openHall().opens('c1', 'ani').takes('p1', { service: 'permit' });
    expect(hall.refusal(choose('p1'))).toBe('notYourQueue');
  });

  test('C12 with a reason where the office asks one', () => {
    const hall = openHall({ change: policy({ reasonForChosen: true }) })
      .opens('c1', 'ani')
      .takes('t1');
    expect(hall.refusal(choose('t1'))).toBe('reasonNeeded');
    hall.does(choose('t1', { reason: 'faint' }));
    expect(hall.journal.at(-1)?.event).toMatchObject({ why: { rule: 'C12', reason: 'faint' } });
  });

  test('C12 one whom another has first call on', () => {
    const hall = called()
      .opens('c4', 'budi')
      .does({ type: 'Transfer', ...on('t1'), to: { counter: 'c4' } });
    expect(hall.answer(choose('t1'))).toMatchObject({ ticket: 't1' });
    expect(hall.floor.lines.bound).toEqual([]);
  });

  test('C12 at a counter that is not open, or for another officer, it is refused', () => {
    const hall = openHall().takes('t1');
    expect(hall.refusal(choose('t1'))).toBe('counterClosed');
  });
});

describe('C13 a supervisor may override with a reason', () => {
  test('C13 C3: the skills', () => {
    const hall = openHall().takes('p1', { service: 'permit' }).opens('c2', 'citra');
    const event = hall.events({ type: 'CallNext', counter: 'c2', override }, as.supervisor('dewi'))[0];
    expect(event).toMatchObject({ type: 'VisitCalled', ticket: 'p1', override: override.reason });
  });

  test('C13 C4: the limit of recalls', () => {
    const recall = { type: 'Recall', ...on('t1') } as const;
    const hall = called().does(recall).does(recall).does(recall);
    expect(hall.events({ ...recall, override })).toMatchObject([{ type: 'CallRepeated', override: override.reason }]);
  });

  test('C13 C5: the wait for a no-show', () => {
    expect(called().events({ type: 'MarkNoShow', ...on('t1'), override })).toMatchObject([
      { type: 'VisitMissed', override: override.reason },
    ]);
  });

  test('C13 C12: queue and reason of a chosen call', () => {
    const hall = openHall({ change: policy({ reasonForChosen: true }) });
    hall.opens('c1', 'ani').takes('p1', { service: 'permit' });
    expect(hall.events({ type: 'CallTicket', ...on('p1'), override })).toMatchObject([
      { type: 'VisitCalled', stage: 'papers', override: override.reason, why: { tier: 0 } },
    ]);
  });

  test.each(['CallNext', 'CallTicket', 'Recall', 'MarkNoShow'] as const)('C13 an officer may not: %s', (type) => {
    const hall = called();
    const command = type === 'CallNext' ? { ...next, override } : { type, ...on('t1'), override };
    expect(hall.refusal(command, as.officer('ani'))).toBe('overrideNotAllowed');
  });

  test('C13 nobody overrides C1, C2 and N2', () => {
    const hall = called({ change: policy({ hubTop: 3 }) });
    expect(hall.refusal({ ...next, override })).toBe('counterBusy');
    expect(hall.refusal({ type: 'TakeTicket', service: 'passport' }, as.supervisor('dewi'))).toBe('seriesFull');
  });
});

describe('C14 CallNext with the outcome of the present visitor', () => {
  test('C14 both happen', () => {
    const hall = called();
    const events = hall.events({ ...next, outcome: 'incomplete', reasons: ['photo'], ...K4(hall) });
    expect(types(events)).toEqual(['StageFinished', 'VisitEnded', 'VisitCalled']);
    expect(events[0]).toMatchObject({ outcome: 'incomplete', reasons: ['photo'] });
    expect([is(hall, 't1'), is(hall, 't2')]).toEqual(['ended', 'called']);
  });
  const K4 = (hall: Hall) => ({ ticket: 't1', call: hall.floor.seq });

  test('C14 K5 the answer names the call’s own seq', () => {
    const hall = called();
    expect(hall.answer({ ...next, outcome: 'done' })).toMatchObject({ ticket: 't2', call: hall.floor.seq });
    expect(hall.visit('t2').stay).toMatchObject({ call: hall.floor.seq });
  });

  test('C14 or neither: nobody to call keeps the present visitor', () => {
    const hall = openHall().opens('c1', 'ani').takes('t1');
    hall.calls('c1');
    expect(hall.refusal({ ...next, outcome: 'done' })).toBe('nobodyWaiting');
    expect(is(hall, 't1')).toBe('called');
  });

  test('C14 or neither: an outcome that is refused calls nobody', () => {
    const hall = called();
    expect(hall.refusal({ ...next, outcome: 'noShow' })).toBe('tooFewCalls');
    expect(is(hall, 't2')).toBe('waiting');
  });

  test('C14 a no-show', () => {
    const hall = called()
      .does({ type: 'Recall', ...on('t1') })
      .pass(30);
    expect(types(hall.events({ ...next, outcome: 'noShow' }))).toEqual(['VisitMissed', 'VisitCalled']);
  });

  test('C14 the visitor who joins the next stage may be the next one called', () => {
    const hall = openHall().opens('c2', 'ani').takes('t1', { service: 'permit' });
    hall.calls('c2');
    hall.answer({ type: 'CallNext', counter: 'c2', outcome: 'done' });
    expect(hall.visit('t1')).toMatchObject({ stages: ['photo'], stay: { is: 'called', counter: 'c2' } });
  });

  test('C14 what nextUp was told of the leaving one is what the floor then says', () => {
    const hall = openHall().opens('c2', 'ani').takes('t1 t2', { service: 'permit' }).pass(60);
    hall.calls('c2');
    const both = hall.decides({ type: 'CallNext', counter: 'c2', outcome: 'done' });
    const after = hall.finishes('c2').next('c2');
    expect(both).toMatchObject({ value: { answer: { ticket: after?.ticket, why: { passed: after?.passed } } } });
  });

  test('D2 C14 not while their service is paused', () => {
    const hall = openHall().opens('c2', 'ani').takes('t1', { service: 'permit' });
    hall.calls('c2');
    hall.does({ type: 'PauseService', service: 'permit' });
    expect(hall.refusal({ type: 'CallNext', counter: 'c2', outcome: 'done' })).toBe('nobodyWaiting');
  });
});

describe('K4 a counter command names the visit and call it was made for', () => {
  test('K4 if they moved on it is refused', () => {
    const hall = called();
    const { seq } = hall.floor;
    expect(hall.refusal({ type: 'StartService', ...on('t2') })).toBe('movedOn');
    expect(hall.refusal({ type: 'StartService', ...on('t1'), call: seq - 1 })).toBe('movedOn');
    expect(hall.refusal({ type: 'StartService', ...on('t1'), call: seq })).toBeUndefined();
    hall.finishes('c1');
    expect(hall.refusal({ type: 'StartService', ...on('t1'), call: seq })).toBe('movedOn');
  });

  test('K4 also for CallNext', () => {
    const hall = called();
    expect(hall.refusal({ ...next, outcome: 'done', ticket: 't2' })).toBe('movedOn');
    hall.finishes('c1');
    expect(hall.refusal({ ...next, outcome: 'done', ticket: 't1' })).toBe('movedOn');
  });

  test('K4 an unknown counter, an unknown ticket, another officer’s counter', () => {
    const hall = called();
    expect(hall.refusal({ type: 'StartService', ...on('t1', 'c9') })).toBe('unknownCounter');
    expect(hall.refusal({ type: 'StartService', ...on('t9') })).toBe('unknownTicket');
    expect(hall.refusal({ type: 'StartService', ...on('t1') }, as.officer('budi'))).toBe('notAllowed');
    expect(hall.refusal({ type: 'MarkNoShow', ...on('t9') })).toBe('unknownTicket');
    expect(hall.refusal({ type: 'Recall', ...on('t9') })).toBe('unknownTicket');
    expect(hall.refusal({ type: 'Withdraw', ...on('t9') })).toBe('unknownTicket');
  });
});

test('T2 C5 a jump of the clock is no announcement', () => {
  const hall = called()
    .does({ type: 'Recall', ...on('t1') })
    .pass(605)
    .happens({ type: 'ClockCorrected', by: 10 * minuteMs });
  const noShow = { type: 'MarkNoShow', ...on('t1') } as const;
  expect(hall.pass(24).refusal(noShow)).toBe('tooEarly');
  expect(hall.pass(1).refusal(noShow)).toBeUndefined();
});

test('T2 a jump of the clock does not make a call too old to withdraw', () => {
  const hall = called()
    .pass(605)
    .happens({ type: 'ClockCorrected', by: 10 * minuteMs });
  expect(hall.refusal({ type: 'Withdraw', ...on('t1') })).toBeUndefined();
  expect(hall.pass(6).refusal({ type: 'Withdraw', ...on('t1') })).toBe('tooLate');
  expect(hall.now() % secondMs).toBe(0);
});
