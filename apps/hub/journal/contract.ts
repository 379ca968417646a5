import { afterEach, describe, expect, test } from 'vitest';
import type { CommandKey, CounterId, OfficeId, Prefix } from '../../../shared/ids.ts';
import type { Event, Recorded } from '../domain/events.ts';
import { genesis, hex, link } from './chain.ts';
import type { Journal, Turn } from './journal.ts';
import {
  called,
  counterTwo,
  createScribe,
  dayClosed,
  dayOne,
  dayOpened,
  dayTwo,
  issued,
  morning,
  office,
  officeId,
  opening,
  opensCounter,
  ticketId,
  visit,
} from './scribe.ts';

/** A place where a journal can be opened, closed, and lose its power. */
export interface Ground {
  open(least?: number): Journal;
  /** Opens what a power cut of the journal opened last would leave. */
  cutAndOpen(): Journal;
  /** Another hub begins its epoch on the same journal. */
  stealEpoch(): void;
  clear(): void;
}

async function all(events: AsyncIterable<Recorded>): Promise<readonly Recorded[]> {
  const found: Recorded[] = [];
  for await (const event of events) found.push(event);
  return found;
}

/** What every journal promises, whatever it is made of. */
export function contract(name: string, lay: () => Ground): void {
  describe(`the ${name} journal`, () => {
    promises(lay);
  });
}

