import { describe, expect, test } from 'vitest';
import { alarmCodes } from '../../../shared/protocol/alarms.ts';
import { PrinterState, SoundState } from '../../../shared/protocol/commands.ts';
import { diskLimits } from '../disk.ts';
import { markOf, sentenceOf, type Finding } from './findings.ts';
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
} from './judge.ts';
import { fileSystemOf } from './machine.edge.ts';

/** Codes, each of whose sentences is told all it speaks of. */
function codes(findings: Finding | readonly Finding[]) {
  const all = [findings].flat() as readonly Finding[];
  for (const one of all) sentenceOf(one);
  return all.map(({ code }) => code);
}

describe('the disk', () => {
  const disk = { type: 'ext4', isShare: false, rotational: false, cache: 'write back' };
  test.each([
    [disk, 'diskLocal'],
    [{ ...disk, cache: undefined }, 'diskLocal'],
    [{ ...disk, isShare: true }, 'diskShared'],
    [{ ...disk, type: 'nfs4' }, 'diskShared'],
    [{ ...disk, type: 'fuse.sshfs' }, 'diskShared'],
    [{ ...disk, type: 'fuseblk' }, 'diskLocal'],
    [{ ...disk, type: 'tmpfs' }, 'diskMemory'],
    [{ ...disk, type: undefined }, 'diskUnknown'],
    [{ ...disk, type: undefined, isShare: true }, 'diskShared'],
  ])('%j: %s', (kind, code) => expect(codes(judgeDisk('/d', kind))).toEqual([code]));

  test.each([
    [0.01, 0.02, false, 'flushTooFast'],
    [0.049, 0.06, undefined, 'flushTooFast'],
    [0.2, 0.9, false, 'flushGood'],
    [1.9, 4, true, 'flushTooFast'],
    [8.3, 30, true, 'flushGood'],
    [21, 40, false, 'flushSlow'],
    [5, 101, false, 'flushSlow'],
  ])('flushes of %d and %d ms, rotational %s: %s', (p50Ms, p99Ms, rotational, code) =>
    expect(codes(judgeFlush({ count: 100, p50Ms, p99Ms }, rotational))).toEqual([code]),
  );

  test('room is measured by the hub’s own limits', () => {
    const limits = diskLimits(100);
    expect(codes(judgeSpace(limits.stop - 1, limits))).toEqual(['spaceGone']);
    expect(codes(judgeSpace(limits.stop, limits))).toEqual(['spaceLow']);
    expect(codes(judgeSpace(limits.warn, limits))).toEqual(['spaceGood']);
  });

  test('the mount that holds a path is the longest, and of two on one place the later', () => {
    const mounts = [
      '/dev/vda / ext4 rw 0 0',
      'tmpfs /var tmpfs rw 0 0',
      '//nas/x /srv/our\\040data cifs rw 0 0',
      '/dev/sda1 /var xfs rw 0 0',
    ].join('\n');
    expect(fileSystemOf('/home/hub', mounts)).toBe('ext4');
    expect(fileSystemOf('/various', mounts)).toBe('ext4');
    expect(fileSystemOf('/var/lib/hub', mounts)).toBe('xfs');
    expect(fileSystemOf('/srv/our data', mounts)).toBe('cifs');
    expect(fileSystemOf('/srv', '')).toBeUndefined();
  });
});

test('the computer and its programs', () => {
  const good = {
    node: '24.1.0',
    sqlite: { version: '3.54.1', isSafe: true },
    memory: { free: 300, total: 8_000 },
    files: 1_024,
  };
  expect(codes(judgeMachine(good))).toEqual(['nodeGood', 'sqliteGood', 'memoryGood', 'filesGood']);
  expect(codes(judgeMachine({ ...good, files: undefined }))).toHaveLength(3);
  const poor = {
    node: '22.9.0',
    sqlite: { version: '3.51.2', isSafe: false },
    memory: { free: 299, total: 1_000 },
    files: 1_023,
  };
  expect(codes(judgeMachine(poor))).toEqual(['nodeOld', 'sqliteUnsafe', 'memoryLow', 'filesFew']);
});

test('the journal: damage outdoes all, and a WAL that is not put away is told', () => {
  const facts = { bytes: 9e6, walBytes: 0, head: { seq: 7 }, check: { ok: true } as const };
  expect(codes(judgeJournal(facts))).toEqual(['journalGood']);
  expect(codes(judgeJournal({ ...facts, head: undefined, walBytes: 17 * 1_048_576 }))).toEqual([
    'journalGood',
    'walLarge',
  ]);
  expect(codes(judgeJournal({ ...facts, check: 'large' }))).toEqual(['journalLarge']);
  expect(codes(judgeJournal({ ...facts, check: { ok: false, seq: 3, what: 'x' } }))).toEqual(['journalDamaged']);
});

