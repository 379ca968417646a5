import { expect, test } from 'vitest';
import type { KioskRecord } from '../journalFrames.ts';
import { day, handAgent, morning, office, type Hand } from './hand.test-kit.ts';

const of = { generation: 'g1', service: 'baru', lane: 'regular', language: 'id', people: 1 };
const known = {
  office: { hash: 'h1', document: office },
  view: null,
  dayShares: {},
  offset: 0,
  metAt: morning,
};
const digit: KioskRecord = { kind: 'digit', digit: 7, generation: 'g1' };
const given = (count: number, on: string = day) =>
  ({
    kind: 'ownNumber',
    ticket: `own-${count}`,
    day: on,
    number: { prefix: 'A', source: 7, count },
    arrivedAt: morning,
    of,
  }) as KioskRecord;

/** A kiosk that knows its office and its digit, and hears no hub. */
const alone = (...records: KioskRecord[]) => handAgent({ records: [digit, ...records], known, late: true });

test('I04 what is given without the hub begins with the digit of this kiosk', async () => {
  const hand = await alone();
  expect(await hand.press()).toMatchObject({ ok: true, number: 'A-7001', offline: true });
  expect(await hand.press({ service: 'info' })).toMatchObject({ ok: true, number: 'B-7001', offline: true });
});

test('I06 a clock that fell behind midnight gives no number of the day before', async () => {
  const hand = await alone(given(1, '2026-11-25'));
  expect(await hand.press()).toMatchObject({ ok: true, number: 'A-7002' });
  expect(hand.written.find(({ kind }) => kind === 'ownNumber')).toMatchObject({ day: '2026-11-25' });
});

test('I06 a number that was salvaged behind a newer one does not bring the count back', async () => {
  const hand = await alone(given(7), given(3));
  expect(await hand.press()).toMatchObject({ ok: true, number: 'A-7008' });
});

/** A hub whose day is another than the kiosk's until it is asked for its own. */
async function otherDay(
  hubs: string,
  then: (usual: ReturnType<Hand['answer']>) => ReturnType<Hand['answer']> | 'lost',
) {
  const hand = await handAgent({ records: [digit] });
  const usual = hand.answer;
  const refused = {
    ok: false,
    seq: 1,
    error: { code: 'otherDay', message: { id: '-', en: '-' }, about: { day: hubs } },
  } as ReturnType<Hand['answer']>;
  hand.answer = (command) => {
    if (command.type !== 'TakeTicket') return usual(command);
    return command.day === hubs ? then(usual(command)) : refused;
  };
  return hand;
}

test('N7 a press names its day, and the own number is of that day though the hub’s next has begun meanwhile', async () => {
  const hand = await handAgent({ records: [digit] });
  const usual = hand.answer;
  hand.answer = (command) => (command.type === 'TakeTicket' ? 'lost' : usual(command));
  const answer = hand.press();
  await hand.pass(0);
  await hand.show({ day: '2026-11-25' });
  await hand.pass(400);
  expect(await answer).toMatchObject({ ok: true, number: 'A-7001', offline: true });
  expect(hand.of('TakeTicket').map((asked) => asked.day)).toEqual([day]);
  expect(hand.written.find(({ kind }) => kind === 'ownNumber')).toMatchObject({ day });
});

test('N7 where the hub’s day is another it is asked once more for that, and its number is of that day', async () => {
  const hand = await otherDay('2026-11-25', (usual) => usual);
  expect(await hand.press()).toMatchObject({ ok: true, number: 'A-001', offline: false });
  expect(hand.of('TakeTicket').map((asked) => [asked.key, asked.day])).toEqual([
    ['key0003', day],
    ['key0003', '2026-11-25'],
  ]);
  expect(hand.written.find(({ kind }) => kind === 'hubNumber')).toMatchObject({ day: '2026-11-25' });
});

test('N7 asked once more in vain, the own number is of the day that the hub was asked for last', async () => {
  const hand = await otherDay('2026-11-25', () => 'lost');
  const answer = hand.press();
  await hand.pass(400);
  expect(await answer).toMatchObject({ ok: true, number: 'A-7001', offline: true });
  expect(hand.written.find(({ kind }) => kind === 'ownNumber')).toMatchObject({ day: '2026-11-25' });
});

test('I28 own numbers go on past the thousandth, to the last of four digits', async () => {
  expect(await (await alone(given(999))).press()).toMatchObject({ ok: true, number: 'A-71000' });
  expect(await (await alone(given(9_998))).press()).toMatchObject({ ok: true, number: 'A-79999' });
});

test.each(['diskAlmostFull', 'notReady', 'tooMany', 'otherDay'])(
  'N6 a hub that is there but answers %s gives no number: the kiosk goes on behind its digit, and tells it later',
  async (code) => {
    const hand = await alone();
    const usual = hand.answer;
    const refused = { ok: false, seq: 1, error: { code, message: { id: code, en: code } } } as ReturnType<
      Hand['answer']
    >;
    hand.answer = (command) => (command.type === 'TakeTicket' ? refused : usual(command));
    await hand.meet();
    expect(await hand.press()).toMatchObject({ ok: true, number: 'A-7001', offline: true });
    expect(hand.of('UploadTickets').flatMap(({ tickets }) => tickets.map(({ number }) => number.count))).toEqual([1]);
  },
);
