import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { err, ok, type Result } from '../../../shared/basics.ts';
import { turnedAway } from './door.ts';
import { boundLines, patience } from './lines.edge.ts';

/** A port that is ours; until it serves, whoever asks there is told to come back (503). */
export interface ClaimedPort {
  readonly server: Server;
  readonly url: string;
  serve(handler: RequestListener): void;
  /** Gives the port up; what is connected is cut off. */
  close(): Promise<void>;
}

const comeBackSeconds = 2;
/** Proxies keep an idle line for a minute; the server must be the one that waits longer. */
const keepAliveTimeout = 72_000;

/** Taken before the journal is touched, so that a start that cannot listen has changed nothing. */
export async function claimPort(at: {
  readonly port: number;
  readonly host: string;
}): Promise<Result<ClaimedPort, string>> {
  let serving: RequestListener = (_request, response) => {
    response.writeHead(503, {
      'content-type': 'application/json',
      'retry-after': String(comeBackSeconds),
      connection: 'close',
    });
    response.end(JSON.stringify(turnedAway('notReady', 0, { seconds: comeBackSeconds })));
  };
  const server = createServer({ ...patience, keepAliveTimeout }, (request, response) => serving(request, response));
  const leavesHttp = boundLines(server);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, resolve);
    });
  } catch (error) {
    return notClaimed(error, at);
  }
  const { address, family, port } = server.address() as AddressInfo;
  return ok({
    server,
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    serve: (handler) => {
      serving = handler;
      server.on('upgrade', (_request, line: Socket) => leavesHttp(line));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function notClaimed(
  error: unknown,
  { port, host }: { readonly port: number; readonly host: string },
): Result<never, string> {
  const { code } = error as { readonly code?: string };
  if (code === 'EADDRINUSE')
    return err(`Port ${port} on ${host} is in use: stop the other program or choose another --port.`);
  if (code === 'EACCES') return err(`Port ${port} may not be opened by this user: choose one above 1023 with --port.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return err(`--host ${host} is not an address of this machine.`);
  throw error;
}
