import { createHash } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { demoOffice, openAllHours } from '../../../apps/hub/demo/office.ts';
import type { By } from '../../../apps/hub/domain/events.ts';
import { openHub } from '../../../apps/hub/hub.ts';
import { openJournal } from '../../../apps/hub/journal/sqlite.edge.ts';
import { hubEdges } from '../../../apps/hub/program.edge.ts';
import { checkedOffice } from '../../../apps/hub/server/door.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import { Command } from '../../../shared/protocol/commands.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import { chanceOf } from '../../day/chance.ts';

/** A hub at work, several times opened and closed, to be watched by the shim: `hubWriter DIR SEED COMMANDS`. Each key it acknowledges is written to the file `acks`. */
const [dir = '', seed = '1', commands = '900'] = process.argv.slice(2);
const sessions = 3;
const chance = chanceOf(Number(seed));
const by: By = { device: 'api' as DeviceId, role: 'api', door: 'http' };
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const first = checkedOffice(openAllHours(demoOffice()), hash);
if (!('index' in first)) throw new Error('The demo office does not pass its check');
const counters = first.index.document.counters.slice(0, 4);
const services = first.index.document.services.map(({ id }) => id);
const acks = openSync(join(dir, 'acks'), 'a');
let keys = 0;

for (let session = 0; session < sessions; session++) {
  const hub = await openHub({
    journal: openJournal({ dir }),
    first,
    edges: hubEdges({ wall: () => Date.now(), monotonic: () => performance.now() }, (error) => {
      throw error;
    }),
  });
  const send = async (body: { readonly type: string; readonly [field: string]: unknown }): Promise<Reply> => {
    const command = Command.parse({ ...body, key: `k-${seed}-${++keys}` });
    const reply = await hub.send({ command, by, digest: command.key });
    if (reply.ok) writeSync(acks, `${command.key}\n`);
    return reply;
  };
  for (const [i, { id }] of counters.entries())
    await send({ type: 'OpenCounter', counter: id, officer: first.index.document.officers[i]?.id, takeOver: true });
  for (let left = Number(commands) / sessions; left > 0;) {
    const together = Math.min(left, chance.int(1, 8));
    left -= together;
    await Promise.all(
      Array.from({ length: together }, () =>
        chance.happens(0.6)
          ? send({ type: 'TakeTicket', service: chance.pick(services) })
          : send({ type: 'CallNext', counter: chance.pick(counters).id, outcome: 'done' }),
      ),
    );
  }
  await hub.close();
}
