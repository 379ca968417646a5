import { err, ok, type Result } from '../../shared/basics.ts';

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
}

const flags = ['data', 'port', 'host', 'office', 'api-key', 'access', 'public-port', 'backup'] as const;
type Flag = (typeof flags)[number];

/**
 * Settings from flags (`--port 8080`, `--port=8080`), then `ANTREAN_*` variables (`ANTREAN_API_KEY`). The first thing
 * wrong is one sentence that names it; the start then ends with exit code 2.
 */
export function hubSettings(
  argv: readonly string[],
  environment: { readonly [name: string]: string | undefined },
): Result<HubSettings, string> {
  const given = new Map<Flag, string>();
  for (let i = 0; i < argv.length; i++) {
    const [, name, inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(argv[i] ?? '') ?? [];
    const flag = flags.find((one) => one === name);
    if (flag === undefined)
      return err(`Unknown setting ${argv[i]}: there are ${flags.map((one) => `--${one}`).join(', ')}.`);
    const value = inline ?? argv[++i];
    if (value === undefined || value === '') return err(`--${flag} needs a value.`);
    given.set(flag, value);
  }
  const variables = new Map(flags.map((flag) => [`ANTREAN_${flag.toUpperCase().replace('-', '_')}`, flag]));
  for (const [name, value] of Object.entries(environment)) {
    const flag = variables.get(name);
    if (flag !== undefined && value !== undefined && value !== '' && !given.has(flag)) given.set(flag, value);
  }
  const port = Number(given.get('port') ?? 8080);
  if (!isPort(port)) return err(`--port must be a whole number from 0 to 65535, not ${given.get('port')}.`);
  const publicPort = given.has('public-port') ? Number(given.get('public-port')) : undefined;
  if (publicPort !== undefined && !isPort(publicPort))
    return err(`--public-port must be a whole number from 0 to 65535, not ${given.get('public-port')}.`);
  const apiKey = given.get('api-key');
  if (apiKey !== undefined && (apiKey.length < 16 || apiKey.length > 200))
    return err('--api-key must have 16 to 200 characters: whoever has it may do everything.');
  return ok({
    data: given.get('data') ?? 'antrean-data',
    port,
    host: given.get('host') ?? '127.0.0.1',
    office: given.get('office'),
    apiKey,
    access: given.get('access'),
    publicPort,
    backup: given.get('backup'),
  });
}

const isPort = (port: number) => Number.isInteger(port) && port >= 0 && port <= 65_535;
