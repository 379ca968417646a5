import { assertNever } from '../../../shared/basics.ts';
import type { Instant, Ms, Seq } from '../../../shared/ids.ts';
import type { AlarmCode } from '../../../shared/protocol/alarms.ts';
import { alarmWords } from '../../../shared/protocol/alarmTexts.ts';
import type { PrinterState, SoundState } from '../../../shared/protocol/commands.ts';
import type { DiskLimits } from '../disk.ts';
import { faultWords, mediumWords, roleWords } from './findingTexts.ts';
import { finding, type Finding } from './findings.ts';

export interface FlushTimes {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface DiskKind {
  /** As /proc/mounts names it; undefined where there is none. */
  readonly type: string | undefined;
  readonly isShare: boolean;
  /** Platters turn under it; a virtual disk says so too, and is none. */
  readonly rotational: boolean | undefined;
  /** `write back` or `write through`. */
  readonly cache: string | undefined;
}

export type ClockSource = 'network' | 'nobody' | 'unknown';

const shareTypes = /^(nfs\d?|cifs|smb\d?|smbfs|ceph|9p|afs|coda|glusterfs|fuse\.(sshfs|s3fs|glusterfs|rclone|davfs))$/;
const memoryTypes = /^(tmpfs|ramfs)$/;

export function judgeDisk(data: string, { type, isShare, cache }: DiskKind): Finding {
  if (isShare || (type !== undefined && shareTypes.test(type)))
    return finding('diskShared', { data, type: type ?? 'network' });
  if (type === undefined) return finding('diskUnknown', { data });
  if (memoryTypes.test(type)) return finding('diskMemory', { data, type });
  return finding('diskLocal', { data, type, cache: cache ?? 'cache unknown' });
}

/** Quicker than a flash disk behind a cable flushes: seen 0.2 ms on a virtual disk, 0.1 ms and more on NVMe. */
const hardlyMs = 0.05;
/** A platter that turns 7,200 times a minute comes round every 8.3 ms. */
const hardlyTurnedMs = 2;
/** Goals of a commit are p50 2 ms and p99 15 ms (reliability.md 7.12); beyond these an officer feels it. */
const slowMs = { p50: 20, p99: 100 };

/** Whether flushes are done as they are said to be, as far as their times can tell. */
export function judgeFlush({ count, p50Ms, p99Ms }: FlushTimes, rotational: boolean | undefined): Finding {
  const about = { count, p50: p50Ms.toFixed(2), p99: p99Ms.toFixed(2) };
  const medium = mediumWords[rotational ? 'platter' : 'disk'];
  if (p50Ms < (rotational ? hardlyTurnedMs : hardlyMs))
    return finding('flushTooFast', { ...about, medium: medium.en, jenis: medium.id });
  return p50Ms > slowMs.p50 || p99Ms > slowMs.p99 ? finding('flushSlow', about) : finding('flushGood', about);
}

const megabytes = (bytes: number) => Math.floor(bytes / 1_048_576);

export function judgeSpace(free: number, { warn, stop }: DiskLimits): Finding {
  const about = { free: megabytes(free), stop: megabytes(stop) };
  if (free < stop) return finding('spaceGone', about);
  return finding(free < warn ? 'spaceLow' : 'spaceGood', about);
}

/** Megabytes: what the hub and a restart of it beside each other take, with room (docs/bench.md). */
const wantedMemory = 300;
/** Lines of 400 screens (reliability.md 6.4), their pages and the journal. */
const wantedFiles = 1_024;

export function judgeMachine({
  node,
  sqlite,
  memory,
  files,
}: {
  readonly node: string;
  readonly sqlite: { readonly version: string; readonly isSafe: boolean };
  readonly memory: { readonly free: number; readonly total: number };
  readonly files: number | undefined;
}): readonly Finding[] {
  const needed = 24;
  return [
    Number(node.split('.')[0]) < needed
      ? finding('nodeOld', { version: node, needed })
      : finding('nodeGood', { version: node }),
    finding(sqlite.isSafe ? 'sqliteGood' : 'sqliteUnsafe', { version: sqlite.version }),
    finding(memory.free < wantedMemory ? 'memoryLow' : 'memoryGood', memory),
    ...(files === undefined ? [] : [finding(files < wantedFiles ? 'filesFew' : 'filesGood', { most: files })]),
  ];
}

/** I40: the journal's WAL stays under 16 MB. */
const mostWal = 16 * 1_048_576;

export function judgeJournal(facts: {
  readonly bytes: number;
  readonly walBytes: number;
  readonly head: { readonly seq: Seq } | undefined;
  readonly check: { readonly ok: true } | { readonly ok: false; readonly seq: Seq; readonly what: string } | 'large';
}): readonly Finding[] {
  const { check, walBytes } = facts;
  const about = { seq: facts.head?.seq ?? 0, megabytes: (facts.bytes / 1_048_576).toFixed(1) };
  const wal = walBytes > mostWal ? [finding('walLarge', { megabytes: megabytes(walBytes) })] : [];
  if (check === 'large') return [finding('journalLarge', about), ...wal];
  return [
    check.ok ? finding('journalGood', about) : finding('journalDamaged', { seq: check.seq, what: check.what }),
    ...wal,
  ];
}

const hour: Ms = 3_600_000;
/** I20: one is made every hour. */
const oldBackup: Ms = 2 * hour;
/** A new journal's first may take so long. */
const firstBackup: Ms = 10 * 60_000;

export interface BackupFound {
  readonly name: string;
  readonly seq: Seq;
  readonly at: Instant;
  /** What is wrong with it; undefined where it reads back whole. */
  readonly fault: string | undefined;
  readonly sameDisk: boolean;
}

/** I20: the newest backup against the head of the journal; one that has all events is never too old. */
export function judgeBackup(
  folder: string,
  newest: BackupFound | undefined,
  {
    head,
    begun,
    now,
    trouble,
  }: {
    readonly head: Seq;
    /** When the journal began. */
    readonly begun: Instant;
    readonly now: Instant;
    readonly trouble: string | undefined;
  },
): readonly Finding[] {
  const told = trouble === undefined ? [] : [finding('backupTrouble', { sentence: trouble })];
  if (!newest) return [...told, now - begun < firstBackup ? finding('backupSoon') : finding('backupNone', { folder })];
  const disk = newest.sameDisk ? finding('backupSameDisk', { folder }) : finding('backupOtherDisk');
  if (newest.fault !== undefined)
    return [...told, finding('backupBroken', { name: newest.name, what: newest.fault }), disk];
  const age = Math.max(0, now - newest.at);
  const behind = Math.max(0, head - newest.seq);
  const stands =
    age > oldBackup && behind > 0
      ? finding('backupOld', { hours: Math.floor(age / hour), behind, folder })
      : finding('backupGood', { minutes: Math.floor(age / 60_000), behind });
  return [...told, stands, disk];
}

/** Events a follower may lack for the moment a batch is under way. */
const behindAtWork = 1_000;

export function judgeFollowers(
  followers: readonly { readonly connected: boolean; readonly behind: number }[],
): Finding {
  const connected = followers.filter((one) => one.connected);
  if (connected.length === 0) return finding('copyNone');
  const behind = Math.min(...connected.map((one) => one.behind));
  return behind > behindAtWork
    ? finding('copyBehind', { behind })
    : finding('copyGood', { count: connected.length, behind });
}

/** A copy on this computer against the journal of the folder. */
export function judgeCopy(
  folder: string,
  copy: { readonly seq: Seq; readonly hash: string },
  journal: { readonly head: Seq; readonly hashThere: string | undefined },
): Finding {
  if (copy.seq > 0 && journal.hashThere !== copy.hash) return finding('copyOther', { folder });
  const behind = journal.head - copy.seq;
  return behind > behindAtWork ? finding('copyBehind', { behind }) : finding('copyGood', { count: 1, behind });
}

const slowAnswerMs: Ms = 250;

export function judgeAnswer(url: string, ok: boolean, roundMs: Ms): Finding {
  if (!ok) return finding('hubIll', { url });
  return finding(roundMs > slowAnswerMs ? 'hubSlow' : 'hubGood', { url, ms: Math.ceil(roundMs) });
}

const graveAlarms: readonly AlarmCode[] = ['journalDamaged', 'diskAlmostFull'];

/** What the hub shows its staff, in the same words. */
export function judgeAlarms(raised: readonly { readonly alarm: AlarmCode }[]): readonly Finding[] {
  return raised.map(({ alarm }) => {
    const { title, help } = alarmWords[alarm];
    return finding(graveAlarms.includes(alarm) ? 'alarmGrave' : 'alarm', {
      title: title.en,
      judul: title.id,
      help: help.en,
      bantuan: help.id,
    });
  });
}

/** T2: what the hub tolerates before it speaks of its clock. */
const apartMs: Ms = 2_000;

export function judgeClock({
  source,
  apart,
  machine,
  office,
}: {
  readonly source: ClockSource;
  readonly apart: Ms | undefined;
  readonly machine: string;
  readonly office: string | undefined;
}): readonly Finding[] {
  const codes = { network: 'clockSynced', nobody: 'clockAlone', unknown: 'clockUnknown' } as const;
  const zone =
    office === undefined ? [] : [finding(machine === office ? 'zoneSame' : 'zoneOther', { machine, office })];
  if (apart === undefined) return [finding(codes[source]), ...zone];
  const together =
    apart > apartMs ? finding('clockApart', { seconds: Math.round(apart / 1_000) }) : finding('clockTogether');
  return [finding(codes[source]), together, ...zone];
}

export interface DeviceSeen {
  readonly id: string;
  readonly role: string;
  readonly connected: boolean;
  readonly since: Instant;
  readonly printer?: PrinterState | undefined;
  readonly sound?: SoundState | undefined;
}

export function judgeDevices(devices: readonly DeviceSeen[], now: Instant): readonly Finding[] {
  if (devices.length === 0) return [finding('devicesNone')];
  return devices.flatMap(({ id: device, role, connected, since, printer, sound }) => {
    const called = { role: roleWords[role]?.en ?? role, peran: roleWords[role]?.id ?? role, device };
    if (!connected)
      return [finding('deviceGone', { ...called, minutes: Math.max(0, Math.floor((now - since) / 60_000)) })];
    return [
      finding('deviceHere', called),
      ...(printer === undefined ? [] : [judgePrinter(device, printer)]),
      ...(sound === undefined ? [] : [judgeSound(device, sound)]),
    ];
  });
}

function judgePrinter(device: string, state: PrinterState): Finding {
  switch (state) {
    case 'ready':
      return finding('printerGood', { device });
    case 'nearEnd':
      return finding('printerNearEnd', { device });
    case 'unknown':
      return finding('printerUnknown', { device });
    case 'paperOut':
    case 'coverOpen':
    case 'cutterError':
    case 'offline':
      return finding('printerDown', { device, state: faultWords[state].en, sebab: faultWords[state].id });
    default:
      return assertNever(state);
  }
}

function judgeSound(device: string, state: SoundState): Finding {
  switch (state) {
    case 'ready':
      return finding('soundGood', { device });
    case 'off':
      return finding('soundOff', { device });
    case 'blocked':
    case 'missing':
      return finding('soundDown', { device, state: faultWords[state].en, sebab: faultWords[state].id });
    default:
      return assertNever(state);
  }
}
