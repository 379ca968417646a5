import { expect, test } from 'vitest';
import { minuteMs, TicketId } from '../../../../shared/ids.ts';
import { openHall } from '../../domain/testing/hall.test-kit.ts';
import type { Model } from './model.ts';
import { lookAhead } from './lookAhead.ts';

const tenMinutes = Float64Array.from({ length: 2_000 }, (_, i) => -10 * minuteMs * Math.log(1 - (i + 0.5) / 2_000));
const none = Float64Array.of(0);
/** Everybody comes at once and stays exponentially long, ten minutes on average; counters stay as they are. */
const plain: Model = {
  service: () => tenMinutes,
  pace: () => 1,
  dayPace: () => 1,
  walk: none,
  turn: none,
  react: none,
  miss: none,
  noShow: () => 0,
  leaving: 0,
  goesOn: () => 1,
  streams: [],
  factor: 1,
  midnight: 0,
  readySince: () => undefined,
  outlook:
    ({ state, officer }) =>
    () =>
      state === 'open' ? [{ from: 0, to: Infinity, officer }] : [],
};

/** Three counters with somebody each and so many waiting, one queue. */
function threeCounters(waiting: number) {
  const hall = openHall({
    change: (office) => ({
      ...office,
      counters: [1, 2, 3].map((number) => ({ ...office.counters[0]!, id: `c${number}` as never, number })),
    }),
  });
  for (const [i, officer] of ['ani', 'budi', 'citra'].entries())
    hall.does({ type: 'OpenCounter', counter: `c${i + 1}`, officer });
  for (let i = 1; i <= waiting + 3; i++) {
    hall.does({ type: 'TakeTicket', service: 'passport', lane: 'regular', key: `t${i}` });
    hall.does({ type: 'ConfirmSlip', ticket: `t${i}`, outcome: 'printed' });
  }
  for (let i = 1; i <= 3; i++) {
    hall.does({ type: 'CallNext', counter: `c${i}` });
    hall.does({ type: 'StartService', counter: `c${i}`, ticket: `t${i}` });
  }
  return hall;
}

test('with exponential service and one queue the look-ahead is QL, the Gamma of domain.md 7.5', () => {
  const hall = threeCounters(7);
  const said = lookAhead(hall.floor, plain, { tickets: 'all' }, hall.now(), { runs: 20_000, seed: 1 });
  const last = said.get(TicketId.parse('t10'))!.map((ms) => ms / minuteMs);
  for (const [i, minutes] of [12.982556, NaN, 22.232124, 30.251284, 35.106907].entries())
    if (i !== 1) expect(Math.abs(last[i]! / minutes - 1)).toBeLessThan(0.02);
});
