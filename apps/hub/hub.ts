import { present } from '../../shared/basics.ts';
import type { BusinessDay, CommandKey, DeviceId, Epoch, Instant, Ms, Seq } from '../../shared/ids.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Seen } from '../../shared/protocol/hello.ts';
import { sentence } from '../../shared/protocol/refusalTexts.ts';
import type { Refusal } from '../../shared/protocol/refusals.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import { createBooks, inBook, type BookEvent, type Books } from './books.ts';
import { nextInstant } from './domain/day.ts';
import { createClockWork, keyHeld, type Stamp } from './clockWork.ts';
import { createDecisions, isForLater } from './decisions.ts';
import type { By, EventOf, Recorded } from './domain/events.ts';
import { factsOf } from './domain/facts.ts';
import type { Floor, ReadonlyFloor } from './domain/floor.ts';
import { addDays, instantOf } from './domain/hours.ts';
import type { OfficeIndex } from './domain/officeIndex.ts';
import { emptyHouse, evolveHouse } from './house.ts';
import { createHubTime, type MachineClock } from './hubTime.ts';
import { createNeededBooks } from './neededBooks.ts';
import { createRestoring } from './restoring.ts';
import { guardsOf } from './journal/guards.ts';
import type { BoundKey, Journal, StoredDocument, Turn } from './journal/journal.ts';
import { nothingForeseen, type Foreseen } from './views/services.ts';

/** Where the hub meets time: its clocks, and two ways to be called later. */
export interface HubEdges {
  readonly clock: MachineClock;
  /** Calls back once the present stack is done. */
  readonly soon: (work: () => void) => void;
  /** Calls back after so many Ms; the answer cancels it. */
  readonly wakeIn: (ms: Ms, work: () => void) => () => void;
  /** A failure after which the process must end (I17). */
  readonly fail: (error: unknown) => void;
}

/** An office document that passed the office check, with the text it is stored as. */
export interface CheckedOffice {
  readonly index: OfficeIndex;
  readonly body: string;
}

export interface Request {
  readonly command: Command;
  readonly by: By;
  /** K2. */
  readonly digest: string;
  /** ChangeOffice: the document, or how many faults the check found in it. */
  readonly office?: CheckedOffice | { readonly faults: number } | undefined;
}

