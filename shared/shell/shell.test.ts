import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeWindow, fakeElectron, type FakeElectron } from './electron.test-kit.ts';
import type { AppName } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'antrean-shell-'));
let electron: FakeElectron;
let said = '';
const argv = process.argv;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] });
  mkdirSync(join(folder, 'local/assets'), { recursive: true });
  writeFileSync(join(folder, 'local/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'local/assets/a.js'), '1');
  FakeWindow.all.length = 0;
  electron = fakeElectron(folder);
  vi.resetModules();
  vi.doMock('electron', () => electron);
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  process.argv = argv;
  process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
  rmSync(folder, { recursive: true, force: true });
});

const agent = 'http://127.0.0.1:8090/';
const hub = 'http://192.168.1.10:8080';

async function start(app: AppName, flags: readonly string[] = []) {
  process.argv = ['antrean', ...flags];
  const { runShell } = await import('./shell.edge.ts');
  const calls = app === 'counter' ? (['alive', 'retry', 'print'] as const) : (['alive', 'retry'] as const);
  runShell({ app, calls });
  await turn();
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const window = () => FakeWindow.getAllWindows().at(-1)!;
const call = (name: string, event?: object, ...args: unknown[]) => {
  const { webContents } = window();
  return electron.seen.handlers.get(`antrean:${name}`)!(
    event ?? { sender: webContents, senderFrame: webContents.mainFrame },
    ...args,
  );
};

test.each(['kiosk', 'counter', 'display'] as const)(
  'I37 %s: the window gives its page nothing but the calls',
  async (app) => {
    await start(app);
    const { webPreferences, ...options } = window().options;
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      devTools: false,
      preload: join(folder, 'preload.cjs'),
      session: electron.seen.session,
      autoplayPolicy: app === 'counter' ? 'user-gesture-required' : 'no-user-gesture-required',
    });
    expect(options).toMatchObject({ kiosk: app === 'kiosk', fullscreen: app !== 'counter', frame: app === 'counter' });
    expect(electron.app.enableSandbox).toHaveBeenCalled();
    expect(electron.Menu.setApplicationMenu).toHaveBeenCalledWith(null);
    expect(electron.session.fromPartition).toHaveBeenCalledWith(`persist:antrean-${app}`);
    expect([...electron.seen.handlers.keys()].length).toBeLessThanOrEqual(12);
    expect(electron.seen.handlers.has('antrean:print')).toBe(app === 'counter');
  },
);

test('I37 every permission, device, download and foreign request is refused, and said', async () => {
  await start('display', ['--hub', hub]);
  const { session } = electron.seen;
  const granted = ['media', 'geolocation', 'notifications', 'fullscreen', 'openExternal', 'hid', 'clipboard-read'].map(
    (permission) => {
      let answer: boolean | undefined;
      session.permission?.({}, permission, (given) => (answer = given));
      return answer;
    },
  );
  expect(granted).toEqual(Array(7).fill(false));
  expect([session.check?.(), session.device?.()]).toEqual([false, false]);
  expect(session.setSpellCheckerEnabled).toHaveBeenCalledWith(false);
  const prevented = vi.fn<() => void>();
  session.emit('will-download', { preventDefault: prevented }, { getURL: () => `${hub}/x.exe` });
  expect(prevented).toHaveBeenCalled();
  const cancelled = (url: string) => {
    let cancel: boolean | undefined;
    session.before?.({ url }, (answer) => ({ cancel } = answer));
    return cancel;
  };
  expect([cancelled(`${hub}/display/`), cancelled('http://evil.example/'), cancelled('file:///etc/passwd')]).toEqual([
    false,
    true,
    true,
  ]);
  for (const what of ['permission "media"', `download "${hub}/x.exe"`, 'request "file:///etc/passwd"'])
    expect(said).toContain(`refused ${what}`);
});

test('I37 a page is put in a sandbox on top of what its server says of it', async () => {
  await start('counter', ['--hub', hub]);
  const received = (responseHeaders: Record<string, string[]>, resourceType = 'mainFrame') => {
    let answer: Record<string, string[]> | undefined;
    electron.seen.session.headers?.({ responseHeaders, resourceType }, (given) => (answer = given.responseHeaders));
    return answer;
  };
  const sandbox = "sandbox allow-scripts allow-same-origin allow-forms; frame-src 'none'; object-src 'none'";
  expect(received({ 'content-security-policy': ["default-src 'self'"] })).toEqual({
    'content-security-policy': ["default-src 'self'", sandbox],
  });
  expect(received({})).toEqual({ 'Content-Security-Policy': [sandbox] });
  expect(received({}, 'script')).toBeUndefined();
});

