import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { folderOf, type DesktopApp } from '../../desktop.config.ts';

/** The binary these tests run on; undefined where ELECTRON_OVERRIDE_DIST_PATH names none. */
export function electronBinary(): string | undefined {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (folder === undefined || folder === '') return undefined;
  return ['electron', 'electron.exe'].map((name) => join(folder, name)).find((path) => existsSync(path));
}

/** A screen to draw on: the one there is, or a virtual one. */
export async function openDisplay(): Promise<{ readonly name: string; close(): void }> {
  const there = process.env['DISPLAY'];
  if (there) return { name: there, close: () => {} };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const name = await new Promise<string>((resolve, reject) => {
    server.once('error', () => reject(new Error('There is no screen and no Xvfb: install xvfb, or set DISPLAY.')));
    server.stdio[3]?.once('data', (said: Buffer) => resolve(`:${said.toString().trim()}`));
  });
  return { name, close: () => void server.kill('SIGTERM') };
}

export interface OpenShell {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the shell wrote on stderr so far. */
  readonly said: () => string;
  close(): Promise<void>;
}

/** One of our shells in a real Electron, in a data folder of its own. */
export async function openShell(app: DesktopApp, display: string, flags: readonly string[]): Promise<OpenShell> {
  const data = mkdtempSync(join(tmpdir(), 'antrean-desktop-'));
  const workshop = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-quic'];
  const shell = await _electron.launch({
    executablePath: electronBinary() ?? '',
    args: [folderOf(app), ...workshop, '--data', data, ...flags],
    env: { ...(process.env as Record<string, string>), DISPLAY: display },
  });
  let said = '';
  shell.process().stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return {
    app: shell,
    page: await shell.firstWindow(),
    said: () => said,
    async close() {
      const process = shell.process();
      const gone = new Promise((resolve) => process.once('exit', resolve));
      process.kill('SIGTERM');
      await gone;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export interface LocalServer {
  readonly port: number;
  readonly url: string;
  /** Paths that were asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A web server of the test on loopback; `port` 0 takes a free one. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  port = 0,
): Promise<LocalServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const own = (server.address() as AddressInfo).port;
  return {
    port: own,
    url: `http://127.0.0.1:${own}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
