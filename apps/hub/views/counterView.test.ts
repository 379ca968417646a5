import { expect, test } from 'vitest';
import { present } from '../../../shared/basics.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { CounterView, FloorView, KioskView } from '../../../shared/protocol/views.ts';
import { as, openHall, type Hall } from '../domain/testing/hall.test-kit.ts';
import { id } from '../domain/testing/office.test-kit.ts';
import { counterView, waitingList } from './counterView.ts';
import { nothingForeseen, sightOf } from './services.ts';
import { viewFor } from './views.ts';

const sight = ({ floor, now }: Hall) => sightOf(floor, now(), nothingForeseen);
const counter = (hall: Hall, name = 'c1') => CounterView.parse(counterView(hall.floor, id.counter(name), sight(hall)));
const list = (hall: Hall, asked: { search?: string; after?: string; most?: number } = {}, name = 'c1') => {
  const found = present(waitingList(hall.floor, id.counter(name), sight(hall), { most: 200, ...asked }), name);
  return [found.total, ...found.rows.map(({ number }) => number)];
};
const many = (count: number) => Array.from({ length: count }, (_, i) => `t${i + 1}`).join(' ');

test('V5 every counter and the floor see the oldest open calls of kiosks, and a kiosk its own', () => {
  const hall = openHall();
  for (let i = 0; i < 22; i++) hall.pass(1).does({ type: 'CallStaff' }, as.kiosk(`k${i}`));
  const kiosk = (device: string) =>
    KioskView.parse(viewFor({ audience: 'kiosk' }, as.kiosk(device).device, hall.floor, sight(hall))).staffCalled;
  const floor = FloorView.parse(viewFor({ audience: 'floor' }, as.api.device, hall.floor, sight(hall)));
  expect([kiosk('k0'), kiosk('k21'), kiosk('k22')]).toEqual([true, true, false]);
  expect(counter(hall).staffCalls).toHaveLength(20);
  expect(counter(hall).staffCalls[0]).toEqual({ device: 'k0', since: hall.now() - 21_000 });
  expect(floor.staffCalls).toEqual(counter(hall, 'c3').staffCalls);
  hall.does({ type: 'AnswerStaff', device: 'k0' }, as.officer('ani'));
  expect([kiosk('k0'), counter(hall).staffCalls[0]?.device]).toEqual([false, 'k1']);
});

test('an emergency names the counter that raised it, where one did; the oldest five are shown', () => {
  const hall = openHall().does({ type: 'RaiseEmergency', counter: 'c3' });
  const raised = { emergency: hall.floor.seq, counter: 'c3', at: hall.now() };
  hall.pass(5).does({ type: 'RaiseEmergency' });
  expect(counter(hall).emergencies).toEqual([raised, { emergency: hall.floor.seq, at: hall.now() }]);
  for (let i = 0; i < 5; i++) hall.does({ type: 'RaiseEmergency' });
  expect(counter(hall).emergencies).toHaveLength(5);
  hall.does({ type: 'ClearEmergency', emergency: raised.emergency });
  expect(counter(hall).emergencies[0]).not.toHaveProperty('counter');
});

test('F5 the counter that would help says so until it is open, and no other does', () => {
  const change = (office: Office): Office => ({
    ...office,
    services: office.services.map((service) => ({ ...service, promiseMinutes: 40 })),
  });
  const hall = openHall({ change }).opens('c1', 'ani').takes('t1');
  const advice = { stage: 'data', p80Minutes: 55, promiseMinutes: 40, since: hall.now() };
  hall.does({ type: 'AdviseCounter', service: 'passport', p80Minutes: 55 }, as.hub);
  expect(['c4', 'c1', 'c2'].map((name) => counter(hall, name).advice)).toEqual([advice, undefined, undefined]);
  hall.opens('c4', 'budi');
  expect(counter(hall, 'c4').advice).toBeUndefined();
});

test('the waiting list goes past the twenty of the view, in calling order, and on behind a ticket', () => {
  const hall = openHall().takes(many(30)).takes('p1', { lane: 'priority' });
  expect(counter(hall).waiting).toHaveLength(20);
  const [total, ...all] = list(hall);
  expect([total, all.length, all.indexOf('A-031')]).toEqual([31, 31, hall.order('data').indexOf('p1')]);
  expect(new Set(all).size).toBe(31);
  const second = hall.order('data')[1];
  expect(list(hall, { most: 2 })).toEqual([31, ...all.slice(0, 2)]);
  expect(list(hall, { most: 2, after: present(second, 'second') })).toEqual([31, ...all.slice(2, 4)]);
  expect(list(hall, { most: 2, after: 'gone' })).toEqual([31, ...all.slice(0, 2)]);
});

test('a number is found by any part of it, however it is typed, in the queues of that counter alone', () => {
  const hall = openHall().takes(many(12)).takes('b1', { service: 'permit' });
  expect(list(hall, { search: '01' })).toEqual([4, 'A-001', 'A-010', 'A-011', 'A-012']);
  expect(list(hall, { search: 'a 012' })).toEqual([1, 'A-012']);
  expect(list(hall, { search: 'b' })).toEqual([0]);
  expect(list(hall, { search: 'b' }, 'c2')).toEqual([1, 'B-001']);
  expect(waitingList(hall.floor, id.counter('c9'), sight(hall), { most: 9 })).toBeUndefined();
});
