import {
  existsSync,
  accessSync,
  constants,
  readdirSync,
  readFileSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, release, type } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Seq } from '../../../shared/ids.ts';
import { batchesOf } from '../../../shared/follow/followFile.edge.ts';
import { nothing } from '../../../shared/follow/followFrames.ts';
import { savedSettings } from '../../../shared/settingsFile.edge.ts';
import { backupsIn } from '../backups.ts';
import { diskLimits, usualKeepFree } from '../disk.ts';
import { checkBackup } from '../journal/backup.edge.ts';
import { sqliteVersion } from '../journal/connect.edge.ts';
import { inspectJournal, isFolderHeld, type JournalFacts } from '../journal/inspect.edge.ts';
import { finding, markOf, reportOf, type Finding } from './findings.ts';
import { askHub, type HubSide } from './hubSide.edge.ts';
import {
  judgeAlarms,
  judgeAnswer,
  judgeBackup,
  judgeClock,
  judgeCopy,
  judgeDevices,
  judgeDisk,
  judgeFlush,
  judgeFollowers,
  judgeJournal,
  judgeMachine,
  judgeSpace,
  type BackupFound,
} from './judge.ts';
import { clockSource, diskKind, machineZone, memory, mostFiles, reachableAt, timeFlushes } from './machine.edge.ts';
import { doctorSettings, type DoctorSettings } from './settings.ts';
import { shownLog, supportOf } from './support.ts';

/** Larger backups are not read back beside a hub at work. */
const wholeBackupBytes = 256 * 1024 * 1024;

/**
 * `hub doctor`: looks at the computer, the data folder, the backups and a running hub, and says what to do. Nothing is
 * changed. Ends with 0, with 1 where something is wrong, and with 2 and a sentence for a wrong flag.
 */
export async function doctorProgram(argv: readonly string[]): Promise<never> {
  const settings = doctorSettings(argv, process.env, readable);
  if (!settings.ok) return end(settings.error);
  const { findings, support } = await examine(settings.value);
  process.stdout.write(reportOf(findings));
  if (settings.value.support !== undefined) {
    try {
      writeFileSync(settings.value.support, gzipSync(JSON.stringify(support)), { mode: 0o600 });
    } catch (error) {
      return end(
        `The support file ${settings.value.support} cannot be written (${codeOf(error)}): name another with --support.`,
      );
    }
    process.stdout.write(
      `The support file is ${settings.value.support}; it holds no personal data. / Berkas bantuan ada di ${settings.value.support}, tanpa data pribadi.\n`,
    );
  }
  process.exit(findings.some((one) => markOf(one) === 'WRONG') ? 1 : 0);
}

/** Everything the doctor looks at, and what of it may leave the office. */
export async function examine(
  settings: DoctorSettings,
): Promise<{ readonly findings: readonly Finding[]; readonly support: object }> {
  const { data, hub, log } = settings;
  const findings: Finding[] = [
    hub.ok ? finding('settingsGood', { data }) : finding('settingsBad', { sentence: hub.error }),
    ...judgeMachine({ node: process.versions.node, sqlite: sqliteVersion(), memory: memory(), files: mostFiles() }),
  ];
  let journal: JournalFacts | undefined;
  let isHeld = false;
  const trouble = folderTrouble(data);
  if (trouble) findings.push(trouble);
  else {
    findings.push(...lookAtDisk(settings));
    const copy = settings.copy === undefined ? undefined : endOf(settings.copy);
    const inspected = await inspectJournal(data, copy && { there: copy.seq });
    if (!inspected.ok) findings.push(finding('journalBad', { sentence: inspected.error }));
    else if (!inspected.value) findings.push(finding('journalMissing', { data }));
    else {
      journal = inspected.value;
      findings.push(...judgeJournal(journal));
      if (settings.copy !== undefined && copy)
        findings.push(judgeCopy(settings.copy, copy, { head: journal.head?.seq ?? 0, hashThere: journal.hashThere }));
    }
    isHeld = isFolderHeld(data);
  }
  const side = await askHub(settings.url, settings.token);
  const asked = isHeld && isOurs(side, journal) ? side : undefined;
  const there = asked?.is === 'there' ? asked : undefined;
  if (journal)
    findings.push(
      ...judgeBackup(settings.backup, await newestBackup(settings.backup, data), {
        head: journal.head?.seq ?? 0,
        begun: journal.begun ?? Date.now(),
        now: Date.now(),
        trouble: there?.health.backup?.trouble,
      }),
    );
  findings.push(...(await lookAtHub(settings, side, { isOurs: asked !== undefined, isHeld })));
  findings.push(
    ...judgeClock({
      source: await clockSource(),
      apart: there?.apartMs,
      machine: machineZone(),
      office: journal?.office?.timeZone,
    }),
  );
  const logged = log === undefined ? undefined : readLog(log);
  if (typeof logged === 'object' && 'code' in logged) findings.push(logged);
  const support = supportOf({
    at: Date.now(),
    versions: {
      build: buildOf(),
      node: process.versions.node,
      sqlite: sqliteVersion().version,
      system: `${type()} ${release()}`,
      processors: availableParallelism(),
    },
    settings,
    findings,
    journal,
    health: there?.health,
    metrics: there?.metrics,
    log: logged !== undefined && !('code' in logged) ? logged : undefined,
  });
  return { findings, support };
}

