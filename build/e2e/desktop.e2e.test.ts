import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bundleDesktop } from '../desktopBundle.ts';
import { startDemo, type Demo } from './support/demo.ts';
import { electronBinary, openDisplay, openShell, serve, type LocalServer, type OpenShell } from './support/electron.ts';

const there = electronBinary() !== undefined;
if (!there) process.stdout.write('Desktop shells not run: no Electron binary (ELECTRON_OVERRIDE_DIST_PATH).\n');

let display: Awaited<ReturnType<typeof openDisplay>>;
const open: (() => Promise<void>)[] = [];

beforeAll(async () => {
  if (!there) return;
  display = await openDisplay();
  await bundleDesktop();
});
afterAll(() => display?.close());

async function shellOf(...[app, flags]: [Parameters<typeof openShell>[0], readonly string[]]): Promise<OpenShell> {
  const shell = await openShell(app, display.name, flags);
  open.push(() => shell.close());
  return shell;
}
async function serverOf(...given: Parameters<typeof serve>): Promise<LocalServer> {
  const server = await serve(...given);
  open.push(() => server.close());
  return server;
}
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Keys and chords as a hand that sweeps over a keyboard presses them, the well-known ways out first. */
function storm(presses: number): string[] {
  const known =
    'Control+r Control+w Control+p Control+n Control+Shift+i Control+o Control+= Alt+F4 Control+Alt+Delete'.split(' ');
  const keys = ['F5', 'F11', 'F12', 'Escape', 'Enter', 'Tab', 'a', '7', 'Meta', 'Backspace'];
  const chords = ['', 'Control+', 'Alt+', 'Meta+', 'Control+Shift+', 'Control+Alt+'];
  return [...known, ...Array.from({ length: presses }, (_, at) => `${chords[(at * 5) % 6]}${keys[(at * 7) % 10]}`)];
}

/** What an attacker who writes the page would win, counted in the main process. */
function losses({ app }: OpenShell) {
  return app.evaluate(({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().length,
    contents: webContents.getAllWebContents().length,
    devTools: webContents.getAllWebContents().filter((one) => one.isDevToolsOpened()).length,
    address: BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    polluted: Object.keys(Object.prototype).length + ('polluted' in {} ? 1 : 0),
  }));
}

