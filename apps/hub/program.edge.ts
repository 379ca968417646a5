import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { err, ok, type Result } from '../../shared/basics.ts';
import type { DeviceId } from '../../shared/ids.ts';
import * as z from 'zod/mini';
import { demoOffice, openAllHours } from './demo/office.ts';
import { openHub, type CheckedOffice, type Hub, type HubEdges } from './hub.ts';
import type { MachineClock } from './hubTime.ts';
import { createFollowers } from './journal/followers.ts';
import { startBackups } from './backupClock.edge.ts';
import { isJournalError } from './journal/journalError.ts';
import type { Journal } from './journal/journal.ts';
import { createSealer } from './journal/seal.edge.ts';
import { openJournal } from './journal/sqlite.edge.ts';
import { openReader } from './journal/reader.edge.ts';
import { watched } from './journal/watch.ts';
import { metricsOf } from './metrics.ts';
import { claimPort, type ClaimedPort } from './server/claim.edge.ts';
import { createAccess, Passes, type Pass } from './server/access.ts';
import { checkedOffice, fieldOf, type CommandLog } from './server/door.ts';
import { checkOffice } from './domain/officeCheck.ts';
import { openPublicDoor, type PublicDoor } from './public/publicDoor.edge.ts';
import { httpDoor } from './server/http.edge.ts';
import { socketDoor } from './server/sockets.edge.ts';
import type { HubSettings } from './settings.ts';
import type { FastifyInstance } from 'fastify';

z.config(z.locales.en());

export interface HubProgram {
  readonly url: string;
  /** Of the read-only door, when it is open. */
  readonly publicUrl: string | undefined;
  readonly hub: Hub;
  close(): Promise<void>;
}

/** What a test or the demo puts in the place of the machine. */
export interface ProgramParts {
  readonly clock?: MachineClock;
  /** Of the hub and its backups alone; the doors' patience stays that of `clock`. */
  readonly hubTime?: Pick<HubEdges, 'clock' | 'wakeIn'>;
  readonly passes?: readonly Pass[];
  readonly routes?: (app: FastifyInstance, hub: Hub) => void;
  readonly fail?: (error: unknown) => void;
  readonly log?: CommandLog;
  readonly journal?: Journal;
}

export const machineClock: MachineClock = { wall: () => Date.now(), monotonic: () => performance.now() };
const pagesFolder = join(import.meta.dirname, '../../dist/pages');
const clipsFolder = join(import.meta.dirname, 'voice/clips');
const mediaFolder = join(import.meta.dirname, 'demo/media');
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

