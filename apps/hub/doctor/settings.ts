import { err, ok, type Result } from '../../../shared/basics.ts';
import { readSettings, type Sources } from '../../../shared/settings.ts';
import { hubSettings, type HubSettings } from '../settings.ts';

export interface DoctorSettings {
  readonly data: string;
  /** What the hub of this folder would start with; or the sentence why it would not. */
  readonly hub: Result<HubSettings, string>;
  readonly backup: string;
  /** Folder of a follower's copy to compare. */
  readonly copy: string | undefined;
  readonly url: string;
  /** Whether the address was named, so that somebody must answer there. */
  readonly urlNamed: boolean;
  readonly token: string | undefined;
  /** Where the support file goes; without it none is made. */
  readonly support: string | undefined;
  /** A log of the hub's, whose end goes into the support file. */
  readonly log: string | undefined;
}

const flags = ['backup', 'copy', 'hub', 'token', 'support', 'log'] as const;

/**
 * What the doctor is to look at, from flags and `ANTREAN_*` variables; what the hub itself was told, from the variables
 * and the settings.json of its folder. The first thing wrong with the doctor's own is one sentence.
 */
export function doctorSettings(
  argv: readonly string[],
  environment: Sources['environment'],
  saved: NonNullable<Sources['saved']>,
): Result<DoctorSettings, string> {
  const read = readSettings(flags, 'antrean-data', { argv, environment });
  if (!read.ok) return read;
  const { value: given } = read;
  const { data } = given;
  const hub = hubSettings(['--data', data], environment, saved);
  const told = hub.ok ? hub.value : undefined;
  const named = given.get('hub');
  const url = named ?? `http://${localHost(told?.host)}:${told?.port ?? 8080}`;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return err(`${given.nameOf('hub')} must be an address like http://192.168.1.10:8080, not ${url}.`);
  return ok({
    data,
    hub,
    // A name and a password before the host go nowhere.
    url: new URL(url).origin,
    backup: given.get('backup') ?? told?.backup ?? `${data}/backups`,
    copy: given.get('copy'),
    urlNamed: named !== undefined,
    token: given.get('token') ?? told?.apiKey,
    support: given.get('support'),
    log: given.get('log'),
  });
}

/** An address at which this computer reaches a hub that listens at `host`. */
function localHost(host: string | undefined): string {
  if (host === undefined || host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
