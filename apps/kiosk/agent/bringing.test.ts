import { expect, test } from 'vitest';
import type { KioskRecord } from '../journalFrames.ts';
import { AgentBook } from './book.ts';
import { day, handAgent, morning, type Hand } from './hand.test-kit.ts';

const hourMs = 60 * 60_000;
const about = { service: 'baru', lane: 'regular', language: 'id', people: 1 };
const restore = { id: 900, knownAt: morning - hourMs };
const refusal = (code: string) =>
  ({ ok: false, seq: 1, error: { code, message: { id: code, en: code } } }) as ReturnType<Hand['answer']>;

const pressed = (ticket: string, at: number, more: object = {}) =>
  ({ kind: 'pressed', ticket, at, wall: at, monotonic: 0, boot: 'b', ...about, ...more }) as KioskRecord;
/** A number of the hub's, printed, and heard of. */
function printed(ticket: string, count: number, at = morning - 60_000, more: object = {}): KioskRecord[] {
  return [
    pressed(ticket, at, more),
    {
      kind: 'hubNumber',
      ticket,
      number: `A-00${count}`,
      ahead: 0,
      estimate: null,
      seen: { epoch: 8, seq: 40 + count },
    },
    { kind: 'fenced', ticket },
    { kind: 'confirmed', ticket, outcome: 'printed', at },
  ] as KioskRecord[];
}
/** A number of the kiosk's own, which the hub that is gone had taken. */
function uploaded(ticket: string, count: number, at = morning - 60_000): KioskRecord[] {
  const number = { prefix: 'A', source: 7, count };
  return [
    pressed(ticket, at),
    { kind: 'ownNumber', ticket, day, number, arrivedAt: at, of: { generation: 'g1', ...about } },
    { kind: 'fenced', ticket },
    { kind: 'uploaded', tickets: [{ ticket, number: `A-700${count}`, slip: 'printed' }], at },
  ] as KioskRecord[];
}
const digit: KioskRecord = { kind: 'digit', digit: 7, generation: 'g1' };
const brought = (hand: Hand) =>
  hand.of('UploadTickets').map((upload) => [upload.restore, upload.day, upload.tickets.map(({ ticket }) => ticket)]);
async function met(records: readonly KioskRecord[], answer?: (usual: Hand['answer']) => Hand['answer']): Promise<Hand> {
  const hand = await handAgent({ records: [digit, ...records], late: true });
  if (answer) hand.answer = answer(hand.answer);
  await hand.live(true);
  await hand.show({ restore });
  return hand;
}

test('I19 a restored hub is brought all that was printed since, what its lost journal had taken too, then told that this was all', async () => {
  const hand = await met([
    ...printed('old', 1, morning - 26 * hourMs),
    ...printed('h2', 2),
    ...uploaded('o1', 1),
    ...printed('h3', 3, morning - 60_000, { lane: 'appointment' }),
  ]);
  expect(brought(hand)).toEqual([[900, day, ['h2', 'o1', 'h3']]]);
  expect(hand.of('UploadTickets')[0]?.tickets.map(({ number, lane, slip }) => [number, lane, slip])).toEqual([
    [{ prefix: 'A', source: 'hub', count: 2 }, 'regular', 'printed'],
    [{ prefix: 'A', source: 7, count: 1 }, 'regular', 'printed'],
    [{ prefix: 'A', source: 'hub', count: 3 }, 'appointment', 'printed'],
  ]);
  expect(hand.of('ReportBrought')).toMatchObject([{ restore: 900 }]);
  const types = hand.heard.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1]);
  expect(types).toEqual(['ReportDevice', 'UploadTickets', 'ReportBrought']);
  expect(hand.of('ReportDevice')[0]).toMatchObject({ digit: 7 });
  expect(hand.agent.state().pending).toBe(0);
  await hand.show({ restore, staffCalled: true });
  expect([hand.of('UploadTickets').length, hand.of('ReportBrought').length]).toEqual([1, 1]);
});

test('I19 what was brought before the power went is not brought again, and the rest is', async () => {
  const taken = {
    kind: 'uploaded',
    tickets: [{ ticket: 'h2', number: 'A-002', slip: 'printed' }],
    at: morning,
  } as const;
  const before = [...printed('h2', 2), ...printed('h3', 3), { kind: 'restored', ...restore } as const];
  const hand = await met([...before, taken as unknown as KioskRecord]);
  expect(brought(hand)).toEqual([[900, day, ['h3']]]);
  const again = await met([...before, taken as unknown as KioskRecord, { kind: 'brought', id: 900 }]);
  expect([brought(again), again.of('ReportBrought')]).toEqual([[], []]);
});

