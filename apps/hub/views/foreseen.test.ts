import { expect, test } from 'vitest';
import { minuteMs, type TicketId } from '../../../shared/ids.ts';
import { CounterView, DisplayView, TicketView } from '../../../shared/protocol/views.ts';
import { as, openHall, type Hall } from '../domain/testing/hall.test-kit.ts';
import { id } from '../domain/testing/office.test-kit.ts';
import { counterView } from './counterView.ts';
import { nothingForeseen, sightOf, type Foreseen } from './services.ts';
import { ticketView } from './ticketView.ts';
import { viewFor } from './views.ts';

const range = (hall: Hall, from: number) => ({
  low: hall.now() + from * minuteMs,
  high: hall.now() + (from + 10) * minuteMs,
});
/** t2 is expected in half an hour, later than its slip says; of the others nothing is known. */
const foreseen = (hall: Hall): Foreseen => ({
  estimateFor: (service, lane) => (service === 'passport' && lane === 'regular' ? range(hall, 50) : null),
  waitOf: (ticket: TicketId) =>
    ticket === 't2' ? { estimate: range(hall, 30), later: true } : nothingForeseen.waitOf(ticket, hall.floor),
  keptPromises: () => ({ days: 30, of: 8, in: 10 }),
});
const sight = (hall: Hall, known: Foreseen = foreseen(hall)) => sightOf(hall.floor, hall.now(), known);
const rows = (hall: Hall) => CounterView.parse(counterView(hall.floor, id.counter('c1'), sight(hall))).waiting;
const display = (hall: Hall, known?: Foreseen) =>
  DisplayView.parse(
    viewFor({ audience: 'display', zone: 'hall' as never }, as.display('tv').device, hall.floor, sight(hall, known)),
  );
const ticket = (hall: Hall, name: string) => TicketView.parse(ticketView(hall.visit(name), hall.floor, sight(hall)));
const tellNotToday = (hall: Hall, tickets: string) =>
  hall.does(
    {
      type: 'TellNotToday',
      tickets: tickets.split(' ').map((name) => ({ ticket: name, calledFrom: hall.now() + 600 * minuteMs })),
    },
    as.hub,
  );

test('F2 a counter sees when each is expected and who is later than their slip says; nothing where nobody knows', () => {
  const hall = openHall().takes('t1 t2');
  const [first, second] = rows(hall);
  expect(first).toMatchObject({ ticket: 't1', estimate: null });
  expect(first).not.toHaveProperty('later');
  expect(second).toMatchObject({ ticket: 't2', estimate: range(hall, 30), later: true });
});

test('F2 a ticket tells its own time while it waits, and what its slip says, whatever came of it', () => {
  const hall = openHall().opens('c1', 'ani');
  const shown = range(hall, 10);
  hall.knows({ estimate: shown }).takes('t1 t2');
  expect(ticket(hall, 't2')).toMatchObject({ estimate: range(hall, 30), promised: shown, later: true });
  hall.does({ type: 'CallTicket', counter: 'c1', ticket: 't2', reason: 'r' });
  expect(ticket(hall, 't2')).toMatchObject({ state: 'called', estimate: null, promised: shown });
  expect(ticket(hall, 't2')).not.toHaveProperty('later');
});

test('F2 a TV says which service has somebody who waits longer than their slip says, and how promises were kept', () => {
  const hall = openHall().takes('t1 t2').takes('b1', { service: 'permit' });
  const view = display(hall);
  expect(view.waiting.map(({ id: service, estimate, later }) => [service, estimate !== null, later])).toEqual([
    ['passport', true, true],
    ['permit', false, undefined],
    ['legal', false, undefined],
  ]);
  expect(view.kept).toEqual({ days: 30, of: 8, in: 10 });
  const blind = display(hall, nothingForeseen);
  expect(blind).not.toHaveProperty('kept');
  expect(blind.waiting[0]).toEqual({ id: 'passport', waiting: 2, estimate: null, open: true });
});

test('D4 who was told that they will hardly be reached is named on the TV, at counters and by the ticket until served', () => {
  const many = Array.from({ length: 22 }, (_, i) => `n${i}`).join(' ');
  const hall = openHall().takes(`t1 t2 t3 ${many}`).opens('c1', 'ani').at('11:00');
  tellNotToday(hall, `t2 t3 ${many}`);
  expect(display(hall).notToday).toHaveLength(20);
  expect(display(hall).notToday.slice(0, 2)).toEqual(['A-002', 'A-003']);
  expect(
    rows(hall)
      .slice(0, 2)
      .map(({ notToday }) => notToday),
  ).toEqual([undefined, true]);
  expect(ticket(hall, 't1')).not.toHaveProperty('notToday');
  hall.does({ type: 'Cancel', ticket: 't3' });
  expect(ticket(hall, 't3')).toMatchObject({ state: 'ended', notToday: true });
  hall.does({ type: 'CallTicket', counter: 'c1', ticket: 't2', reason: 'r' });
  expect(ticket(hall, 't2'), 'it may still not be there').toMatchObject({ notToday: true });
  expect(display(hall).notToday[0]).toBe('A-004');
  hall.starts('c1').finishes('c1');
  expect(ticket(hall, 't2')).not.toHaveProperty('notToday');
});