/** What a committed batch changed, for who publishes, follows or measures it. */
export interface Committed {
  readonly seq: Seq;
  readonly turns: readonly Turn[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is foreseen is told to the hub by who forecasts and who keeps the record; it knows nothing of its own. */
export interface Hub extends Mutable<Foreseen> {
  readonly epoch: Epoch;
  /** Decided, committed, then answered (design.md 1.1), before views are made; `answer` is called once. */
  ask(request: Request, answer: (reply: Reply) => void): void;
  /** The same as a promise, which never rejects. */
  send(request: Request): Promise<Reply>;
  /** Resolves after the batch it waited for, with nothing undecided in between: a view read there is committed. */
  settled(): Promise<void>;
  floor(): ReadonlyFloor;
  floors(): readonly ReadonlyFloor[];
  now(): Instant;
  seq(): Seq;
  /** T2: to be called about once a second. Answers whether the wall clock is behind the hub (an alarm). */
  checkClock(): boolean;
  /** T4: lets the clock write what is due. */
  wake(): void;
  onCommit(listener: (committed: Committed) => void): void;
  /** I19: what a screen of ours has seen of this hub; a hub that was set back gives no numbers before its kiosks have brought theirs. Answers false where the hub ends by it and has no more to say. */
  noticed(seen: Seen): boolean;
  /** I19: a copy is ahead of this journal, or is another. */
  diverged(): void;
  /** R2: what the office keeps of a practice, in the house book; resolves once it is written. Rejects where the hub is closed. */
  trained(result: EventOf<'TrainingRecorded'>, by: By, key: CommandKey): Promise<void>;
  /** What is foreseen is another now. */
  foresees(): void;
  onForesight(listener: () => void): void;
  close(): Promise<void>;
}

/** Taken from the inbox at once at most (I40): some 2 ms of work, then sockets are read again. */
const maxBatch = 16;
/** Waiting at most; past it a door answers `tooMany` (I40). */
export const maxInbox = 10_000;
/** K3. */
const keyLife: Ms = 7 * 24 * 60 * 60 * 1000;
type Work =
  | { readonly request: Request; readonly answer: (reply: Reply) => void }
  | { readonly look: () => void }
  | { readonly write: () => readonly Turn[] };

/** The loop of design.md 1.2 over a journal: one batch in flight, replies after the commit. `first` is adopted when the journal is new. */
export async function openHub({
  journal,
  edges,
  first,
  hasRoom = () => true,
  kiosks = [],
}: {
  readonly journal: Journal;
  readonly edges: HubEdges;
  readonly first: CheckedOffice;
  /** Whether the disk takes new numbers; what was given is called and served to the end. */
  readonly hasRoom?: () => boolean;
  /** Those the office has passes for. */
  readonly kiosks?: readonly DeviceId[];
}): Promise<Hub> {
  const books: Books = createBooks(journal);
  const house = emptyHouse();
  const keys = new Map<CommandKey, BoundKey>();
  const listeners: ((committed: Committed) => void)[] = [];
  const foresights: (() => void)[] = [];
  const head = journal.head();
  const time = createHubTime(edges.clock, head.at);
  let { seq } = head;
  /** Of the last event that the journal has: the only seq that leaves the hub before a batch is written. */
  let written: Seq = seq;
  let lastAt = head.at;
  let inbox: Work[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  let cancelWake = () => {};
  let wakeAt = Infinity;
  let nextDay: { readonly day: BusinessDay; readonly office: OfficeIndex; readonly at: Instant } | undefined;
  let clockKeys = 0;
  const known = journal.adopted();
  const adopted: { hash: string; body?: string } =
    known === undefined ? { hash: first.index.hash, body: first.body } : { hash: known };
  if (known === undefined) books.shelf.set(first.index.hash, first.index);

  const now = () => time.now(lastAt);
  const restoring = createRestoring({ journal, house, books, kiosks, now });
  const clockBy: By = { device: 'hub' as DeviceId, role: 'clock', door: 'clock' };
  const current = (): Floor => present(books.current(), 'floor of today');
  const officeNow = (): OfficeIndex => books.current()?.lines.office ?? first.index;
  const today = () => current().day;
  const { decideHere, dayOf, besides } = createDecisions({
    books,
    house,
    journal,
    hasRoom,
    nextSeq: () => seq + 1,
    today,
    estimateFor: (...asked) => hub.estimateFor(...asked),
    adopted,
  });
  const { prepare } = createNeededBooks({
    books,
    journal,
    restoring,
    today,
    correctForDays: () => officeNow().document.correctForDays,
    isBound: (key) => keys.has(key),
    dayOf,
    openLate: (day) => start([{ write: () => (books.floors.has(day) ? [] : [openDay(day), ...advanceBooks()]) }]),
  });

  /** Stamps and follows events; gathers what the journal keeps beside them. `at` is when they were decided (L9). */
  function record(
    events: readonly BookEvent[],
    { by, key, at }: Stamp,
    documents: readonly StoredDocument[] = [],
  ): Omit<Turn, 'reply' | 'bound'> {
    const recorded: Recorded[] = [];
    const facts = [];
    const guards = [];
    for (const { event, book } of events) {
      const one: Recorded = {
        office: officeNow().document.id,
        day: book,
        epoch: journal.epoch,
        seq: ++seq,
        at,
        v: 1,
        by,
        key,
        event,
      };
      lastAt = at;
      recorded.push(one);
      guards.push(...guardsOf(one));
      if (book === 'house') evolveHouse(house, one);
      else facts.push(...factsOf(one, books.follow(one)));
    }
    return { events: recorded, guards, facts, documents };
  }

  const clockKey = () => `clock-${journal.epoch}-${++clockKeys}` as CommandKey;
  const byClock = (at: Instant) => ({ by: clockBy, key: clockKey(), at });

  const { openDay, advanceBooks, codesFrom, tick, awaitDevices, heard, awaitedUntil } = createClockWork({
    books,
    house,
    journal,
    keys,
    record,
    byClock,
    now,
    current,
    officeNow,
    adopted,
    decideHere,
  });

  const restore = () => restoring.begin((events) => ({ ...record(events, byClock(now())), reply: () => {} }));

  function settle({ command, by, digest, office }: Request, answer: (reply: Reply) => void): Turn {
    const turnOf = (
      reply: Reply,
      rest: Omit<Turn, 'reply'> = { events: [], guards: [], facts: [], documents: [] },
    ): Turn => ({ ...rest, reply: () => answer(reply) });
    const key = keys.get(command.key) ?? journal.boundKey(command.key);
    if (key) {
      if (!key.ticket && now() - key.at > keyLife) return turnOf(refusal({ code: 'keyTooOld' }));
      return turnOf(key.digest === digest ? key.reply : refusal({ code: 'keyReused' }));
    }
    if (command.type === 'ReportDevice') heard(command.device);
    const floor = books.about(command);
    const at = now();
    const decided = decideHere(command, floor, { by, at, office });
    if (!decided.ok) return turnOf(refusal(decided.error));
    const { events, answer: result } = decided.value;
    const elsewhere = restoring.inOtherBooks(command, floor, (other) => decideHere(command, other, { by, at }));
    const brought = [...events, ...elsewhere.map(({ event }) => event)].filter(({ type }) => type === 'KioskBrought');
    const extra = [...besides(command, floor, by, office), ...brought.slice(0, 1)];
    const kept = record(
      [
        ...(isForLater(command, floor) ? [] : events).map(inBook(floor.day)),
        ...codesFrom(events, floor),
        ...elsewhere,
        ...extra.map(inBook('house')),
      ],
      { by, key: command.key, at },
      office && 'body' in office ? [{ hash: office.index.hash, body: office.body }] : [],
    );
    const reply: Reply = { ok: true, seq, result };
    const ticket = command.type === 'TakeTicket' || command.type === 'UploadTickets' || command.type === 'Split';
    const isHere = kept.events.some((event) => event.day === floor.day);
    const day = isHere ? floor.day : (kept.events.at(-1)?.day ?? floor.day);
    keys.set(command.key, { key: command.key, digest, reply, at, ticket, day });
    return turnOf(reply, { ...kept, bound: { key: command.key, digest, reply, ticket, day } });
  }

  function refusal({ code, about }: Refusal): Reply {
    return {
      ok: false,
      seq,
      error: {
        code,
        message: sentence(code, about, officeNow().document.timeZone),
        ...(about === undefined ? {} : { about }),
      },
    };
  }

  async function run(): Promise<void> {
    let moved = now() >= wakeAt;
    while (inbox.length > 0) {
      const batch = inbox.slice(0, maxBatch);
      inbox = inbox.slice(maxBatch);
      const turns: Turn[] = now() >= wakeAt ? tick() : [];
      const looks: (() => void)[] = [];
      for (const work of batch) {
        if ('request' in work) turns.push(settle(work.request, work.answer));
        else if ('look' in work) looks.push(work.look);
        else turns.push(...work.write());
      }
      // A decision may make something due at once: the last counter is free after closing time, say (D1).
      turns.push(...(now() >= wakeAt ? tick() : advanceBooks()));
      const appended = journal.append(turns);
      if (appended) await appended;
      written = seq;
      for (const turn of turns) turn.reply();
      for (const look of looks) look();
      const changed = turns.some(({ events }) => events.length > 0) || looks.length < batch.length;
      moved ||= changed;
      if (changed) for (const listener of listeners) listener({ seq, turns });
      // Who looks does so before the next batch is decided, and what has arrived meanwhile joins it.
      if (inbox.length > 0) await new Promise<void>((resolve) => edges.soon(resolve));
    }
    if (moved) planWake();
  }

  function planWake(): void {
    cancelWake();
    const at = now();
    wakeAt = Math.min(
      awaitedUntil(),
      nextDayStart(),
      ...[...books.floors.values()].filter((floor) => floor.state !== 'closed').map((floor) => nextInstant(floor, at)),
    );
    cancelWake = edges.wakeIn(Math.min(Math.max(0, wakeAt - at), 2 ** 31 - 1), () => start([{ write: () => [] }]));
  }

  /** Looked up once a day: the calendar of a time zone is slow to ask. */
  function nextDayStart(): Instant {
    const { day } = current();
    const office = officeNow();
    if (nextDay?.day !== day || nextDay.office !== office) {
      const { dayStart, timeZone } = office.document;
      nextDay = { day, office, at: instantOf(addDays(day, 1), dayStart, timeZone) };
    }
    return nextDay.at;
  }

  function start(works: readonly Work[]): void {
    if (closed) return;
    inbox.push(...works);
    if (running) return;
    running = new Promise<void>((resolve, reject) => edges.soon(() => void run().then(resolve, reject)))
      .catch((error: unknown) => {
        closed = true;
        edges.fail(error);
      })
      .finally(() => {
        running = undefined;
        if (inbox.length > 0) start([]);
      });
  }

  /** Before all that waits to be decided. */
  function begin(write: () => readonly Turn[]): void {
    inbox.unshift({ write });
    start([]);
  }

  const hub: Hub = {
    epoch: journal.epoch,
    ask(request, answer) {
      const enter = () => {
        if (inbox.length < maxInbox && !closed) return start([{ request, answer }]);
        const code = closed ? 'notReady' : 'tooMany';
        answer({ ok: false, seq: written, error: { code, message: sentence(code, { seconds: 1 }) } });
      };
      const prepared = prepare(request.command);
      if (prepared) void prepared.then(enter);
      else enter();
    },
    send: (request) => new Promise((answer) => hub.ask(request, answer)),
    settled: () => (closed ? Promise.resolve() : new Promise((look) => start([{ look }]))),
    floor: current,
    floors: () => [...books.floors.values()],
    now,
    seq: () => written,
    checkClock() {
      const drift = time.drift();
      if (drift > 0) {
        start([{ write: () => corrected(time.drift()) }]);
        return false;
      }
      if (drift < 0 && edges.clock.wall() >= lastAt && isQuiet()) {
        start([{ write: () => corrected(time.drift()) }]);
        return false;
      }
      return drift < 0;
    },
    wake: () => start([{ write: () => [] }]),
    onCommit: (listener) => void listeners.push(listener),
    noticed(seen) {
      const told = restoring.judge(seen, seq);
      if (told === 'known') return !closed;
      if (told === 'lost') {
        begin(restore);
        return true;
      }
      journal.markRestored(seen.epoch + 1);
      closed = true;
      edges.fail(
        new Error(
          `The journal was set back: a screen has seen event ${seen.seq} of epoch ${seen.epoch}, the journal stands at ${seq} of ${journal.epoch}. Start the hub again; it goes on as a restored one, and kiosks bring their numbers.`,
        ),
      );
      return false;
    },
    diverged() {
      if (restoring.judge(undefined, seq) === 'lost') begin(restore);
    },
    trained: (result, by, key) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('The hub is closed'));
        start([{ write: () => [{ ...record([inBook('house')(result)], { by, key, at: now() }), reply: resolve }] }]);
      }),
    ...nothingForeseen,
    foresees() {
      for (const listener of foresights) listener();
    },
    onForesight: (listener) => void foresights.push(listener),
    async close() {
      await running;
      closed = true;
      cancelWake();
      await journal.close();
    },
  };