test('I19 N4 a number that the hub gave just after midnight is brought for the day of its book', async () => {
  const next = printed('h2', 2).map((record) =>
    record.kind === 'hubNumber' ? ({ ...record, day: '2026-11-25' } as KioskRecord) : record,
  );
  const hand = await met([...next, ...printed('h3', 3)]);
  expect(brought(hand)).toEqual([
    [900, '2026-11-25', ['h2']],
    [900, day, ['h3']],
  ]);
});

test('I19 a hundred at a time', async () => {
  const many = Array.from({ length: 130 }, (_, i) => uploaded(`o${i}`, i + 1)).flat();
  const hand = await met(many);
  expect(hand.of('UploadTickets').map(({ tickets }) => tickets.length)).toEqual([100, 30]);
});

test('I19 a ticket that the hub refuses does not hold up the others, stays pending and is named in the log', async () => {
  const hand = await met(
    [...printed('h2', 2), ...printed('h3', 3)],
    (usual) => (command) =>
      command.type === 'UploadTickets' && command.tickets.some(({ ticket }) => ticket === 'h2')
        ? refusal('numberTaken')
        : usual(command),
  );
  expect(brought(hand).map(([, , tickets]) => tickets)).toEqual([['h2', 'h3'], ['h2'], ['h3']]);
  expect(hand.of('ReportBrought')).toHaveLength(1);
  expect([hand.agent.state().pending, hand.logged.some((line) => line.includes('A-002'))]).toEqual([1, true]);
});

test('I19 a slip that is being printed is waited for', async () => {
  const hand = await handAgent({ records: [digit] });
  hand.printer = { state: 'ready', outcome: 'hangs' };
  void hand.press();
  await hand.pass(1_000);
  await hand.show({ restore });
  await hand.pass(30_000);
  expect([brought(hand), hand.of('ReportBrought')]).toEqual([[], []]);
});

test('I19 a restore the hub does not know is asked for again later', async () => {
  let isKnown = false;
  const hand = await met(
    [...printed('h2', 2)],
    (usual) => (command) =>
      !isKnown && (command.type === 'UploadTickets' || command.type === 'ReportBrought')
        ? refusal('noRestore')
        : usual(command),
  );
  expect(hand.of('ReportBrought')).toEqual([]);
  isKnown = true;
  await hand.pass(40_000);
  expect([brought(hand).length, hand.of('ReportBrought').length]).toEqual([2, 1]);
});

test('I19 while a hub brings its numbers together the kiosk counts by itself, at once', async () => {
  const hand = await handAgent({ records: [digit] });
  const usual = hand.answer;
  hand.answer = (command) => (command.type === 'TakeTicket' ? refusal('restoring') : usual(command));
  expect(await hand.press()).toMatchObject({ ok: true, number: 'A-7001', offline: true });
});

test('N6 with another digit a kiosk counts from one again, and goes on where it was with the old', () => {
  const counts: KioskRecord = { kind: 'counts', counts: [{ day, prefix: 'A' as never, count: 4, digit: 7 }] };
  const book = new AgentBook([{ kind: 'begun', generation: 'g1', wall: 0 }, counts, digit, ...uploaded('o5', 5)], 'g1');
  expect(book.nextCount(day, 'A' as never)).toBe(6);
  book.apply({ kind: 'digit', digit: 9, generation: 'g1' });
  expect(book.nextCount(day, 'A' as never)).toBe(1);
  expect(book.counts(8)).toEqual([{ day, prefix: 'A', count: 5, digit: 7 }]);
});

test('I19 the furthest the hub was ever known to be is told in the next start’s first word', () => {
  const begun: KioskRecord = { kind: 'begun', generation: 'g1', wall: 0 };
  const later = printed('h1', 1).map((record) =>
    record.kind === 'hubNumber' ? { ...record, seen: { epoch: 9, seq: 3 } } : record,
  );
  expect(new AgentBook([begun, ...printed('h2', 2), ...later, ...printed('h3', 3)], 'g1').seen).toEqual({
    epoch: 9,
    seq: 3,
  });
  expect(new AgentBook([begun, ...printed('h2', 2), ...printed('h3', 3)], 'g1').seen).toEqual({ epoch: 8, seq: 43 });
});
