import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Lines to the hub at most: 400 screens, their pages, and other systems (I40). */
export const mostLines = 1_000;

/** How long who speaks to a port may take (I40); whoever takes longer is cut off. */
export const patience = {
  /** Ms until the head of a request is whole, from the first moment of the line on. */
  headersTimeout: 5_000,
  /** Ms until a request is whole. */
  requestTimeout: 8_000,
  /** Ms between two looks at both. */
  connectionsCheckingInterval: 1_000,
} as const;
/** Ms without a byte in either direction while a request is under way. */
const stuckMs = 10_000;

/**
 * Holds a server to so many lines: at one more, the line that has had no request under way for longest makes room, so
 * that lines which say nothing keep nobody out. Answers with what is to be told of a line that leaves HTTP for good.
 */
export function boundLines(server: Server, most: number = mostLines): (line: Socket) => void {
  const silent = new Set<Socket>();
  let open = 0;
  server.on('connection', (line: Socket) => {
    silent.add(line);
    line.once('close', () => {
      open--;
      silent.delete(line);
    });
    const [longest] = silent;
    if (++open > most) longest?.destroy();
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) silent.add(socket);
    });
  });
  server.setTimeout(stuckMs);
  return (line) => void silent.delete(line);
}
