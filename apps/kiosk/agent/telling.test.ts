import { expect, test } from 'vitest';
import { businessDayAt } from '../localTime.ts';
import type { KioskRecord } from '../journalFrames.ts';
import { day, done, handAgent, morning, office, type Hand } from './hand.test-kit.ts';

const refusal = (code: string) =>
  ({ ok: false, seq: 1, error: { code, message: { id: code, en: code } } }) as ReturnType<Hand['answer']>;
const digit: KioskRecord = { kind: 'digit', digit: 7, generation: 'g1' };
/** A number of the kiosk's own, printed. */
function own(name: string, count: number, more: { generation?: string; at?: number } = {}): KioskRecord[] {
  const about = { service: 'baru', lane: 'regular', language: 'id', people: 1 };
  const { generation = 'g1', at = morning } = more;
  return [
    { kind: 'pressed', ticket: name, at, wall: at, monotonic: 0, boot: 'b', ...about },
    {
      kind: 'ownNumber',
      ticket: name,
      day: businessDayAt(at, office),
      number: { prefix: 'A', source: 7, count },
      arrivedAt: at,
      of: { generation, ...about },
    },
    { kind: 'fenced', ticket: name },
  ] as KioskRecord[];
}
const uploads = (hand: Hand) => hand.of('UploadTickets').map(({ tickets }) => tickets.map(({ ticket }) => ticket));

test('I03 a ticket the hub refuses lets the others pass, and is sent again until it is taken', async () => {
  const hand = await handAgent({ records: [digit, ...own('a', 1), ...own('b', 2), ...own('c', 3)], late: true });
  const usual = hand.answer;
  let isOdd = true;
  hand.answer = (command) =>
    isOdd && command.type === 'UploadTickets' && command.tickets.some(({ ticket }) => ticket === 'b')
      ? refusal('unknownService')
      : usual(command);
  await hand.meet();
  expect(uploads(hand)).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
  expect(hand.agent.state().pending).toBe(1);
  isOdd = false;
  await hand.pass(11 * 60_000);
  expect(uploads(hand).at(-1)).toEqual(['b']);
  expect(hand.agent.state().pending).toBe(0);
});

test('I39 numbers of a day that has not begun for the hub are brought as soon as it has', async () => {
  const hand = await handAgent({ records: [digit, ...own('a', 1)], late: true });
  const usual = hand.answer;
  hand.answer = (command) => (command.type === 'UploadTickets' ? refusal('dayInFuture') : usual(command));
  await hand.meet();
  expect(hand.agent.state().pending).toBe(1);
  hand.answer = usual;
  await hand.pass(20_000);
  expect(hand.agent.state().pending).toBe(0);
});

test('N6 what was salvaged of a lost journal goes up under its own generation', async () => {
  const hand = await handAgent({
    records: [digit, ...own('old', 9, { generation: 'g0' }), ...own('new', 1)],
    late: true,
  });
  await hand.meet();
  expect(hand.of('UploadTickets').map(({ generation, tickets }) => [generation, tickets.length])).toEqual([
    ['g0', 1],
    ['g1', 1],
  ]);
});

test('K2 an upload whose words changed since a lost answer is another command, one whose words did not is the same', async () => {
  const hand = await handAgent({
    records: [digit, ...own('a', 1).slice(0, 2), { kind: 'uncertain', ticket: 'a', why: 'silent' } as KioskRecord],
    late: true,
  });
  const usual = hand.answer;
  hand.answer = (command) => (command.type === 'UploadTickets' ? { ok: false, lost: true } : usual(command));
  await hand.meet();
  await hand.pass(2_000);
  await hand.agent.word({ ticket: 'a' as never, came: true });
  hand.answer = (command) => (command.type === 'UploadTickets' ? done({ merged: [] }) : usual(command));
  await hand.pass(2_000);
  const [first, again, ...rest] = hand.of('UploadTickets');
  expect(again).toEqual(first);
  expect(rest.at(-1)).toMatchObject({ tickets: [{ ticket: 'a', slip: 'printed' }] });
  expect(rest.at(-1)?.key).not.toBe(first?.key);
});

