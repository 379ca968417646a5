import type { Socket } from 'node:net';
import { protocolVersion } from '../../../shared/protocol/hello.ts';
import type { Seat } from '../storm/office.ts';
import { lineTo, masked, rawSocket, type RawSocket } from './rawSocket.ts';

/** What the process of the bad ones is told. */
export interface ToBad {
  readonly url: string;
  readonly publicUrl: string;
  readonly seats: readonly Seat[];
  readonly kinds: readonly Kind[];
  readonly each: number;
}
/** All have been let loose, or one was cut off, so many Ms after it came. */
export type FromBad = 'begun' | Cut;
export interface Cut {
  readonly kind: Kind;
  readonly afterMs: number;
}

const second = 1_000;
const pongMs = 2_000;
/** Words a second of one that floods. */
const flood = 1_000;
let seat = 0;

/** Says the hello of a screen; pongs whether it was asked or not, or never. */
async function greeted({ url, seats }: ToBad, role?: string, ponging = true): Promise<RawSocket> {
  const some = role === undefined ? seats : seats.filter(({ pass }) => pass.role === role);
  const { hello } = some[seat++ % some.length] as Seat;
  return new Promise((resolve, reject) => {
    const heard = (text: string, socket: RawSocket) => {
      if (text.startsWith('0')) socket.say('40');
      else if (text.startsWith('40'))
        socket.say(`420${JSON.stringify(['hello', { protocol: protocolVersion, ...hello }])}`);
      else if (text.startsWith('430')) resolve(socket);
    };
    rawSocket(url, heard).then((socket) => (ponging ? pongs(socket) : undefined), reject);
  });
}

function pongs(socket: RawSocket): void {
  each(socket.line, pongMs, () => socket.say('3'));
}

function each(line: Socket, ms: number, work: () => void): void {
  const timer = setInterval(work, ms);
  line.once('close', () => clearInterval(timer));
}

/** So many words a second, in bundles. */
function floods({ line }: RawSocket, word: () => void): void {
  each(line, 50, () => {
    for (let i = 0; i < flood / 20 && line.writable; i++) word();
  });
}

function drips(line: Socket, head: string, byte: string): Socket {
  line.write(head);
  each(line, second, () => line.write(byte));
  return line;
}

let keys = 0;
const command = (type: string) => JSON.stringify(['command', { type, key: `bad-${++keys}`, ticket: 'nobody' }]);

/** What each kind does; the line it does it on. */
const kinds = {
  /** Connects, and says nothing. */
  mute: async ({ url }: ToBad) => lineTo(url),
  /** Never ends the head of a request. */
  halfHead: async ({ url }: ToBad) => drips(lineTo(url), 'GET /healthz HTTP/1.1\r\nHost: hub\r\nX: ', 'x'),
  /** Never ends the body. */
  halfBody: async ({ url }: ToBad) =>
    drips(lineTo(url), 'POST /api/v1/commands HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000\r\n\r\n', 'x'),
  /** A WebSocket on which socket.io is never spoken. */
  noFirstWord: async ({ url }: ToBad) => {
    const socket = await rawSocket(url, () => {});
    pongs(socket);
    return socket.line;
  },
  noHello: async ({ url }: ToBad) => {
    const socket = await rawSocket(
      url,
      (text, { line }) => text.startsWith('0') && line.write(masked(0x81, Buffer.from('40'))),
    );
    pongs(socket);
    return socket.line;
  },
  /** The other end is gone without a word: takes everything, answers nothing. */
  halfOpen: async (told: ToBad) => (await greeted(told, undefined, false)).line,
  /** A follower that keeps no batch. */
  neverAcks: async (told: ToBad) => {
    const socket = await greeted(told, 'kiosk');
    const follow = { follower: `bad-${seat}`, after: { seq: 0, hash: '0'.repeat(64) } };
    socket.say(`421${JSON.stringify(['follow', follow])}`);
    return socket.line;
  },
  garbage: async (told: ToBad) => {
    const socket = await greeted(told);
    each(socket.line, second, () => socket.say('42[{"\u0000'));
    return socket.line;
  },
  floodsCommands: async (told: ToBad) => {
    const socket = await greeted(told, 'kiosk');
    floods(socket, () => socket.say(`422${command('Cancel')}`));
    return socket.line;
  },
  floodsHellos: async (told: ToBad) => {
    const socket = await greeted(told, 'display');
    floods(socket, () => socket.say('423["hello",{"protocol":1}]'));
    return socket.line;
  },
  floodsPings: async (told: ToBad) => {
    const socket = await greeted(told);
    socket.line.pause();
    floods(socket, () => socket.frame(9, Buffer.alloc(100)));
    return socket.line;
  },
  /** Reads nothing, and says that it is there. */
  readsNothing: async (told: ToBad) => {
    const { line } = await greeted(told);
    return line.pause();
  },
  /** Reads a byte a second. */
  readsSlowly: async (told: ToBad) => {
    const { line } = await greeted(told);
    line.pause();
    each(line, second, () => void line.read(1));
    return line;
  },
  /** A television at the open door that reads nothing. */
  stuckFeed: async ({ publicUrl }: ToBad) => {
    const line = lineTo(publicUrl);
    line.write('GET /feed/paspor HTTP/1.1\r\nHost: tv\r\n\r\n');
    return line.pause();
  },
} as const satisfies { readonly [kind: string]: (told: ToBad) => Promise<Socket> };
export type Kind = keyof typeof kinds;

process.on('message', (told: ToBad) => {
  for (const kind of told.kinds)
    for (let i = 0; i < told.each; i++) {
      const from = performance.now();
      const isCut = () =>
        void process.send?.({ kind, afterMs: Math.round(performance.now() - from) } satisfies FromBad);
      kinds[kind](told).then(
        (line) => (line.closed ? isCut() : line.once('close', isCut)),
        // Cut before it could even begin.
        isCut,
      );
    }
  process.send?.('begun' satisfies FromBad);
});
process.on('disconnect', () => process.exit(0));
