import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/basics.ts';
import { createHubLink } from '../../shared/hubLink.edge.ts';
import { Known, startAgent, type Agent, type AgentEdges } from './agent.ts';
import { openKioskJournal, syncFolder, type KioskJournal } from './journal.edge.ts';
import { pageServer } from './pageServer.edge.ts';
import { openPrinter } from './printer.edge.ts';
import type { KioskSettings } from './settings.ts';

export interface KioskProgram {
  readonly url: string;
  readonly agent: Agent;
  close(): Promise<void>;
}

const pagesFolder = join(import.meta.dirname, '../../dist/pages/kiosk');
const officeMs = 5_000;

/** Journal, printer, hub link and the page's door, listening. An error is one sentence that says the way out. */
export async function startKiosk(settings: KioskSettings): Promise<Result<KioskProgram, string>> {
  const printer = openPrinter(settings.printer, settings.paper);
  if (!printer.ok) return printer;
  const http = createServer();
  const listening = await listen(http, settings.port);
  if (!listening.ok) return listening;
  let journal: KioskJournal;
  try {
    journal = openKioskJournal(settings.data);
  } catch (error) {
    http.close();
    return err(
      `The data folder ${settings.data} cannot be used (${(error as NodeJS.ErrnoException).code ?? String(error)}): choose another with --data.`,
    );
  }
  // The hub keeps this hash of the token too, so both can make and check a slip's code.
  const secret = createHash('sha256').update(settings.token).digest('hex');
  const edges: AgentEdges = {
    clock: { wall: () => Date.now(), monotonic: () => performance.now() },
    wakeIn(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    newKey,
    boot: randomUUID(),
    journal,
    printer: printer.value,
    openLink: (handlers) =>
      createHubLink({ url: settings.hub, hello: { token: settings.token, watch: { audience: 'kiosk' } }, ...handlers }),
    readOffice: async () => {
      const answer = await fetch(new URL('/api/v1/office', settings.hub), {
        headers: { authorization: `Bearer ${settings.token}` },
        signal: AbortSignal.timeout(officeMs),
      });
      return (await answer.json()) as unknown;
    },
    store: knownFile(settings.data),
    mac: (text) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 8),
    log: (line) => process.stderr.write(`${new Date().toISOString()} ${line}\n`),
  };
  const agent = startAgent(edges, {
    paper: settings.paper,
    device: settings.device,
    attendantCode: settings.attendantCode,
  });
  const closePages = pageServer(http, { agent, pages: pagesFolder, slips: printer.value.slips });
  return ok({
    url: `http://127.0.0.1:${listening.value}`,
    agent,
    async close() {
      await closePages();
      await agent.close();
    },
  });
}

/** Letters and digits that are not taken for each other when a slip's code is read out. */
const letters = '23456789abcdefghjkmnpqrstuvwxyz';
function newKey(): string {
  return [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('');
}

function listen(http: Server, port: number): Promise<Result<number, string>> {
  return new Promise((resolve) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        resolve(err(`Port ${port} is in use: stop the other program or choose another --port.`));
      else resolve(err(`Port ${port} cannot be opened (${error.code}): choose another --port.`));
    });
    http.listen(port, '127.0.0.1', () => resolve(ok((http.address() as AddressInfo).port)));
  });
}

/** The last word of the hub: what cannot be read is as if it was never said. */
function knownFile(dir: string): AgentEdges['store'] {
  const path = join(dir, 'known.json');
  return {
    read() {
      try {
        return Known.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return undefined;
      }
    },
    write(known) {
      const half = `${path}.new`;
      const file = openSync(half, 'w', 0o600);
      writeSync(file, JSON.stringify(known));
      fsyncSync(file);
      closeSync(file);
      renameSync(half, path);
      syncFolder(dir);
    },
  };
}