test('a hub that is pressed too hard is left alone for two seconds, not for thirty', async () => {
  const hand = await handAgent({ records: [digit, ...own('a', 1)], late: true });
  const usual = hand.answer;
  hand.answer = (command) => (command.type === 'UploadTickets' ? refusal('tooMany') : usual(command));
  await hand.meet();
  hand.answer = usual;
  await hand.pass(2_000);
  expect(hand.agent.state().pending).toBe(0);
});

test('I06, I29 after a clock was lost numbers go on, on the last day known, no earlier than the one before', async () => {
  const known = {
    office: { hash: 'h1', document: office },
    view: null,
    dayShares: {},
    offset: 0,
    metAt: morning + 60_000,
  };
  const hand = await handAgent({
    records: [digit, ...own('a', 1, { at: morning + 90_000 })],
    known,
    wallError: -morning,
    late: true,
  });
  await hand.pass(5_000);
  const answer = await hand.press();
  expect(answer).toMatchObject({ ok: true, number: 'A-7002', offline: true });
  expect(hand.written.find(({ kind }) => kind === 'pressed')).toMatchObject({ at: morning + 60_000 + 5_000 });
  expect(hand.written.find(({ kind }) => kind === 'ownNumber')).toMatchObject({ day, arrivedAt: morning + 90_000 });
  expect(hand.jobs[0]?.join('\n')).toContain('Tanggal belum pasti');
});

test.each([
  ['a year ahead is not believed: the day is the last one known, and the slip says it is not sure', 365, day, true],
  ['two days ahead is: a kiosk may have been off', 2, '2026-11-26', false],
])('I29 a clock that is %s', async (_what, days, expected, isUnsure) => {
  const known = { office: { hash: 'h1', document: office }, view: null, dayShares: {}, offset: 0, metAt: morning };
  const hand = await handAgent({ records: [digit], known, wallError: days * 24 * 60 * 60_000, late: true });
  expect(await hand.press()).toMatchObject({ ok: true, number: 'A-7001', offline: true });
  expect(hand.written.find(({ kind }) => kind === 'ownNumber')).toMatchObject({ day: expected });
  expect(hand.jobs[0]?.join('\n').includes('Tanggal belum pasti')).toBe(isUnsure);
});

test('what the hub has had for seven days is dropped when it says a day has begun, and only then', async () => {
  const eightDays = 8 * 24 * 60 * 60_000;
  const uploaded = (name: string, at: number) =>
    ({ kind: 'uploaded', at, tickets: [{ ticket: name, number: 'A-7001', slip: 'printed' }] }) as KioskRecord;
  const hand = await handAgent({
    records: [
      digit,
      ...own('old', 1, { at: morning - eightDays }),
      uploaded('old', morning - eightDays),
      ...own('new', 1),
      uploaded('new', morning),
    ],
    late: true,
  });
  await hand.live(true);
  expect(hand.dropped).toBe(0);
  await hand.show();
  // Four records go, one with the counts comes.
  expect(hand.dropped).toBe(3);
  const page = await hand.agent.attendant({ code: '4711', step: { does: 'open' } });
  expect(page).toMatchObject({ ok: true, recent: [{ number: 'A-7001', at: morning }] });
  await hand.show();
  expect(hand.dropped).toBe(3);
});

test('N6, C7 a kiosk for which no digit is left still says that it is there, and of each slip that it was printed', async () => {
  const hand = await handAgent({ late: true });
  const usual = hand.answer;
  hand.answer = (command) =>
    command.type === 'ReportDevice' && command.generation !== undefined ? refusal('noDigitFree') : usual(command);
  await hand.meet();
  const [asked, ...again] = hand.of('ReportDevice');
  expect(asked?.generation).toBeDefined();
  expect(again).toMatchObject([{ connected: true, printer: 'ready' }]);
  expect(again[0]?.generation).toBeUndefined();
  const pressed = hand.agent.press({ service: 'baru' as never, lane: 'regular', language: 'id', people: 1 });
  await hand.pass(1_000);
  expect(await pressed).toMatchObject({ ok: true, slip: 'printed' });
  await hand.pass(1_000);
  expect(hand.of('ConfirmSlip')).toMatchObject([{ outcome: 'printed' }]);
});
