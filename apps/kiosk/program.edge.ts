import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/basics.ts';
import { syncFolder } from '../../shared/follow/folder.edge.ts';
import { createHubLink } from '../../shared/hubLink.edge.ts';
import { savedSettings } from '../../shared/settingsFile.edge.ts';
import { startAgent, type Agent } from './agent/agent.ts';
import { Known, type AgentEdges } from './agent/edges.ts';
import { keepCopy } from './copy.edge.ts';
import { openKioskJournal, type KioskJournal } from './journal.edge.ts';
import { pagePatience, pageServer } from './pageServer.edge.ts';
import { openPrinter } from './printer.edge.ts';
import { withChoice, type KioskSettings } from './settings.ts';

export interface KioskProgram {
  readonly url: string;
  readonly agent: Agent;
  /** Resolves when the attendant wants the program to end and be started again. */
  readonly restartAsked: Promise<void>;
  close(): Promise<void>;
}

const pagesFolder = join(import.meta.dirname, '../../dist/pages/kiosk');
const knownName = 'known.json';
const choicesName = 'settings.json';
const officeMs = 5_000;
/** A visitor stands there. */
const ticketMs = 3_000;
/** The answer that promises a restart leaves before it. */
const restartMs = 300;

/** Journal, printer, hub link and the page's door, listening. An error is one sentence that says the way out. */
export async function startKiosk(settings: KioskSettings): Promise<Result<KioskProgram, string>> {
  const printer = openPrinter(settings.printer, settings.paper);
  if (!printer.ok) return printer;
  const http = createServer(pagePatience);
  const listening = await listen(http, settings.port);
  if (!listening.ok) return listening;
  let journal: KioskJournal;
  try {
    journal = openKioskJournal(settings.data);
  } catch (error) {
    http.close();
    return err(
      `The data folder ${settings.data} cannot be used (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}): choose another with --data.`,
    );
  }
  // The hub keeps this hash of the token too, so both can make and check a slip's code.
  const secret = createHash('sha256').update(settings.token).digest('hex');
  let askRestart = () => {};
  const restartAsked = new Promise<void>((resolve) => (askRestart = resolve));
  const ask = (path: string, ms: number) =>
    fetch(new URL(path, settings.hub), {
      headers: { authorization: `Bearer ${settings.token}` },
      signal: AbortSignal.timeout(ms),
    });
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
    readOffice: async () => (await (await ask('/api/v1/office', officeMs)).json()) as unknown,
    readTicket: async (id) => {
      const answer = await ask(`/api/v1/tickets/${encodeURIComponent(id)}`, ticketMs);
      if (answer.status === 404) return undefined;
      return (await answer.json()) as unknown;
    },
    openPrinter: (uri) => openPrinter(uri, settings.paper),
    saveChoice: (choice, value) =>
      writeWhole(settings.data, choicesName, withChoice(savedSettings(settings.data), choice, value)),
    restart: () => void setTimeout(askRestart, restartMs),
    store: knownFile(settings.data),
    mac: (text) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 8),
    log: (line) => process.stderr.write(`${new Date().toISOString()} ${line}\n`),
  };
  const agent = startAgent(edges, settings);
  const { follow: dir, hub: url, token } = settings;
  // One name over all connections, that no other kiosk has.
  const endCopy = keepCopy({ dir, url, token, name: `kiosk-${secret.slice(0, 12)}` }, (line) => edges.log(line));
  const closePages = pageServer(http, { agent, pages: pagesFolder });
  return ok({
    url: `http://127.0.0.1:${listening.value}`,
    agent,
    restartAsked,
    async close() {
      await closePages();
      await endCopy();
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
  return {
    read() {
      const kept = readJson(join(dir, knownName));
      const known = Known.safeParse(kept);
      if (known.success) return known.data;
      // A view of an older version goes; the office, and with it the kiosk's own numbers (D8), stays.
      const rest = Known.safeParse(typeof kept === 'object' ? { ...kept, view: null } : undefined);
      return rest.data;
    },
    write: (known) => writeWhole(dir, knownName, JSON.stringify(known)),
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** After a power cut the file is as it was or as it is to be. */
function writeWhole(dir: string, name: string, text: string): void {
  const half = join(dir, `${name}.new`);
  const file = openSync(half, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(half, join(dir, name));
  syncFolder(dir);
}