test('I37 no way out of the page: navigation, window, webview, DevTools, keys, files, zoom', async () => {
  await start('kiosk');
  const { webContents } = window();
  for (const way of ['will-navigate', 'will-redirect'])
    for (const url of ['http://evil.example/', 'file:///etc/passwd', 'http://127.0.0.1:9999/', 'about:blank'])
      expect([way, url, webContents.prevented(way, { url })]).toEqual([way, url, true]);
  expect(webContents.prevented('will-navigate', { url: agent })).toBe(false);
  expect(webContents.prevented('will-frame-navigate', { url: 'http://evil.example/', isMainFrame: false })).toBe(true);
  expect(webContents.openHandler({ url: agent })).toEqual({ action: 'deny' });
  expect(webContents.prevented('will-attach-webview')).toBe(true);
  webContents.emit('devtools-opened');
  expect(webContents.closeDevTools).toHaveBeenCalled();
  const key = (name: string, held: object = {}) =>
    webContents.prevented('before-input-event', {}, { key: name, control: false, alt: false, meta: false, ...held });
  expect([key('F12'), key('w', { control: true }), key('F4', { alt: true }), key('7')]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(webContents.debugger.sendCommand).toHaveBeenCalledWith('Page.enable');
  await turn();
  expect(webContents.debugger.sendCommand).toHaveBeenCalledWith('Page.setInterceptFileChooserDialog', {
    enabled: true,
  });
  webContents.emit('zoom-changed');
  expect(webContents.setZoomFactor).toHaveBeenCalledWith(1);
});

test('I37 a kiosk and a display cannot be closed from their page or by a key; a counter can', async () => {
  for (const [app, stays] of [
    ['kiosk', true],
    ['display', true],
    ['counter', false],
  ] as const) {
    await start(app);
    let prevented = false;
    window().emit('close', { preventDefault: () => (prevented = true) });
    expect([app, prevented, window().options['closable']]).toEqual([app, stays, !stays]);
    vi.resetModules();
  }
});

test('I37 a call is heard from the top frame of its own page only', async () => {
  await start('counter', ['--hub', hub]);
  window().arrives();
  const { webContents } = window();
  expect(await call('print')).toEqual({ ok: true });
  expect(webContents.print).toHaveBeenCalledWith({ silent: true }, expect.any(Function));
  const refusals = [
    await call('print', { sender: webContents, senderFrame: { url: `${hub}/counter/` } }),
    await call('print', { sender: webContents, senderFrame: null }),
    await call('print', { sender: {}, senderFrame: webContents.mainFrame }),
    await call('retry'),
  ];
  expect(refusals).toEqual(Array(4).fill({ ok: false, error: 'notHere' }));
  expect(await call('print', undefined, { copies: 99 })).toEqual({ ok: false, error: 'malformed' });
  webContents.mainFrame.url = 'http://evil.example/counter/';
  expect(await call('print')).toEqual({ ok: false, error: 'notHere' });
  expect(webContents.print).toHaveBeenCalledOnce();
  expect(said).toContain('refused call "print: notHere"');
});

test('a request to quit ends a shell whose window does not close', async () => {
  await start('kiosk');
  electron.app.emit('before-quit');
  expect(electron.app.exit).toHaveBeenCalledWith(0);
});

test('one window per data folder; a second start says so and ends, and the first comes forward', async () => {
  electron.app.requestSingleInstanceLock.mockReturnValue(false);
  await start('kiosk');
  expect(electron.app.exit).toHaveBeenCalledWith(2);
  expect(said).toContain('Antrean kiosk already runs on this computer');
  electron.app.requestSingleInstanceLock.mockReturnValue(true);
  vi.resetModules();
  await start('kiosk');
  electron.app.emit('second-instance');
  expect(window().focus).toHaveBeenCalled();
});

test('a wrong setting is one sentence and exit code 2, before any window', async () => {
  await start('kiosk', ['--agent', 'http://10.0.0.1']);
  expect(said).toMatch(/^--agent must be .*\.\n$/);
  expect(electron.app.exit).toHaveBeenCalledWith(2);
  expect(FakeWindow.all).toEqual([]);
  await start('counter', ['--ca', join(folder, 'local/index.html')]);
  expect(said).toContain("--ca must name the office's certificate authority");
  expect(FakeWindow.all).toEqual([]);
});

test('a display stands on the monitor it was told, or on the first where there is no such one', async () => {
  await start('display', ['--monitor', '2']);
  expect(window().options).toMatchObject({ x: 1920, width: 3840 });
  vi.resetModules();
  await start('display', ['--monitor', '7']);
  expect(window().options).toMatchObject({ x: 0, width: 1920 });
});

test('a page that beats stays; a silent one is loaded again at 5 s, and at 15 s its window is another one', async () => {
  await start('kiosk');
  const first = window();
  first.arrives();
  for (let second = 0; second < 60; second++) {
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await call('alive')).toEqual({ ok: true });
  }
  expect(first.loaded).toEqual([agent]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(first.loaded).toEqual([agent, agent]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([first.isOpen, window().loaded]).toEqual([false, [agent]]);
  // What the old window still says is nobody's any more.
  first.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
  expect(window().loaded).toEqual([agent]);
});

test('a renderer that dies or hangs is replaced; one that dies again and again lets the page ask for staff', async () => {
  await start('kiosk');
  for (let crash = 0; crash < 5; crash++) window().webContents.emit('render-process-gone', {}, { reason: 'oom' });
  expect(window().loaded).toHaveLength(6);
  window().emit('unresponsive');
  expect(window().loaded.at(-1)).toContain('antrean://local/index.html?app=kiosk&trouble=resting');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(window().loaded.at(-1)).toBe(agent);
});

test('while the hub is away its own page stands there with the time it began, and leaves by itself', async () => {
  vi.setSystemTime(new Date('2026-11-24T03:42:07Z'));
  await start('counter', ['--hub', hub, '--language', 'en']);
  window().fails(-102);
  const told = new URL(window().loaded.at(-1)!);
  expect(Object.fromEntries(told.searchParams)).toEqual({
    app: 'counter',
    trouble: 'away',
    since: String(Date.parse('2026-11-24T03:42:07Z')),
    language: 'en',
    address: '192.168.1.10:8080',
  });
  window().arrives();
  const { answersTo } = electron.seen.session;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(answersTo).toHaveBeenCalledTimes(5);
  expect(window().loaded).toHaveLength(2);
  answersTo.mockResolvedValue({ ok: true });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(window().loaded.at(-1)).toBe(`${hub}/counter/?lang=en`);
});

test('an error page of the hub is not a screen; a load that another one overtook is no failure', async () => {
  await start('display', ['--hub', hub]);
  window().fails(-3);
  expect(window().loaded).toHaveLength(1);
  window().arrives(503);
  expect(window().loaded.at(-1)).toContain('trouble=away');
});

test('a certificate of somebody else is a page that lets nobody through', async () => {
  await start('counter', ['--hub', 'https://hub.kantor.lan']);
  window().fails(-202);
  expect(window().loaded.at(-1)).toContain('trouble=untrusted');
  expect(await call('retry')).toEqual({ ok: false, error: 'notHere' });
  window().arrives();
  expect(await call('retry')).toEqual({ ok: true });
  expect(window().loaded.at(-1)).toBe('https://hub.kantor.lan/counter/');
  let verdict: number | undefined;
  electron.seen.session.verify?.(
    { hostname: 'hub.kantor.lan', certificate: { data: '' } },
    (given) => (verdict = given),
  );
  expect(verdict).toBe(-3);
});

test('I37 the scheme of the local page gives what came with it and no other file', async () => {
  await start('kiosk');
  expect(electron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledWith([
    { scheme: 'antrean', privileges: { standard: true, secure: true } },
  ]);
  const get = (url: string, method = 'GET') => electron.seen.session.files!({ url, method });
  expect(get('antrean://local/index.html?app=kiosk').status).toBe(200);
  expect(get('antrean://local/assets/a.js').headers.get('content-type')).toContain('javascript');
  expect(get('antrean://local/index.html').headers.get('content-security-policy')).toContain("default-src 'none'");
  const others = [
    'antrean://local/../settings.json',
    'antrean://local/..%2f..%2fetc/passwd',
    'antrean://local/assets/../../preload.cjs',
    'antrean://other/index.html',
    'antrean://local/',
  ];
  expect(others.map((url) => get(url).status)).toEqual(Array(5).fill(404));
  expect(get('antrean://local/index.html', 'POST').status).toBe(404);
});
