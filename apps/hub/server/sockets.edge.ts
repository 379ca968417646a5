import type { Server as HttpServer } from 'node:http';
import type { Socket as Line } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { FromHub, FromScreen } from '../../../shared/protocol/hello.ts';
import type { Text } from '../../../shared/protocol/office.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Followers } from '../journal/followers.ts';
import { followDoor } from './followDoor.edge.ts';
import { maxMessageBytes } from './http.edge.ts';
import { createScreens, type Screen, type ScreenParts } from './screens.ts';
import { boundConnection, cut, packetsWaiting, type Connection } from './wire.edge.ts';

export interface SocketParts extends ScreenParts {
  readonly followers: Followers;
}

type Events = { readonly [Name in keyof FromScreen]: FromScreen[Name] };
type ScreenSocket = Socket<Events, FromHub>;
interface SocketScreen extends Screen {
  readonly id: string;
}

const beatMs = 1_000;
const mostSockets = 400;
/** Who has not said the first word of socket.io after so long is cut off (I40). */
const connectMs = 5_000;
/** A follower asks once on each connection; it may be told to come back (I40). */
const mostFollows = 5;
/** At the end, what a connection does not take within this is cut off. */
const closingMs = 500;

/** The door of our own screens over socket.io. */
export function socketDoor(server: HttpServer, parts: SocketParts) {
  const io = new Server<Events, FromHub>(server, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: maxMessageBytes,
    pingInterval: 5_000,
    pingTimeout: 3_000,
    connectTimeout: connectMs,
    allowRequest: (request, decide) => {
      const { origin, host } = request.headers;
      decide(null, (origin === undefined || URL.parse(origin)?.host === host) && hasRoom());
    },
  });
  /** Connections that nobody has been welcomed on, the oldest first. */
  const strangers = new Set<Connection>();
  /** I40: at the most there may be, the oldest stranger makes room; who was welcomed never does. */
  function hasRoom(): boolean {
    if (io.engine.clientsCount < mostSockets) return true;
    const [oldest] = strangers;
    if (oldest) cut(oldest);
    return oldest !== undefined;
  }
  io.engine.on('connection', (connection: Connection) => {
    boundConnection(connection);
    strangers.add(connection);
    connection.once('close', () => strangers.delete(connection));
  });
  const screens = createScreens<SocketScreen>(parts, {
    frame: (to, frame) => void io.to(to.map(({ id }) => id)).emit('frame', frame),
    beat: (beat, except) => void io.except(except.map(({ id }) => id)).emit('beat', beat),
  });
  const follow = followDoor(parts.hub, parts.followers);
  const lines = new Set<Line>();
  server.on('connection', (line: Line) => {
    lines.add(line);
    line.once('close', () => lines.delete(line));
  });

  io.on('connection', (socket: ScreenSocket) => {
    const guest = screens.enter(screenOf(socket));
    socket.conn.on('packet', () => guest.word());
    socket.on('hello', (raw, answer) => {
      if (typeof answer !== 'function') return;
      void guest.hello(raw).then((said) => {
        if (said.ok) {
          strangers.delete(socket.conn);
          socket.emit('beat', screens.beatAt(performance.now()));
        }
        answer(said);
      });
    });
    socket.on('command', (raw, answer: (reply: Reply) => void) => {
      if (typeof answer === 'function') guest.command(raw, answer);
    });
    socket.on('here', () => guest.here());
    let follows = 0;
    socket.on('follow', (raw, answer) => {
      if (typeof answer !== 'function') return;
      if (++follows <= mostFollows && guest.spend()) follow.join(socket, guest.role(), raw, answer);
      else answer({ ok: false, refusal: 'tooMany' });
    });
    socket.conn.on('drain', () => guest.drained());
    socket.on('disconnect', () => guest.gone());
  });

  const beating = setInterval(() => screens.beat(performance.now()), beatMs);

  return {
    sockets: () => io.engine.clientsCount,
    stop: (why: Text) => screens.stop(why),
    async close() {
      clearInterval(beating);
      const closed = io.close();
      // A screen that is gone without a word, or a request that never ends, would keep the server open.
      for (const line of lines) line.destroySoon();
      const cut = setTimeout(() => {
        for (const line of lines) line.destroy();
      }, closingMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

function screenOf(socket: ScreenSocket): SocketScreen {
  return {
    id: socket.id,
    waiting: () => packetsWaiting(socket.conn),
    cut: () => cut(socket.conn),
  };
}