export function hubEdges(clock: MachineClock, fail: (error: unknown) => void): HubEdges {
  return {
    clock,
    fail,
    soon: (work) => void setImmediate(work),
    wakeIn(ms, work) {
      const timer = setTimeout(work, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/** Journal, hub and both doors, listening. An error is one sentence that says what is wrong and the way out. */
export async function startHub(settings: HubSettings, parts: ProgramParts = {}): Promise<Result<HubProgram, string>> {
  const office = firstOffice(settings.office);
  if (!office.ok) return office;
  const passes = allPasses(settings, parts.passes ?? []);
  if (!passes.ok) return passes;
  const claimed = await claimPort(settings);
  if (!claimed.ok) return claimed;
  const started = await openDoors(settings, parts, claimed.value, { office: office.value, passes: passes.value });
  if (!started.ok) await claimed.value.close();
  return started;
}

/** Behind a port that is ours: the journal, the hub, and what is served. */
async function openDoors(
  settings: HubSettings,
  parts: ProgramParts,
  port: ClaimedPort,
  { office, passes }: { readonly office: CheckedOffice; readonly passes: readonly Pass[] },
): Promise<Result<HubProgram, string>> {
  const clock = parts.clock ?? machineClock;
  let journal: Journal;
  try {
    journal = parts.journal ?? openJournal({ dir: settings.data });
  } catch (error) {
    if (isJournalError(error)) return err(error.message);
    throw error;
  }
  const verdict = journal.verifyTail();
  if (!verdict.ok) {
    await journal.close();
    return err(
      `The journal in ${settings.data} is damaged at position ${verdict.seq}: ${verdict.what}. Restore the newest backup into an empty folder.`,
    );
  }
  const fail = parts.fail ?? endProcess;
  const edges = { ...hubEdges(clock, fail), ...parts.hubTime };
  const hub = await openHub({ journal: await watched(journal), edges, first: office });
  const sealer = createSealer(journal.secrets);
  const logger = pino({ base: null, redact: ['token'] }, pino.destination({ dest: 2, sync: false }));
  const log: CommandLog = parts.log ?? { command: (line) => logger.info(line, 'command') };
  const backups = parts.journal
    ? undefined
    : startBackups({
        data: settings.data,
        folder: settings.backup ?? join(settings.data, 'backups'),
        now: () => hub.now(),
        wakeIn: edges.wakeIn,
        log: (line) => process.stderr.write(`${line}\n`),
      });
  const metrics = metricsOf(hub, () => backups?.state().at);
  const { registry, alarm } = metrics;
  const door = {
    hub,
    sealer,
    hash,
    monotonic: () => clock.monotonic(),
    log: { command: (line: Parameters<CommandLog['command']>[0]) => (metrics.count(line), log.command(line)) },
    access: createAccess(passes, hash),
  };
  const followers = createFollowers(journal);
  const app = httpDoor({
    ...door,
    journal,
    server: port.server,
    pages: pagesFolder,
    voice: [resolve(settings.data, 'voice'), clipsFolder],
    media: [resolve(settings.data, 'media'), mediaFolder],
    metrics: { contentType: registry.contentType, text: () => registry.metrics() },
    health: () => ({
      ok: true,
      epoch: hub.epoch,
      seq: hub.seq(),
      day: hub.floor().day,
      clockBehind: alarm.behind,
      followers: followers.states(),
      backup: backups?.state(),
    }),
  });
  parts.routes?.(app, hub);
  await app.ready();
  port.serve((request, response) => app.routing(request, response));
  const sockets = socketDoor(port.server, {
    ...door,
    build: buildOf(),
    followers,
    alarm: (behind) => alarm.set(behind),
  });
  const { publicPort } = settings;
  let publicDoor: PublicDoor | undefined;
  try {
    publicDoor =
      publicPort === undefined
        ? undefined
        : await openPublicDoor({
            hub,
            build: buildOf(),
            settings: {
              port: publicPort,
              host: settings.host,
              page: join(pagesFolder, 'display'),
              media: [resolve(settings.data, 'media'), mediaFolder],
            },
          });
  } catch (error) {
    await backups?.close();
    await sockets.close();
    await app.close();
    await hub.close();
    return err(
      `The read-only door cannot be opened at port ${publicPort} on ${settings.host} (${error instanceof Error ? error.message : String(error)}): choose another --public-port.`,
    );
  }
  const stopChecking = parts.journal ? undefined : checkInBackground(settings.data, fail);
  const urlAt = (other: number) => port.url.replace(/\d+$/, String(other));
  return ok({
    hub,
    url: port.url,
    publicUrl: publicDoor && urlAt(publicDoor.port),
    async close() {
      await stopChecking?.();
      await backups?.close();
      await publicDoor?.close();
      await sockets.close();
      await app.close();
      await hub.close();
    },
  });
}

/** The whole chain and "projections = rebuild" in the reader thread, after listening; a failure stops acknowledgements. */
function checkInBackground(dir: string, fail: (error: unknown) => void): () => Promise<void> {
  const reader = openReader({ dir });
  let stopping = false;
  const checked = reader.check().then(
    (verdict) => {
      if (!verdict.ok)
        fail(
          new Error(
            `The journal is damaged at position ${verdict.seq}: ${verdict.what}. Restore the newest backup into an empty folder.`,
          ),
        );
    },
    (error: unknown) => {
      if (!stopping) fail(error);
    },
  );
  // A thread that waits for the next question would hold some 30 MB for it.
  const over = checked.then(() => (stopping ? undefined : reader.close()));
  return async () => {
    stopping = true;
    await Promise.all([reader.close(), over]);
  };
}

function endProcess(error: unknown): void {
  process.stderr.write(
    `The hub ends, and nothing more is answered: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
}

function readJson(path: string, what: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    return err(
      code === undefined ? `${what} ${path} is not JSON: ${message}` : `${what} ${path} cannot be read (${code}).`,
    );
  }
}

function firstOffice(path: string | undefined): Result<CheckedOffice, string> {
  const raw = path === undefined ? ok(openAllHours(demoOffice())) : readJson(path, 'The office document');
  if (!raw.ok) return raw;
  const checked = checkOffice(raw.value);
  if (!checked.ok) {
    const [first] = checked.error;
    return err(
      `The office document ${path} has ${checked.error.length} fault(s); the first is ${first?.path}: ${first?.en}`,
    );
  }
  return ok(checkedOffice(raw.value, hash) as CheckedOffice);
}

function allPasses({ access, apiKey }: HubSettings, own: readonly Pass[]): Result<readonly Pass[], string> {
  const api: readonly Pass[] = apiKey === undefined ? [] : [{ token: apiKey, role: 'api', device: 'api' as DeviceId }];
  if (access === undefined) return ok([...own, ...api]);
  const raw = readJson(access, 'The list of passes');
  if (!raw.ok) return raw;
  const parsed = Passes.safeParse(raw.value);
  return parsed.success
    ? ok([...own, ...api, ...parsed.data])
    : err(`The list of passes ${access} is wrong at ${fieldOf(parsed.error.issues, raw.value)}.`);
}

/** The pages' version: the launcher's stamp of their sources. */
function buildOf(): string {
  try {
    return readFileSync(join(pagesFolder, '.sources'), 'utf8').slice(0, 12);
  } catch {
    return 'none';
  }
}