describe('I20 the newest backup', () => {
  const now = Date.UTC(2026, 10, 24, 5);
  const about = { head: 100, begun: 0, now, trouble: undefined };
  const newest = { name: 'journal-1.db', seq: 90, at: now - 3_600_000, fault: undefined, sameDisk: false };
  test('is there, whole, young and elsewhere', () => {
    expect(codes(judgeBackup('/b', newest, about))).toEqual(['backupGood', 'backupOtherDisk']);
    expect(codes(judgeBackup('/b', { ...newest, sameDisk: true }, about))).toEqual(['backupGood', 'backupSameDisk']);
    expect(codes(judgeBackup('/b', { ...newest, fault: 'event 3' }, about))).toEqual([
      'backupBroken',
      'backupOtherDisk',
    ]);
    expect(codes(judgeBackup('/b', newest, { ...about, trouble: 'no room' }))[0]).toBe('backupTrouble');
  });
  test('is too old after two hours, unless it has all that happened', () => {
    const old = { ...newest, at: now - 2 * 3_600_000 - 1 };
    expect(codes(judgeBackup('/b', old, about))[0]).toBe('backupOld');
    expect(codes(judgeBackup('/b', { ...old, seq: 100 }, about))[0]).toBe('backupGood');
    expect(codes(judgeBackup('/b', { ...old, at: now - 2 * 3_600_000 }, about))[0]).toBe('backupGood');
  });
  test('may be missing for ten minutes after the very first start', () => {
    expect(codes(judgeBackup('/b', undefined, { ...about, begun: now - 599_999 }))).toEqual(['backupSoon']);
    expect(codes(judgeBackup('/b', undefined, { ...about, begun: now - 600_000 }))).toEqual(['backupNone']);
  });
});

test('live copies: the nearest one that is connected counts; a copy of another journal is told', () => {
  const near = { connected: true, behind: 3 };
  expect(codes(judgeFollowers([{ connected: false, behind: 0 }]))).toEqual(['copyNone']);
  expect(codes(judgeFollowers([near, { connected: true, behind: 9_000 }]))).toEqual(['copyGood']);
  expect(
    codes(
      judgeFollowers([
        { connected: false, behind: 0 },
        { connected: true, behind: 1_001 },
      ]),
    ),
  ).toEqual(['copyBehind']);
  const journal = { head: 1_200, hashThere: 'aa' };
  expect(codes(judgeCopy('/c', { seq: 1_190, hash: 'aa' }, journal))).toEqual(['copyGood']);
  expect(codes(judgeCopy('/c', { seq: 1_190, hash: 'bb' }, journal))).toEqual(['copyOther']);
  expect(codes(judgeCopy('/c', { seq: 1_300, hash: 'cc' }, { ...journal, hashThere: undefined }))).toEqual([
    'copyOther',
  ]);
  expect(codes(judgeCopy('/c', { seq: 0, hash: '00' }, { ...journal, hashThere: undefined }))).toEqual(['copyBehind']);
});

test('the hub’s answer, and its alarms in the words of the screens', () => {
  expect(codes(judgeAnswer('http://h', true, 250))).toEqual(['hubGood']);
  expect(codes(judgeAnswer('http://h', true, 251))).toEqual(['hubSlow']);
  expect(codes(judgeAnswer('http://h', false, 1))).toEqual(['hubIll']);
  const told = judgeAlarms(alarmCodes.map((alarm) => ({ alarm })));
  expect(told.map(markOf)).toEqual(['WRONG', 'WRONG', 'LOOK', 'LOOK', 'LOOK', 'LOOK']);
  expect(sentenceOf(told[0]!).id).toMatch(/^Catatan antrean rusak\. /);
});

test('the clock: who sets it, how far it is from the hub’s, and whose zone it shows', () => {
  const alike = { source: 'network', apart: 2_000, machine: 'Asia/Jakarta', office: 'Asia/Jakarta' } as const;
  expect(codes(judgeClock(alike))).toEqual(['clockSynced', 'clockTogether', 'zoneSame']);
  expect(codes(judgeClock({ ...alike, source: 'nobody', apart: 2_001, machine: 'UTC' }))).toEqual([
    'clockAlone',
    'clockApart',
    'zoneOther',
  ]);
  expect(codes(judgeClock({ source: 'unknown', apart: undefined, machine: 'UTC', office: undefined }))).toEqual([
    'clockUnknown',
  ]);
});

test('devices: away or here, each state of a printer and of a sound has its sentence', () => {
  const device = { id: 'd-1', role: 'kiosk', connected: true, since: 0 };
  expect(codes(judgeDevices([], 1))).toEqual(['devicesNone']);
  const [gone] = judgeDevices([{ ...device, connected: false, printer: 'ready' }], 150_000);
  expect(gone && sentenceOf(gone)).toMatchObject({
    en: expect.stringContaining('Kiosk d-1 has been away for 2 minutes') as string,
    id: expect.stringContaining('Mesin antrean d-1 tidak tersambung') as string,
  });
  const marks = (findings: readonly Finding[]) => (codes(findings), findings.map(markOf).slice(1));
  expect(PrinterState.options.flatMap((printer) => marks(judgeDevices([{ ...device, printer }], 1)))).toEqual([
    'OK',
    'LOOK',
    'WRONG',
    'WRONG',
    'WRONG',
    'WRONG',
    'LOOK',
  ]);
  expect(SoundState.options.flatMap((sound) => marks(judgeDevices([{ ...device, role: 'x', sound }], 1)))).toEqual([
    'OK',
    'WRONG',
    'WRONG',
    'OK',
  ]);
});
