import { expect, test } from 'vitest';
import { handHub, quiet } from '../../../build/e2e/support/handHub.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import { protocolVersion, type Frame } from '../../../shared/protocol/hello.ts';
import { createSealer } from '../journal/seal.edge.ts';
import { createAccess } from './access.ts';
import { createScreens, type Screen } from './screens.ts';

const token = 'the token of a television';
const hello = { protocol: protocolVersion, token, watch: { audience: 'display', zone: 'hall' } };

interface HandScreen extends Screen {
  readonly name: string;
  readonly frames: Frame[];
}

/** The hub's side of screens, each of which takes its frames or does not. */
async function door(late = false) {
  const hand = await handHub({ late });
  /** Who was left out of each beat. */
  const beats: string[][] = [];
  const screens = createScreens<HandScreen>(
    {
      hub: hand.hub,
      access: createAccess([{ token, role: 'display', device: 'tv' as DeviceId }], (text) => text),
      build: 'b',
      alarm: () => undefined,
      sealer: createSealer(hand.journal.secrets),
      hash: (text) => text,
      log: { command: () => undefined },
      monotonic: () => hand.clock.clock.monotonic(),
    },
    {
      frame: (to, frame) => to.forEach(({ frames }) => frames.push(frame)),
      beat: (_beat, except) => beats.push(except.map(({ name }) => name)),
    },
  );
  function screen(name: string) {
    const one = {
      name,
      frames: [] as Frame[],
      waits: 0,
      cuts: 0,
      waiting: () => one.waits,
      cut: () => void one.cuts++,
    };
    return { one, guest: screens.enter(one) };
  }
  return { hand, screens, screen, beats };
}

test('I21 every display of a zone gets each change, and one that was behind the newest once it takes again', async () => {
  const { hand, screen } = await door();
  const [first, slow] = [screen('first'), screen('slow')];
  for (const { guest } of [first, slow]) expect(await guest.hello(hello)).toMatchObject({ ok: true });
  await quiet();
  const before = [first.one.frames.length, slow.one.frames.length];
  slow.one.waits = 2;
  for (const ticket of ['t-1', 't-2', 't-3']) {
    await hand.takes(ticket);
    await quiet();
  }
  expect(first.one.frames.length).toBeGreaterThan((before[0] ?? 0) + 1);
  expect(slow.one.frames.length).toBe(before[1]);
  slow.one.waits = 0;
  slow.guest.drained();
  expect(slow.one.frames.slice(before[1])).toEqual([first.one.frames.at(-1)]);
  expect(first.one.frames.at(-1)?.seq).toBeGreaterThan(first.one.frames.at(-2)?.seq ?? 0);
});

test('I21 a display that lacks a view hears no beat until it has it: a beat says that all is shown', async () => {
  const { hand, screens, screen, beats } = await door();
  const [, slow] = [screen('quick'), screen('slow')];
  await slow.guest.hello(hello);
  screens.beat(1_000);
  slow.one.waits = 2;
  await hand.takes('t-1');
  await quiet();
  screens.beat(2_000);
  slow.one.waits = 0;
  slow.guest.drained();
  screens.beat(3_000);
  expect(beats).toEqual([[], ['slow'], []]);
});

test('I21 a hub that ends because a screen saw more than it holds welcomes neither that screen nor a later one', async () => {
  const { hand, screen } = await door();
  const later = { epoch: hand.hub.epoch + 1, seq: 9 };
  expect(await screen('tv').guest.hello({ ...hello, seen: later })).toMatchObject({ ok: false, code: 'notReady' });
  const known = { epoch: hand.hub.epoch, seq: 0 };
  expect(await screen('late').guest.hello({ ...hello, seen: known })).toMatchObject({ ok: false, code: 'notReady' });
  expect(hand.failures).toHaveLength(1);
});

test('A1 a display that is gone before its hello is answered is not reported as there', async () => {
  const { hand, screen } = await door(true);
  const { guest } = screen('tv');
  const welcome = guest.hello(hello);
  await quiet();
  guest.gone();
  for (let i = 0; i < 5; i++) await hand.commit();
  await welcome;
  for (let i = 0; i < 5; i++) await hand.commit();
  expect(hand.hub.floor().devices.get('tv' as DeviceId)?.connected ?? false).toBe(false);
});

test('A2 a display that leaves three beats unanswered is cut off; one that answers again in time, or never did, is not', async () => {
  const { screens, screen } = await door();
  const [hangs, hesitates, old] = [screen('hangs'), screen('hesitates'), screen('old')];
  for (const { guest } of [hangs, hesitates, old]) await guest.hello(hello);
  const cuts = () => [hangs, hesitates, old].map(({ one }) => one.cuts);
  let up = 0;
  const beat = () => screens.beat((up += 1_000));
  beat();
  for (const { guest } of [hangs, hesitates]) guest.here();
  beat();
  beat();
  hesitates.guest.here();
  expect(cuts()).toEqual([0, 0, 0]);
  beat();
  expect(cuts()).toEqual([1, 0, 0]);
  for (let i = 0; i < 20; i++) {
    beat();
    hesitates.guest.here();
  }
  expect(cuts().slice(1)).toEqual([0, 0]);
});

test('F2 what is foreseen reaches a screen without any event, where it changes what the screen shows', async () => {
  const { hand, screen } = await door();
  const { one, guest } = screen('tv');
  await guest.hello(hello);
  await quiet();
  const before = one.frames.length;
  hand.hub.foresees();
  await quiet();
  expect(one.frames).toHaveLength(before);
  hand.hub.keptPromises = () => ({ days: 30, of: 8, in: 10 });
  hand.hub.foresees();
  await quiet();
  expect(one.frames).toHaveLength(before + 1);
  expect(one.frames.at(-1)?.view).toMatchObject({ kept: { of: 8 } });
});
