import { describe, expect, test } from 'vitest';
import { numberText, type DeviceId, type Epoch } from '../../../../shared/ids.ts';
import { I05 } from '../../../../build/oracle/history.ts';
import { spareNumbers } from '../restore.ts';
import { as, openHall, type Hall, type Said } from '../testing/hall.test-kit.ts';
import { monday } from '../testing/office.test-kit.ts';

type Upload = Extract<Said, { type: 'UploadTickets' }>;
const k1 = as.kiosk('k1');
const k2 = as.kiosk('k2');
const restore = 7;

function kept(hall: Hall, ticket: string, count: number, more: object = {}): Upload['tickets'][number] {
  return {
    ticket,
    number: { prefix: 'A', source: 'hub', count },
    service: 'passport',
    lane: 'regular',
    language: 'id',
    people: 1,
    arrivedAt: hall.now() - 60_000,
    slip: 'printed',
    ...more,
  };
}
const bring = (...tickets: Upload['tickets']): Upload => ({
  type: 'UploadTickets',
  day: monday,
  generation: 'g1',
  tickets,
  restore,
});
/** Two tickets are known, what came after is lost; these kiosks are awaited. */
function setBack(...awaits: string[]): Hall {
  const hall = openHall({ from: '09:00' }).takes('t1 t2');
  return hall
    .happens({ type: 'HubRestored', restore: restore as Epoch, knownAt: hall.now(), awaits: awaits as DeviceId[] })
    .knows({ restore: restore as Epoch });
}
const take = { type: 'TakeTicket', key: 'new', service: 'passport' } as const;
const brought = { type: 'ReportBrought', restore } as const;
const number = (hall: Hall, ticket: string) => numberText(hall.visit(ticket).number);