function promises(lay: () => Ground): void {
  let ground: Ground;
  const start = () => {
    ground = lay();
    return ground.open();
  };
  afterEach(() => ground.clear());

  test('events come back in order and as they were, book by book, after a seq', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    const turns = [
      opening(scribe),
      scribe.turn('house', 'adopt', { type: 'OfficeAdopted', document: office.hash }),
      ...visit(scribe, 1),
    ];
    for (const turn of turns) await journal.append([turn]);
    const events = turns.flatMap((turn) => turn.events);
    expect(await all(journal.read(dayOne))).toEqual(events.filter(({ day }) => day === dayOne));
    expect(await all(journal.read('house'))).toEqual(events.filter(({ day }) => day === 'house'));
    expect((await all(journal.read(dayOne, 4))).map(({ seq }) => seq)).toEqual([5, 6, 7]);
    expect(await all(journal.read(dayTwo))).toEqual([]);
    expect(journal.head()).toMatchObject({ seq: 7, at: events.at(-1)?.at });
  });

  test('more events than a page come back whole', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    await journal.append([opening(scribe)]);
    for (let batch = 0; batch < 5; batch++)
      await journal.append(
        Array.from({ length: 500 }, (_, i) => scribe.turn(dayOne, `${batch}-${i}`, issued(batch * 500 + i + 1))),
      );
    expect((await all(journal.read(dayOne))).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 2502 }, (_, i) => i + 1),
    );
    expect([...journal.boundKeys(0)].length).toBe(2501);
  });

  test('I35 the chain is SHA-256 over the stored texts from 32 zero bytes', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    await journal.append([opening(scribe), ...visit(scribe, 1)]);
    let hash = genesis;
    for (const row of journal.rows(0, 100)) {
      hash = link(hash, row.body);
      expect(row.hash).toBe(hex(hash));
      expect(journal.hashAt(row.seq)).toBe(row.hash);
      expect(JSON.parse(row.body)).toMatchObject({ seq: row.seq, event: { type: row.type } });
    }
    expect(journal.head().hash).toBe(hex(hash));
    expect(journal.hashAt(0)).toBe(hex(genesis));
    expect(journal.hashAt(99)).toBeUndefined();
    expect(journal.rows(2, 2).map(({ seq }) => seq)).toEqual([3, 4]);
    expect(journal.verifyTail()).toEqual({ ok: true, seq: 6 });
    expect(journal.verifyTail(4)).toEqual({ ok: true, seq: 6 });
  });

  test('I18 each opening begins the next epoch, and the chain goes on', async () => {
    const first = start();
    const scribe = createScribe(first);
    await first.append([opening(scribe)]);
    const head = first.head();
    await first.close();
    const second = ground.open();
    expect(second.epoch).toBe(first.epoch + 1);
    expect(second.head()).toEqual(head);
    await second.append([createScribe(second).turn(dayOne, 'later', issued(1))]);
    expect(second.verifyTail()).toEqual({ ok: true, seq: 3 });
    expect((await all(second.read(dayOne))).map(({ epoch }) => epoch)).toEqual([1, 1, 2]);
  });

  test('I18 an opening begins at the least epoch that was asked for, and never at one that was', async () => {
    await start().close();
    const second = ground.open(1_000);
    expect([second.epoch, second.restored]).toEqual([1_000, false]);
    await second.close();
    const third = ground.open(500);
    expect(third.epoch).toBe(1_001);
  });

  test('I18, I19 a journal that was set back says so at each opening until its books do, and begins above the mark', async () => {
    const first = start();
    await first.append([opening(createScribe(first))]);
    first.markRestored(2_000);
    first.markRestored(1_000);
    await first.close();
    const second = ground.open();
    expect([second.epoch, second.restored]).toEqual([2_000, true]);
    await second.append([createScribe(second).turn(dayOne, 'taken', issued(1))]);
    const third = ground.cutAndOpen();
    expect([third.epoch, third.restored]).toEqual([2_001, true]);
    const noted: Event = { type: 'HubRestored', restore: 2_001, knownAt: 0, awaits: [] };
    await third.append([createScribe(third).turn('house', 'noted', noted)]);
    const fourth = ground.cutAndOpen();
    expect([fourth.epoch, fourth.restored]).toEqual([2_002, false]);
  });

  const refusals: readonly (readonly [what: string, says: RegExp, spoil: (turn: Turn) => Turn])[] = [
    ['a gap in the seqs', /cannot follow/, (turn) => withEvent(turn, (event) => ({ ...event, seq: event.seq + 1 }))],
    ['a seq twice', /cannot follow/, (turn) => withEvent(turn, (event) => ({ ...event, seq: event.seq - 1 }))],
    [
      'an event of another epoch',
      /of epoch 2/,
      (turn) => withEvent(turn, (event) => ({ ...event, epoch: event.epoch + 1 })),
    ],
    ['T1 a time that falls', /earlier/, (turn) => withEvent(turn, (event) => ({ ...event, at: morning }))],
    [
      'an event in a book that was not opened',
      /not opened/,
      (turn) => withEvent(turn, (event) => ({ ...event, day: dayTwo })),
    ],
    [
      'a day opened twice',
      /UNIQUE.*book|book .* exists/,
      (turn) => withEvent(turn, (event) => ({ ...event, event: dayOpened })),
    ],
    [
      'I02 a key bound twice',
      /UNIQUE.*key|key .* exists/,
      (turn) => ({ ...turn, bound: turn.bound && { ...turn.bound, key: `open-${dayOne}` as CommandKey } }),
    ],
    ['I01 a number given twice', /UNIQUE.*number|was given/, (turn) => ({ ...turn, guards: [numberGuard(1)] })],
    [
      'C1 two visitors at one counter',
      /UNIQUE.*counter|has a visitor/,
      (turn) => ({ ...turn, guards: [{ guard: 'seat', counter: counterTwo, ticket: ticketId(9) }] }),
    ],
    [
      'C2 one visitor at two counters',
      /UNIQUE.*ticket|is at a counter/,
      (turn) => ({ ...turn, guards: [{ guard: 'seat', counter: 'loket-1' as CounterId, ticket: ticketId(1) }] }),
    ],
    [
      'a document under another name',
      /another text/,
      (turn) => ({ ...turn, documents: [{ hash: office.hash, body: '{}' }] }),
    ],
  ];
  for (const [what, says, spoil] of refusals)
    test(`${what} is refused, and keeps nothing of its batch`, async () => {
      const journal = start();
      const scribe = createScribe(journal);
      await journal.append([
        opening(scribe),
        scribe.turn(dayOne, ticketId(1), issued(1)),
        scribe.turn(dayOne, 'call', called(1)),
      ]);
      const before = { head: journal.head(), keys: [...journal.boundKeys(0)].length };
      const good = scribe.turn(dayOne, ticketId(2), issued(2));
      const bad = spoil(scribe.turn(dayOne, ticketId(3), issued(3)));
      await expect(answer(journal, [good, bad])).rejects.toThrow(says);
      await expect(answer(journal, [good]), 'I17: it takes nothing more').rejects.toThrow('failed');
      const again = ground.cutAndOpen();
      expect({ head: again.head(), keys: [...again.boundKeys(0)].length }).toEqual(before);
      expect(again.boundKey(ticketId(2) as string as CommandKey)).toBeUndefined();
      const next = createScribe(again);
      await again.append([next.turn(dayOne, ticketId(2), issued(2)), next.turn(dayOne, ticketId(3), issued(3))]);
      expect(again.verifyTail()).toEqual({ ok: true, seq: 6 });
    });

  test('a counter that was left is free again, within one batch too', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    await journal.append([opening(scribe), ...visit(scribe, 1), ...visit(scribe, 2)]);
    await journal.append(visit(scribe, 3));
    expect(journal.head().seq).toBe(14);
  });

  test('I12 after another hub has begun, nothing is written and nothing answered', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    await journal.append([opening(scribe)]);
    ground.stealEpoch();
    await expect(answer(journal, [scribe.turn(dayOne, ticketId(1), issued(1))])).rejects.toThrow('Epoch 1 is over');
    expect(ground.cutAndOpen().head().seq).toBe(2);
  });

  test('I12 a hello is not answered either', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    await journal.append([scribe.empty()]);
    ground.stealEpoch();
    await expect(answer(journal, [scribe.empty()])).rejects.toThrow('Epoch 1 is over');
  });

  test('K1 K2 K3 keys and answers come back after reopening; a ticket key of an open day however old', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    await journal.append([
      opening(scribe),
      scribe.turn(dayOne, ticketId(1), issued(1)),
      scribe.turn(dayOne, 'call', called(1)),
    ]);
    const known = journal.boundKey('call' as CommandKey);
    expect(known).toMatchObject({ key: 'call', digest: 'digest of call', ticket: false, day: dayOne });
    expect(known?.reply).toEqual({ ok: true, seq: 4, result: {} });
    expect(known?.at).toBe(journal.head().at);
    await journal.close();
    const again = ground.open();
    expect(again.boundKey('call' as CommandKey)?.reply).toEqual(known?.reply);
    expect(again.boundKey('nobody' as CommandKey)).toBeUndefined();
    const keysSince = (since: number) => [...again.boundKeys(since)].map(({ key }) => key);
    expect(keysSince(0)).toEqual([`open-${dayOne}`, ticketId(1), 'call']);
    expect(keysSince(again.head().at)).toEqual([ticketId(1), 'call']);
    expect(keysSince(again.head().at + 1)).toEqual([ticketId(1)]);
    const next = createScribe(again);
    await again.append([
      opening(next, dayTwo),
      next.turn(dayTwo, ticketId(1, dayTwo), issued(1, dayTwo)),
      next.turn(dayTwo, 'close-2', dayClosed),
    ]);
    expect(keysSince(again.head().at + 1), 'the younger day is closed').toEqual([ticketId(1)]);
    await again.append([next.turn(dayOne, 'close-1', dayClosed)]);
    expect(keysSince(again.head().at + 1)).toEqual([]);
  });

  test('K3 a ticket of any day is found by its id', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    await journal.append([opening(scribe), ...visit(scribe, 1), scribe.turn(dayOne, 'close', dayClosed)]);
    await journal.append([opening(scribe, dayTwo), ...visit(scribe, 1, dayTwo)]);
    for (const now of [journal, ground.cutAndOpen()]) {
      expect([1, 2].map((count) => now.dayOf(ticketId(count)))).toEqual([dayOne, undefined]);
      expect(now.dayOf(ticketId(1, dayTwo))).toBe(dayTwo);
    }
  });

  test('K1 a key accepted without an event is kept, a refusal leaves no trace', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    await journal.append([opening(scribe)]);
    await journal.append([scribe.empty(), scribe.turn(dayOne, 'nothing')]);
    expect([...journal.boundKeys(0)].map(({ key }) => key)).toEqual([`open-${dayOne}`, 'nothing']);
    expect(journal.head().seq).toBe(2);
  });

  test('days are open until closed, and open again when reopened', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    expect([journal.openDays(), journal.lastDay()]).toEqual([[], undefined]);
    await journal.append([opening(scribe), opening(scribe, dayTwo)]);
    expect([journal.openDays(), journal.lastDay()]).toEqual([[dayOne, dayTwo], dayTwo]);
    await journal.append([scribe.turn(dayTwo, 'close', dayClosed)]);
    expect([journal.openDays(), journal.lastDay()]).toEqual([[dayOne], dayTwo]);
    await journal.append([
      scribe.turn(dayOne, 'close-1', dayClosed),
      scribe.turn(dayTwo, 'reopen', { type: 'DayReopened' }),
    ]);
    await journal.close();
    const again = ground.open();
    expect([again.openDays(), again.lastDay()]).toEqual([[dayTwo], dayTwo]);
  });

  test('documents are kept once under their hash, and the last adopted one is named', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    expect(journal.adopted()).toBeUndefined();
    await journal.append([opening(scribe)]);
    await journal.append([
      opening(scribe, dayTwo),
      scribe.turn('house', 'adopt', { type: 'OfficeAdopted', document: office.hash }),
      ...visit(scribe, 1, dayTwo),
    ]);
    expect(journal.document(office.hash)).toBe(office.body);
    expect(journal.document('unknown')).toBeUndefined();
    expect(journal.adopted()).toBe(office.hash);
  });

  test('I13 I14 what was answered survives a power cut', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    await journal.append([opening(scribe)]);
    for (let count = 1; count <= 20; count++) await journal.append(visit(scribe, count));
    const head = journal.head();
    const again = ground.cutAndOpen();
    expect(again.head()).toEqual(head);
    expect(again.verifyTail(1)).toEqual({ ok: true, seq: head.seq });
    expect([...again.boundKeys(0)].length).toBe(61);
    const next = createScribe(again);
    await expect(
      answer(again, [{ ...next.turn(dayOne, 'x', opensCounter()), guards: [numberGuard(20)] }]),
    ).rejects.toThrow(/UNIQUE.*number|was given/);
  });

  test('P2 KeyDestroyed deletes the key with its record, and it is never made again', async () => {
    const journal = start();
    const scribe = createScribe(journal);
    const name = { class: 'day', day: dayOne } as const;
    const key = new Uint8Array(32).fill(7);
    await journal.append([opening(scribe)]);
    journal.secrets.keep(name, key);
    journal.secrets.keep({ class: 'install' }, key);
    expect(() => journal.secrets.keep(name, key), 'a key is made once').toThrow(/UNIQUE|exists/);
    await journal.append([scribe.turn('house', 'destroy', { type: 'KeyDestroyed', ...name })]);
    for (const now of [journal, ground.cutAndOpen()]) {
      expect(now.secrets.find(name)).toBeUndefined();
      expect(now.secrets.isDestroyed(name)).toBe(true);
      expect(now.secrets.find({ class: 'install' })).toEqual(key);
      expect(now.secrets.isDestroyed({ class: 'case', day: dayOne })).toBe(false);
      expect(() => now.secrets.keep(name, key)).toThrow('destroyed');
    }
  });
}

/** The append as a promise, whether it throws or rejects. */
async function answer(journal: Journal, turns: readonly Turn[]): Promise<void> {
  await journal.append(turns);
}

function withEvent(turn: Turn, change: (event: Recorded) => Recorded): Turn {
  return { ...turn, events: turn.events.map(change) };
}

function numberGuard(count: number) {
  const event = issued(count);
  if (event.type !== 'TicketIssued') throw new Error('not a ticket');
  const { prefix } = event.number;
  return {
    guard: 'number',
    office: officeId as OfficeId,
    day: dayOne,
    prefix: prefix as Prefix,
    number: `${prefix}-${String(count).padStart(3, '0')}`,
    ticket: ticketId(99),
  } as const;
}
