import * as z from 'zod/mini';
import { err, ok, type Result } from '../basics.ts';
import { addressOf } from './policy.ts';

export type AppName = 'kiosk' | 'counter' | 'display';

export interface ShellSettings {
  readonly app: AppName;
  /** Address of the page this shell is a window onto. */
  readonly screen: string;
  readonly language: 'id' | 'en';
  /** Number of the monitor, the system's first one being 1. */
  readonly monitor: number;
  /** Path of the office's own certificate authority (PEM); without it the system's are believed. */
  readonly ca: string | undefined;
  /** An ordinary window, for who works on the shell itself. */
  readonly windowed: boolean;
}

/** Names are those of the flags, of `ANTREAN_*` in capitals, and of the fields of settings.json. */
const common = ['data', 'language', 'monitor', 'windowed'] as const;
const flagsOf = {
  kiosk: ['agent', ...common],
  counter: ['hub', 'counter', 'ca', ...common],
  display: ['hub', 'zone', 'counter', 'ca', ...common],
} as const satisfies { readonly [App in AppName]: readonly string[] };

/** What Chromium may be told on an installed machine: about the screen, the touch panel and the graphics card. */
const switches = new Set([
  'disable-gpu',
  'enable-features',
  'disable-features',
  'force-device-scale-factor',
  'lang',
  'ozone-platform',
  'ozone-platform-hint',
  'touch-devices',
  'touch-events',
]);
/** And where the shell is worked on. */
const workshopSwitches = new Set([
  'disable-background-networking',
  'disable-quic',
  'enable-logging',
  'inspect',
  'no-first-run',
  'no-sandbox',
  'remote-debugging-pipe',
  'remote-debugging-port',
]);

const Saved = z.record(z.string(), z.string());

export interface Given {
  /** Without the program and, where there is one, the folder of the app. */
  readonly argv: readonly string[];
  readonly environment: { readonly [name: string]: string | undefined };
  readonly packaged: boolean;
}

export interface Flags {
  readonly given: ReadonlyMap<string, string>;
  /** Folder for this shell's settings.json, session and lock. */
  readonly data: string | undefined;
}

/** Flags (`--hub URL`, `--hub=URL`), then `ANTREAN_*`. The first thing wrong is one sentence. */
export function shellFlags(app: AppName, { argv, environment, packaged }: Given): Result<Flags, string> {
  const flags: readonly string[] = flagsOf[app];
  const given = new Map<string, string>();
  for (let i = 0; i < argv.length; i++) {
    const [, name = '', inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(argv[i] ?? '') ?? [];
    if (switches.has(name) || (!packaged && workshopSwitches.has(name))) continue;
    if (!flags.includes(name)) return err(`Unknown setting ${argv[i]}: there are ${list(flags)}.`);
    const value = inline ?? argv[++i];
    if (value === undefined || value === '' || value.startsWith('--')) return err(`--${name} needs a value.`);
    given.set(name, value);
  }
  for (const flag of flags) {
    const value = environment[`ANTREAN_${flag.toUpperCase()}`];
    if (value !== undefined && value !== '' && !given.has(flag)) given.set(flag, value);
  }
  return ok({ given, data: given.get('data') });
}

/** The settings of one shell: what was given, then what `saved` (settings.json of the data folder) says. */
export function shellSettings(
  app: AppName,
  { given }: Flags,
  saved: { readonly path: string; readonly text: string | undefined },
  packaged: boolean,
): Result<ShellSettings, string> {
  const inFile = readSaved(app, saved);
  if (!inFile.ok) return inFile;
  const value = (name: string) => given.get(name) ?? inFile.value[name];
  const screen = screenOf(app, value);
  if (!screen.ok) return screen;
  const language = value('language') ?? 'id';
  if (language !== 'id' && language !== 'en') return err(`--language must be id or en, not ${language}.`);
  const monitor = Number(value('monitor') ?? 1);
  if (!Number.isInteger(monitor) || monitor < 1 || monitor > 16)
    return err(`--monitor must be a whole number from 1 to 16, not ${value('monitor')}.`);
  const windowed = value('windowed') ?? 'no';
  if (windowed !== 'yes' && windowed !== 'no') return err(`--windowed must be yes or no, not ${windowed}.`);
  if (windowed === 'yes' && packaged)
    return err('--windowed is for the workshop: an installed shell has no window frame.');
  return ok({ app, screen: screen.value, language, monitor, ca: value('ca'), windowed: windowed === 'yes' });
}

function readSaved(
  app: AppName,
  { path, text }: { readonly path: string; readonly text: string | undefined },
): Result<{ readonly [name: string]: string }, string> {
  if (text === undefined) return ok({});
  const saved = Saved.safeParse(parsed(text));
  if (!saved.success)
    return err(`${path} must hold one object of texts, like {"language": "id"}: correct or remove it.`);
  const known = flagsOf[app].filter((flag) => flag !== 'data');
  const unknown = Object.keys(saved.data).find((name) => !known.some((flag) => flag === name));
  if (unknown !== undefined) return err(`Unknown setting ${unknown} in ${path}: there are ${known.join(', ')}.`);
  return ok(saved.data);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function screenOf(app: AppName, value: (name: string) => string | undefined): Result<string, string> {
  if (app === 'kiosk') {
    const agent = value('agent') ?? 'http://127.0.0.1:8090';
    const url = origin(agent);
    return url && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
      ? ok(`${url.origin}/`)
      : err(`--agent must be an address of this computer like http://127.0.0.1:8090, not ${agent}.`);
  }
  const hub = value('hub') ?? 'http://127.0.0.1:8080';
  const url = origin(hub);
  if (!url) return err(`--hub must be an address like http://192.168.1.10:8080, not ${hub}.`);
  const page = new URL(`/${app}/`, url);
  const [counter, zone, language] = ['counter', 'zone', 'language'].map(value);
  for (const [name, id] of [
    ['counter', counter],
    ['zone', zone],
  ] as const) {
    if (id === undefined) continue;
    if (!/^[A-Za-z0-9._:-]{1,64}$/.test(id))
      return err(`--${name} must be 1 to 64 letters, digits or . _ : -, not ${id}.`);
    page.searchParams.set(name, id);
  }
  if (language !== undefined) page.searchParams.set('lang', language);
  return ok(page.href);
}

function origin(text: string): URL | undefined {
  const url = addressOf(text);
  if (url === undefined) return undefined;
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return /^https?:$/.test(url.protocol) && bare ? url : undefined;
}

function list(flags: readonly string[]): string {
  return flags.map((flag) => `--${flag}`).join(', ');
}
