import type { CommandKey, DeviceId, Ms } from '../../../shared/ids.ts';
import type { Command, DeviceRole } from '../../../shared/protocol/commands.ts';
import {
  Hello,
  protocolVersion,
  type Beat,
  type Frame,
  type HelloAnswer,
  type Watch,
} from '../../../shared/protocol/hello.ts';
import type { Text } from '../../../shared/protocol/office.ts';
import { sentence } from '../../../shared/protocol/refusalTexts.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Role } from '../../../shared/protocol/roles.ts';
import type { By } from '../domain/events.ts';
import type { Alarms } from '../alarms.ts';
import { sightOf, type Sight } from '../views/services.ts';
import { viewFor } from '../views/views.ts';
import type { Access } from './access.ts';
import { createBucket, floodPace, helloPace, screenPace, type Bucket } from './bucket.ts';
import { enter, turnedAway, type DoorParts } from './door.ts';

export interface ScreenParts extends DoorParts {
  readonly access: Access;
  /** Names the pages' version; a page of another one reloads itself. */
  readonly build: string;
  readonly alarm: (behind: boolean) => void;
  /** What staff are shown; a change of it is shown at once. */
  readonly alarms?: Pick<Alarms, 'raised' | 'onChange'>;
}

/** One connection of a screen of ours. */
export interface Screen {
  /** Frames that have not left yet. */
  waiting(): number;
  cut(): void;
}

/** What goes out; a frame is made into bytes once for all who get it. */
export interface ScreensEdge<S extends Screen> {
  frame(to: readonly S[], frame: Frame): void;
  /** To every connection but these. */
  beat(beat: Beat, except: readonly S[]): void;
}

/** What one connection says. */
export interface Guest {
  /** Anything at all came in; who says far too much is cut off (I40). */
  word(): void;
  /** Whether it has a turn now: so many a second (I40). */
  spend(): boolean;
  hello(raw: unknown): Promise<HelloAnswer>;
  command(raw: unknown, answer: (reply: Reply) => void): void;
  /** A2: it has heard a beat. */
  here(): void;
  /** Some of what waited has left. */
  drained(): void;
  gone(): void;
  /** Undefined before a hello that was welcomed. */
  role(): Role | undefined;
}

type Watched = Exclude<Watch, { audience: 'none' }>;
interface Seen {
  readonly by: By;
  readonly watch: Watched | undefined;
  room: string | undefined;
  behindSince: number | undefined;
}
/** One connection, from its first moment on; another hello does not give it a new pace. */
interface Visitor {
  /** When it came, or last said a hello that could be read. */
  helloAt: Ms;
  seen: Seen | undefined;
  /** Beats since it last answered one; undefined where it never does. */
  unanswered: number | undefined;
  readonly turns: Bucket;
  readonly hellos: Bucket;
  readonly words: Bucket;
}
interface Room<S> {
  readonly watch: Watched;
  readonly device: DeviceId;
  readonly members: Set<S>;
  /** The last view sent, as text. */
  sent: string;
  frame: Frame;
}

/** A screen that takes nothing for so long is cut off (I40). */
const slowestMs = 10_000;
/** One that has not been welcomed and says no hello for so long is cut off (I40); a refused link asks again after 5 s. */
const helloWithinMs = 8_000;
/** Frames that may wait in one connection before the newest replaces them. */
const mostWaiting = 2;
/** A2: a display is gone at the third beat it has not answered: 3 s. A hub that hangs itself counts no beats. */
const mostUnanswered = 2;
/** Views are made for so long at a time. */
const sliceMs = 2;

const audiences: { readonly [A in Watch['audience']]: readonly Role[] } = {
  kiosk: ['kiosk', 'api'],
  display: ['display', 'officer', 'supervisor', 'admin', 'api'],
  counter: ['officer', 'supervisor', 'admin', 'api'],
  floor: ['supervisor', 'admin', 'auditor', 'api', 'officer'],
  none: ['kiosk', 'display', 'officer', 'supervisor', 'admin', 'auditor', 'api'],
};