  /** T2: nobody is in the office, so no duration is at stake. */
  function isQuiet(): boolean {
    return [...books.floors.values()].every(({ visits }) =>
      [...visits.values()].every(({ stay }) => stay.is === 'ended'),
    );
  }

  function corrected(by: Ms): Turn[] {
    if (by === 0) return [];
    time.follow();
    const open = [...books.floors.values()].filter(({ state }) => state !== 'closed');
    wakeAt = 0;
    const events = open.map(({ day }) => inBook(day)({ type: 'ClockCorrected', by }));
    return [{ ...record(events, byClock(now())), reply: () => {} }];
  }

  for await (const recorded of journal.read('house')) evolveHouse(house, recorded);
  const last = journal.lastDay();
  for (const day of new Set([...journal.openDays(), ...(last === undefined ? [] : [last])])) await books.load(day);
  for (const key of journal.boundKeys(edges.clock.wall() - keyHeld)) keys.set(key.key, key);
  // A closed book may still wait for a kiosk since the restore before.
  if (house.restore && books.current())
    await restoring.loadSince(house.restore.id, officeNow().document.correctForDays);
  const isRestored = journal.restored;
  await journal.append([...(isRestored ? restore() : []), ...tick(), ...(isRestored ? restore() : [])]);
  written = seq;
  awaitDevices();
  planWake();
  return hub;
}
