import type { Server as HttpServer } from 'node:http';
import type { Socket as Line } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { CommandKey, DeviceId } from '../../../shared/ids.ts';
import type { Command, DeviceRole } from '../../../shared/protocol/commands.ts';
import {
  Hello,
  protocolVersion,
  type Frame,
  type FromHub,
  type FromScreen,
  type HelloAnswer,
  type Watch,
} from '../../../shared/protocol/hello.ts';
import { sentence } from '../../../shared/protocol/refusalTexts.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Role } from '../../../shared/protocol/roles.ts';
import type { By } from '../domain/events.ts';
import { sightOf, type Sight } from '../views/services.ts';
import { viewFor } from '../views/views.ts';
import type { Followers } from '../journal/followers.ts';
import type { Access } from './access.ts';
import { createBucket, screenPace, type Bucket } from './bucket.ts';
import { enter, turnedAway, type DoorParts } from './door.ts';
import { followDoor } from './followDoor.edge.ts';
import { maxMessageBytes } from './http.edge.ts';

export interface SocketParts extends DoorParts {
  readonly access: Access;
  readonly followers: Followers;
  /** Names the pages' version; a page of another one reloads itself. */
  readonly build: string;
  readonly alarm: (behind: boolean) => void;
}

interface Seen {
  by: By;
  watch: Exclude<Watch, { audience: 'none' }> | undefined;
  room: string | undefined;
  behindSince: number | undefined;
  readonly bucket: Bucket;
}
type Events = { readonly [Name in keyof FromScreen]: FromScreen[Name] };
type Screen = Socket<Events, FromHub, Record<string, never>, { seen?: Seen }>;

const beatMs = 1_000;
const mostSockets = 400;
/** A screen that takes nothing for so long is cut off (I40). */
const slowestMs = 10_000;
/** Frames that may wait in one socket before the newest replaces them. */
const mostWaiting = 2;
/** Views are made for so long at a time. */
const sliceMs = 2;
/** At the end, what a connection does not take within this is cut off. */
const closingMs = 500;

const audiences: { readonly [A in Watch['audience']]: readonly Role[] } = {
  kiosk: ['kiosk', 'api'],
  display: ['display', 'officer', 'supervisor', 'admin', 'api'],
  counter: ['officer', 'supervisor', 'admin', 'api'],
  floor: ['supervisor', 'admin', 'auditor', 'api', 'officer'],
  none: ['kiosk', 'display', 'officer', 'supervisor', 'admin', 'auditor', 'api'],
};

