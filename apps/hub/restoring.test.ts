import { describe, expect, test } from 'vitest';
import { handHub, type HandHub } from '../../build/e2e/support/handHub.ts';
import { I05 } from '../../build/oracle/history.ts';
import type { DeviceId, Epoch } from '../../shared/ids.ts';
import { as } from './domain/testing/hall.test-kit.ts';
import { monday } from './domain/testing/office.test-kit.ts';
import { emptyHouse, freeDigit } from './house.ts';
import { memoryDisk } from './journal/memory.ts';
import { epochAt, isSetBack } from './restoring.ts';

const tuesday = '2026-03-03';
const take = (key: string) => ({ type: 'TakeTicket', key, service: 'passport' }) as const;
const seen = (device: string, generation: string, more: object = {}) =>
  ({ type: 'ReportDevice', device, role: 'kiosk', connected: true, generation, ...more }) as const;
const kept = (day: string, restore: number, ...tickets: [string, number][]) =>
  ({
    type: 'UploadTickets',
    day,
    generation: 'g1',
    restore,
    tickets: tickets.map(([ticket, count]) => ({
      ticket,
      number: { prefix: 'A', source: 'hub' as const, count },
      service: 'passport',
      lane: 'regular' as const,
      language: 'id' as const,
      people: 1,
      arrivedAt: 0,
      slip: 'printed' as const,
    })),
  }) as const;
const numberOf = async (hand: HandHub, key: string) => {
  const reply = await hand.send(take(key));
  return reply.ok && 'number' in reply.result ? reply.result.number : reply;
};
const bookOf = ({ hub }: HandHub, day: string) => hub.floors().find((floor) => floor.day === day);

/** A morning at which two kiosks were there, and the hub gave two numbers. */
async function morning(): Promise<HandHub> {
  const hand = await handHub({ from: '09:00' });
  await hand.does(seen('k1', 'g1'));
  await hand.does(seen('k2', 'g2'));
  await hand.takes('t1', 't2');
  return hand;
}

