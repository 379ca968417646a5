import { expect, test } from 'vitest';
import { startHubLink, type WireHandlers } from './hubLink.ts';
import { BusinessDay, CommandKey, DeviceId, ZoneId } from './ids.ts';
import type { Frame, Hello, HelloAnswer, Seen } from './protocol/hello.ts';

const at = 1_795_000_000_000;
const view = {
  audience: 'display' as const,
  document: 'h',
  day: BusinessDay.parse('2026-11-24'),
  zone: ZoneId.parse('hall'),
  voice: null,
  calling: [],
  counters: [],
  recent: [],
  missed: [],
  waiting: [],
  notToday: [],
  emergency: false,
};
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A link whose time passes by hand, over a wire that does what the test says. */
function byHand(seen?: Seen) {
  let now = 0;
  let due: { readonly at: number; readonly work: () => void }[] = [];
  /** What the page was told, in its order. */
  const states: string[] = [];
  const asked: ((answer: unknown) => void)[] = [];
  const hellos: Hello[] = [];
  let handlers: WireHandlers | undefined;
  let isOpen = false;
  let dials = 0;
  const link = startHubLink(
    {
      hello: { token: 'secret', watch: { audience: 'display', zone: ZoneId.parse('hall') } },
      seen,
      onFrame: ({ seq }) => states.push(`frame ${seq}`),
      onState: ({ kind }) => states.push(kind),
    },
    {
      clock: { wall: () => at + now, monotonic: () => now },
      wakeIn(ms, work) {
        const one = { at: now + ms, work };
        due.push(one);
        return () => {
          due = due.filter((other) => other !== one);
        };
      },
      chance: () => 0.5,
      openWire(heard) {
        handlers = heard;
        return {
          isOpen: () => isOpen,
          dial: () => void dials++,
          ask: (event, body: Hello | object) => {
            if (event === 'hello') hellos.push(body as Hello);
            return new Promise((resolve) => asked.push(resolve));
          },
          close: () => undefined,
        };
      },
    },
  );
  return {
    link,
    states,
    asked,
    hellos,
    dials: () => dials,
    opens() {
      isOpen = true;
      handlers?.onOpen();
    },
    closes(byHub: boolean) {
      isOpen = false;
      handlers?.onClosed(byHub);
    },
    beat: (up: number, seq = 1, epoch = 1) => handlers?.onBeat({ epoch, seq, at: at + now, up, build: 'b' }),
    frame: (seq: number) => handlers?.onFrame({ epoch: 1, seq, at: at + now, view }),
    async welcomes(frame: Frame | null = null) {
      const answer: HelloAnswer = {
        ok: true,
        device: DeviceId.parse('tv'),
        role: 'display',
        office: 'kantor',
        build: 'b',
        frame,
      };
      asked.shift()?.(answer);
      await settled();
    },
    async pass(ms: number) {
      const until = now + ms;
      for (;;) {
        const next = due.filter((one) => one.at <= until).toSorted((one, other) => one.at - other.at)[0];
        if (!next) break;
        due = due.filter((one) => one !== next);
        now = next.at;
        next.work();
        await settled();
      }
      now = until;
    },
  };
}

test('I21 a link is stale 3 s after the last word at the latest, and not while beats come', async () => {
  const hand = byHand();
  hand.opens();
  await hand.welcomes();
  for (let second = 1; second <= 5; second++) {
    await hand.pass(1_000);
    hand.beat(second * 1_000);
  }
  expect(hand.states).toEqual(['live']);
  await hand.pass(3_000);
  expect(hand.states).toEqual(['live', 'stale']);
});

test('I21 a stale link names the time of the newest thing it shows, be that a beat or a frame', async () => {
  const hand = byHand();
  hand.opens();
  await hand.welcomes();
  hand.beat(0);
  await hand.pass(900);
  hand.frame(2);
  await hand.pass(3_000);
  expect(hand.link.state()).toEqual({ kind: 'stale', since: at + 900 });
  hand.beat(3_900, 2);
  await hand.pass(3_000);
  expect(hand.link.state()).toEqual({ kind: 'stale', since: at + 3_900 });
});

test('I21 a beat that was long on its way does not make a link live again', async () => {
  const hand = byHand();
  hand.opens();
  await hand.welcomes();
  hand.beat(0);
  await hand.pass(6_000);
  expect(hand.states).toEqual(['live', 'stale']);
  hand.beat(1_000);
  expect(hand.states).toEqual(['live', 'stale']);
  hand.beat(6_000);
  expect(hand.states).toEqual(['live', 'stale', 'live']);
});

