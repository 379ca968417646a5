import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { app, ipcMain, Menu, protocol, session as sessions, type BrowserWindow, type Session } from 'electron';
import { assertNever } from '../basics.ts';
import { answerCall, channelOf, type CallName } from './calls.ts';
import { guardSession, guardWindow, type Refused } from './guard.ts';
import { mind, startMinding, type Act, type Heard } from './minder.ts';
import { isScreen, localOrigin, localScheme, pageSandbox, standOf } from './policy.ts';
import { shellFlags, shellSettings, type AppName, type Flags, type ShellSettings } from './settings.ts';
import { isAuthority, isOfOffice } from './trust.ts';
import { openWindow } from './window.ts';

export interface Shell {
  readonly app: AppName;
  readonly calls: readonly CallName[];
}

const types: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};
const localPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const tickMs = 1_000;
const probeMs = 1_500;

/** One desktop program: settings, one instance, the window and what minds it. */
export function runShell(shell: Shell): void {
  // As root, in a workshop, Chromium can only run without.
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const flags = shellFlags(shell.app, {
    argv: process.argv.slice(app.isPackaged ? 1 : 2),
    environment: process.env,
    packaged: app.isPackaged,
  });
  if (!flags.ok) return stop(flags.error);
  app.setPath('userData', flags.value.data ?? join(app.getPath('appData'), `antrean-${shell.app}`));
  const settings = readSettings(shell.app, flags.value);
  if (!settings.ok) return stop(settings.error);
  const authority = settings.value.ca === undefined ? undefined : readOr(settings.value.ca, '');
  if (authority !== undefined && !isAuthority(authority))
    return stop(`--ca must name the office's certificate authority as a PEM file, which ${settings.value.ca} is not.`);
  if (!app.requestSingleInstanceLock())
    return stop(`Antrean ${shell.app} already runs on this computer with this data folder: use its window.`);
  protocol.registerSchemesAsPrivileged([{ scheme: localScheme, privileges: { standard: true, secure: true } }]);
  Menu.setApplicationMenu(null);
  app.on('window-all-closed', () => app.exit(0));
  // A signal becomes a request to quit, which windows that do not close would refuse.
  app.on('before-quit', () => app.exit(0));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.exit(0));
  void app.whenReady().then(() => open(shell, settings.value, authority));
}

/** Before there is a window, a program speaks to who started it. */
function stop(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  app.exit(2);
}

function readSettings(name: AppName, flags: Flags) {
  const path = join(app.getPath('userData'), 'settings.json');
  return shellSettings(name, flags, { path, text: readOr(path, undefined) }, app.isPackaged);
}

