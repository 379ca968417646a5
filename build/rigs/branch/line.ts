import type { Guest, Screen } from '../../../apps/hub/server/screens.ts';
import type { By } from '../../../apps/hub/domain/events.ts';
import { answerMs, type WireHandlers } from '../../../shared/hubLink.ts';
import type { Command, WireCommand } from '../../../shared/protocol/commands.ts';
import type { Hello } from '../../../shared/protocol/hello.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { PluggedWire } from '../kiosk/plainWire.ts';
import type { World } from './world.ts';

/** The hub's end of a connection. `text` is JSON. */
export interface HubEnd extends Screen {
  push(event: 'frame' | 'beat', text: string): void;
}

/** The hub as the lines meet it: undefined while nobody listens. */
export interface Listener {
  enter(end: HubEnd): Guest | undefined;
}

type Way = 'up' | 'down';
interface Connection {
  /** Neither end takes anything any more that is under way to it. */
  readonly over: { up: boolean; down: boolean };
  readonly last: { up: number; down: number };
  readonly pending: Map<number, { readonly reject: (error: Error) => void; readonly forget: () => void }>;
  readonly handlers: WireHandlers;
  guest: Guest | undefined;
  isOpen: boolean;
  hasPower: boolean;
  /** Sent down and not arrived. */
  queued: number;
}

/** The line of one client, with what is wrong with it; it outlives connections. */
export interface Line {
  readonly name: string;
  openWire(handlers: WireHandlers): PluggedWire;
  /** The connection is gone at both ends, each in its own time. */
  breaks(): void;
  /** Nothing arrives one way, or either, for so long; then it all does, unless somebody has hung up. */
  holds(way: Way | 'both', ms: number): void;
  heals(): void;
  /** The hub's process is gone. */
  hubDied(): void;
  /** Something asked over another connection of the same line: it takes that long, or never comes. */
  fetch<Answer>(read: () => Answer): Promise<Answer>;
}

/** Replies of a hub that notices silence: a ping each 5 s, 3 s for its answer. */
const noticedMs = { least: 3_000, most: 8_000 };
const dialMs = 5_000;

export interface LineParts {
  readonly world: World;
  readonly hub: Listener;
  readonly name: string;
  readonly by: By;
  /** Mean of what a message takes one way. */
  readonly meanMs: number;
  /** A2: as displays do. */
  readonly answersBeats: boolean;
  /** How often a command comes twice. */
  readonly replays: number;
}

