import { describe, expect, test } from 'vitest';
import { BusinessDay, minuteMs } from '../../../../shared/ids.ts';
import { as, holder, openHall, type Hall, type Said } from '../testing/hall.test-kit.ts';
import { smallOffice } from '../testing/office.test-kit.ts';

const override = { reason: 'seen leaving' };
const on = (ticket: string, counter = 'c1') => ({ counter, ticket });
const ani = as.officer('ani');

describe('V1 postponing', () => {
  const postpone = { type: 'Postpone', ticket: 't1' } as const;

  test('V1 sets place to now in the own lane', () => {
    const hall = openHall().opens('c1', 'ani').takes('t1 t2', { lane: 'priority' }).pass(60).takes('t3');
    hall.does(postpone);
    expect(hall.visit('t1')).toMatchObject({ place: hall.now(), lane: 'priority' });
    expect(hall.servesAll('c1')).toEqual(['t2', 't3', 't1']);
  });

  test('V1 once per visit', () => {
    expect(openHall().takes('t1').does(postpone).refusal(postpone)).toBe('alreadyPostponed');
  });

  test('V1 only while waiting', () => {
    const hall = openHall().opens('c1', 'ani').takes('t1');
    hall.calls('c1');
    expect(hall.refusal(postpone)).toBe('notWaiting');
    expect(hall.finishes('c1').refusal(postpone)).toBe('alreadyEnded');
    expect(hall.refusal({ ...postpone, ticket: 't9' })).toBe('unknownTicket');
  });
});

test('V1 V2 T5 who postpones on the way is on the way still, and does not wait yet', () => {
  const hall = openHall().takes('t1', { remote: true }).pass(60).does({ type: 'Postpone', ticket: 't1' });
  expect(hall.visit('t1')).toMatchObject({ away: true, place: hall.now(), postponed: true });
  expect(hall.visit('t1').waitingSince).toBeUndefined();
});

describe('V2 a phone visit', () => {
  const confirm = { type: 'ConfirmPresence', ticket: 'away' } as const;
  const away = () => openHall().opens('c1', 'ani').takes('away', { remote: true }).takes('t2 t3');

  test('V2 is away until confirmed on site; turns pass over it', () => {
    const hall = away();
    expect(hall.next('c1')?.ticket).toBe('t2');
    expect(hall.does(confirm).next('c1')?.ticket).toBe('away');
    expect(hall.refusal(confirm)).toBe('notAway');
    expect(hall.refusal({ ...confirm, ticket: 't9' })).toBe('unknownTicket');
  });

  test('V2 confirmed within 15 min of the first pass it keeps its place', () => {
    const hall = away().pass(60);
    hall.calls('c1');
    expect(hall.visit('away').firstPassedAt).toBe(hall.now());
    hall.finishes('c1').pass(60).calls('c1');
    const { place } = hall.visit('away');
    expect(
      hall
        .pass(14 * 60)
        .does(confirm)
        .visit('away').place,
    ).toBe(place);
  });

  test('V2 later than that its place becomes the moment of confirming', () => {
    const hall = away();
    hall.calls('c1');
    hall.pass(15 * 60 + 1).does(confirm);
    expect(hall.visit('away')).toMatchObject({ place: hall.now(), firstPassedAt: undefined });
  });

  test('T2 V2 a jump of the clock makes nobody late', () => {
    const hall = away();
    const { place } = hall.visit('away');
    hall.calls('c1');
    hall.pass(20 * 60).happens({ type: 'ClockCorrected', by: 10 * minuteMs });
    expect(hall.does(confirm).visit('away').place).toBe(place);
  });

  test('V2 only a turn of its own line passes it, and only from behind', () => {
    const hall = openHall().opens('c1', 'ani').takes('t1').takes('away', { remote: true }).takes('t2 t3');
    hall.takes('p1', { lane: 'priority' });
    hall.calls('c1'); // the priority lane
    hall.finishes('c1').calls('c1'); // before it in its line
    hall.finishes('c1').does({ type: 'CallTicket', ...on('t3') }); // chosen, not a turn
    expect(hall.visit('away').firstPassedAt).toBeUndefined();
    hall.finishes('c1').calls('c1');
    expect(hall.visit('away').firstPassedAt).toBe(hall.now());
  });

  test('V2 an early appointment is passed by turns of the regular lane', () => {
    const hall = openHall().opens('c1', 'ani');
    hall.takes('away', { remote: true, slot: hall.now() + 60 * minuteMs }).takes('t2');
    hall.calls('c1');
    expect(hall.visit('away').firstPassedAt).toBe(hall.now());
  });

  test('V2 one that gave up is not away', () => {
    const hall = away().does({ type: 'Cancel', ticket: 'away' });
    expect(hall.refusal(confirm)).toBe('notAway');
    hall.calls('c1');
    expect(hall.visit('away').firstPassedAt).toBeUndefined();
  });
});