describe.runIf(there)('in a real Electron', () => {
  test.each(['kiosk', 'counter', 'display'] as const)(
    'I37 a hostile page in the %s shell wins nothing',
    async (name) => {
      const foreign = await serverOf((_request, response) => response.end('stolen'));
      const hub = await serverOf((request, response) => {
        if (request.url === '/save')
          return response.writeHead(200, { 'content-disposition': 'attachment; filename="x.exe"' }).end('x');
        if (request.url === '/away') return response.writeHead(302, { location: `${foreign.url}/redirected` }).end();
        return response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><div id="page">halo</div><script>setInterval(() => void antrean.alive(), 500)</script>');
      });
      const shell = await shellOf(name, [name === 'kiosk' ? '--agent' : '--hub', hub.url]);
      const { page } = shell;
      const folder = name === 'kiosk' ? '' : `${name}/`;
      await page.waitForURL(`${hub.url}/${folder}**`);
      await shell.app.evaluate(({ session, BrowserWindow }) => {
        const counted = globalThis as unknown as { saved: number };
        counted.saved = 0;
        BrowserWindow.getAllWindows()[0]?.webContents.session.on('will-download', (_event, item) =>
          item.once('done', (_done, state) => (counted.saved += state === 'completed' ? 1 : 0)),
        );
        void session;
      });
      const console: string[] = [];
      page.on('console', (message) => console.push(message.text()));

      const found = await page.evaluate(async (away) => {
        const bare = globalThis as unknown as Record<string, unknown>;
        const tried = (work: () => unknown) =>
          Promise.race([
            Promise.resolve()
              .then(work)
              .then(
                () => 'won',
                (error: unknown) => (error instanceof Error ? error.name : String(error)),
              ),
            // Of a full screen that is refused, Electron never says so.
            new Promise((resolve) => setTimeout(() => resolve('pending'), 1_000)),
          ]);
        const calls = bare['antrean'] as Record<string, (...args: unknown[]) => Promise<{ ok: boolean }>>;
        const polluted = JSON.parse(
          '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
        ) as object;
        const link = document.createElement('a');
        Object.assign(link, { href: '/save', download: 'x.exe' });
        document.body.append(link);
        link.click();
        const blank = document.createElement('a');
        Object.assign(blank, { href: `${away}/blank`, target: '_blank' });
        document.body.append(blank);
        blank.click();
        const view = document.createElement('webview');
        view.setAttribute('src', `${away}/webview`);
        document.body.append(view);
        const image = new Image();
        image.src = `${away}/pixel`;
        window.postMessage({ channel: 'antrean:print', args: [] }, '*');
        window.print();
        window.alert('x');
        return {
          node: [
            bare['require'],
            bare['process'],
            bare['module'],
            bare['Buffer'],
            bare['__dirname'],
            bare['electron'],
          ].map((one) => typeof one),
          calls: Object.keys(calls).sort(),
          opened: window.open(`${away}/open`) === null,
          confirmed: window.confirm('x'),
          tries: await Promise.all([
            tried(() => fetch(`${away}/fetched`)),
            tried(() => fetch('file:///etc/passwd')),
            tried(() => fetch('antrean://local/index.html')),
            tried(() => navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
            tried(() => navigator.mediaDevices.getDisplayMedia()),
            tried(() => document.documentElement.requestFullscreen()),
            tried(() => navigator.clipboard.readText()),
            tried(() => (bare['showOpenFilePicker'] as () => Promise<unknown>)()),
            tried(
              () =>
                new Promise((resolve, reject) =>
                  navigator.geolocation.getCurrentPosition(resolve, () => reject(new Error('denied'))),
                ),
            ),
            tried(() => navigator.serviceWorker.register(`${away}/worker.js`)),
            tried(
              () =>
                new Promise((resolve, reject) =>
                  Object.assign(new WebSocket(away.replace('http', 'ws')), {
                    onopen: resolve,
                    onerror: () => reject(new Error('closed')),
                  }),
                ),
            ),
          ]),
          notified: await Notification.requestPermission(),
          strange: await Promise.all(
            Object.values(calls).flatMap((call) => [call(polluted), call('x', 1), call(null)]),
          ),
          frozen: Reflect.set(calls, 'alive', null),
          full: document.fullscreenElement !== null,
        };
      }, foreign.url);
      expect(found.node).toEqual(Array(6).fill('undefined'));
      expect(found.calls).toEqual(name === 'counter' ? ['alive', 'print', 'retry'] : ['alive', 'retry']);
      expect(found).toMatchObject({ opened: true, confirmed: false, notified: 'denied', frozen: false, full: false });
      expect(found.tries.filter((result) => result === 'won')).toEqual([]);
      expect(found.strange.map((answer) => answer?.ok)).toEqual(found.strange.map(() => false));

      // From here on the page tries to leave, and the tool would wait for arrivals that never come.
      const protocol = await page.context().newCDPSession(page);
      const inPage = (expression: string) => protocol.send('Runtime.evaluate', { expression, awaitPromise: true });
      const pause = () => inPage('new Promise((resolve) => setTimeout(resolve, 150))');
      for (const address of [`${foreign.url}/location`, `${hub.url}/away`, 'file:///etc/passwd', 'chrome://version']) {
        await inPage(`location.href = ${JSON.stringify(address)}; 0`);
        await pause();
      }
      await inPage(
        `document.body.insertAdjacentHTML('beforeend', '<form id="form" method="post" action="${foreign.url}/form"></form>'); document.querySelector('#form').submit()`,
      );
      await pause();
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await protocol.send('Input.dispatchDragEvent', {
          type,
          x: 400,
          y: 400,
          data: { items: [], files: ['/etc/hostname'], dragOperationsMask: 1 },
        });
      await inPage(
        `document.body.insertAdjacentHTML('beforeend', '<input type="file" style="position:fixed;left:0;top:0;width:300px;height:300px">'); 0`,
      );
      await page.mouse.click(150, 150);
      for (const press of storm(40)) await page.keyboard.press(press);
      await page.mouse.click(400, 400, { button: 'right' });
      await pause();

      expect(await losses(shell)).toMatchObject({ windows: 1, contents: 1, devTools: 0, polluted: 0 });
      expect((await losses(shell)).address).toMatch(new RegExp(`^${hub.url}/`));
      expect(foreign.asked).toEqual([]);
      expect(await shell.app.evaluate(() => (globalThis as unknown as { saved: number }).saved)).toBe(0);
      expect(console.join('\n')).toMatch(/print.*sandbox|sandbox.*print/i);
      for (const refusal of ['navigation', 'permission', 'request', 'file'])
        expect([refusal, shell.said().includes(`refused ${refusal} `)]).toEqual([refusal, true]);
    },
  );

  test('while the hub is away the shell says so, and comes back with it by itself', async () => {
    const first = await serve((_request, response) => response.writeHead(200).end());
    await first.close();
    const shell = await shellOf('counter', ['--hub', first.url]);
    await shell.page.getByText('Pusat antrean tidak terjangkau').waitFor();
    await shell.page.getByText('The hub cannot be reached').waitFor();
    const hub = await serverOf(
      (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>tersambung lagi</h1>'),
      first.port,
    );
    await shell.page.getByText('tersambung lagi').waitFor();
    expect(hub.asked).toContain('/counter/');
  });

  test('a page that never beats and a page that dies are both loaded again', async () => {
    const agent = await serverOf((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>diam</h1>'),
    );
    const shell = await shellOf('kiosk', ['--agent', agent.url]);
    const loads = () => agent.asked.filter((path) => path === '/').length;
    await expect.poll(loads, { timeout: 10_000 }).toBe(2);
    await shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect.poll(loads, { timeout: 10_000 }).toBe(3);
    expect(shell.said()).toContain('gone: load');
  });

  test('kiosk, counter and display show the demo office, beat, and are left alone', async () => {
    const demo: Demo = await startDemo();
    open.push(() => demo.close());
    const kiosk = await shellOf('kiosk', ['--agent', demo.kiosk]);
    const counter = await shellOf('counter', ['--hub', demo.hub, '--counter', 'loket-1']);
    const tv = await shellOf('display', ['--hub', demo.hub, '--zone', 'paspor']);
    await kiosk.page.getByText('Pilih layanan').waitFor();
    await counter.page.getByText('Siapa yang bertugas di loket 1?').waitFor();
    await tv.page.getByText('Sedang dipanggil').waitFor();
    expect(await kiosk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isKiosk())).toBe(true);
    expect(await tv.page.evaluate(() => new AudioContext().state)).toBe('running');
    await kiosk.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 7_000)));
    for (const shell of [kiosk, counter, tv]) expect(shell.said()).not.toMatch(/: (load|restart|tell)$|refused/m);
  });
});