function readOr<Otherwise>(path: string, otherwise: Otherwise): string | Otherwise {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

function refused(what: Refused, which: string): void {
  say(`refused ${what} ${JSON.stringify(which.slice(0, 200))}`);
}

function open(shell: Shell, settings: ShellSettings, authority: string | undefined): void {
  const session = sessions.fromPartition(`persist:antrean-${shell.app}`);
  guardSession(session, settings.screen, refused);
  serveLocal(session);
  session.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    if (authority === undefined) return answer(-3); // as Chromium sees it
    return answer(isOfOffice(authority, certificate.data, hostname, Date.now()) ? 0 : -2);
  });

  let state = startMinding(performance.now(), shell.app === 'kiosk');
  let window = newWindow();
  hearCalls();
  follow({ do: 'load' });
  setInterval(() => hear('tick'), tickMs);
  app.on('second-instance', () => window.focus());

  function hear(heard: Heard): void {
    const step = mind(state, heard, performance.now());
    if (step.act && step.act.do !== 'probe') say(`${heard}: ${step.act.do}`);
    state = step.state;
    if (step.act) follow(step.act);
  }

  function follow(act: Act): void {
    switch (act.do) {
      case 'load':
        return load(settings.screen);
      case 'restart': {
        const old = window;
        window = newWindow();
        old.destroy();
        return load(settings.screen);
      }
      case 'tell': {
        const since = String(Math.round(Date.now() - (performance.now() - act.since)));
        const { app: name, language, screen } = settings;
        const page = new URLSearchParams({
          app: name,
          trouble: act.trouble,
          since,
          language,
          address: new URL(screen).host,
        });
        return load(`${localOrigin}/index.html?${page.toString()}`);
      }
      case 'probe':
        void answers(session, settings.screen).then((there) => {
          if (there) hear('answers');
        });
        return;
      default:
        return assertNever(act);
    }
  }

  function load(address: string): void {
    // A load that fails is heard as did-fail-load.
    window.loadURL(address).catch(() => {});
  }

  function newWindow(): BrowserWindow {
    const preload = join(app.getAppPath(), 'preload.cjs');
    const made = openWindow(settings, { session, preload, packaged: app.isPackaged });
    guardWindow(made, settings, refused);
    const contents = made.webContents;
    const ifCurrent = (heard: Heard) => {
      if (made === window) hear(heard);
    };
    let status = 0;
    contents.on('did-navigate', (_event, _url, code) => void (status = code));
    contents.on('did-finish-load', () => {
      if (!isScreen(settings.screen, contents.getURL())) return;
      ifCurrent(status >= 400 ? 'failed' : 'shown');
    });
    contents.on('did-fail-load', (_event, code, _what, address, isMainFrame) => {
      if (!isMainFrame || code === aborted || !isScreen(settings.screen, address)) return;
      ifCurrent(isCertificateError(code) ? 'untrusted' : 'failed');
    });
    contents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') ifCurrent('gone');
    });
    made.on('unresponsive', () => ifCurrent('stuck'));
    return made;
  }

  function hearCalls(): void {
    const acts: { readonly [Name in CallName]: () => boolean | Promise<boolean> } = {
      alive: () => (hear('alive'), true),
      retry: () => (hear('retry'), true),
      print: () => print(window),
    };
    for (const name of shell.calls) {
      ipcMain.handle(channelOf(name), async ({ sender, senderFrame }, ...args: unknown[]) => {
        const isTop = sender === window.webContents && senderFrame === sender.mainFrame;
        const stand = isTop && senderFrame ? standOf(settings.screen, senderFrame.url) : undefined;
        const answer = await answerCall(name, args, stand, acts[name]);
        if (!answer.ok) refused('call', `${name}: ${answer.error}`);
        return answer;
      });
    }
  }
}

/** ERR_ABORTED: another load took its place. */
const aborted = -3;
function isCertificateError(code: number): boolean {
  return code <= -200 && code > -300;
}

function print(window: BrowserWindow): Promise<boolean> {
  return new Promise((resolve) => window.webContents.print({ silent: true }, (printed) => resolve(printed)));
}

async function answers(session: Session, address: string): Promise<boolean> {
  try {
    const answer = await session.fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(probeMs) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** The pages that come with the shell: what lay in their folder at the start, and nothing else of this computer. */
function serveLocal(session: Session): void {
  const folder = join(app.getAppPath(), 'local');
  const files = new Map(
    ['', '/assets'].flatMap((inner) =>
      readdirSync(join(folder, inner), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => [`${inner}/${name}`, readFileSync(join(folder, inner, name))]),
    ),
  );
  session.protocol.handle(localScheme, ({ url, method }) => {
    const { pathname } = new URL(url);
    const bytes = url.startsWith(`${localOrigin}/`) && method === 'GET' ? files.get(pathname) : undefined;
    if (!bytes) return new Response('', { status: 404 });
    return new Response(bytes, {
      headers: {
        'content-type': types[extname(pathname)] ?? 'application/octet-stream',
        'content-security-policy': `${localPolicy}; ${pageSandbox}`,
        'x-content-type-options': 'nosniff',
      },
    });
  });
}
