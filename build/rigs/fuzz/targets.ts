import { createHash } from 'node:crypto';
import { demoOffice, openAllHours } from '../../../apps/hub/demo/office.ts';
import type { By } from '../../../apps/hub/domain/events.ts';
import { checkOffice } from '../../../apps/hub/domain/officeCheck.ts';
import { frameOf as followFrame, framesIn, nothing as noEvent } from '../../../shared/follow/followFrames.ts';
import { openHub } from '../../../apps/hub/hub.ts';
import { batchAfter } from '../../../apps/hub/journal/followers.ts';
import { memoryDisk, openMemory } from '../../../apps/hub/journal/memory.ts';
import { createScribe, dayOne, issued, opening } from '../../../apps/hub/journal/scribe.ts';
import { createSealer } from '../../../apps/hub/journal/seal.edge.ts';
import { watched } from '../../../apps/hub/journal/watch.ts';
import { hubEdges } from '../../../apps/hub/program.edge.ts';
import { checkedOffice, enter } from '../../../apps/hub/server/door.ts';
import {
  frameOf as kioskFrame,
  nothing as noRecord,
  recordsIn,
  type KioskRecord,
} from '../../../apps/kiosk/journalFrames.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import type { FollowBatch } from '../../../shared/protocol/follow.ts';
import { Hello } from '../../../shared/protocol/hello.ts';
import { Reply } from '../../../shared/protocol/replies.ts';
import { Role } from '../../../shared/protocol/roles.ts';
import type { Chance } from '../../day/chance.ts';
import { mutated, mutatedBytes } from './mutate.ts';

