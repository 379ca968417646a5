import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { I01, I05 } from '../../oracle/history.ts';
import { closeLater, program, tempFolder, tokenOf } from '../../e2e/support/hubProgram.ts';
import { recordedOf } from '../../../apps/hub/journal/lift.ts';
import { openJournal } from '../../../apps/hub/journal/sqlite.edge.ts';
import { recordsIn, type KioskRecord } from '../../../apps/kiosk/journalFrames.ts';
import { present } from '../../../shared/basics.ts';
import { numberText } from '../../../shared/ids.ts';
import { AgentState } from '../../../shared/protocol/agent.ts';
import { paperText, readEscPos } from '../../../shared/testing/escpos.ts';
import { startTcpPrinter } from '../../../shared/testing/tcpPrinter.edge.ts';
import { chanceOf } from '../../day/chance.ts';

const root = join(import.meta.dirname, '../../..');
const services = ['informasi', 'paspor-ambil'];

/** The wire to the hub, to be cut and mended. */
async function wireTo(port: number) {
  const lines = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        lines.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closeLater(() => {
    for (const line of lines) line.destroy();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      for (const line of lines) line.destroy();
    },
    mend() {
      isCut = false;
    },
  };
}

/** A kiosk's process, and where its page is. */
export interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

/** The real program of a kiosk, once it serves its page; `closeAll` ends it. */
export async function startKiosk(args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [join(root, 'apps/kiosk/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      const ready = /ready (http\S+)/.exec(part.toString())?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once('exit', () => reject(new Error(said)));
  });
  closeLater(() => void child.kill('SIGKILL'));
  return { child, url };
}

/** A POST to a kiosk's agent, as its page sends it. */
export async function ask(url: string, path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return answer.json();
}

/** What a kiosk's page is shown now. */
export async function stateOf(url: string): Promise<AgentState> {
  const stream = await fetch(`${url}/state`);
  const reader = present(stream.body, 'body of the stream').getReader();
  const { value } = await reader.read();
  await reader.cancel();
  const [first = ''] = Buffer.from(present(value, 'first state')).toString().split('\n\n');
  return AgentState.parse(JSON.parse(first.replace(/^data: /, '')));
}

export interface KioskKillResult {
  readonly violations: readonly string[];
  /** Numbers the kiosk gave, and how many of them it counted itself. */
  readonly numbers: number;
  readonly own: number;
  readonly slips: number;
  readonly copies: number;
  /** Jobs of which the kill left nothing known. */
  readonly cutInJob: number;
  readonly unanswered: number;
}

/**
 * The real kiosk program under SIGKILL, again and again while visitors press: a printer on a socket, a real hub with
 * its journal on the disk, and a wire that is cut half of the time. What it opened is closed by `closeAll`.
 */
