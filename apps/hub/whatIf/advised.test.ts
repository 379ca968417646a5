import { expect, test } from 'vitest';
import { minuteMs } from '../../../shared/ids.ts';
import { Office } from '../../../shared/protocol/office.ts';
import { as, openHall, type Hall } from '../domain/testing/hall.test-kit.ts';
import { advisedIn } from './advised.ts';

const promising = (office: Office): Office => ({
  ...office,
  services: office.services.map((service) =>
    service.id === 'passport' ? { ...service, promiseMinutes: 20 } : service,
  ),
});
const minutes = (count: number) => count * 60;
const logOf = (hall: Hall) => {
  const { hash, document } = hall.floor.lines.office;
  return advisedIn({ book: hall.journal, documents: new Map([[hash, Office.parse(document)]]) });
};
const advised = () => {
  const hall = openHall({ change: promising }).opens('c1', 'ani').takes('t1 t2 t3 t4 t5').pass(minutes(25));
  hall.calls('c1');
  return hall.does({ type: 'AdviseCounter', service: 'passport', p80Minutes: 33 }, as.hub);
};

test('F5 an advice is followed by a counter of its stage within 15 min, and the waits before and after stand beside it', () => {
  const hall = advised().pass(minutes(10));
  hall.opens('c3', 'budi');
  hall.pass(minutes(4)).opens('c4', 'citra').pass(minutes(10));
  hall.calls('c4');
  hall.does({ type: 'WithdrawAdvice', stage: 'data', p80Minutes: 12 }, as.hub);
  const [one, ...others] = logOf(hall);
  expect(others).toEqual([]);
  expect(one).toMatchObject({ helper: 'c4', p80Minutes: 33, promiseMinutes: 20 });
  expect((one?.followedAt ?? 0) - (one?.at ?? 0)).toBe(14 * minuteMs);
  expect((one?.withdrawnAt ?? 0) - (one?.at ?? 0)).toBe(24 * minuteMs);
  expect([one?.before, one?.after].map((wait) => Math.round(wait ?? 0))).toEqual([25, 49]);
});

test('F5 too late, or a counter of another stage, is not followed', () => {
  const hall = advised().pass(minutes(16));
  hall.opens('c4', 'citra');
  expect(logOf(hall)).toMatchObject([{ followedAt: null, withdrawnAt: null, after: null }]);
});
