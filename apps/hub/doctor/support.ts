import type { JournalFacts } from '../journal/inspect.edge.ts';
import type { Finding } from './findings.ts';
import { markOf, sentenceOf } from './findings.ts';
import type { Health } from './hubSide.edge.ts';
import type { DoctorSettings } from './settings.ts';

/** What is known of the computer and its programs. */
export interface Versions {
  readonly build: string;
  readonly node: string;
  readonly sqlite: string;
  readonly system: string;
  readonly processors: number;
}

export interface SupportParts {
  readonly at: number;
  readonly versions: Versions;
  readonly settings: DoctorSettings;
  readonly findings: readonly Finding[];
  readonly journal: JournalFacts | undefined;
  readonly health: Health | undefined;
  readonly metrics: string | undefined;
  readonly log: readonly string[] | undefined;
}

/**
 * What goes to those who help from afar (I36): made of what is named here and of nothing else, so that no name, phone,
 * token or key can be in it; people of the office are left out too, and so are the visitors' ticket keys.
 */
export function supportOf({ at, versions, settings, findings, journal, health, metrics, log }: SupportParts): object {
  return {
    format: 1,
    at: new Date(at).toISOString(),
    versions,
    settings: shownSettings(settings),
    findings: findings.map((one) => ({ mark: markOf(one), code: one.code, says: shownSentence(one) })),
    journal: journal && {
      bytes: journal.bytes,
      walBytes: journal.walBytes,
      schema: journal.schema,
      epoch: journal.epoch,
      head: journal.head,
      events: journal.events,
      days: journal.days,
      office: journal.office,
      sound: journal.check === 'large' || journal.check.ok,
    },
    health: health && {
      ok: health.ok,
      epoch: health.epoch,
      seq: health.seq,
      alarms: health.alarms,
      followers: health.followers.map(({ seq, behind, connected, at: last }) => ({ seq, behind, connected, at: last })),
      backup: health.backup && { at: health.backup.at, seq: health.backup.seq },
    },
    metrics,
    log,
  };
}

/** Settings as they were given; of a secret only that it was. */
function shownSettings({ data, hub, backup, url, token }: DoctorSettings): object {
  const secret = (value: string | undefined) => (value === undefined ? 'none' : 'given');
  if (!hub.ok) return { data, backup, url, token: secret(token), hub: 'cannot be read' };
  const { port, host, office, apiKey, access, publicPort, syncFollower, keepFree } = hub.value;
  return {
    data,
    backup,
    url,
    token: secret(token),
    port,
    host,
    office,
    access,
    apiKey: secret(apiKey),
    publicPort,
    syncFollower,
    keepFree,
  };
}

/** A wrong setting repeats what was given for it, and a damaged row is told by a visitor's key: neither goes out. */
function shownSentence(one: Finding): string {
  if (one.code === 'settingsBad') return 'The hub would not start with these settings.';
  if (one.code === 'journalDamaged' || one.code === 'backupBroken')
    return sentenceOf({ ...one, about: { ...one.about, what: '(told on the console only)' } }).en;
  return sentenceOf(one).en;
}

const mostLines = 500;
/** What a line of the hub's log is made of, without the key of a command, which is a visitor's. */
const shownFields = ['level', 'time', 'type', 'role', 'device', 'door', 'outcome', 'seq', 'ms', 'msg'];

/**
 * The end of a log as it may leave the office: of a line of the hub's the fields that are nobody's, of any other its
 * words up to where a value may begin.
 */
export function shownLog(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .slice(-mostLines)
    .map((line) => {
      const fields = parsed(line);
      if (fields === undefined) return line.slice(0, 300).replace(/[{["'`:=\d].*$/s, '…');
      return JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([name]) => shownFields.includes(name))));
    });
}

function parsed(line: string): object | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