/** Who looks at what: hello, commands, whole views by room, a beat (design.md 1.5, 1.6, 4). */
export function createScreens<S extends Screen>(parts: ScreenParts, edge: ScreensEdge<S>) {
  const { hub, access, build } = parts;
  const rooms = new Map<string, Room<S>>();
  /** All connections, by what is known of each. */
  const screens = new Map<S, Visitor>();
  let hubKeys = 0;
  let publishing = false;
  let changed = false;
  /** Why nothing is answered any more. */
  let stopped: Text | undefined;

  const seenOn = (screen: S): Seen | undefined => screens.get(screen)?.seen;
  const sightNow = (): Sight => sightOf(hub.floor(), hub.now(), hub, parts.alarms?.raised());

  function frameOf(watch: Watched, device: DeviceId, sight: Sight): Frame | undefined {
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
    for (const [name, room] of hallFirst) {
      if (stopped) return;
      if (parts.monotonic() - from > sliceMs) {
        await hub.settled();
        sight = sightNow();
        from = parts.monotonic();
      }
      if (room.members.size === 0) {
        rooms.delete(name);
        continue;
      }
      const frame = frameOf(room.watch, room.device, sight);
      const text = frame && JSON.stringify(frame.view);
      if (!frame || text === room.sent || text === undefined) continue;
      room.sent = text;
      room.frame = frame;
      const to = [...room.members].filter(keepsUp);
      if (to.length > 0) edge.frame(to, frame);
    }
  }

  /** One that has not taken its frames gets the newest once it has. */
  function keepsUp(screen: S): boolean {
    if (screen.waiting() < mostWaiting) return true;
    const seen = seenOn(screen);
    if (seen) seen.behindSince ??= parts.monotonic();
    return false;
  }

  function catchUp(screen: S): void {
    const seen = seenOn(screen);
    if (seen?.behindSince === undefined || seen.room === undefined) return;
    seen.behindSince = undefined;
    const room = rooms.get(seen.room);
    if (room) edge.frame([screen], room.frame);
  }

  function join(screen: S, seen: Seen, watch: Watched, frame: Frame): void {
    const { device } = seen.by;
    seen.room = roomOf(watch, device);
    const room = rooms.get(seen.room) ?? { watch, device, members: new Set(), sent: JSON.stringify(frame.view), frame };
    rooms.set(seen.room, room);
    room.members.add(screen);
  }

  function leave(screen: S, seen: Seen | undefined): void {
    if (seen?.room !== undefined) rooms.get(seen.room)?.members.delete(screen);
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

  async function greet(screen: S, visitor: Visitor, raw: unknown): Promise<HelloAnswer> {
    const saidAt = parts.monotonic();
    if (!visitor.hellos.take(saidAt)) return no('tooMany');
    if (stopped) return no('notReady', stopped);
    const { protocol } = (raw ?? {}) as { readonly protocol?: unknown };
    if (typeof protocol === 'number' && protocol !== protocolVersion)
      return no(protocol < protocolVersion ? 'protocolOld' : 'protocolNew');
    const hello = Hello.safeParse(raw);
    if (!hello.success) return no('malformed');
    visitor.helloAt = saidAt;
    const { token, watch, seen: before } = hello.data;
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
    };
    // I21: a hub that is behind its screens has nothing to show them, and ends.
    if (before && !hub.noticed(before)) return no('notReady');
    leave(screen, visitor.seen);
    visitor.seen = seen;
    // A follower looks at nothing, and may be what the batch under way waits for (--sync-follower).
    if (seen.watch !== undefined) await hub.settled();
    if (stopped) return no('notReady', stopped);
    const frame = seen.watch === undefined ? null : frameOf(seen.watch, by.device, sightNow());
    if (frame === undefined) return no('malformed');
    // It may be gone, or have said another hello, while the batch was written.
    if (seenOn(screen) === seen) {
      if (seen.watch !== undefined && frame !== null) join(screen, seen, seen.watch, frame);
      if (deviceRole(seen) === 'display') report(by.device, 'display', true, seen.watch);
    }
    return { ok: true, device: by.device, role: by.role, office: hub.floor().lines.office.document.id, build, frame };
  }

  const beatAt = (up: Ms): Beat => ({ epoch: hub.epoch, seq: hub.seq(), at: hub.now(), up, build });

  /** Another system speaks for many at once; what it may have waiting is bounded by the hub's inbox. */
  const isPaced = ({ seen }: Visitor): boolean => seen?.by.role !== 'api';
  const spend = (visitor: Visitor): boolean => !isPaced(visitor) || visitor.turns.take(parts.monotonic());

  function left(screen: S): void {
    const seen = seenOn(screen);
    leave(screen, seen);
    screens.delete(screen);
    const role = seen && deviceRole(seen);
    if (!seen || !role) return;
    const others = [...screens.values()].some((other) => other.seen?.by.device === seen.by.device);
    if (!others) report(seen.by.device, role, false, seen.watch);
  }

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
  function show(): void {
    changed = rooms.size > 0 && !stopped;
    if (changed && !publishing) void publishAll();
  }
  hub.onCommit(show);
  hub.onForesight(show);
  parts.alarms?.onChange(show);

  return {
    enter(screen: S): Guest {
      const at = parts.monotonic();
      const visitor: Visitor = {
        helloAt: at,
        seen: undefined,
        unanswered: undefined,
        turns: createBucket(screenPace, at),
        hellos: createBucket(helloPace, at),
        words: createBucket(floodPace, at),
      };
      screens.set(screen, visitor);
      return {
        word() {
          if (isPaced(visitor) && !visitor.words.take(parts.monotonic())) screen.cut();
        },
        spend: () => spend(visitor),
        hello: (raw) => greet(screen, visitor, raw),
        command(raw, answer) {
          const { seen } = visitor;
          if (stopped) answer(turnedAway('notReady', hub.seq(), undefined, stopped));
          else if (!seen) answer(turnedAway('unauthorized', hub.seq()));
          else if (!spend(visitor)) answer(turnedAway('tooMany', hub.seq(), { seconds: 1 }));
          else enter(raw, seen.by, parts, answer);
        },
        here() {
          visitor.unanswered = 0;
        },
        drained: () => catchUp(screen),
        gone: () => left(screen),
        role: () => visitor.seen?.by.role,
      };
    },
    /**
     * What a beat says now. A connection hears one just before its welcome: by that it knows how slow the line is, should
     * the next ones be long on their way (I21).
     */
    beatAt,
    /** To be called each second; `up` is the machine's monotonic clock, Ms. */
    beat(up: Ms): void {
      if (stopped) return;
      parts.alarm(hub.checkClock());
      // I21: a beat says that what is shown is so; a screen that lacks a view is not told that.
      const behind = [...screens].filter(([, { seen }]) => seen?.behindSince !== undefined);
      edge.beat(
        beatAt(up),
        behind.map(([screen]) => screen),
      );
      const now = parts.monotonic();
      for (const [screen, visitor] of screens) {
        const { seen, helloAt } = visitor;
        const since = seen?.behindSince;
        if (visitor.unanswered !== undefined && visitor.unanswered++ >= mostUnanswered) screen.cut();
        else if (!seen && now - helloAt > helloWithinMs) screen.cut();
        else if (since !== undefined && now - since > slowestMs) screen.cut();
        else if (since !== undefined && screen.waiting() < mostWaiting) catchUp(screen);
      }
    },
    /** Nothing is shown or answered from here on but why: every screen is cut off, and is told so when it is back. */
    stop(why: Text): void {
      stopped = why;
      for (const screen of screens.keys()) screen.cut();
    },
  };
}

function deviceRole({ by, watch }: Seen): DeviceRole | undefined {
  if (by.role === 'display' && watch?.audience === 'display') return 'display';
  return by.role === 'kiosk' ? 'kiosk' : undefined;
}

function roomOf(watch: Watched, device: DeviceId): string {
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

function no(code: Exclude<HelloAnswer, { ok: true }>['code'], why?: Text): HelloAnswer {
  const message =
    code === 'protocolOld' || code === 'protocolNew' ? protocolWords[code] : sentence(code, { seconds: 1 });
  return { ok: false, code, message: why ?? message };
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
