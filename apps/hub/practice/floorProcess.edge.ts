import { createHash, randomBytes } from 'node:crypto';
import { present } from '../../../shared/basics.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import type { Hub } from '../hub.ts';
import { createFollowers } from '../journal/followers.ts';
import type { MemoryJournal } from '../journal/memory.ts';
import { createSealer } from '../journal/seal.edge.ts';
import { createAccess, type Pass } from '../server/access.ts';
import { claimPort } from '../server/claim.edge.ts';
import { checkedOffice } from '../server/door.ts';
import { httpDoor } from '../server/http.edge.ts';
import { socketDoor } from '../server/sockets.edge.ts';
import { trainee } from './hall.ts';
import { openPracticeFloor, type PracticeFloor } from './practiceFloor.ts';
import { ToPractice, type FromPractice, type PracticeBegin } from './practiceWire.ts';

// The process of one practice: forked by the hub without leave to write, to start anything, or to read more than the
// code and its pages. Its hub keeps its journal in memory and answers on a port of its own on loopback, which only the
// hub's door leads to.

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const token = () => randomBytes(24).toString('base64url');
/** The hub may have gone meanwhile: then this process ends too. */
const say = (word: FromPractice) => void process.send?.(word, undefined, {}, () => {});
/** Refusals of the door itself say nothing of what the trainee knows. */
const notTheirs = new Set(['ok', 'malformed', 'unauthorized', 'forbidden', 'tooMany', 'notReady']);

let floor: PracticeFloor | undefined;

async function begin({ start, document, build, folders }: PracticeBegin): Promise<void> {
  const office = checkedOffice(document, hash);
  if ('faults' in office) throw new Error(`The office to practise in has ${office.faults} faults`);
  const passes: readonly Pass[] = [
    { token: token(), role: 'officer', device: trainee },
    ...document.zones.map(({ id }): Pass => ({
      token: token(),
      role: 'display',
      device: `practice-tv-${id}` as DeviceId,
    })),
  ];
  const access = createAccess(passes, hash);
  let close = () => Promise.resolve();

  async function open(hub: Hub, journal: MemoryJournal): Promise<void> {
    const claimed = await claimPort({ port: 0, host: '127.0.0.1' });
    if (!claimed.ok) throw new Error(claimed.error);
    const port = claimed.value;
    const door = {
      hub,
      access,
      hash,
      sealer: createSealer(journal.secrets),
      monotonic: () => performance.now(),
      log: {
        command({ device, outcome }: { readonly device: string; readonly outcome: string }) {
          if (device === trainee) floor?.said(!notTheirs.has(outcome));
        },
      },
    };
    const app = httpDoor({
      ...door,
      ...folders,
      journal,
      server: port.server,
      metrics: { contentType: 'text/plain', text: () => Promise.resolve('') },
      health: () => ({ ok: true, practice: true, epoch: hub.epoch, seq: hub.seq() }),
    });
    app.get('/page-access', (request, response) => {
      const { role, counter, zone } = request.query as { readonly [name: string]: string | undefined };
      const device = role === 'display' ? `practice-tv-${zone}` : counter === start.counter ? trainee : undefined;
      const pass = passes.find((one) => one.device === device);
      return pass
        ? { token: pass.token, device: pass.device }
        : response.code(404).send({ error: 'There is no such screen in this practice.' });
    });
    await app.ready();
    port.serve((request, response) => app.routing(request, response));
    const sockets = socketDoor(port.server, { ...door, build, followers: createFollowers(journal), alarm: () => {} });
    close = async () => {
      say({ said: 'cut' });
      await sockets.close();
      await app.close();
    };
    say({ said: 'listening', port: Number(new URL(port.url).port) });
  }

  floor = await openPracticeFloor({
    start,
    office,
    machine: {
      monotonic: () => performance.now(),
      wakeIn(ms, work) {
        const timer = setTimeout(work, ms);
        return () => clearTimeout(timer);
      },
    },
    soon: (work) => void setImmediate(work),
    fail,
    doors: { open, close: () => close() },
    onChange: (view) => say({ said: 'coach', view }),
  });
}

function fail(error: unknown): never {
  process.stderr.write(`A practice ends: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

process.on('message', (raw) => {
  const word = ToPractice.parse(raw);
  if (word.tell === 'begin') void begin(word).catch(fail);
  else if (word.tell === 'wish') present(floor, 'practice').wish(word.wish);
  else floor?.end(word.why);
});
process.on('disconnect', () => process.exit(0));
