import { err, ok, type Result } from '../../shared/basics.ts';
import { usualKeepFree } from './disk.ts';
import { countOf, portOf, readSettings, switchOf, type Sources } from '../../shared/settings.ts';

export interface HubSettings {
  readonly data: string;
  readonly port: number;
  /** Loopback unless told otherwise. */
  readonly host: string;
  /** Path of an office document; without one the data folder's, then the demo office. */
  readonly office: string | undefined;
  /** Key of another system; it may send every command. */
  readonly apiKey: string | undefined;
  /** Path of a list of passes: devices and people with their tokens. */
  readonly access: string | undefined;
  /** Folder of the backups, best on another disk; the data folder's own without it. */
  readonly backup?: string | undefined;
  /** Port of the read-only door for televisions; without one it stays shut. */
  readonly publicPort?: number | undefined;
  /** Replies wait until a follower has the batch on its disk too. */
  readonly syncFollower?: boolean;
  /** Megabytes of the data folder's disk below which no new numbers are given; its other limits follow from it. */
  readonly keepFree?: number;
}

const flags = [
  'port',
  'host',
  'office',
  'api-key',
  'access',
  'public-port',
  'backup',
  'sync-follower',
  'keep-free',
] as const;

/**
 * Settings from flags, `ANTREAN_*` variables, and what `saved` reads of the data folder's settings.json. The first thing
 * wrong is one sentence that names it; the start then ends with exit code 2.
 */
export function hubSettings(
  argv: readonly string[],
  environment: Sources['environment'],
  saved?: Sources['saved'],
): Result<HubSettings, string> {
  const read = readSettings(flags, 'antrean-data', { argv, environment, ...(saved && { saved }) }, ['sync-follower']);
  if (!read.ok) return read;
  const { value: given } = read;
  const port = portOf(given, 'port', 8080);
  if (!port.ok) return port;
  const publicPort = portOf(given, 'public-port', undefined);
  if (!publicPort.ok) return publicPort;
  const syncFollower = switchOf(given, 'sync-follower');
  if (!syncFollower.ok) return syncFollower;
  const keepFree = countOf(given, 'keep-free', { least: 1, most: 10_000_000, usual: usualKeepFree });
  if (!keepFree.ok) return keepFree;
  const apiKey = given.get('api-key');
  if (apiKey !== undefined && (apiKey.length < 16 || apiKey.length > 200))
    return err(`${given.nameOf('api-key')} must have 16 to 200 characters: whoever has it may do everything.`);
  return ok({
    data: given.data,
    port: port.value,
    host: given.get('host') ?? '127.0.0.1',
    office: given.get('office'),
    apiKey,
    access: given.get('access'),
    publicPort: publicPort.value,
    backup: given.get('backup'),
    syncFollower: syncFollower.value,
    keepFree: keepFree.value,
  });
}
