import { describe, expect, test } from 'vitest';
import { TicketView } from '../../../shared/protocol/views.ts';
import { openHall, type Hall } from '../domain/testing/hall.test-kit.ts';
import { nothingForeseen, sightOf } from './services.ts';
import { ticketView } from './ticketView.ts';

const view = (hall: Hall, ticket: string) => {
  const { floor } = hall;
  return TicketView.parse(ticketView(hall.visit(ticket), floor, sightOf(floor, hall.now(), nothingForeseen)));
};

describe('what a ticket allows its holder', () => {
  test('V1 one who waits may postpone once', () => {
    const hall = openHall().takes('t0 t1');
    expect(view(hall, 't1')).toMatchObject({
      number: 'A-002',
      state: 'waiting',
      people: 1,
      ahead: 1,
      may: ['postpone'],
    });
    hall.does({ type: 'Postpone', ticket: 't1' });
    expect(view(hall, 't1').may).toEqual([]);
  });

  test('V2 one on the way is away, and may say to be here', () => {
    const hall = openHall().takes('t1', { remote: true });
    expect(view(hall, 't1').state).toBe('away');
    expect(view(hall, 't1').may).toContain('confirmPresence');
    hall.does({ type: 'ConfirmPresence', ticket: 't1' });
    expect(view(hall, 't1')).toMatchObject({ state: 'waiting', ahead: 0, may: ['postpone'] });
  });

  test('C6 one who was missed may come back once, and who is called may nothing', () => {
    const hall = openHall().takes('t1').opens('c1', 'ani');
    const missed = () => {
      hall.calls('c1');
      expect(view(hall, 't1')).toMatchObject({ state: 'called', counter: 1, ahead: null, may: [] });
      hall.pass(30).does({ type: 'Recall', counter: 'c1', ticket: 't1' }).pass(60);
      hall.does({ type: 'MarkNoShow', counter: 'c1', ticket: 't1' });
    };
    missed();
    expect(view(hall, 't1')).toMatchObject({ state: 'missed', may: ['reinstate'] });
    hall.does({ type: 'Reinstate', ticket: 't1' });
    missed();
    expect(view(hall, 't1')).toMatchObject({ state: 'ended', ending: 'noShow', may: [] });
  });

  test('a group says how many it is, a closed day allows nothing, and asking writes nothing', () => {
    const hall = openHall({ from: '14:50' }).takes('g1', { service: 'legal', people: 4 });
    const { seq } = hall.floor;
    expect(view(hall, 'g1')).toMatchObject({ people: 4, may: ['postpone'] });
    expect(hall.floor.seq).toBe(seq);
    hall.at('15:00').clock();
    expect(view(hall, 'g1')).toMatchObject({ state: 'ended', ending: 'expired', may: [] });
  });
});