/** As socket.io over TCP: in order, nothing twice or half, acknowledged or broken; late without bound. */
export function createLine({ world, hub, name, by, meanMs, answersBeats, replays }: LineParts): Line {
  const { time, chance } = world;
  const heldUntil = { up: 0, down: 0 };
  const connections = new Set<Connection>();
  let asks = 0;

  const isHeld = (way: Way) => heldUntil[way] > time.now();
  const delay = () => 1 - Math.log(1 - chance.next()) * meanMs;

  /** One message after the others of its way. */
  function carry(connection: Connection, way: Way, work: () => void): void {
    const at = Math.max(connection.last[way], Math.max(time.now(), heldUntil[way]) + delay());
    connection.last[way] = at;
    time.after(at - time.now(), () => {
      if (!connection.over[way]) work();
    });
  }

  function hangUpHere(connection: Connection, byHub: boolean): void {
    if (!connection.isOpen) return;
    connection.isOpen = false;
    connection.over.down = true;
    connections.delete(connection);
    for (const { reject, forget } of connection.pending.values()) {
      forget();
      if (connection.hasPower) reject(new Error('the line broke'));
    }
    connection.pending.clear();
    if (!connection.hasPower) return;
    world.note(`${name} lost the hub`);
    connection.handlers.onClosed(byHub);
  }

  function hangUpThere(connection: Connection): void {
    connection.over.up = true;
    const { guest } = connection;
    connection.guest = undefined;
    guest?.gone();
  }

  /** The other end learns of it by the line, or by the silence. */
  function tellThere(connection: Connection): void {
    const { guest } = connection;
    if (!guest) return;
    const wait = connection.hasPower && !isHeld('up') ? delay() : chance.int(noticedMs.least, noticedMs.most);
    time.after(wait, () => hangUpThere(connection));
  }
  function tellHere(connection: Connection, byHub: boolean, redial: () => void): void {
    const wait = isHeld('down') ? chance.int(noticedMs.least, noticedMs.most) : 0;
    const at = Math.max(time.now() + wait, connection.last.down) + delay();
    time.after(at - time.now(), () => {
      if (!connection.isOpen) return;
      hangUpHere(connection, byHub);
      if (!byHub && connection.hasPower) redial();
    });
  }
  const redials = new WeakMap<Connection, () => void>();
  const redialOf = (connection: Connection) => redials.get(connection) ?? (() => {});

  function breakConnection(connection: Connection): void {
    time.after(chance.happens(0.5) ? delay() : chance.int(noticedMs.least, noticedMs.most), () =>
      hangUpThere(connection),
    );
    time.after(chance.happens(0.5) ? delay() : chance.int(noticedMs.least, noticedMs.most), () => {
      if (!connection.isOpen) return;
      hangUpHere(connection, false);
      if (connection.hasPower) redialOf(connection)();
    });
    connection.over.down = connection.over.up = true;
  }

  function endOf(connection: Connection): HubEnd {
    /** So many frames lie in the machines between before the hub sees that none leaves. */
    const between = chance.int(0, 3);
    return {
      waiting: () => (isHeld('down') ? Math.max(0, connection.queued - between) : 0),
      cut() {
        if (!connection.guest) return;
        time.after(0, () => hangUpThere(connection));
        tellHere(connection, true, redialOf(connection));
      },
      push(event, text) {
        connection.queued++;
        carry(connection, 'down', () => {
          connection.queued--;
          world.note(`${name} < ${event} ${text.slice(0, 60)}`);
          const said: unknown = JSON.parse(text);
          if (connection.hasPower && event === 'frame') connection.handlers.onFrame(said);
          else if (connection.hasPower) {
            connection.handlers.onBeat(said);
            if (answersBeats) carry(connection, 'up', () => connection.guest?.here());
          }
          if (isHeld('down')) return;
          connection.guest?.drained();
        });
      },
    };
  }

  function openWire(handlers: WireHandlers): PluggedWire {
    let current: Connection | undefined;
    let attempts = 0;
    let isClosed = false;

    function again(): void {
      const usual = Math.min(1_500, 400 * 2 ** attempts++);
      time.after(usual * (0.7 + 0.6 * chance.next()), dial);
    }

    function dial(): void {
      if (isClosed || current?.isOpen) return;
      const wait = isHeld('up') || isHeld('down') ? dialMs : 2 * delay();
      time.after(wait, () => {
        if (isClosed || current?.isOpen) return;
        const connection: Connection = {
          over: { up: false, down: false },
          last: { up: 0, down: 0 },
          pending: new Map(),
          handlers,
          guest: undefined,
          isOpen: true,
          hasPower: true,
          queued: 0,
        };
        if (isHeld('up') || isHeld('down')) return again();
        connection.guest = hub.enter(endOf(connection));
        if (!connection.guest) return again();
        current = connection;
        attempts = 0;
        connections.add(connection);
        redials.set(connection, again);
        carry(connection, 'down', () => {
          world.note(`${name} met the hub`);
          if (connection.hasPower) handlers.onOpen();
        });
      });
    }
    time.after(chance.int(0, 500), dial);

    return {
      isOpen: () => current?.isOpen === true,
      dial,
      close() {
        isClosed = true;
        if (!current?.isOpen) return;
        tellThere(current);
        hangUpHere(current, false);
      },
      cut() {
        isClosed = true;
        if (!current) return;
        current.hasPower = false;
        tellThere(current);
        hangUpHere(current, false);
      },
      ask: (event, body) => (current?.isOpen ? ask(current, event, body) : Promise.reject(new Error('no line'))),
    };
  }

  function ask(connection: Connection, event: 'hello' | 'command', body: Hello | WireCommand): Promise<unknown> {
    const id = ++asks;
    const text = JSON.stringify(body);
    const came = event === 'command' ? world.leaves(body as Command, by) : () => {};
    return new Promise((resolve, reject) => {
      const forget = time.after(answerMs, () => {
        connection.pending.delete(id);
        reject(new Error('no answer'));
      });
      connection.pending.set(id, { reject, forget });
      const answerWith = (isFirst: boolean) => (said: unknown) => {
        // What the hub says leaves as bytes, whatever it does to its own memory afterwards.
        const answer = JSON.stringify(said);
        carry(connection, 'down', () => {
          world.note(`${name} < answer ${id} ${answer.slice(0, 80)}`);
          const heard = JSON.parse(answer) as Reply;
          came(heard);
          if (!isFirst || !connection.pending.delete(id)) return;
          forget();
          if (connection.hasPower) resolve(heard);
        });
      };
      const arrive = (isFirst: boolean) => {
        const { guest } = connection;
        if (!guest) return;
        guest.word();
        world.note(`${name} > ${event} ${id} ${text.slice(0, 80)}`);
        if (event === 'hello') void guest.hello(JSON.parse(text)).then(answerWith(isFirst));
        else guest.command(JSON.parse(text), answerWith(isFirst));
      };
      carry(connection, 'up', () => {
        arrive(true);
        if (event === 'command' && chance.happens(replays))
          time.after(chance.int(1, 3_000), () => carry(connection, 'up', () => arrive(false)));
      });
    });
  }

  function holds(way: Way | 'both', ms: number): void {
    const ways: readonly Way[] = way === 'both' ? ['up', 'down'] : [way];
    for (const one of ways) heldUntil[one] = Math.max(heldUntil[one], time.now() + ms);
    world.note(`${name} is held ${way} for ${ms}`);
    const isStill = () => ways.some(isHeld);
    for (const connection of connections) {
      time.after(chance.int(noticedMs.least, noticedMs.most), () => {
        if (!isStill() || !connection.guest) return;
        hangUpThere(connection);
        tellHere(connection, false, redialOf(connection));
      });
      if (ways.includes('down'))
        time.after(chance.int(noticedMs.least, noticedMs.most), () => {
          if (!isHeld('down') || !connection.isOpen) return;
          tellThere(connection);
          hangUpHere(connection, false);
          if (connection.hasPower) redialOf(connection)();
        });
    }
  }

  return {
    name,
    openWire,
    breaks() {
      world.note(`${name} breaks`);
      for (const connection of connections) breakConnection(connection);
    },
    holds,
    heals() {
      heldUntil.up = heldUntil.down = 0;
    },
    hubDied() {
      for (const connection of connections) {
        connection.guest = undefined;
        connection.over.up = true;
        // What the dead process had handed over may still come, or not.
        if (chance.happens(0.5)) connection.over.down = true;
        tellHere(connection, false, redialOf(connection));
      }
    },
    fetch: (read) =>
      new Promise((resolve, reject) => {
        const isLost = isHeld('up') || isHeld('down');
        time.after(isLost ? dialMs : 2 * delay(), () => {
          if (isLost) return reject(new Error('no answer'));
          try {
            resolve(read());
          } catch (error) {
            reject(error as Error);
          }
        });
      }),
  };
}
