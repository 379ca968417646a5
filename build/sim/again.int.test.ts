import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { demoOffice, openAllHours } from '../../apps/hub/demo/office.ts';
import { openHub } from '../../apps/hub/hub.ts';
import { openJournal } from '../../apps/hub/journal/sqlite.edge.ts';
import { hubEdges } from '../../apps/hub/program.edge.ts';
import { checkedOffice } from '../../apps/hub/server/door.ts';
import { chanceOf } from '../day/chance.ts';
import { api, commandOf, type Wish } from '../day/world.ts';
import { callsOf, playAgain } from '../../apps/hub/whatIf/again.ts';
import { readBook } from '../../apps/hub/journal/bookFile.ts';
import { seatsOf } from './duties.ts';

const dir = mkdtempSync(join(tmpdir(), 'antrean-again-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('a day in the data folder of a live hub, stopped and started once, is called again the same', async () => {
  const first = checkedOffice(openAllHours(demoOffice()), (text) => createHash('sha256').update(text).digest('hex'));
  if (!('index' in first)) throw new Error('The demo office does not pass its check');
  const { services } = first.index.document;
  const seats = [...seatsOf(first.index.document)];
  const chance = chanceOf(5);
  let keys = 0;
  const failures: unknown[] = [];
  for (let session = 0; session < 2; session++) {
    const edges = hubEdges({ wall: () => Date.now(), monotonic: () => performance.now() }, (error) =>
      failures.push(error),
    );
    const hub = await openHub({ journal: openJournal({ dir }), first, edges });
    const send = (wish: Wish) => {
      const command = commandOf(wish, `k${++keys}`);
      return hub.send({ command, by: api, digest: command.key });
    };
    const lane = () => chance.pick(['regular', 'regular', 'priority', 'appointment']);
    for (const [counter, officer] of seats) await send({ type: 'OpenCounter', counter, officer });
    for (let i = 0; i < 40; i++) {
      const taken = await send({ type: 'TakeTicket', service: chance.pick(services).id, lane: lane() });
      if (taken.ok && 'estimate' in taken.result)
        await send({ type: 'ConfirmSlip', ticket: taken.result.ticket, outcome: 'printed' });
      const [counter] = chance.pick(seats);
      await send({ type: 'CallNext', counter, outcome: 'done' });
    }
    await hub.close();
  }
  const { book, documents } = readBook(dir) ?? { book: [], documents: new Map() };
  expect(failures).toEqual([]);
  expect(callsOf(book).length).toBeGreaterThan(20);
  expect(await playAgain(book, documents)).toEqual({ calls: callsOf(book) });
  expect(readBook(dir, '2020-01-01' as never)).toBeUndefined();
});
