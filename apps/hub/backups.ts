import type { Instant, Ms, Seq } from '../../shared/ids.ts';

/** A backup as its file's name tells it: the last event within, and when it was made. */
export interface BackupName {
  readonly name: string;
  readonly seq: Seq;
  readonly at: Instant;
}

/** `journal-000000001234-20261124T034200Z.db`: sorts by what is in it. */
export function backupName(seq: Seq, at: Instant): string {
  const time = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
  return `journal-${String(seq).padStart(12, '0')}-${time.replaceAll(/[-:]/g, '')}.db`;
}

/** The backups among the names in a folder, newest first; other files are none of ours. */
export function backupsIn(names: readonly string[]): readonly BackupName[] {
  return names
    .flatMap((name): BackupName[] => {
      const found = /^journal-(\d{12})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/.exec(name);
      if (!found) return [];
      const [year = 0, month = 0, day, hour, minute, second] = found.slice(2).map(Number);
      return [{ name, seq: Number(found[1]) as Seq, at: Date.UTC(year, month - 1, day, hour, minute, second) }];
    })
    .toSorted((a, b) => b.seq - a.seq || b.at - a.at);
}

const hour = 3_600_000;
const spans = [
  { kept: 24, of: hour },
  { kept: 30, of: 24 * hour },
  { kept: 12, of: 30 * 24 * hour },
] as const;

/**
 * Backups that may go (reliability.md 6.7): kept are the newest of each of the last 24 hours, 30 days and 12 months that
 * have one, and always the newest of all. Months are 30 days, in UTC: no rule of the office hangs on them.
 */
export function surplus(backups: readonly BackupName[]): readonly BackupName[] {
  const keep = new Set(backups.slice(0, 1));
  for (const { kept, of } of spans) {
    const seen = new Set<number>();
    for (const backup of backups) {
      const span = Math.floor(backup.at / of);
      if (seen.has(span)) continue;
      if (seen.size === kept) break;
      seen.add(span);
      keep.add(backup);
    }
  }
  return backups.filter((backup) => !keep.has(backup));
}

/** I20: a newest backup older than this is an alarm; one is made every hour. */
const oldAfter: Ms = 2 * hour;
/** The hub was off until it started: its first backup has so long. */
const firstWithin: Ms = 10 * 60_000;

/** Whether staff must be told that the newest verified backup, if there is one, is too old for a hub that started then. */
export function isBackupOld(
  { at, trouble }: { readonly at?: Instant; readonly trouble?: string },
  now: Instant,
  startedAt: Instant,
): boolean {
  const since = at ?? startedAt;
  if (now - startedAt < firstWithin && trouble === undefined) return false;
  return now - since > oldAfter;
}