function folderTrouble(data: string): Finding | undefined {
  if (!existsSync(data)) return finding('folderMissing', { data });
  try {
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
    if (!statSync(data).isDirectory()) return finding('folderUnwritable', { data, code: 'ENOTDIR' });
    return undefined;
  } catch (error) {
    return finding('folderUnwritable', { data, code: codeOf(error) });
  }
}

function lookAtDisk({ data, hub }: DoctorSettings): readonly Finding[] {
  const open = process.platform !== 'win32' && (statSync(data).mode & 0o077) !== 0;
  const kind = diskKind(data);
  const { bavail, bsize } = statfsSync(data);
  const free = bavail * bsize;
  const limits = diskLimits((hub.ok ? hub.value.keepFree : undefined) ?? usualKeepFree);
  const space = judgeSpace(free, limits);
  // A full disk takes no test of its flushes.
  const flush = markOf(space) === 'WRONG' ? [] : [judgeFlush(timeFlushes(data), kind.rotational)];
  return [
    open ? finding('folderOpen', { data }) : finding('folderGood', { data }),
    judgeDisk(data, kind),
    ...flush,
    space,
  ];
}

async function newestBackup(folder: string, data: string): Promise<BackupFound | undefined> {
  const newest = existsSync(folder) ? backupsIn(readdirSync(folder))[0] : undefined;
  if (!newest) return undefined;
  const file = join(folder, newest.name);
  const checked = statSync(file).size > wholeBackupBytes ? undefined : await checkBackup(file, () => nextTurn());
  return {
    ...newest,
    fault: checked && !checked.ok ? checked.error : undefined,
    sameDisk: statSync(folder).dev === statSync(data).dev,
  };
}

/** A hub that answers is the folder's own, where one runs on it, if both name the same epoch: a second may begin two. */
function isOurs(side: HubSide, journal: JournalFacts | undefined): boolean {
  return side.is === 'there' && (journal === undefined || side.health.epoch === journal.epoch);
}

async function lookAtHub(
  { url, urlNamed, data }: DoctorSettings,
  side: HubSide,
  { isOurs: ours, isHeld }: { readonly isOurs: boolean; readonly isHeld: boolean },
): Promise<readonly Finding[]> {
  if (side.is !== 'there') {
    if (urlNamed) return [finding('hubUnreached', { url })];
    return [isHeld ? finding('hubSilent', { data, url }) : finding('hubStopped')];
  }
  if (!ours) return [finding('hubOther', { url, data }), ...(isHeld || urlNamed ? [] : [finding('hubStopped')])];
  const { health, roundMs, devices } = side;
  return [
    judgeAnswer(url, health.ok, roundMs),
    ...judgeAlarms(health.alarms),
    judgeFollowers(health.followers),
    ...(await lookAtNetwork(url)),
    ...(devices === 'noKey'
      ? [finding('devicesUnseen')]
      : devices === 'refused'
        ? [finding('keyRefused')]
        : judgeDevices(devices, Date.now())),
  ];
}

async function lookAtNetwork(url: string): Promise<readonly Finding[]> {
  const { hostname, port, protocol } = new URL(url);
  const isHere = /^(127\.|localhost$|\[::1\]$)/.test(hostname);
  const addresses = isHere ? await reachableAt(Number(port) || 80) : [url];
  if (addresses.length === 0) return [finding('loopbackOnly')];
  return [
    finding('reachable', { addresses: addresses.join(', ') }),
    ...(protocol === 'http:' ? [finding('plainHttp')] : []),
  ];
}

/** Where a follower's copy ends; nothing where it cannot be read that far. */
function endOf(dir: string): { readonly seq: Seq; readonly hash: string } {
  let last: { readonly seq: Seq; readonly hash: string } = nothing;
  if (!existsSync(dir)) return last;
  for (const { rows } of batchesOf(dir)) last = rows.at(-1) ?? last;
  return { seq: last.seq, hash: last.hash };
}

function readLog(file: string): readonly string[] | Finding {
  try {
    return shownLog(readFileSync(file, 'utf8'));
  } catch (error) {
    return finding('logUnread', { file, code: codeOf(error) });
  }
}

/** A folder that may not be read says so in a finding of its own. */
function readable(data: string): string | undefined {
  try {
    return savedSettings(data);
  } catch {
    return undefined;
  }
}

/** The pages' version: the launcher's stamp of their sources. */
function buildOf(): string {
  try {
    return readFileSync(join(import.meta.dirname, '../../../dist/pages/.sources'), 'utf8').slice(0, 12);
  } catch {
    return 'none';
  }
}

const codeOf = (error: unknown) => String((error as { readonly code?: string }).code ?? error);

function end(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