test('I21 a line that is held right after its welcome is known by the beat before it', async () => {
  const hand = byHand();
  hand.opens();
  hand.beat(0);
  await hand.welcomes();
  await hand.pass(4_000);
  hand.beat(1_000);
  expect(hand.states).toEqual(['live', 'stale']);
});

test('I21 what comes over a line that has not welcomed yet is not heard', async () => {
  const hand = byHand();
  hand.opens();
  await hand.welcomes();
  hand.closes(false);
  for (let second = 1; second <= 4; second++) {
    hand.beat(second * 1_000);
    await hand.pass(1_000);
  }
  expect(hand.states).toEqual(['live', 'stale']);
});

test('I21 a line that was slow before its welcome is known to be, and what then comes late makes nothing live', async () => {
  const hand = byHand();
  hand.opens();
  await hand.pass(1_000);
  hand.beat(1_000);
  await hand.welcomes();
  await hand.pass(3_000);
  expect(hand.states).toEqual(['live', 'stale']);
  await hand.pass(3_000);
  hand.beat(2_000);
  hand.frame(2);
  expect(hand.states).toEqual(['live', 'stale', 'frame 2']);
});

test('I21 a hub that is behind what was seen of it makes nothing live, by welcome, frame or beat', async () => {
  const hand = byHand({ epoch: 2, seq: 5 });
  hand.opens();
  await hand.welcomes({ epoch: 1, seq: 9, at, view });
  hand.frame(10);
  hand.beat(1_000, 10);
  expect(hand.states).toEqual([]);
  hand.beat(2_000, 1, 3);
  expect(hand.states).toEqual(['live']);
});

test('I23 a page has the frame of its welcome before it is told that it is live: it never acts on what it knew before', async () => {
  const hand = byHand();
  hand.opens();
  await hand.welcomes({ epoch: 1, seq: 1, at, view });
  hand.closes(false);
  await hand.pass(4_000);
  hand.opens();
  await hand.welcomes({ epoch: 1, seq: 9, at: at + 4_000, view });
  expect(hand.states).toEqual(['frame 1', 'live', 'stale', 'frame 9', 'live']);
});

test('I39 a hub that begins anew has another clock, and its beats are heard by that', async () => {
  const hand = byHand();
  hand.opens();
  await hand.welcomes();
  hand.beat(900_000);
  hand.closes(false);
  await hand.pass(10_000);
  hand.opens();
  await hand.welcomes();
  for (let second = 1; second <= 5; second++) {
    hand.beat(second * 1_000);
    await hand.pass(1_000);
  }
  expect(hand.states).toEqual(['live', 'stale', 'live']);
});

test('I39 a hello that is not answered as it should be is said again after 5 s', async () => {
  const hand = byHand();
  hand.opens();
  hand.asked.shift()?.('what?');
  await settled();
  await hand.pass(4_999);
  expect(hand.asked).toHaveLength(0);
  await hand.pass(1);
  expect(hand.asked).toHaveLength(1);
  await hand.welcomes();
  expect(hand.link.state().kind).toBe('live');
});

test('I39 a line that the hub has closed is dialled again, once', async () => {
  const hand = byHand();
  hand.opens();
  await hand.welcomes();
  hand.closes(true);
  await hand.pass(2_000);
  expect(hand.dials()).toBe(1);
  await hand.pass(10_000);
  expect(hand.dials()).toBe(1);
});

test('I19 each hello says the furthest the hub was ever heard to be: before this link, by beats, by answers', async () => {
  const hand = byHand({ epoch: 1, seq: 7 });
  hand.opens();
  await hand.welcomes();
  hand.beat(0, 5);
  hand.closes(false);
  hand.opens();
  await hand.welcomes();
  hand.beat(0, 9);
  const answer = hand.link.send({ type: 'ClearEmergency', key: CommandKey.parse('k'), emergency: 1 });
  hand.asked.shift()?.({ ok: true, seq: 12, result: {} });
  await answer;
  hand.closes(false);
  hand.opens();
  await hand.welcomes();
  hand.beat(0, 2, 3);
  hand.closes(false);
  hand.opens();
  expect(hand.hellos.map(({ seen }) => seen)).toEqual([
    { epoch: 1, seq: 7 },
    { epoch: 1, seq: 7 },
    { epoch: 1, seq: 12 },
    { epoch: 3, seq: 2 },
  ]);
});