describe('a visitor who gives up', () => {
  test('ends the visit, wherever it is', () => {
    const hall = openHall().opens('c1', 'ani').takes('t1 t2 t3 t4');
    hall.calls('c1');
    hall.does({ type: 'Cancel', ticket: 't1', reason: 'must go' }).calls('c1');
    hall.starts('c1').does({ type: 'Cancel', ticket: 't2' }).does({ type: 'Cancel', ticket: 't4' });
    expect(hall.counter('c1').visit).toBeUndefined();
    expect(hall.floor.endings.get('cancelled')).toBe(3);
    expect(hall.servesAll('c1')).toEqual(['t3']);
    expect(hall.refusal({ type: 'Cancel', ticket: 't1' })).toBe('alreadyEnded');
    expect(hall.refusal({ type: 'Cancel', ticket: 't9' })).toBe('unknownTicket');
  });
});

describe('S8 undo', () => {
  const undo = (ticket = 't1') => ({ type: 'Undo', ticket }) as const;
  /** Ani has called t1 to counter 1 a minute ago; Budi sits at counter 4. */
  const there = (service = 'passport') => {
    const hall = openHall().takes('t1', { service }).takes('t2');
    hall
      .opens('c1', 'ani')
      .opens('c4', 'budi')
      .does({ type: 'Assign', counter: 'c1', tiers: [['data', 'papers']] });
    return hall.does({ type: 'CallTicket', ...on('t1') }, ani).pass(60);
  };
  const was = (hall: Hall) => {
    const { touched: _, notes: _notes, ...rest } = structuredClone(hall.visit('t1'));
    return {
      ...rest,
      counter: hall.counter('c1').visit?.ticket,
      endings: [...hall.floor.endings.values()].filter(Boolean),
    };
  };

  const acts: readonly (readonly [string, Said])[] = [
    ['Finish', { type: 'Finish', ...on('t1') }],
    ['MarkNoShow', { type: 'MarkNoShow', ...on('t1'), override }],
    ['Park', { type: 'Park', ...on('t1') }],
    ['Transfer', { type: 'Transfer', ...on('t1'), to: { service: 'legal' } }],
    ['Transfer to a counter', { type: 'Transfer', ...on('t1'), to: { officer: 'budi' } }],
    ['Cancel', { type: 'Cancel', ticket: 't1' }],
  ];
  const by = as.supervisor('dewi');

  test.each(acts)('S8 within 5 s of the own last %s the visit is as it was', (_, act) => {
    for (const service of ['passport', 'permit']) {
      const hall = there(service);
      const before = was(hall);
      hall.does(act, by).pass(5);
      expect(was(hall)).not.toEqual(before);
      const { seq } = hall.floor;
      expect(hall.events(undo(), by)).toMatchObject([{ type: 'VisitRestored', ticket: 't1', undoes: seq }]);
      expect(was(hall)).toEqual(before);
      expect(hall.replayed()).toEqual(hall.floor);
    }
  });

  test('S8 a cancelled visit that waited stands in its line again', () => {
    const hall = openHall().takes('t1 t2').opens('c1', 'ani');
    const before = was(hall);
    hall.does({ type: 'Cancel', ticket: 't1' }).pass(5).does(undo()).pass(60);
    expect(was(hall)).toEqual(before);
    expect(hall.servesAll('c1')).toEqual(['t1', 't2']);
  });

  test('S8 later than 5 s it is too late', () => {
    const hall = there().does(acts[0]![1], by).pass(6);
    expect(hall.decides(undo(), by)).toEqual({ ok: false, error: { code: 'tooLate', about: { seconds: 5 } } });
  });

  test('S8 only the same person, and only their last act', () => {
    const hall = there().does(acts[2]![1], by);
    expect(hall.refusal(undo(), ani)).toBe('nothingToUndo');
    expect(hall.refusal(undo('t2'), by)).toBe('nothingToUndo');
    expect(hall.refusal(undo('t9'), by)).toBe('unknownTicket');
    hall.does({ type: 'Cancel', ticket: 't2' }, by);
    expect(hall.refusal(undo(), by)).toBe('nothingToUndo');
  });

  test('S8 not twice', () => {
    const hall = there().does(acts[0]![1], by).does(undo(), by);
    expect(hall.refusal(undo(), by)).toBe('movedOn');
  });

  test.each([
    ['that visit', { type: 'Return', ticket: 't1' }],
    ['that counter', { type: 'CallTicket', ...on('t2') }],
    ['that counter: an emergency there', { type: 'RaiseEmergency', counter: 'c1' }],
  ] as const)('S8 not once a later event concerns %s', (_, later) => {
    const hall = there().does(acts[2]![1], by).does(later);
    expect(hall.refusal(undo(), by)).toBe('movedOn');
  });

  test.each([
    ['elsewhere in the house', { type: 'RaiseEmergency' }],
    ['at another counter', { type: 'RaiseEmergency', counter: 'c4' }],
  ] as const)('S8 an emergency %s ends nothing that may be undone', (_, later) => {
    expect(there().does(acts[2]![1], by).does(later).refusal(undo(), by)).toBeUndefined();
  });

  test('S8 C1 not once the next day has opened, though another counter keeps the book of this one open', () => {
    const hall = there().does(acts[2]![1], by);
    expect(hall.refusal(undo(), by)).toBeUndefined();
    expect(hall.knows({ today: BusinessDay.parse('2026-03-03') }).refusal(undo(), by)).toBe('nothingToUndo');
  });

  test('S8 not when the next one was called in the same press', () => {
    const hall = there().does({ type: 'CallNext', counter: 'c1', outcome: 'done' }, by);
    expect(hall.refusal(undo(), by)).toBe('movedOn');
  });

  test('S8 C2 not while another of the party has come to a counter', () => {
    const hall = openHall()
      .takes('t1 t2', { holder: holder('a') })
      .opens('c1', 'ani')
      .opens('c4', 'budi');
    hall.calls('c1');
    hall.finishes('c1').calls('c4');
    expect(hall.refusal(undo())).toBe('linkedAtCounter');
    expect(hall.does({ type: 'Withdraw', ...on('t2', 'c4') }).refusal(undo())).toBeUndefined();
  });

  test('S8 C8 a close that waited for the visitor waits again', () => {
    const hall = there().does({ type: 'CloseCounter', counter: 'c1', reason: 'home' }, ani);
    const counter = structuredClone({ ...hall.counter('c1'), visit: undefined, touched: 0 });
    hall.pass(1).does(acts[0]![1], by);
    expect(hall.counter('c1').state).toBe('closed');
    hall.does(undo(), by);
    expect({ ...hall.counter('c1'), visit: undefined, touched: 0 }).toEqual(counter);
    expect(hall.floor.seats.get('ani' as never)).toBe('c1');
    expect(hall.does(acts[0]![1], by).counter('c1').state).toBe('closed');
  });

  test('S8 C11 not once its officer sits elsewhere', () => {
    const hall = there().does({ type: 'CloseCounter', counter: 'c1' }, ani).does(acts[0]![1], by);
    hall.opens('c2', 'ani');
    expect(hall.refusal(undo(), by)).toBe('movedOn');
  });

  test('S8 C9 nobody who had signed out is signed in by it', () => {
    const hall = there().does({ type: 'SignOut', counter: 'c1' }, ani).does(acts[0]![1], by).does(undo(), by);
    expect(hall.counter('c1')).toMatchObject({ state: 'closed', officer: undefined, visit: { ticket: 't1' } });
  });

  test('S8 not once the counter is no more', () => {
    const hall = there().does({ type: 'SignOut', counter: 'c1' }, ani).does(acts[0]![1], by);
    const office = smallOffice((document) => ({
      ...document,
      counters: document.counters.filter(({ number }) => number !== 1),
    }));
    hall.shelf.set(office.hash, office);
    hall.knows({ adopting: office }).does({ type: 'ChangeOffice', document: {} });
    expect(hall.refusal(undo(), by)).toBe('movedOn');
  });
});

describe('D3 a correction is a new event', () => {
  const correct = { type: 'Correct', ticket: 't1', outcome: 'done', reason: 'was served' } as const;

  test('D3 history stays as it was written', () => {
    const hall = openHall().takes('t1').does({ type: 'Cancel', ticket: 't1' });
    const before = structuredClone(hall.journal);
    expect(hall.events(correct)).toEqual([
      { type: 'OutcomeCorrected', ticket: 't1', outcome: 'finished', reason: 'was served' },
    ]);
    expect(hall.journal.slice(0, -1)).toEqual(before);
    expect(hall.visit('t1').stay).toMatchObject({ is: 'ended', ending: 'finished' });
    expect(hall.floor.endings).toEqual(
      new Map([
        ['cancelled', 0],
        ['finished', 1],
      ]),
    );
  });

  test('D3 of an ended visit only', () => {
    const hall = openHall().takes('t1');
    expect(hall.refusal(correct)).toBe('dayNotOpen');
    expect(hall.refusal({ ...correct, ticket: 't9' })).toBe('unknownTicket');
    hall.does({ type: 'Cancel', ticket: 't1' });
    expect(hall.events({ ...correct, outcome: 'noShow' })).toMatchObject([{ outcome: 'noShow' }]);
  });
});
