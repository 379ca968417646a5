import { expect, test } from 'vitest';
import { minuteMs, ServiceId } from '../../../shared/ids.ts';
import { openHall } from '../domain/testing/hall.test-kit.ts';
import { visitLengths } from './visitLengths.ts';

const permit = ServiceId.parse('permit');

test('a visit lasts from its first call to its end, the wait between its stages included, once a few were seen', () => {
  const hall = openHall().opens('c2', 'ani');
  const lengths = visitLengths();
  let heard = 0;
  const after = (visits: number, minutes: number) => {
    for (let i = 0; i < visits; i++) {
      const ticket = `p${hall.floor.seq}`;
      hall.takes(ticket, { service: 'permit' }).pass(60).calls('c2');
      hall.pass(minutes * 30).finishes('c2');
      hall.pass(minutes * 30).calls('c2');
      hall.finishes('c2').takes(`left-${ticket}`, { service: 'permit' });
      hall.does({ type: 'Cancel', ticket: `left-${ticket}` });
    }
    for (const recorded of hall.journal.slice(heard)) lengths.follow(recorded, hall.floor);
    heard = hall.journal.length;
    return lengths.afterCall(permit);
  };
  expect(after(4, 2)).toBeUndefined();
  expect(after(2, 2)).toBe(2 * minuteMs);
  expect(after(40, 3), 'only the last ones count').toBe(3 * minuteMs);
});
