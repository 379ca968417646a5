import { describe, expect, test } from 'vitest';
import { minuteMs, ServiceId, TicketId } from '../../../shared/ids.ts';
import { evolve, openFloor } from '../domain/evolve.ts';
import type { Floor } from '../domain/floor.ts';
import { frozenCopy } from '../domain/testing/freeze.test-kit.ts';
import { openHall, type Hall } from '../domain/testing/hall.test-kit.ts';
import { createForecaster, type Band, type Forecaster } from './forecast.ts';

const passport = ServiceId.parse('passport');
const ticket = (name: string) => TicketId.parse(name);

/** Tells the forecaster all that happened in the hall; the floor as it is then. */
function tell(forecaster: Forecaster, hall: Hall): Floor {
  const floor = openFloor(hall.journal[0]!, hall.shelf);
  for (const recorded of hall.journal) {
    evolve(floor, recorded);
    forecaster.follow(recorded, floor);
  }
  return floor;
}

/** A day of one counter: so many visitors, each of them so long at it. */
function dayOf(day: string, visitors: number, minutes: (i: number) => number): Hall {
  const hall = openHall({ day }).opens('c1', 'ani');
  for (let i = 0; i < visitors; i++) {
    hall.takes(`${day}-${i}`).calls('c1');
    hall
      .starts('c1')
      .pass(minutes(i) * 60)
      .finishes('c1');
  }
  return hall;
}

const uneven = (i: number) => 4 + (i % 5);

describe('F3', () => {
  test('of who does not wait, and of what is not there, nothing is said', () => {
    const forecaster = createForecaster({ seed: 1 });
    const hall = openHall().opens('c1', 'ani').takes('t1');
    hall.calls('c1');
    const floor = tell(forecaster, hall);
    expect(forecaster.estimate(ticket('t1'), floor, hall.now())).toBeUndefined();
    expect(forecaster.estimate(ticket('none'), floor, hall.now())).toBeUndefined();
    expect(forecaster.newcomer(ServiceId.parse('none'), 'regular', floor, hall.now())).toBeUndefined();
  });
});

test('F3 of a service of which next to nothing was seen nothing is said', () => {
  const forecaster = createForecaster({ seed: 1 });
  const hall = openHall().opens('c1', 'ani').takes('t1 t2');
  const floor = tell(forecaster, hall);
  expect(forecaster.all(floor, hall.now()).size).toBe(0);
  expect(forecaster.newcomer(passport, 'regular', floor, hall.now())).toBeUndefined();
});

test('of a service of which fewer than 30 were seen a formula speaks, and says so', () => {
  const forecaster = createForecaster({ seed: 1 });
  tell(forecaster, dayOf('2026-03-02', 29, uneven));
  const few = openHall({ day: '2026-03-03' }).opens('c1', 'ani').takes('t1 t2 t3');
  const said = (hall: Hall) => forecaster.estimate(ticket('t3'), tell(forecaster, hall), hall.now());
  expect(said(few)?.basis).toBe('few');
  tell(forecaster, dayOf('2026-03-04', 2, uneven));
  const enough = openHall({ day: '2026-03-05' }).opens('c1', 'ani').takes('t1 t2 t3');
  expect(said(enough)?.basis).toBe('lookAhead');
});

describe('after some days of one counter', () => {
  const days = ['2026-03-02', '2026-03-03'].map((day) => dayOf(day, 20, uneven));
  const today = () => openHall({ day: '2026-03-04' }).opens('c1', 'ani').takes('t1 t2 t3 t4 t5 t6');
  const taught = (options: Partial<Parameters<typeof createForecaster>[0]> = {}) => {
    const forecaster = createForecaster({ seed: 1, ...options });
    for (const day of days) tell(forecaster, day);
    return forecaster;
  };
  const minutes = (band: Band | undefined) => (band ? Math.round(band.p50 / minuteMs) : undefined);

  test('the middle of a forecast is what such visitors take, its band in order', () => {
    const forecaster = taught();
    const hall = today();
    const floor = frozenCopy(tell(forecaster, hall));
    const all = forecaster.all(floor, hall.now());
    expect([...all.keys()].sort()).toEqual(['t1', 't2', 't3', 't4', 't5', 't6']);
    expect(Math.abs(all.get(ticket('t6'))!.p50 / minuteMs - 30)).toBeLessThan(3);
    for (const { p10, p20, p50, p80, p90 } of all.values())
      expect([p10, p20, p50, p80, p90]).toEqual([p10, p20, p50, p80, p90].toSorted((one, other) => one - other));
  });

  test('one ticket alone is told what it is told among all', () => {
    const hall = today();
    const [one, all] = [taught({ runs: 100 }), taught({ runs: 100 })];
    const alone = one.estimate(ticket('t6'), tell(one, hall), hall.now());
    const among = all.all(tell(all, hall), hall.now()).get(ticket('t6'));
    expect(minutes(alone)).toBe(minutes(among));
  });

  test('a newcomer is told of the wait behind the last one', () => {
    const forecaster = taught();
    const hall = today();
    const floor = tell(forecaster, hall);
    expect(Math.abs(forecaster.newcomer(passport, 'regular', floor, hall.now())!.p50 / minuteMs - 36)).toBeLessThan(3);
    expect(forecaster.newcomer(passport, 'priority', floor, hall.now())!.p50 / minuteMs).toBeLessThan(2);
  });

  test('the same events and seed give the same forecasts', () => {
    const say = () => {
      const forecaster = taught();
      const hall = today();
      return [...forecaster.all(tell(forecaster, hall), hall.now())];
    };
    expect(say()).toEqual(say());
  });

  test('a forecaster that comes in the midst of a day knows its hours', () => {
    const forecaster = taught();
    const floor = openFloor(today().journal[0]!, today().shelf);
    for (const recorded of today().journal) evolve(floor, recorded);
    const band = forecaster.estimate(ticket('t2'), floor, today().now());
    expect(band!.p50 / minuteMs).toBeLessThan(30);
  });

  test('QL-live counts who is ahead at the usual pace, LES is the wait of the last one called', () => {
    const forecaster = taught();
    const hall = today().pass(300);
    hall.calls('c1');
    hall.starts('c1');
    const floor = tell(forecaster, hall);
    expect(forecaster.les(ticket('t6'), floor, hall.now())).toBe(5 * minuteMs);
    expect(Math.abs(forecaster.qlLive(ticket('t6'), floor, hall.now())! / minuteMs - 30)).toBeLessThan(3);
    expect(forecaster.qlLive(ticket('t1'), floor, hall.now())).toBeUndefined();
    expect(forecaster.les(ticket('t1'), floor, hall.now())).toBeUndefined();
  });
});
