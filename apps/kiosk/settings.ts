import * as z from 'zod/mini';
import { err, ok, type Result } from '../../shared/basics.ts';
import { DeviceId } from '../../shared/ids.ts';
import { portOf, readSettings, type Sources } from '../../shared/settings.ts';
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

const Saved = z.record(z.string(), z.union([z.string(), z.number()]));

/**
 * The text of DIR/settings.json once something was chosen at the kiosk itself; whatever else it holds stays. Throws where
 * the text was edited into something that holds no settings.
 */
export function withChoice(saved: string | undefined, choice: 'printer' | 'hub', value: string): string {
  const before = Saved.parse(saved === undefined ? {} : JSON.parse(saved));
  return JSON.stringify({ ...before, [choice]: value });
}

const flags = ['hub', 'printer', 'paper', 'port', 'token', 'device', 'attendant-code', 'follow'] as const;

/**
 * Settings from flags (`--port 8090`, `--port=8090`), `ANTREAN_*` variables, and what `saved` reads of the data folder's
 * settings.json, where the kiosk keeps what was chosen at it. The first thing wrong is one sentence that names it.
 */
export function kioskSettings(
  argv: readonly string[],
  environment: Sources['environment'],
  saved?: Sources['saved'],
): Result<KioskSettings, string> {
  const read = readSettings(flags, 'antrean-kiosk', { argv, environment, ...(saved && { saved }) });
  if (!read.ok) return read;
  const { value: given } = read;
  const { data } = given;
  const hub = given.get('hub') ?? 'http://127.0.0.1:8080';
  if (hubAddress(hub) === undefined)
    return err(`${given.nameOf('hub')} must be an address like http://192.168.1.10:8080, not ${hub}.`);
  const port = portOf(given, 'port', 8090);
  if (!port.ok) return port;
  const paper = given.get('paper') ?? '80';
  if (paper !== '58' && paper !== '80')
    return err(`${given.nameOf('paper')} must be 58 or 80 (millimetres), not ${paper}.`);
  const token = given.get('token');
  if (token === undefined) return err("--token is missing: give the kiosk's key from the hub's list of devices.");
  if (token.length > 200) return err(`${given.nameOf('token')} must have at most 200 characters.`);
  const deviceText = given.get('device');
  const device = deviceText === undefined ? undefined : DeviceId.safeParse(deviceText);
  if (device && !device.success)
    return err(`${given.nameOf('device')} must be 1 to 64 letters, digits or . _ : -, not ${deviceText}.`);
  const attendantCode = given.get('attendant-code');
  if (attendantCode !== undefined && !/^\d{4,12}$/.test(attendantCode))
    return err(`${given.nameOf('attendant-code')} must be 4 to 12 digits.`);
  return ok({
    hub,
    printer: given.get('printer') ?? `virtual:${data}/slips`,
    paper: paper === '58' ? 58 : 80,
    data,
    port: port.value,
    token,
    device: device?.data,
    attendantCode,
    fixed: (['printer', 'hub'] as const).filter((choice) => given.isFixed(choice)),
    follow: given.get('follow') ?? `${data}/copy`,
  });
}

/** The address of a hub as it was written; undefined where it is none. */
export function hubAddress(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}
