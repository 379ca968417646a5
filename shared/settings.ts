import * as z from 'zod/mini';
import { err, ok, type Result } from './basics.ts';

/** Where a program is told how to run. */
export interface Sources {
  /** Without the program and its file. */
  readonly argv: readonly string[];
  readonly environment: { readonly [name: string]: string | undefined };
  /** The text of settings.json in a data folder; undefined where there is none. */
  readonly saved?: (data: string) => string | undefined;
}

export interface Settings<Flag extends string> {
  get(flag: Flag): string | undefined;
  /** The data folder, which settings.json cannot move. */
  readonly data: string;
  /** Given by a flag or a variable: it outdoes what is chosen at the machine itself. */
  isFixed(flag: Flag): boolean;
  /** How a person knows this setting: `--port`, `ANTREAN_PORT`, or `port in DIR/settings.json`. */
  nameOf(flag: Flag): string;
}

interface Found {
  readonly value: string;
  readonly name: string;
  readonly fixed: boolean;
}

const Saved = z.record(z.string(), z.union([z.string(), z.number()]));

/**
 * Flags (`--port 8080`, `--port=8080`), then `ANTREAN_*` variables, then the data folder's settings.json; an earlier one
 * wins. A flag of `switches` alone says yes. The first thing unknown, empty or unreadable is one sentence. Variables that are not of these flags are other
 * programs'.
 */
export function readSettings<Flag extends string>(
  flags: readonly Flag[],
  usualData: string,
  { argv, environment, saved }: Sources,
  switches: readonly Flag[] = [],
): Result<Settings<Flag | 'data'>, string> {
  const known: readonly (Flag | 'data')[] = ['data', ...flags];
  const found = new Map<Flag | 'data', Found>();
  for (let i = 0; i < argv.length; i++) {
    const [, name, inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(argv[i] ?? '') ?? [];
    const flag = known.find((one) => one === name);
    if (flag === undefined)
      return err(`Unknown setting ${argv[i]}: there are ${known.map((one) => `--${one}`).join(', ')}.`);
    const isBare = inline === undefined && (argv[i + 1] === undefined || argv[i + 1]?.startsWith('--'));
    const value = isBare && switches.some((one) => one === flag) ? 'yes' : (inline ?? argv[++i]);
    if (value === undefined || value === '') return err(`--${flag} needs a value.`);
    found.set(flag, { value, name: `--${flag}`, fixed: true });
  }
  for (const flag of known) {
    const name = `ANTREAN_${flag.toUpperCase().replaceAll('-', '_')}`;
    const value = environment[name];
    if (value !== undefined && value !== '' && !found.has(flag)) found.set(flag, { value, name, fixed: true });
  }
  const data = found.get('data')?.value ?? usualData;
  const inFile = readSaved(`${data}/settings.json`, saved?.(data), flags);
  if (!inFile.ok) return inFile;
  for (const [flag, one] of inFile.value) if (!found.has(flag)) found.set(flag, one);
  return ok({
    data,
    get: (flag) => found.get(flag)?.value,
    isFixed: (flag) => found.get(flag)?.fixed ?? false,
    nameOf: (flag) => found.get(flag)?.name ?? `--${flag}`,
  });
}

function readSaved<Flag extends string>(
  path: string,
  text: string | undefined,
  flags: readonly Flag[],
): Result<ReadonlyMap<Flag, Found>, string> {
  const found = new Map<Flag, Found>();
  if (text === undefined) return ok(found);
  const saved = Saved.safeParse(parsed(text));
  if (!saved.success)
    return err(`${path} must hold one object of texts and numbers, like {"port": 8080}: correct or remove it.`);
  for (const [name, value] of Object.entries(saved.data)) {
    const flag = flags.find((one) => one === name);
    if (flag === undefined) return err(`Unknown setting ${name} in ${path}: there are ${flags.join(', ')}.`);
    if (value === '') return err(`${name} in ${path} needs a value.`);
    found.set(flag, { value: String(value), name: `${name} in ${path}`, fixed: false });
  }
  return ok(found);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A TCP port, 0 for any free one; `usual` where none is given. */
export function portOf<Flag extends string, Usual extends number | undefined>(
  settings: Settings<Flag>,
  flag: Flag,
  usual: Usual,
): Result<number | Usual, string> {
  const text = settings.get(flag);
  if (text === undefined) return ok(usual);
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535
    ? ok(port)
    : err(`${settings.nameOf(flag)} must be a whole number from 0 to 65535, not ${text}.`);
}

/** A switch: `yes` or `no`, which it is where nothing is given. */
export function switchOf<Flag extends string>(settings: Settings<Flag>, flag: Flag): Result<boolean, string> {
  const text = settings.get(flag) ?? 'no';
  return text === 'yes' || text === 'no'
    ? ok(text === 'yes')
    : err(`${settings.nameOf(flag)} must be yes or no, not ${text}.`);
}

/** A whole number from `least` to `most`; `usual` where none is given. */
export function countOf<Flag extends string>(
  settings: Settings<Flag>,
  flag: Flag,
  { least, most, usual }: { readonly least: number; readonly most: number; readonly usual: number },
): Result<number, string> {
  const text = settings.get(flag);
  if (text === undefined) return ok(usual);
  return /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most
    ? ok(Number(text))
    : err(`${settings.nameOf(flag)} must be a whole number from ${least} to ${most}, not ${text}.`);
}
