import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { err, ok, type Result } from '../../shared/basics.ts';
import type { DeviceId } from '../../shared/ids.ts';
import { alarmWords } from '../../shared/protocol/alarmTexts.ts';
import type { Text } from '../../shared/protocol/office.ts';
import * as z from 'zod/mini';
import { createAlarms, type Alarms } from './alarms.ts';
import { isBackupOld } from './backups.ts';
import { freeBytes, giveUpBallast, watchDisk, type DiskWatch } from './ballast.edge.ts';
import { demoOffice, openAllHours } from './demo/office.ts';
import { diskLimits, isDiskFull, usualKeepFree, type DiskState } from './disk.ts';
import { startForecasts } from './forecasts.edge.ts';
import { openHub, type CheckedOffice, type Hub, type HubEdges } from './hub.ts';
import type { MachineClock } from './hubTime.ts';
import { createFollowers } from './journal/followers.ts';
import { waitForFollower } from './journal/followerWait.ts';
import { startBackups } from './backupClock.edge.ts';
import { isJournalError, journalError, type JournalError } from './journal/journalError.ts';
import type { Journal } from './journal/journal.ts';
import { createSealer } from './journal/seal.edge.ts';
import { openJournal } from './journal/sqlite.edge.ts';
import { epochAt } from './restoring.ts';
import { openReader } from './journal/reader.edge.ts';
import { watched } from './journal/watch.ts';
import { openReports } from './record/reports.edge.ts';
import { createWhatIf } from './whatIf/whatIf.edge.ts';
import { metricsOf } from './metrics.ts';
import { claimPort, type ClaimedPort } from './server/claim.edge.ts';
import { createAccess, Passes, type Pass } from './server/access.ts';
import { checkedOffice, fieldOf, type CommandLog } from './server/door.ts';
import { checkOffice } from './domain/officeCheck.ts';
import { practiceDoor } from './practice/practiceDoor.edge.ts';
import { createPractices } from './practice/practices.edge.ts';
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
  readonly alarms: Alarms;
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
/** Of the log, while nobody takes it; what is over is dropped (I40). */
const mostLogBytes = 4 * 1024 * 1024;
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
  const limits = diskLimits(settings.keepFree ?? usualKeepFree);
  const isFull = !parts.journal && giveUpBallast(settings.data, limits);
  if (isFull)
    say(
      `The disk of ${settings.data} is full: the hub's reserve was given up for the work of today. Free space on it.`,
    );
  let journal: Journal;
  try {
    journal =
      parts.journal ??
      openJournal({
        dir: settings.data,
        least: epochAt(clock.wall()),
        ...(isFull && { free: () => freeBytes(settings.data) }),
      });
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
  const end = parts.fail ?? endProcess;
  const fail = (error: unknown) => (isDamage(error) && onStop.length > 0 ? stop(error.message) : end(error));
  const edges = { ...hubEdges(clock, fail), ...parts.hubTime };
  const followers = createFollowers(journal);
  const whole = await watched(journal);
  const wait = settings.syncFollower
    ? waitForFollower(whole, followers, {
        wakeIn: hubEdges(clock, fail).wakeIn,
        now: () => hub.now(),
        onChange: ({ aloneSince }) => {
          alarms.set('noFollower', aloneSince !== undefined);
          say(aloneSince === undefined ? 'A follower has caught up: replies wait for it again.' : aloneSentence);
        },
      })
    : undefined;
  const hub = await openHub({
    journal: wait?.journal ?? whole,
    edges,
    first: office,
    hasRoom: () => disk?.state() !== 'almostFull',
    kiosks: passes.filter(({ role }) => role === 'kiosk').map(({ device }) => device),
  });
  if (!wait) hub.onCommit(() => followers.grown());
  const alarms = createAlarms(() => hub.now());
  const startedAt = hub.now();
  let stopped: Text | undefined;
  const onStop: ((why: Text) => void)[] = [];
  let disk: DiskWatch | undefined;
  /** Nothing more is answered, and whoever asks is told why; the process stays, so that they are. */
  const stop = (sentence: string) => {
    if (stopped) return;
    say(`Nothing more is answered: ${sentence}. Restore the newest backup into an empty folder.`);
    const { title, help } = alarmWords.journalDamaged;
    stopped = { id: `${title.id}. ${help.id}`, en: `${title.en}. ${help.en}` };
    for (const tell of onStop) tell(stopped);
    alarms.set('journalDamaged', true);
    void hub.close().catch(end);
  };
  const sealer = createSealer(journal.secrets);
  const logger = pino(
    { base: null, redact: ['token'] },
    pino.destination({ dest: 2, sync: false, maxLength: mostLogBytes }),
  );
  const log: CommandLog = parts.log ?? { command: (line) => logger.info(line, 'command') };
  const backups = parts.journal
    ? undefined
    : startBackups({
        data: settings.data,
        folder: settings.backup ?? join(settings.data, 'backups'),
        keepFree: limits.stop,
        now: () => hub.now(),
        wakeIn: edges.wakeIn,
        log: say,
      });
  const metrics = metricsOf({
    hub,
    alarms,
    followers,
    backup: () => backups?.state().at,
    free: () => disk?.free(),
    wait: () => wait?.state(),
  });
  const { registry } = metrics;
  const door = {
    hub,
    sealer,
    hash,
    monotonic: () => clock.monotonic(),
    log: { command: (line: Parameters<CommandLog['command']>[0]) => (metrics.count(line), log.command(line)) },
    access: createAccess(passes, hash),
  };
  const folders = {
    pages: pagesFolder,
    voice: [resolve(settings.data, 'voice'), clipsFolder],
    media: [resolve(settings.data, 'media'), mediaFolder],
  };
  const whatIf = parts.journal ? undefined : createWhatIf({ dir: settings.data, say });
  const app = httpDoor({
    ...door,
    alarms,
    reports: openReports(settings.data),
    ...(whatIf && { whatIf }),
    stopped: () => stopped,
    journal,
    server: port.server,
    ...folders,
    metrics: { contentType: registry.contentType, text: () => registry.metrics() },
    health: () => ({
      ok: stopped === undefined,
      epoch: hub.epoch,
      seq: hub.seq(),
      day: hub.floor().day,
      alarms: alarms.raised(),
      followers: followers.states(),
      ...(wait && { syncFollower: wait.state() }),
      ...(disk && { disk: { state: disk.state(), free: disk.free() } }),
      backup: backups?.state(),
    }),
  });
  const practices = createPractices({ hub, build: buildOf(), folders, say });
  practiceDoor(app, port.server, { practices, access: door.access, hub, monotonic: door.monotonic });
  onStop.push(() => void practices.close());
  parts.routes?.(app, hub);
  await app.ready();
  port.serve((request, response) => app.routing(request, response));
  const sockets = socketDoor(port.server, {
    ...door,
    build: buildOf(),
    followers,
    alarms,
    alarm(behind) {
      alarms.set('clockBehind', behind);
      alarms.set('backupOld', backups !== undefined && isBackupOld(backups.state(), hub.now(), startedAt));
    },
  });
  onStop.push((why) => sockets.stop(why));
  wait?.begin();
  const forecasts = parts.journal
    ? undefined
    : startForecasts({
        hub,
        dir: settings.data,
        keepFree: limits.stop,
        document: (document) => journal.document(document),
        wakeIn: hubEdges(clock, fail).wakeIn,
        say,
      });
  if (!parts.journal)
    disk = watchDisk({
      dir: settings.data,
      limits,
      onState(state, free) {
        alarms.set('diskLow', state === 'low');
        alarms.set('diskAlmostFull', state === 'almostFull');
        say(`The disk of ${settings.data} has ${Math.floor(free / 1_048_576)} MB free: ${diskWords[state]}`);
      },
      onTrouble: end,
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
              media: folders.media,
            },
          });
  } catch (error) {
    await forecasts?.close();
    await disk?.close();
    await backups?.close();
    await sockets.close();
    wait?.end();
    await app.close();
    await hub.close();
    return err(
      `The read-only door cannot be opened at port ${publicPort} on ${settings.host} (${error instanceof Error ? error.message : String(error)}): choose another --public-port.`,
    );
  }
  onStop.push(() => void publicDoor?.close());
  const stopChecking = parts.journal ? undefined : checkInBackground(settings.data, fail);
  const urlAt = (other: number) => port.url.replace(/\d+$/, String(other));
  return ok({
    hub,
    alarms,
    url: port.url,
    publicUrl: publicDoor && urlAt(publicDoor.port),
    async close() {
      await practices.close();
      await stopChecking?.();
      await whatIf?.close();
      await forecasts?.close();
      await disk?.close();
      await backups?.close();
      await publicDoor?.close();
      await sockets.close();
      wait?.end();
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
        fail(journalError('damaged', `The journal is damaged at position ${verdict.seq}: ${verdict.what}`));
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
  const what = error instanceof Error ? error.message : String(error);
  say(`The hub ends, and nothing more is answered: ${what}`);
  if (isDiskFull(error))
    say('Its disk is full. Start it again: it gives up its reserve to close the work of today. Then free space.');
  process.exit(1);
}

const isDamage = (error: unknown): error is JournalError => isJournalError(error) && error.trouble === 'damaged';

const say = (line: string) => void process.stderr.write(`${line}\n`);

const aloneSentence =
  'No follower has confirmed the latest work: replies leave without one until a follower has caught up.';

const diskWords: { readonly [State in DiskState]: string } = {
  enough: 'that is enough.',
  low: 'free some before it is full.',
  almostFull: 'no new numbers are given until there is more.',
};

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