describe('I18, I19 a disk that was set back', () => {
  test('I18 a restored journal begins above every epoch that may have been, and its books say so before anything is given', async () => {
    const { disk } = await morning();
    disk.restored = 1_000;
    const hand = await handHub({ disk, from: '10:00' });
    expect([hand.hub.epoch, hand.disk.restored]).toEqual([1_000, undefined]);
    expect(bookOf(hand, monday)?.restore).toMatchObject({ id: 1_000, awaits: new Set(['k1', 'k2']), holds: true });
    expect(await hand.refusal(take('t3'))).toBe('restoring');
    const again = await handHub({ disk, from: '10:01' });
    expect([again.hub.epoch, bookOf(again, monday)?.restore?.id]).toEqual([1_001, 1_000]);
    expect(await again.refusal(take('t3'))).toBe('restoring');
  });

  test('I19 a start that ends before its books say so is a restored one the next time too', async () => {
    const { disk } = await morning();
    disk.restored = 1_000;
    const { openMemory } = await import('./journal/memory.ts');
    expect(openMemory(disk).restored).toBe(true);
    const hand = await handHub({ disk, from: '10:00' });
    expect([hand.hub.epoch, bookOf(hand, monday)?.restore?.id]).toEqual([1_001, 1_001]);
  });

  test('I19 kiosks bring the numbers of all days at once; the day of the loss and the one after agree on who has come', async () => {
    const { disk } = await morning();
    disk.restored = 1_000;
    const hand = await handHub({ disk, from: '10:00' });
    await hand.does(kept(monday, 1_000, ['h4', 4]), as.kiosk('k1'));
    await hand.does({ type: 'ReportBrought', restore: 1_000 }, as.kiosk('k1'));
    await hand.until(tuesday, '09:00');
    expect(bookOf(hand, tuesday)?.restore).toMatchObject({ holds: false, awaits: new Set(['k2']) });
    expect(await numberOf(hand, 'new')).toBe('A-001');
    const next = await handHub({ disk, day: tuesday, from: '10:00' });
    await next.does(kept(monday, 1_000, ['h6', 6]), as.kiosk('k2'));
    await next.does({ type: 'ReportBrought', restore: 1_000 }, as.kiosk('k2'));
    for (const day of [monday, tuesday]) expect(bookOf(next, day)?.restore?.awaits.size).toBe(0);
    expect(I05(next.recorded())).toEqual([]);
    const inHouse = next.recorded().filter(({ day, event }) => day === 'house' && event.type === 'KioskBrought');
    expect(inHouse.map(({ event }) => event)).toMatchObject([{ device: 'k1' }, { device: 'k2' }]);
    expect(await next.refusal(kept(monday, 999, ['h7', 7]), as.kiosk('k2'))).toBe('noRestore');
  });

  test('I19 a day that was lost whole is opened again for what kiosks bring, and accounts for its numbers', async () => {
    const { disk } = await morning();
    disk.restored = 1_000;
    const hand = await handHub({ disk, day: '2026-03-05', from: '09:00' });
    await hand.does(kept(tuesday, 1_000, ['h1', 1], ['h3', 3]), as.kiosk('k1'));
    for (const kiosk of ['k1', 'k2']) await hand.does({ type: 'ReportBrought', restore: 1_000 }, as.kiosk(kiosk));
    expect(bookOf(hand, tuesday)?.lost).toEqual([{ prefix: 'A', from: 2, to: 2 }]);
    expect(I05(hand.recorded())).toEqual([]);
  });

  test('I19 a screen that has seen more than this journal holds sets the hub to wait for its kiosks, at once', async () => {
    const { disk, hub: first } = await morning();
    const hand = await handHub({ disk, from: '10:00' });
    hand.hub.noticed({ epoch: first.epoch, seq: first.seq() });
    expect(await numberOf(hand, 't3')).toBe('A-003');
    hand.hub.noticed({ epoch: first.epoch, seq: first.seq() + 1 });
    expect(await hand.refusal(take('t4'))).toBe('restoring');
    const { seq } = hand.hub.floor();
    hand.hub.noticed({ epoch: first.epoch, seq: first.seq() + 9 });
    await hand.hub.settled();
    expect([hand.hub.floor().seq, hand.failures]).toEqual([seq, []]);
  });

  test('I19 a day that closed at the start, before a screen told of the loss, accounts for its numbers too', async () => {
    const { disk, hub: first } = await morning();
    const hand = await handHub({ disk, day: tuesday, from: '09:00' });
    expect(hand.hub.noticed({ epoch: first.epoch, seq: first.seq() + 1 })).toBe(true);
    await hand.does(kept(monday, hand.hub.epoch, ['h9', 9]), as.kiosk('k1'));
    for (const kiosk of ['k1', 'k2'])
      await hand.does({ type: 'ReportBrought', restore: hand.hub.epoch }, as.kiosk(kiosk));
    expect(bookOf(hand, monday)?.lost).toEqual([{ prefix: 'A', from: 3, to: 8 }]);
    expect(I05(hand.recorded())).toEqual([]);
  });

  test('I05, I19 a closed day that still waits for its kiosks is told of the next restore too', async () => {
    const { disk } = await morning();
    disk.restored = 1_000;
    await (await handHub({ disk, from: '10:00' })).until(tuesday, '09:00');
    disk.restored = 2_000;
    const hand = await handHub({ disk, day: tuesday, from: '09:30' });
    expect(bookOf(hand, monday)?.restore).toMatchObject({ id: 2_000, holds: true });
    await hand.does(kept(monday, 2_000, ['h9', 9]), as.kiosk('k1'));
    for (const kiosk of ['k1', 'k2']) await hand.does({ type: 'ReportBrought', restore: 2_000 }, as.kiosk(kiosk));
    expect(bookOf(hand, monday)?.lost).toEqual([{ prefix: 'A', from: 3, to: 8 }]);
    expect(I05(hand.recorded())).toEqual([]);
  });

  test('I18 a screen that has seen a newer epoch ends the hub, and its next start begins above that one', async () => {
    const { disk } = await morning();
    const hand = await handHub({ disk, from: '10:00' });
    hand.hub.noticed({ epoch: 77 as Epoch, seq: 1 });
    expect(String(hand.failures[0])).toMatch(/set back.*epoch 77.*Start the hub again/);
    expect(await hand.refusal(take('t3'))).toBe('notReady');
    const next = await handHub({ disk, from: '10:01' });
    expect([next.hub.epoch, bookOf(next, monday)?.restore?.id]).toEqual([78, 78]);
  });

  test('I19 a copy that is ahead is the same evidence, unless a restore of this week explains it', async () => {
    const { disk } = await morning();
    const hand = await handHub({ disk, from: '10:00' });
    hand.hub.diverged();
    expect(await hand.refusal(take('t3'))).toBe('restoring');
    const { seq } = hand.hub.floor();
    const next = await handHub({ disk, from: '10:01' });
    next.hub.diverged();
    await next.hub.settled();
    expect(next.hub.floor().seq).toBe(seq);
  });

  test('I19 without a kiosk to wait for, what may have been told is passed over at once', async () => {
    const plain = await handHub({ from: '09:00' });
    await plain.takes('t1');
    plain.disk.restored = 1_000;
    const hand = await handHub({ disk: plain.disk, from: '10:00' });
    expect(await numberOf(hand, 't2')).toBe('A-052');
    expect(I05(hand.recorded())).toEqual([]);
  });

  test('I19 a journal that was lost whole waits for those the office has passes for', async () => {
    const disk = memoryDisk();
    disk.restored = 5;
    const hand = await handHub({ disk, from: '09:00', kiosks: ['k7' as DeviceId] });
    expect(bookOf(hand, monday)?.restore?.awaits).toEqual(new Set(['k7']));
  });

  test.each([
    [{ epoch: 3, seq: 99 }, false, 'before the last restore'],
    [{ epoch: 6, seq: 20 }, false, 'what the journal had when it opened'],
    [{ epoch: 6, seq: 21 }, true, 'what it had not'],
    [{ epoch: 7, seq: 30 }, false, 'what is there'],
    [{ epoch: 7, seq: 31 }, true, 'what is not'],
    [{ epoch: 8, seq: 1 }, true, 'an epoch that has not been'],
  ])('I19 %o is evidence: %o, %s', (of, isEvidence) => {
    expect(isSetBack(of, { epoch: 7, openedAt: 20, seq: 30 }, 5)).toBe(isEvidence);
    expect(epochAt(1_999)).toBe(1);
  });
});

describe('N6 digits after a restore', () => {
  test('N6 a generation keeps the digit it was given, where nobody else has it; others get the highest', async () => {
    const { disk } = await morning();
    disk.restored = 1_000;
    const hand = await handHub({ disk, from: '10:00' });
    const digit = async (device: string, generation: string, claimed?: number) => {
      const reply = await hand.does(seen(device, generation, claimed === undefined ? {} : { digit: claimed }));
      return 'digit' in reply.result ? reply.result.digit : undefined;
    };
    expect(await digit('k3', 'g3', 7)).toBe(7);
    expect(await digit('k4', 'g4')).toBe(9);
    expect(await digit('k5', 'g5', 7)).toBe(8);
    expect(await digit('k1', 'g1', 5)).toBe(5);
  });

  test('N6 before any restore the lowest is given, and none is left after five', () => {
    const house = emptyHouse();
    expect([freeDigit(house), freeDigit(house, 8), freeDigit(house, 4)]).toEqual([5, 8, 5]);
    for (const digit of [5, 6, 7, 8, 9] as const)
      house.digits.set(digit, { kiosk: 'k' as DeviceId, generation: `g${digit}`, since: 0 });
    expect(freeDigit(house, 8)).toBeUndefined();
  });
});
