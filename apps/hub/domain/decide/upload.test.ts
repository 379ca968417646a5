import { describe, expect, test } from 'vitest';
import { BusinessDay, minuteMs, numberText, Numbering, secondMs } from '../../../../shared/ids.ts';
import { as, openHall, type Hall, type Said } from '../testing/hall.test-kit.ts';
import { id, monday, type Change } from '../testing/office.test-kit.ts';

type Upload = Extract<Said, { type: 'UploadTickets' }>;
const kiosk = as.kiosk('k5');

function uploaded(hall: Hall, ticket: string, count: number, more: object = {}): Upload['tickets'][number] {
  return {
    ticket,
    number: { prefix: 'A', source: 5, count },
    service: 'passport',
    lane: 'regular',
    language: 'id',
    people: 1,
    arrivedAt: hall.now() - 10 * minuteMs,
    slip: 'printed',
    ...more,
  };
}
const upload = (...tickets: Upload['tickets']): Upload => ({
  type: 'UploadTickets',
  day: monday,
  generation: 'g1',
  tickets,
});
const open = (from = '09:00', change?: Change) => openHall({ from, ...(change && { change }) }).knows({ digit: 5 });
const number = (hall: Hall, ticket: string) => numberText(hall.visit(ticket).number);

describe('N6 what a kiosk issued by itself', () => {
  test.each([
    [1, 'A-5001'],
    [999, 'A-5999'],
    [1000, 'A-51000'],
  ])('N6 has its own digit before the count: %d is %s', (count, shown) => {
    expect(numberText(Numbering.parse({ prefix: 'A', source: 5, count }))).toBe(shown);
  });

  test('N6 joins the book with its number, and is callable at once', () => {
    const hall = open().opens('c1', 'ani');
    const answer = hall.answer(upload(uploaded(hall, 't1', 1), uploaded(hall, 't2', 2)), kiosk);
    expect(answer).toEqual({
      merged: [
        { ticket: 't1', number: 'A-5001' },
        { ticket: 't2', number: 'A-5002' },
      ],
    });
    expect(hall.visit('t1')).toMatchObject({ kiosk: 'k5', shown: null });
    expect(hall.calls('c1')).toBe('t1');
    expect(hall.takes('t3') && number(hall, 't3')).toBe('A-001');
  });

  test('L1 joins at its corrected arrival, which is never after now', () => {
    const hall = open().takes('t1').opens('c1', 'ani');
    hall.does(upload(uploaded(hall, 't2', 1), uploaded(hall, 't3', 2, { arrivedAt: hall.now() + secondMs })), kiosk);
    expect(hall.visit('t3').place).toBe(hall.now());
    expect(hall.servesAll('c1')).toEqual(['t2', 't1', 't3']);
  });

  test('N6 another’s digit, and a generation nobody knows, are refused', () => {
    const hall = open();
    expect(
      hall.decides(upload(uploaded(hall, 't1', 1, { number: { prefix: 'A', source: 6, count: 1 } }))),
    ).toMatchObject({ error: { code: 'sourceMismatch', about: { number: 'A-6001' } } });
    const stranger = openHall();
    expect(stranger.refusal(upload(uploaded(stranger, 't1', 1)))).toBe('generationUnknown');
  });

  test('N6 an unknown service, or one of another prefix, is refused', () => {
    const hall = open();
    expect(hall.refusal(upload(uploaded(hall, 't1', 1, { service: 'nowhere' })))).toBe('unknownService');
    expect(hall.refusal(upload(uploaded(hall, 't1', 1, { service: 'permit' })))).toBe('unknownService');
  });

  test('N1 a number that is somebody else’s, or twice in one upload, is refused', () => {
    const hall = open();
    hall.does(upload(uploaded(hall, 't1', 1)), kiosk);
    expect(hall.refusal(upload(uploaded(hall, 't2', 1)))).toBe('numberTaken');
    expect(hall.refusal(upload(uploaded(hall, 't2', 2), uploaded(hall, 't3', 2)))).toBe('numberTaken');
  });

  test('K2 a key with two numbers in one upload is refused', () => {
    const hall = open();
    expect(hall.refusal(upload(uploaded(hall, 't1', 1), uploaded(hall, 't1', 2)))).toBe('keyReused');
  });

  test('K3 a ticket that was uploaded before is answered again and changes nothing', () => {
    const hall = open();
    hall.does(upload(uploaded(hall, 't1', 1)), kiosk);
    expect(hall.events(upload(uploaded(hall, 't1', 1)), kiosk)).toEqual([]);
    expect(hall.answer(upload(uploaded(hall, 't1', 1)), kiosk)).toEqual({
      merged: [{ ticket: 't1', number: 'A-5001' }],
    });
  });
});