describe('I19 a hub that was restored', () => {
  test('I19 gives no numbers while a kiosk is awaited, and goes on above all that may have been given', () => {
    const hall = setBack('k1', 'k2');
    expect(hall.refusal(take)).toBe('restoring');
    expect(hall.refusal({ type: 'Split', key: 'part', ticket: 't1', people: 1 })).toBe('nobodyToSplit');
    hall.does(bring(kept(hall, 'h4', 4)), k1).does(brought, k1);
    expect([hall.refusal(take), hall.refusal(take, k1)]).toEqual(['restoring', 'restoring']);
    hall.does(bring(kept(hall, 'h6', 6)), k2).does(brought, k2);
    expect(number(hall.takes('new'), 'new')).toBe(`A-0${7 + spareNumbers}`);
    expect(hall.floor.lost.filter(({ prefix }) => prefix === 'A')).toEqual([
      { prefix: 'A', from: 3, to: 3 },
      { prefix: 'A', from: 5, to: 5 },
      { prefix: 'A', from: 7, to: 6 + spareNumbers },
    ]);
    expect(I05(hall.journal)).toEqual([]);
    expect(hall.replayed()).toEqual(hall.floor);
  });

  test('I19 gives part of a group no number of its own either', () => {
    const hall = openHall({ from: '09:00' }).takes('t1', { service: 'legal', people: 3 });
    hall.happens({ type: 'HubRestored', restore: restore as Epoch, knownAt: 0, awaits: ['k1' as DeviceId] });
    expect(hall.refusal({ type: 'Split', key: 'part', ticket: 't1', people: 1 })).toBe('restoring');
  });

  test('K1 answers again what it gave before', () => {
    const hall = setBack('k1');
    expect(hall.answer({ ...take, key: 't1' })).toMatchObject({ number: 'A-001' });
  });

  test('I19 gives a kiosk nothing before that kiosk has said that it holds nothing more, awaited or not', () => {
    const hall = setBack();
    expect(hall.refusal(take, k2)).toBe('restoring');
    hall.does(brought, k2);
    expect(hall.answer(take, k2)).toMatchObject({ number: 'A-003' });
    expect(hall.events(brought, k2)).toEqual([]);
  });

  test('N7 takes what was printed under the number that was printed, and says again what it had heard of a slip', () => {
    const hall = openHall({ from: '09:00' }).knows({ restore: restore as Epoch });
    hall.does({ type: 'TakeTicket', key: 't1', service: 'passport' }).takes('t2');
    hall.happens({ type: 'HubRestored', restore: restore as Epoch, knownAt: 0, awaits: ['k1' as DeviceId] });
    const own = kept(hall, 'o1', 3, { number: { prefix: 'A', source: 9, count: 3 } });
    hall.does(bring(kept(hall, 't1', 1), kept(hall, 't2', 2, { slip: 'failed' }), kept(hall, 'h3', 3), own), k1);
    expect([hall.visit('t1').slip, hall.visit('t2').slip]).toEqual(['printed', 'printed']);
    expect(['h3', 'o1'].map((ticket) => number(hall, ticket))).toEqual(['A-003', 'A-9003']);
    const issued = hall.journal.flatMap(({ event }) => (event.type === 'TicketIssued' ? [event.brought] : []));
    expect(issued).toEqual([undefined, undefined, true, undefined]);
    const before = hall.floor.seq;
    hall.does(bring(kept(hall, 't1', 1), kept(hall, 'h3', 3)), k1);
    expect(hall.floor.seq).toBe(before);
  });

  test('I01 refuses a number that another ticket has, and one that it never gave', () => {
    const hall = setBack('k1');
    expect(hall.refusal(bring(kept(hall, 'x', 2)), k1)).toBe('numberTaken');
    expect(hall.refusal(bring(kept(hall, 'x', 5_000)), k1)).toBe('sourceMismatch');
    expect(hall.refusal({ ...bring(kept(hall, 'x', 3)), restore: 6 }, k1)).toBe('noRestore');
    const { restore: _, ...plain } = bring(kept(hall, 'x', 3));
    expect(hall.knows({ digit: 5 }).refusal(plain, k1)).toBe('sourceMismatch');
  });

  test('L3 an appointment keeps its lane', () => {
    const hall = setBack('k1');
    const appointment = kept(hall, 'h3', 3, { lane: 'appointment' });
    hall.does(bring(appointment), k1);
    expect(hall.visit('h3')).toMatchObject({ lane: 'appointment', slot: appointment.arrivedAt });
  });

  test('I19 goes on without a kiosk by a supervisor’s word; what that kiosk holds it brings later', () => {
    const hall = setBack('k1', 'k2').does(brought, k1);
    const end = { type: 'EndRestore', restore, device: 'k2', reason: 'rusak' } as const;
    expect(hall.refusal(end, as.officer('ani'))).toBe('notAllowed');
    expect(hall.refusal({ ...end, device: 'k9' })).toBe('unknownDevice');
    expect(hall.refusal({ ...end, restore: 6 })).toBe('noRestore');
    hall.does(end, as.supervisor('ani')).takes('new');
    expect(number(hall, 'new')).toBe(`A-0${3 + spareNumbers}`);
    hall.does(bring(kept(hall, 'h4', 4)), k2).does(brought, k2);
    expect(number(hall, 'h4')).toBe('A-004');
    expect(hall.floor.lost.filter(({ prefix }) => prefix === 'A')).toEqual([
      { prefix: 'A', from: 3, to: 3 },
      { prefix: 'A', from: 5, to: 2 + spareNumbers },
    ]);
    expect(I05(hall.journal)).toEqual([]);
  });

  test('N8 a number that turns up at either end of what was lost is lost no more', () => {
    const hall = setBack('k1').does({ type: 'EndRestore', restore, device: 'k1', reason: 'r' });
    const top = 2 + spareNumbers;
    hall.does(bring(kept(hall, 'h3', 3), kept(hall, 'last', top)), k1);
    expect(hall.floor.lost.filter(({ prefix }) => prefix === 'A')).toEqual([{ prefix: 'A', from: 4, to: top - 1 }]);
  });

  test('N2 what is spared ends at the top of the series', () => {
    const hall = openHall({
      from: '09:00',
      change: (office) => ({ ...office, policy: { ...office.policy, hubTop: 10 } }),
    });
    hall.happens({ type: 'HubRestored', restore: restore as Epoch, knownAt: 0, awaits: ['k1' as DeviceId] });
    hall.does(brought, k1);
    expect(hall.floor.lost.map(({ from, to }) => [from, to])).toEqual(hall.floor.lost.map(() => [1, 10]));
    expect(hall.refusal(take)).toBe('seriesFull');
  });

  test('N8 a book that closed meanwhile loses only what lies below its highest number', () => {
    const hall = setBack('k1').does({ type: 'CloseDay' });
    hall.does(bring(kept(hall, 'h4', 4)), k1).does(brought, k1);
    expect(hall.visit('h4')).toMatchObject({ late: true, stay: { is: 'ended', ending: 'expired' } });
    expect(hall.floor.lost).toEqual([{ prefix: 'A', from: 3, to: 3 }]);
  });

  test('I19 a later day gives its numbers at once, and kiosks still owe the day before', () => {
    const owed = {
      restore: restore as Epoch,
      at: 1,
      knownAt: 0,
      awaits: ['k1' as DeviceId],
      brought: ['k2' as DeviceId],
    };
    const hall = openHall({ from: '09:00', owed });
    expect(number(hall.takes('t1'), 't1')).toBe('A-001');
    expect(hall.floor.restore).toMatchObject({ id: restore, holds: false });
    hall.does(brought, k1);
    expect([...(hall.floor.restore?.awaits ?? [])]).toEqual([]);
    expect(hall.floor.lost).toEqual([]);
  });

  test('I19 another restore, or none, has nothing to be brought', () => {
    expect(openHall().refusal(brought, k1)).toBe('noRestore');
    expect(setBack('k1').refusal({ ...brought, restore: 6 }, k1)).toBe('noRestore');
    expect(setBack('k1').events({ ...brought, device: 'k1' })[0]).toMatchObject({ type: 'KioskBrought', device: 'k1' });
    expect(setBack('k1').events(brought)[0]).toMatchObject({ device: 'api' });
  });
});

describe('I19 who sits here', () => {
  test('I19 is looked at once per counter', () => {
    const hall = setBack('k1').opens('c1', 'ani');
    const check = { type: 'CheckSeat', counter: 'c1', right: true } as const;
    expect(hall.refusal(check, as.officer('budi'))).toBe('notAllowed');
    expect(hall.refusal({ ...check, counter: 'c99' })).toBe('unknownCounter');
    expect(hall.events(check, as.officer('ani'))).toEqual([{ type: 'SeatChecked', counter: 'c1', right: true }]);
    expect(hall.events(check, as.officer('ani'))).toEqual([]);
    expect(openHall().events(check)).toEqual([]);
    expect(hall.floor.restore?.unchecked.has('c2' as never)).toBe(true);
  });
});
