import { io, type Socket } from 'socket.io-client';
import type { Frame, HelloAnswer, Watch } from '../../shared/protocol/hello.ts';
import { protocolVersion } from '../../shared/protocol/hello.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import { apiPass, officeDocument, seats, services } from './office.ts';

export interface Client {
  readonly socket: Socket;
  readonly frame: Frame | null;
  /** Sends a command; a refusal is an error, as a figure over refusals says nothing. */
  does(command: { readonly type: string; readonly [field: string]: unknown }): Promise<Reply & { ok: true }>;
  close(): void;
}

let keys = 0;
export const newKey = () => `bench-${String(++keys).padStart(7, '0')}`;

export async function join(url: string, token: string, watch: Watch): Promise<Client> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const answer = (await socket.emitWithAck('hello', { protocol: protocolVersion, token, watch })) as HelloAnswer;
  if (!answer.ok) throw new Error(`hello was refused: ${answer.code}`);
  return {
    socket,
    frame: answer.frame,
    async does(command) {
      const reply = (await socket.emitWithAck('command', { key: newKey(), ...command })) as Reply;
      if (!reply.ok) throw new Error(`${command.type} was refused: ${JSON.stringify(reply.error)}`);
      return reply;
    },
    close: () => void socket.disconnect(),
  };
}

export const joinApi = (url: string, watch: Watch = { audience: 'none' }): Promise<Client> =>
  join(url, apiPass.token, watch);

let taken = 0;
export const take = (service = services[taken++ % services.length]) => ({ type: 'TakeTicket', service });

/** A ticket that may be called at once: its slip is printed. */
export async function arrive({ does }: Pick<Client, 'does'>, service?: (typeof services)[number]): Promise<void> {
  const { result } = await does(take(service));
  if ('ticket' in result) await does({ type: 'ConfirmSlip', ticket: result.ticket, outcome: 'printed' });
}

export async function openCounters(api: Client): Promise<void> {
  for (const { counter, officer } of seats) await api.does({ type: 'OpenCounter', counter, officer });
}

/** A service whose visitors first come to this counter. */
export function serviceFor(counter: string) {
  const tiers = officeDocument.counters.find(({ id }) => id === counter)?.tiers.flat() ?? [];
  const found = officeDocument.services.find(({ stages: [first] }) => first !== undefined && tiers.includes(first));
  if (!found) throw new Error(`No service begins at ${counter}`);
  return found.id;
}

/** So many at once, each worker the next when its own is answered; the time of each, Ms. */
export async function inFlight(
  workers: number,
  total: number,
  work: (worker: number) => Promise<unknown>,
): Promise<{ readonly times: readonly number[]; readonly perSecond: number }> {
  const times: number[] = [];
  let left = total;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (left-- > 0) {
        const sent = performance.now();
        await work(worker);
        times.push(performance.now() - sent);
      }
    }),
  );
  return { times, perSecond: (total * 1_000) / (performance.now() - from) };
}