describe('N7 one key with two numbers', () => {
  const twice = (from = '09:00') => {
    const hall = open(from).does({ type: 'TakeTicket', key: 't1', service: 'passport' }, kiosk);
    return hall.pass(180);
  };

  test('N7 the printed one is the ticket’s, the other is voided and never given again', () => {
    const hall = twice();
    hall.does(upload(uploaded(hall, 't1', 1)), kiosk).takes('t2');
    expect(number(hall, 't1')).toBe('A-5001');
    expect(hall.floor.voided).toEqual([{ number: { prefix: 'A', source: 'hub', count: 1 }, ticket: 't1' }]);
    expect(number(hall, 't2')).toBe('A-002');
    expect(hall.visit('t1').slip).toBe('printed');
  });

  test('N7 a call made on it is withdrawn, keeps the place and marks nobody absent', () => {
    const hall = twice().opens('c1', 'ani');
    hall.calls('c1');
    const { place } = hall.visit('t1');
    const events = hall.events(upload(uploaded(hall, 't1', 1, { slip: 'uncertain' })), kiosk);
    expect(events.map(({ type }) => type)).toEqual(['CallWithdrawn', 'NumberVoided', 'SlipReported']);
    expect(hall.visit('t1')).toMatchObject({ stay: { is: 'waiting' }, misses: 0, place, slip: 'uncertain' });
    expect(hall.counter('c1').visit).toBeUndefined();
  });

  test('N7 a service that has started goes on', () => {
    const hall = twice().opens('c1', 'ani');
    hall.calls('c1');
    hall.starts('c1').does(upload(uploaded(hall, 't1', 1)), kiosk);
    expect(hall.visit('t1').stay.is).toBe('serving');
    expect(number(hall, 't1')).toBe('A-5001');
  });

  test('N7 D6 into a closed book goes only the voided number, and the paper gives its carry-over code', () => {
    const hall = twice('14:50').at('15:00');
    hall.clock();
    const events = hall.events(upload(uploaded(hall, 't1', 1)), kiosk);
    expect(events.map(({ type }) => type)).toEqual(['NumberVoided']);
    expect([...openHall({ day: '2026-03-03', before: hall.floor }).floor.carryOver.keys()]).toEqual(['t1']);
  });

  test('N8 a number voided by a supervisor is replaced by none and not given again', () => {
    const hall = open().takes('t1');
    const ticket = hall.visit('t1');
    hall.happens({ type: 'NumberVoided', ticket: ticket.ticket, number: { ...ticket.number }, reason: 'supervisor' });
    expect(number(hall.takes('t2'), 't2')).toBe('A-002');
  });
});

test('N8 per prefix and source every number up to the highest is exactly one of issued and voided', () => {
  const hall = open().takes('t1 t2 t3').takes('t4', { service: 'permit' });
  hall.does(upload(uploaded(hall, 't2', 2), uploaded(hall, 't6', 1), uploaded(hall, 't7', 3)), kiosk);
  const issued = [...hall.floor.visits.values()].map((visit) => numberText(visit.number));
  const voided = hall.floor.voided.map((one) => numberText(one.number));
  const all = [...hall.floor.series].flatMap(([key, top]) => {
    const [prefix, source] = key.split('/');
    const from = source === 'hub' ? source : Number(source);
    return Array.from({ length: top }, (_, i) => numberText(Numbering.parse({ prefix, source: from, count: i + 1 })));
  });
  expect([...issued, ...voided].sort()).toEqual(all.sort());
  expect(voided).toEqual(['A-002']);
});

describe('D5 a ticket that reaches the hub after its day closed', () => {
  const closed = (change?: Change) => {
    const hall = open('14:50', change).at('15:00');
    hall.clock();
    return hall;
  };

  test('D5 enters that book as expired and late', () => {
    const hall = closed();
    const events = hall.events(upload(uploaded(hall, 't1', 1)), kiosk);
    expect(events.map(({ type }) => type)).toEqual(['TicketIssued', 'VisitEnded']);
    expect(events[1]).toEqual({ type: 'VisitEnded', ticket: 't1', ending: 'expired', late: true, carryOver: true });
    expect(hall.visit('t1')).toMatchObject({ late: true, stay: { is: 'ended', ending: 'expired' } });
    expect(hall.floor.lines.queues.get(id.stage('data'))?.lines.regular).toEqual([]);
  });

  test('D4 without paper, or once the code would be too old, it has no carry-over code', () => {
    const failed = closed();
    expect(failed.events(upload(uploaded(failed, 't1', 1, { slip: 'failed' })), kiosk)[1]).not.toHaveProperty(
      'carryOver',
    );
    const change: Change = (office) => ({ ...office, carryOverDays: 3 });
    const onDay = (today: string) => {
      const hall = closed(change).knows({ today: BusinessDay.parse(today) });
      return hall.events(upload(uploaded(hall, 't1', 1)), kiosk)[1];
    };
    expect(onDay('2026-03-05')).toHaveProperty('carryOver', true);
    expect(onDay('2026-03-06')).not.toHaveProperty('carryOver');
  });

  test('K3 D6 later than that only what the book has already, under the same number', () => {
    const hall = closed();
    hall.does(upload(uploaded(hall, 't1', 1)), kiosk).knows({ today: BusinessDay.parse('2026-03-10') });
    expect(hall.events(upload(uploaded(hall, 't1', 1)), kiosk)).toEqual([]);
    expect(hall.refusal(upload(uploaded(hall, 't1', 2)), kiosk)).toBe('dayTooOld');
    expect(hall.refusal(upload(uploaded(hall, 't1', 1), uploaded(hall, 't2', 2)), kiosk)).toBe('dayTooOld');
  });

  test('D6 until 7 days later', () => {
    const hall = closed();
    expect(
      hall.knows({ today: BusinessDay.parse('2026-03-09') }).refusal(upload(uploaded(hall, 't1', 1))),
    ).toBeUndefined();
    expect(hall.knows({ today: BusinessDay.parse('2026-03-10') }).refusal(upload(uploaded(hall, 't1', 1)))).toBe(
      'dayTooOld',
    );
  });
});