export async function kioskKill({
  kills,
  seed,
}: {
  readonly kills: number;
  readonly seed: number;
}): Promise<KioskKillResult> {
  const chance = chanceOf(seed);
  const hubData = tempFolder();
  const kioskData = join(tempFolder(), 'kiosk');
  const hub = await program(hubData, { clock: { wall: () => Date.now(), monotonic: () => performance.now() } });
  const wire = await wireTo(Number(new URL(hub.url).port));
  const printer = await startTcpPrinter({ nature: {} });
  closeLater(() => printer.close());
  const journalFile = join(kioskData, 'kiosk.antk');
  const records = () => recordsIn(readFileSync(journalFile)).records;
  const args = [
    '--hub',
    wire.url,
    '--printer',
    printer.uri,
    '--data',
    kioskData,
    '--port',
    '0',
    '--token',
    tokenOf('kiosk'),
  ];
  const violations: string[] = [];
  let pressed = 0;
  let answered = 0;
  /** Of the last press that was answered, Ms: a busy machine lives more slowly, and its lives are as much longer. */
  let tookMs = 0;

  for (let kill = 0; kill <= kills; kill++) {
    const isLast = kill === kills;
    if (isLast || kill === 0 || chance.happens(0.5)) wire.mend();
    else wire.cut();
    const { child, url } = await startKiosk(args);
    if (kill === 0 || isLast)
      await until('the kiosk is live and has told everything', async () => {
        const { link, ready, pending } = await stateOf(url);
        return link === 'live' && ready && pending === 0;
      });
    if (isLast) {
      await until('the hub has heard of every slip', () => unsettled(records()).length === 0);
      child.kill('SIGTERM');
      await once(child, 'exit');
      break;
    }
    // A visitor of the last life says that nothing came out.
    const unsure = uncertainOnes(records());
    const doubted = chance.happens(0.5) ? unsure.at(-1) : undefined;
    const visitors = [0, 1].map(async (visitor) => {
      try {
        if (visitor === 0 && doubted !== undefined) await ask(url, '/slip', { ticket: doubted, came: false });
        for (;;) {
          pressed++;
          const from = performance.now();
          await ask(url, '/press', { service: chance.pick(services) });
          tookMs = performance.now() - from;
          answered++;
        }
      } catch {
        // The kiosk is gone.
      }
    });
    if (kill === 0) await until('the first number is given', () => answered > 0);
    await sleep(chance.int(0, Math.max(350, Math.round(1.5 * tookMs))));
    child.kill('SIGKILL');
    await Promise.all([once(child, 'exit'), ...visitors]);
  }
  await hub.close();

  const written = records();
  const journal = openJournal({ dir: hubData });
  closeLater(() => journal.close());
  const events = [];
  for (let rows = journal.rows(0, 1_000); rows.length > 0; rows = journal.rows(rows.at(-1)?.seq ?? 0, 1_000))
    events.push(...rows.map(({ body }) => recordedOf(body)));
  violations.push(...[...I01(events), ...I05(events)].map((one) => JSON.stringify(one)));

  const numberOf = new Map<string, string>();
  for (const { event } of events) {
    if (event.type === 'TicketIssued') numberOf.set(event.ticket, numberText(event.number));
    if (event.type === 'NumberVoided' && event.replacedBy) numberOf.set(event.ticket, numberText(event.replacedBy));
    const toldOf = event.type === 'SlipReported' && event.outcome === 'printed' ? event.ticket : undefined;
    if (toldOf !== undefined && !written.some((one) => isFenced(one, toldOf)))
      violations.push(`I27 ${toldOf} is printed without a fence`);
  }
  const given = new Map(
    written.flatMap((one): [string, string][] => {
      if (one.kind === 'ownNumber') return [[one.ticket, numberText(one.number)]];
      return one.kind === 'hubNumber' ? [[one.ticket, one.number]] : [];
    }),
  );
  for (const [ticket, number] of given)
    if (numberOf.get(ticket) !== number)
      violations.push(`I03 ${number} of ${ticket} is ${numberOf.get(ticket)} at the hub`);
  const whole = new Map<string, number>();
  let copies = 0;
  for (const job of printer.jobs) {
    const text = paperText(readEscPos(job)).join('\n');
    const check = /[a-z0-9]{6}-[0-9a-f]{8}/.exec(text)?.[0] ?? 'no code';
    const ticket = [...given.keys()].find((one) => one.startsWith(check.slice(0, 6)));
    const isCopy = /SALINAN|COPY/.test(text);
    if (isCopy) copies++;
    else whole.set(check, (whole.get(check) ?? 0) + 1);
    if (!written.some((one) => one.kind === (isCopy ? 'copy' : 'sending') && one.ticket === ticket))
      violations.push(`I26 a slip with ${check} is out that the journal does not know`);
  }
  for (const [check, count] of whole) if (count > 1) violations.push(`I25 ${count} slips of ${check}`);

  return {
    violations,
    numbers: given.size,
    own: written.filter(({ kind }) => kind === 'ownNumber').length,
    slips: printer.jobs.length,
    copies,
    cutInJob: written.filter((one) => one.kind === 'uncertain' && one.why === 'interrupted').length,
    unanswered: pressed - answered,
  };
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 30_000; performance.now() < end; await sleep(100)) if (await isSo()) return;
  throw new Error(`After 30 s it is not so that ${what}`);
}

function isFenced(one: KioskRecord, ticket: string): boolean {
  if (!('ticket' in one) || one.ticket !== ticket) return false;
  return (
    one.kind === 'fenced' || (one.kind === 'copied' && one.outcome === 'fenced') || (one.kind === 'said' && one.came)
  );
}

/** Numbers of which the hub has not taken, or not heard, the last word. */
function unsettled(records: readonly KioskRecord[]): string[] {
  const open = new Set<string>();
  for (const one of records) {
    if (one.kind === 'ownNumber' || one.kind === 'hubNumber') open.add(one.ticket);
    if (one.kind === 'confirmed') open.delete(one.ticket);
    if (one.kind === 'uploaded') for (const { ticket } of one.tickets) open.delete(ticket);
  }
  return [...open];
}

function uncertainOnes(records: readonly KioskRecord[]): string[] {
  const last = new Map<string, string>();
  for (const one of records) if (one.kind !== 'confirmed' && 'ticket' in one) last.set(one.ticket, one.kind);
  return [...last].flatMap(([ticket, kind]) => (kind === 'uncertain' || kind === 'sent' ? [ticket] : []));
}
