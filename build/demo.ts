import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openAllHours, demoOffice } from '../apps/hub/demo/office.ts';
import type { Hub } from '../apps/hub/hub.ts';
import { machineClock, startHub, type HubProgram } from '../apps/hub/program.edge.ts';
import { demoDoors } from './demo/doors.ts';
import { directory } from './demo/links.ts';
import { demoPasses } from './demo/passes.ts';
import { demoPast, makePast } from './demo/past.ts';

const usage =
  'npm start [-- --port N] [--public-port N] [--data DIR] [--past yes|no]: the demo office on this computer';
const root = join(import.meta.dirname, '..');
/** The read-only door takes any free port unless told. */
const settings = { port: undefined as number | undefined, publicPort: 0, data: join(root, '.data/demo'), past: true };
for (let i = 2; i < process.argv.length; i += 2) {
  const [flag, value] = [process.argv[i], process.argv[i + 1]];
  const port = /^\d{1,5}$/.test(value ?? '') && Number(value) < 65_536 ? Number(value) : undefined;
  if (flag === '--port' && port !== undefined) settings.port = port;
  else if (flag === '--public-port' && port !== undefined) settings.publicPort = port;
  else if (flag === '--data' && value) settings.data = value;
  else if (flag === '--past' && (value === 'yes' || value === 'no')) settings.past = value === 'yes';
  else stop(`Unknown or incomplete setting ${flag}: ${usage}.`);
}

/** The demo gives its own pages their credentials; each start makes new ones. */
const office = openAllHours(demoOffice());
const passes = demoPasses(office, () => randomBytes(24).toString('base64url'));
/** Of the demo only: a real kiosk's code is its attendant's. */
const attendantCode = '482913';
let kioskUrl: string | undefined;
let hubUrls: Pick<HubProgram, 'url' | 'publicUrl'> | undefined = undefined;
let doors: { close(): Promise<void> } | undefined;

function routes(app: FastifyInstance, hub: Hub): void {
  passes.routes(app);
  directory(app, hub, { kiosk: () => kioskUrl, publicUrl: () => hubUrls?.publicUrl, attendantCode });
  doors = demoDoors(app, hub, {
    kiosk: () => kioskUrl,
    hub: () => hubUrls?.url ?? '',
    tokenOf: (counter) => passes.tokenOf(`counter-${counter}`),
  });
}

mkdirSync(settings.data, { recursive: true });
const hubData = join(settings.data, 'hub');
if (settings.past)
  await makePast(hubData, {
    now: machineClock.wall(),
    ...demoPast,
    say: (line) => void process.stderr.write(`${line.id} / ${line.en}\n`),
  });
const start = (port: number) =>
  startHub(
    {
      data: hubData,
      port,
      host: '127.0.0.1',
      office: undefined,
      apiKey: process.env['ANTREAN_API_KEY'],
      access: undefined,
      publicPort: settings.publicPort,
    },
    { passes: passes.all, routes, log: { command: () => {} } },
  );
let started = await start(settings.port ?? 8080);
if (!started.ok && settings.port === undefined && started.error.includes('is in use: stop the other program'))
  started = await start(0);
if (!started.ok) stop(started.error);
const program = started.value;
hubUrls = program;
const { url } = program;

const kiosk = startKiosk(url);
kiosk.stdout?.on('data', (chunk: Buffer) => {
  const ready = /antrean kiosk ready (\S+)/.exec(chunk.toString());
  if (!ready?.[1]) return;
  kioskUrl = `${ready[1]}/`;
  process.stdout.write(
    `antrean demo ready ${url}/start/\n  kiosk     ${kioskUrl}\n  counter   ${url}/counter/?counter=${office.counters[0]?.id}\n  TV        ${url}/display/?zone=${office.zones[0]?.id}\n`,
  );
  if (process.env['DISPLAY'] && process.stdout.isTTY)
    spawn('xdg-open', [`${url}/start/`], { stdio: 'ignore', detached: true })
      .on('error', () => {})
      .unref();
});
kiosk.once('exit', (code) => {
  if (!ending) void end(code ?? 1);
});

function startKiosk(hubUrl: string): ChildProcess {
  const flags = [
    '--hub',
    hubUrl,
    '--printer',
    `virtual:${join(settings.data, 'slips')}`,
    '--data',
    join(settings.data, 'kiosk'),
    '--port',
    '0',
    '--token',
    passes.kiosk.token,
    '--device',
    passes.kiosk.device,
    '--attendant-code',
    attendantCode,
  ];
  return spawn(process.execPath, [join(root, 'apps/kiosk/main.ts'), ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

let ending = false;
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await doors?.close();
  if (kiosk.exitCode === null) {
    const gone = new Promise((resolve) => kiosk.once('exit', resolve));
    kiosk.kill('SIGTERM');
    await gone;
  }
  await program.close();
  process.exit(code);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(0));

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}
