import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Demo {
  readonly hub: string;
  readonly kiosk: string;
  close(): Promise<void>;
}

/** The demo office as `npm start` runs it, without its made past, on free ports and in a folder of its own. */
export async function startDemo(): Promise<Demo> {
  const data = mkdtempSync(join(tmpdir(), 'antrean-demo-'));
  const file = join(import.meta.dirname, '../../demo.ts');
  const flags = ['--port', '0', '--data', data, '--past', 'no'];
  const child = spawn(process.execPath, [file, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ready = new Promise<Demo>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const hub = /antrean demo ready (\S+)\/start\//.exec(said)?.[1];
      const kiosk = /kiosk +(\S+)\/\n/.exec(said)?.[1];
      if (hub && kiosk) resolve({ hub, kiosk, close });
    });
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}: ${said}`)));
  });
  async function close(): Promise<void> {
    child.kill('SIGTERM');
    await exited;
    rmSync(data, { recursive: true, force: true });
  }
  return ready;
}