/** The door of our own screens: hello, commands, whole views by room, a beat each second (design.md 1.5, 1.6, 4). */
export function socketDoor(server: HttpServer, parts: SocketParts) {
  const { hub, access, build } = parts;
  const io = new Server<Events, FromHub, Record<string, never>, { seen?: Seen }>(server, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: maxMessageBytes,
    pingInterval: 5_000,
    pingTimeout: 3_000,
    allowRequest: (request, decide) => {
      const { origin, host } = request.headers;
      decide(null, io.engine.clientsCount < mostSockets && (origin === undefined || URL.parse(origin)?.host === host));
    },
  });
  /** Per room: what is watched, and the last view sent, as text. */
  const rooms = new Map<
    string,
    { readonly watch: NonNullable<Seen['watch']>; readonly device: DeviceId; sent: string; frame: Frame }
  >();
  const follow = followDoor(hub, parts.followers);
  let hubKeys = 0;
  const lines = new Set<Line>();
  server.on('connection', (line: Line) => {
    lines.add(line);
    line.once('close', () => lines.delete(line));
  });

  const sightNow = (): Sight => sightOf(hub.floor(), hub.now(), (service) => hub.estimateFor(service, hub.floor()));

  function frameOf(watch: NonNullable<Seen['watch']>, device: DeviceId, sight: Sight): Frame | undefined {
    const view = viewFor(watch, device, hub.floor(), sight);
    return view && { epoch: hub.epoch, seq: hub.seq(), at: hub.now(), view };
  }

  /** The hall sees a call first; then the counters, in slices, so that the hub's loop is never held up for long. */
  async function publish(): Promise<void> {
    let sight = sightNow();
    let from = parts.monotonic();
    const hallFirst = [...rooms].sort(
      ([, one], [, other]) => Number(other.watch.audience === 'display') - Number(one.watch.audience === 'display'),
    );
    for (const [room, known] of hallFirst) {
      if (parts.monotonic() - from > sliceMs) {
        await hub.settled();
        sight = sightNow();
        from = parts.monotonic();
      }
      const members = io.of('/').adapter.rooms.get(room);
      if (!members) {
        rooms.delete(room);
        continue;
      }
      const frame = frameOf(known.watch, known.device, sight);
      const text = frame && JSON.stringify(frame.view);
      if (!frame || text === known.sent || text === undefined) continue;
      known.sent = text;
      known.frame = frame;
      const behind: string[] = [];
      for (const id of members) {
        const screen: Screen | undefined = io.of('/').sockets.get(id);
        if (screen?.data.seen && waitingIn(screen) >= mostWaiting) {
          behind.push(id);
          screen.data.seen.behindSince ??= parts.monotonic();
        }
      }
      io.to(room).except(behind).emit('frame', frame);
    }
  }

  const waitingIn = (screen: Screen) =>
    (screen.conn as unknown as { readonly writeBuffer: readonly unknown[] }).writeBuffer.length;

  function catchUp(screen: Screen): void {
    const { seen } = screen.data;
    if (seen?.behindSince === undefined || seen.room === undefined) return;
    seen.behindSince = undefined;
    const known = rooms.get(seen.room);
    if (known) screen.emit('frame', known.frame);
  }

  /** C7, A1: the floor is told which kiosks and displays are there. */
  function report(device: DeviceId, role: DeviceRole, connected: boolean, watch: Seen['watch']): void {
    const command: Command = {
      type: 'ReportDevice',
      key: `hub-${hub.epoch}-${++hubKeys}` as CommandKey,
      device,
      role,
      connected,
      ...(watch?.audience === 'display' ? { zone: watch.zone } : {}),
      ...(watch?.audience === 'counter' ? { counter: watch.counter } : {}),
    };
    void hub.send({ command, by: { device, role: 'hub', door: 'hub' }, digest: '' });
  }

  const deviceRole = (seen: Seen): DeviceRole | undefined => {
    if (seen.by.role === 'display' && seen.watch?.audience === 'display') return 'display';
    return seen.by.role === 'kiosk' ? 'kiosk' : undefined;
  };

  async function greet(screen: Screen, raw: unknown): Promise<HelloAnswer> {
    const no = (code: Exclude<HelloAnswer, { ok: true }>['code']): HelloAnswer => ({
      ok: false,
      code,
      message: code === 'protocolOld' || code === 'protocolNew' ? protocolWords[code] : sentence(code),
    });
    const { protocol } = (raw ?? {}) as { readonly protocol?: unknown };
    if (typeof protocol === 'number' && protocol !== protocolVersion)
      return no(protocol < protocolVersion ? 'protocolOld' : 'protocolNew');
    const hello = Hello.safeParse(raw);
    if (!hello.success) return no('malformed');
    const { token, watch } = hello.data;
    const pass = access.admit(token);
    if (!pass) return no('unauthorized');
    if (!audiences[watch.audience].includes(pass.role)) return no('forbidden');
    const by: By = {
      device: pass.device,
      role: pass.role,
      door: 'socket',
      ...(pass.person === undefined ? {} : { person: pass.person }),
    };
    const seen: Seen = {
      by,
      watch: watch.audience === 'none' ? undefined : watch,
      room: undefined,
      behindSince: undefined,
      bucket: createBucket(screenPace, parts.monotonic()),
    };
    if (screen.data.seen?.room !== undefined) void screen.leave(screen.data.seen.room);
    screen.data.seen = seen;
    await hub.settled();
    const frame = seen.watch === undefined ? null : frameOf(seen.watch, by.device, sightNow());
    if (frame === undefined) return no('malformed');
    if (seen.watch !== undefined && frame !== null) {
      seen.room = roomOf(seen.watch, by.device);
      void screen.join(seen.room);
      if (!rooms.has(seen.room))
        rooms.set(seen.room, { watch: seen.watch, device: by.device, sent: JSON.stringify(frame.view), frame });
    }
    if (deviceRole(seen) === 'display') report(by.device, 'display', true, seen.watch);
    return { ok: true, device: by.device, role: by.role, office: hub.floor().lines.office.document.id, build, frame };
  }

  function spend(seen: Seen): boolean {
    if (seen.by.role === 'api') return true;
    return seen.bucket.take(parts.monotonic());
  }

  io.on('connection', (screen: Screen) => {
    screen.on('hello', (raw, answer) => {
      if (typeof answer !== 'function') return;
      void greet(screen, raw).then(answer);
    });
    screen.on('command', (raw, answer: (reply: Reply) => void) => {
      if (typeof answer !== 'function') return;
      const { seen } = screen.data;
      if (!seen) answer(turnedAway('unauthorized', hub.seq()));
      else if (!spend(seen)) answer(turnedAway('tooMany', hub.seq(), { seconds: 1 }));
      else enter(raw, seen.by, parts, answer);
    });
    screen.on('follow', (raw, answer) => {
      if (typeof answer === 'function') follow.join(screen, screen.data.seen?.by.role, raw, answer);
    });
    screen.conn.on('drain', () => catchUp(screen));
    screen.on('disconnect', () => {
      const { seen } = screen.data;
      const role = seen && deviceRole(seen);
      if (!seen || !role) return;
      const others = [...io.of('/').sockets.values()].some(
        (other) => other !== screen && other.data.seen?.by.device === seen.by.device,
      );
      if (!others) report(seen.by.device, role, false, seen.watch);
    });
  });
  let publishing = false;
  let changed = false;
  async function publishAll(): Promise<void> {
    publishing = true;
    while (changed) {
      // Answers leave first, and what is committed meanwhile is shown once.
      await hub.settled();
      changed = false;
      await publish();
    }
    publishing = false;
  }
  hub.onCommit(() => {
    changed = rooms.size > 0;
    if (changed && !publishing) void publishAll();
  });

  const beating = setInterval(() => {
    parts.alarm(hub.checkClock());
    io.emit('beat', { epoch: hub.epoch, seq: hub.seq(), at: hub.now(), up: performance.now(), build });
    const now = parts.monotonic();
    for (const screen of io.of('/').sockets.values()) {
      const since = screen.data.seen?.behindSince;
      if (since !== undefined && now - since > slowestMs) screen.disconnect(true);
      else if (since !== undefined && waitingIn(screen) < mostWaiting) catchUp(screen);
    }
  }, beatMs);

  return {
    sockets: () => io.engine.clientsCount,
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

function roomOf(watch: NonNullable<Seen['watch']>, device: DeviceId): string {
  switch (watch.audience) {
    case 'kiosk':
      return `kiosk/${device}`;
    case 'display':
      return `display/${watch.zone}`;
    case 'counter':
      return `counter/${watch.counter}`;
    case 'floor':
      return 'floor';
  }
}

const protocolWords = {
  protocolOld: {
    id: 'Layar ini lebih lama daripada pusat antrean. Perbarui layar ini.',
    en: 'This screen is older than the hub. Update this screen.',
  },
  protocolNew: {
    id: 'Pusat antrean lebih lama daripada layar ini. Perbarui pusat antrean.',
    en: 'The hub is older than this screen. Update the hub.',
  },
};