/** Something that reads what comes from outside. `feed` answers with what was wrong; a throw is wrong too. */
export interface Target {
  readonly name: string;
  feed(chance: Chance): Promise<string | undefined> | string | undefined;
  close(): Promise<void>;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const noClose = () => Promise.resolve();

/** Both doors' way in, with the real hub behind it: every message is answered by a reply of the protocol. */
export async function commandTarget(): Promise<Target> {
  const first = checkedOffice(openAllHours(demoOffice()), hash);
  if (!('index' in first)) throw new Error('The demo office does not pass its check');
  const failures: unknown[] = [];
  const clock = { wall: () => Date.now(), monotonic: () => performance.now() };
  const journal = await watched(openMemory(memoryDisk()));
  const hub = await openHub({ journal, first, edges: hubEdges(clock, (error) => failures.push(error)) });
  const parts = {
    hub,
    sealer: createSealer(journal.secrets),
    hash,
    monotonic: clock.monotonic,
    log: { command: () => {} },
  };
  const { counters, services, officers } = first.index.document;
  let keys = 0;
  const tickets: string[] = ['none'];

  function command(chance: Chance): { readonly [name: string]: unknown } {
    const key = `k${++keys}`;
    const counter = chance.pick(counters).id;
    const ticket = chance.pick(tickets.slice(-20));
    return chance.pick([
      { type: 'TakeTicket', key, service: chance.pick(services).id, people: chance.int(1, 3) },
      { type: 'ConfirmSlip', key, ticket, outcome: 'printed' },
      { type: 'OpenCounter', key, counter, officer: chance.pick(officers).id, takeOver: true },
      { type: 'CallNext', key, counter, outcome: 'done' },
      { type: 'CallTicket', key, counter, ticket, reason: 'x' },
      { type: 'Finish', key, counter, ticket, reference: 'REF 12', reasons: ['a'] },
      { type: 'Transfer', key, counter, ticket, to: { service: chance.pick(services).id }, ourMistake: true },
      { type: 'Park', key, counter, ticket, until: Date.now() },
      { type: 'Note', key, ticket, note: 'words' },
      {
        type: 'ReportDevice',
        key,
        device: 'kiosk-9',
        role: 'kiosk',
        connected: true,
        generation: `g${chance.int(1, 3)}`,
      },
      {
        type: 'UploadTickets',
        key,
        day: hub.floor().day,
        generation: 'g1',
        tickets: [
          {
            ticket: `own-${keys}`,
            number: { prefix: 'A', source: 5, count: chance.int(1, 50) },
            service: chance.pick(services).id,
            lane: 'regular',
            language: 'id',
            people: 1,
            arrivedAt: Date.now(),
            slip: 'printed',
          },
        ],
      },
      { type: 'PauseService', key, service: chance.pick(services).id },
      { type: 'Undo', key, ticket },
      { type: 'ChangeOffice', key, document: { format: 1 } },
    ]);
  }

  return {
    name: 'commands',
    async feed(chance) {
      const raw = chance.happens(0.3) ? command(chance) : mutated(command(chance), chance);
      const by: By = {
        device: 'fuzz' as DeviceId,
        role: chance.happens(0.7) ? 'api' : chance.pick(Role.options),
        door: 'http',
      };
      const seq = hub.seq();
      const reply = await new Promise<unknown>((answer) => enter(raw, by, parts, answer));
      if (failures.length > 0) return `the hub failed: ${String(failures[0])}`;
      const parsed = Reply.safeParse(reply);
      if (!parsed.success) return `an answer outside the protocol: ${JSON.stringify(reply).slice(0, 200)}`;
      if (parsed.data.ok && 'ticket' in parsed.data.result) tickets.push(parsed.data.result.ticket);
      const code = parsed.data.ok ? undefined : parsed.data.error.code;
      return (code === 'malformed' || code === 'forbidden') && hub.seq() < seq ? 'the journal went back' : undefined;
    },
    close: () => hub.close(),
  };
}

export function officeTarget(): Target {
  const document = demoOffice();
  return {
    name: 'office documents',
    feed: (chance) => {
      const checked = checkOffice(mutated(document, chance));
      if (checked.ok) return undefined;
      const mute = checked.error.find(({ id, en }) => id === '' || en === '');
      return mute && `a fault without a sentence at ${mute.path}`;
    },
    close: noClose,
  };
}

export function helloTarget(): Target {
  const hello = { protocol: 1, token: 'x', watch: { audience: 'display', zone: 'paspor' } };
  return { name: 'hellos', feed: (chance) => void Hello.safeParse(mutated(hello, chance)), close: noClose };
}

/** A kiosk's journal: whatever the file holds, whole records before the damage come back as they were. */
export function kioskJournalTarget(): Target {
  const records: KioskRecord[] = [
    { kind: 'begun', generation: 'g', wall: 1 },
    { kind: 'digit', digit: 5 },
    ...Array.from({ length: 20 }, (_, i): KioskRecord => ({ kind: 'refused', ticket: `t${i}` as never, code: 'x' })),
  ];
  let position = noRecord;
  const file = Buffer.concat(
    records.map((record) => {
      const frame = kioskFrame(position, record);
      ({ position } = frame);
      return frame.bytes;
    }),
  );
  return {
    name: 'kiosk journals',
    feed: (chance) => {
      const found = recordsIn(mutatedBytes(file, chance));
      const strange = found.records.findIndex((record, i) => JSON.stringify(record) !== JSON.stringify(records[i]));
      return strange >= 0 ? `record ${strange} came back as another` : undefined;
    },
    close: noClose,
  };
}

/** A follower's copy: nothing that was not sent comes out of it. */
export async function copyTarget(): Promise<Target> {
  const journal = openMemory(memoryDisk());
  const scribe = createScribe(journal);
  await journal.append([opening(scribe)]);
  for (let i = 1; i <= 30; i++) await journal.append([scribe.turn(dayOne, `k${i}`, issued(i))]);
  const frames: Buffer[] = [];
  const hashes = new Map<number, string>();
  for (let after = 0, batch = batchAfter(journal, after); batch; batch = batchAfter(journal, after)) {
    const rows = batch.rows.slice(0, 5);
    const last = rows.at(-1);
    if (!last) break;
    for (const row of rows) hashes.set(row.seq, row.hash);
    frames.push(followFrame({ ...batch, to: last.seq, rows }));
    after = last.seq;
  }
  const file = Buffer.concat(frames);
  return {
    name: 'follower copies',
    feed: (chance) => {
      const found = framesIn(mutatedBytes(file, chance), noEvent);
      const rows = found.ok ? found.value.batches.flatMap((batch: FollowBatch) => batch.rows) : [];
      const strange = rows.find(({ seq, hash: at }) => hashes.get(seq) !== at);
      return strange && `event ${strange.seq} came back as another`;
    },
    close: noClose,
  };
}
