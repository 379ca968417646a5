import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { hallOffice } from '../../../shared/protocol/hall.ts';
import type { Ms, ZoneId } from '../../../shared/ids.ts';
import type { Hub } from '../hub.ts';
import { sightOf } from '../views/services.ts';
import { displayView } from '../views/views.ts';
import { officeFor, type DoorSettings, type FromDoor, type ToDoor } from './feed.ts';

/** Views of one zone leave at once, then at most so often. */
const paceMs: Ms = 1_000;
const beatMs: Ms = 1_000;
/** A door that ends is opened anew after this long, doubled each time, up to the last. */
const againMs: Ms = 500;
const latestAgainMs: Ms = 30_000;
/** After so long it counts as having worked. */
const workedMs: Ms = 60_000;
/** A door that takes no word for so long hangs, and is ended. */
const hangsMs: Ms = 10_000;

const file = join(import.meta.dirname, 'door.edge.ts');

/** What the door's process may do: read its own code, the page and the media; reach the network; nothing else. */
export function doorPermissions({ page, media }: Pick<DoorSettings, 'page' | 'media'>): readonly string[] {
  const folders = [import.meta.dirname, page, ...media].map((folder) => `--allow-fs-read=${join(folder, '*')}`);
  return ['--permission', ...folders];
}

export interface PublicDoor {
  readonly port: number;
  /** Of the process that serves now; undefined between two. */
  pid(): number | undefined;
  close(): Promise<void>;
}

export interface PublicDoorParts {
  readonly hub: Hub;
  readonly build: string;
  readonly settings: DoorSettings;
}

/**
 * The read-only door for the browser of any television: a process of its own without database, key or commands, told
 * views and beats. Its end changes nothing for the hub's own sockets. Rejects with the system's code when the port
 * cannot be opened.
 */
export async function openPublicDoor({ hub, build, settings }: PublicDoorParts): Promise<PublicDoor> {
  let child: ChildProcess | undefined;
  let port = settings.port;
  let closing = false;
  let waits = againMs;
  let again: ReturnType<typeof setTimeout> | undefined;
  /** When the word that has not left yet was said. */
  let stuckSince: Ms | undefined;
  let document = '';
  let asked = false;
  const told = new Map<ZoneId, { text: string; at: Ms; later: ReturnType<typeof setTimeout> | undefined }>();

  function tell(word: ToDoor): void {
    if (!child?.connected) return;
    stuckSince ??= performance.now();
    child.send(word, () => (stuckSince = undefined));
  }

  function tellOffice(): void {
    const { hash, document: office } = hub.floor().lines.office;
    if (document === hash) return;
    document = hash;
    tell(officeFor(hash, hallOffice(office)));
  }

  /** The view of a zone, if it is another than the last one told. */
  function tellZone(zone: ZoneId): void {
    const floor = hub.floor();
    const view = displayView(floor, zone, sightOf(floor, hub.now(), hub));
    const known = told.get(zone);
    const text = JSON.stringify(view);
    if (view === undefined || known?.text === text) return;
    told.set(zone, { text, at: performance.now(), later: undefined });
    tell({
      tell: 'frame',
      zone,
      text: JSON.stringify({ epoch: hub.epoch, seq: hub.seq(), at: hub.now(), view }),
    });
  }

  async function news(): Promise<void> {
    if (asked) return;
    asked = true;
    await hub.settled();
    asked = false;
    if (closing) return;
    tellOffice();
    for (const zone of hub.floor().lines.office.zones.keys()) {
      const known = told.get(zone);
      const left = known === undefined ? 0 : known.at + paceMs - performance.now();
      if (left <= 0) tellZone(zone);
      else if (known && known.later === undefined)
        known.later = setTimeout(() => {
          known.later = undefined;
          void hub.settled().then(() => closing || tellZone(zone));
        }, left);
    }
  }

  function open(): Promise<void> {
    const since = performance.now();
    const started = fork(file, [JSON.stringify({ ...settings, port })], {
      execArgv: [...doorPermissions(settings), '--disable-warning=ExperimentalWarning'],
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child = started;
    stuckSince = undefined;
    return new Promise((resolve, reject) => {
      started.on('message', (word: FromDoor) => {
        if (word.said === 'failed') return reject(Object.assign(new Error(word.code), { code: word.code }));
        port = word.port;
        document = '';
        for (const { later } of told.values()) clearTimeout(later);
        told.clear();
        void news();
        resolve();
      });
      started.once('exit', () => {
        reject(new Error('The read-only door ended before it listened.'));
        child = undefined;
        if (closing) return;
        if (performance.now() - since > workedMs) waits = againMs;
        again = setTimeout(() => void open().catch(() => undefined), waits);
        waits = Math.min(waits * 2, latestAgainMs);
      });
    });
  }

  const end = async () => {
    closing = true;
    clearTimeout(again);
    clearInterval(beating);
    for (const { later } of told.values()) clearTimeout(later);
    const last = child;
    if (!last) return;
    const gone = new Promise((resolve) => last.once('exit', resolve));
    last.kill('SIGKILL');
    await gone;
  };
  const beating = setInterval(() => {
    if (stuckSince !== undefined && performance.now() - stuckSince > hangsMs) child?.kill('SIGKILL');
    tell({
      tell: 'beat',
      text: JSON.stringify({ epoch: hub.epoch, seq: hub.seq(), at: hub.now(), up: performance.now(), build }),
    });
  }, beatMs);
  hub.onCommit(() => void news());
  hub.onForesight(() => void news());
  try {
    await open();
  } catch (error) {
    await end();
    throw error;
  }
  return { port, pid: () => child?.pid, close: end };
}
