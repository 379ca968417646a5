import type { Socket } from 'socket.io';
import type { Ms } from '../../../shared/ids.ts';
import { createBucket, pingPace } from './bucket.ts';

/** Bytes that may wait for one connection to take them: a follower's batch is half of it (I40). */
export const mostBytes = 512 * 1024;
/** What is closed has so long to say goodbye, whether it listens or not. */
const goodbyeMs: Ms = 1_000;

export type Connection = Socket['conn'];
/** What the types of engine.io and ws keep to themselves. */
interface Inside {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
  readonly transport: {
    readonly socket: {
      readonly bufferedAmount: number;
      on(event: 'ping', listener: () => void): void;
      terminate(): void;
    };
  };
}
const insideOf = (connection: Connection) => connection as unknown as Inside;

/** Packets that have not left yet. */
export const packetsWaiting = (connection: Connection): number => insideOf(connection).writeBuffer.length;

/** At once: `close` would wait until a peer that reads nothing has taken what waits for it. */
export const cut = (connection: Connection): void => insideOf(connection).transport.socket.terminate();

/** I40: a connection for which more than `mostBytes` wait is cut off, and one that was closed is gone soon after. */
export function boundConnection(connection: Connection): void {
  const { transport } = insideOf(connection);
  const look = () => {
    if (bytesWaiting(connection) > mostBytes) cut(connection);
  };
  connection.on('packetCreate', look);
  // No screen of ours pings; an answer to one goes out below engine.io.
  const pings = createBucket(pingPace, performance.now());
  transport.socket.on('ping', () => (pings.take(performance.now()) ? look() : cut(connection)));
  connection.once('close', () => void setTimeout(() => transport.socket.terminate(), goodbyeMs).unref());
}

function bytesWaiting(connection: Connection): number {
  const { transport, writeBuffer } = insideOf(connection);
  let bytes = transport.socket.bufferedAmount;
  for (const { data } of writeBuffer) bytes += typeof data === 'string' ? data.length : 0;
  return bytes;
}
