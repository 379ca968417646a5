import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A line to the hub that speaks WebSocket by hand, so that it can say and leave out what no library would. */
export interface RawSocket {
  readonly line: Socket;
  /** One masked frame of text. */
  say(text: string): void;
  frame(opcode: number, payload: Uint8Array): void;
}

/** A line that is read, until it is paused; one that is cut says so as an error too. */
export function lineTo(url: string, localAddress?: string): Socket {
  const { hostname, port } = new URL(url);
  return connect({ host: hostname, port: Number(port), ...(localAddress === undefined ? {} : { localAddress }) })
    .on('error', () => {})
    .resume();
}

/** `onText` is told each frame of text, until the line is left unread. Resolves once the hub has switched. */
export async function rawSocket(
  url: string,
  onText: (text: string, socket: RawSocket) => void,
  localAddress?: string,
): Promise<RawSocket> {
  const line = lineTo(url, localAddress);
  const { host } = new URL(url);
  line.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  );
  const socket: RawSocket = {
    line,
    say: (text) => socket.frame(1, Buffer.from(text)),
    frame: (opcode, payload) => {
      if (line.writable) line.write(masked(0x80 | opcode, payload));
    },
  };
  return new Promise((resolve, reject) => {
    let rest = Buffer.alloc(0);
    let isOpen = false;
    line.once('close', () => reject(new Error('The hub cut the line before it switched')));
    line.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      if (!isOpen) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        rest = rest.subarray(end + 4);
        isOpen = true;
        resolve(socket);
      }
      for (let next = frameIn(rest); next; next = frameIn(rest)) {
        rest = rest.subarray(next.end);
        if (next.opcode === 1) onText(next.payload.toString(), socket);
      }
    });
  });
}

/** One frame as a client writes it; `head` is the first byte. */
export function masked(head: number, payload: Uint8Array, mask: Buffer = Buffer.of(7, 7, 7, 7)): Buffer {
  const { length } = payload;
  const size =
    length < 126
      ? Buffer.of(0x80 | length)
      : length < 65_536
        ? Buffer.of(0xfe, length >> 8, length & 255)
        : Buffer.of(0xff, 0, 0, 0, 0, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255);
  return Buffer.concat([Buffer.of(head), size, mask, payload.map((byte, i) => byte ^ (mask[i & 3] ?? 0))]);
}

/** A server's frames have no mask. */
function frameIn(
  bytes: Buffer,
): { readonly opcode: number; readonly payload: Buffer; readonly end: number } | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] ?? 0) & 127;
  const at = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < at) return undefined;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < at + length) return undefined;
  return { opcode: (bytes[0] ?? 0) & 15, payload: bytes.subarray(at, at + length), end: at + length };
}
