import { expect, test } from 'vitest';
import { handHub } from '../../../build/e2e/support/handHub.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import type { Frame } from '../../../shared/protocol/hello.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Role } from '../../../shared/protocol/roles.ts';
import { createScreens, type Screen } from './screens.ts';

const names: { readonly [token: string]: Role } = { tv: 'display', kiosk: 'kiosk', office: 'api' };

/** The screens' door with the hub's clock in hand. */
async function door() {
  const hand = await handHub();
  const frames: Frame[] = [];
  const screens = createScreens<Screen>(
    {
      hub: hand.hub,
      access: {
        admit: (token) => {
          const role = names[token];
          return role && { role, device: token as DeviceId };
        },
      },
      build: 'b1',
      alarm: () => {},
      sealer: {} as never,
      hash: (text) => text,
      log: { command: () => {} },
      monotonic: hand.clock.clock.monotonic,
    },
    { frame: (_to, frame) => void frames.push(frame), beat: () => {} },
  );
  function enter() {
    let cuts = 0;
    const guest = screens.enter({ waiting: () => 0, cut: () => void cuts++ });
    const hello = async (token: string) => {
      const watch = token === 'tv' ? { audience: 'display', zone: 'hall' } : { audience: 'none' };
      const said = await guest.hello({ protocol: 1, token, watch });
      return said.ok ? 'welcome' : said.code;
    };
    const command = () =>
      new Promise<string>((resolve) =>
        guest.command({}, (reply: Reply) => resolve(reply.ok ? 'ok' : reply.error.code)),
      );
    return { guest, hello, command, cuts: () => cuts };
  }
  /** So many seconds, each with its beat. */
  function pass(seconds: number) {
    for (let i = 0; i < seconds; i++) {
      hand.clock.pass(1_000);
      screens.beat(0);
    }
  }
  return { hand, enter, pass };
}

test('I40 hellos have their pace: a screen that greets without end is refused and writes nothing', async () => {
  const { enter, pass, hand } = await door();
  const tv = enter();
  const said = [];
  for (let i = 0; i < 7; i++) said.push(await tv.hello('tv'));
  expect(said).toEqual([...Array.from({ length: 5 }, () => 'welcome'), 'tooMany', 'tooMany']);
  const { seq } = hand.hub.floor();
  pass(1);
  expect(await tv.hello('tv')).toBe('welcome');
  expect(hand.hub.seq()).toBe(seq);
});

test('I40 another hello does not give a connection another pace of commands', async () => {
  const { enter } = await door();
  const kiosk = enter();
  const said: string[] = [];
  for (let hello = 0; hello < 2; hello++) {
    await kiosk.hello('kiosk');
    for (let i = 0; i < 30; i++) said.push(await kiosk.command());
  }
  expect(said.filter((code) => code === 'malformed')).toHaveLength(40);
  expect(said.slice(40)).toEqual(Array.from({ length: 20 }, () => 'tooMany'));
});

test('I40 who says no hello is cut off after 8 s; a screen that was refused and asks again keeps its line', async () => {
  const { enter, pass } = await door();
  const [mute, garbled, refused, welcome] = [enter(), enter(), enter(), enter()];
  expect(await welcome.hello('tv')).toBe('welcome');
  expect(await refused.hello('nobody')).toBe('unauthorized');
  for (let i = 0; i < 4; i++) {
    await garbled.guest.hello({ protocol: 1, token: 'tv' });
    pass(5);
    expect(await refused.hello('nobody')).toBe('unauthorized');
  }
  expect([mute, garbled, refused, welcome].map(({ cuts }) => cuts() > 0)).toEqual([true, true, false, false]);
});

test('I40 who floods is cut off, and another system that speaks for many is not', async () => {
  const { enter, pass } = await door();
  const [stranger, tv, office] = [enter(), enter(), enter()];
  await tv.hello('tv');
  await office.hello('office');
  for (let i = 0; i < 400; i++) for (const { guest } of [stranger, tv, office]) guest.word();
  expect([stranger, tv, office].map(({ cuts }) => cuts())).toEqual([0, 0, 0]);
  pass(1);
  for (let i = 0; i < 101; i++) for (const { guest } of [stranger, tv, office]) guest.word();
  expect([stranger, tv, office].map(({ cuts }) => cuts())).toEqual([1, 1, 0]);
});
