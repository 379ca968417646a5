import * as z from 'zod/mini';
import { err, ok, type Result } from '../../shared/basics.ts';
import { DeviceId } from '../../shared/ids.ts';
import type { Paper } from './slip.ts';

export interface KioskSettings {
  readonly hub: string;
  readonly printer: string;
  readonly paper: Paper;
  readonly data: string;
  readonly port: number;
  readonly token: string;
  readonly device: DeviceId | undefined;
  /** 4 to 12 digits; without them there is no attendant's page. */
  readonly attendantCode: string | undefined;
  /** What a flag or a variable has chosen, so that nobody chooses otherwise at the kiosk. */
  readonly fixed: readonly ('printer' | 'hub')[];
  /** Folder of the copy of the hub's journal (design.md 1.11). */
  readonly follow: string;
}

/** DIR/settings.json: what was chosen at the kiosk itself. */
export const Choices = z.strictObject({ printer: z.optional(z.string()), hub: z.optional(z.string()) });
export type Choices = z.infer<typeof Choices>;

const flags = ['hub', 'printer', 'paper', 'data', 'port', 'token', 'device', 'attendant-code', 'follow'] as const;
type Flag = (typeof flags)[number];

/**
 * Settings from flags (`--port 8090`, `--port=8090`), then `ANTREAN_*`, then what was chosen at the kiosk, which
 * `choicesIn` reads from the data folder; the first thing wrong is one sentence.
 */
export function kioskSettings(
  argv: readonly string[],
  environment: { readonly [name: string]: string | undefined },
  choicesIn: (data: string) => Choices = () => ({}),
): Result<KioskSettings, string> {
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
  for (const flag of flags) {
    const value = environment[`ANTREAN_${flag.toUpperCase().replaceAll('-', '_')}`];
    if (value !== undefined && value !== '' && !given.has(flag)) given.set(flag, value);
  }
  const data = given.get('data') ?? 'antrean-kiosk';
  const fixed = (['printer', 'hub'] as const).filter((choice) => given.has(choice));
  const chosen = choicesIn(data);
  const hub = given.get('hub') ?? chosen.hub ?? 'http://127.0.0.1:8080';
  if (hubAddress(hub) === undefined) return err(`--hub must be an address like http://192.168.1.10:8080, not ${hub}.`);
  const port = Number(given.get('port') ?? 8090);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return err(`--port must be a whole number from 0 to 65535, not ${given.get('port')}.`);
  const paper = given.get('paper') ?? '80';
  if (paper !== '58' && paper !== '80') return err(`--paper must be 58 or 80 (millimetres), not ${paper}.`);
  const token = given.get('token');
  if (token === undefined) return err("--token is missing: give the kiosk's key from the hub's list of devices.");
  if (token.length > 200) return err('--token must have at most 200 characters.');
  const device = given.has('device') ? DeviceId.safeParse(given.get('device')) : undefined;
  if (device && !device.success)
    return err(`--device must be 1 to 64 letters, digits or . _ : -, not ${given.get('device')}.`);
  const attendantCode = given.get('attendant-code');
  if (attendantCode !== undefined && !/^\d{4,12}$/.test(attendantCode))
    return err('--attendant-code must be 4 to 12 digits.');
  return ok({
    hub,
    printer: given.get('printer') ?? chosen.printer ?? `virtual:${data}/slips`,
    paper: paper === '58' ? 58 : 80,
    data,
    port,
    token,
    device: device?.data,
    attendantCode,
    fixed,
    follow: given.get('follow') ?? `${data}/copy`,
  });
}

/** The address of a hub as it was written; undefined where it is none. */
export function hubAddress(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}
