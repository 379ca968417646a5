import { expect, test, vi } from 'vitest';
import { answerCall, callsOver, calls, channelOf, type CallName } from './calls.ts';

const names = Object.keys(calls) as CallName[];

/** Both ends without Electron between them. */
function joined(act: () => boolean | Promise<boolean> = () => true) {
  const did = vi.fn<() => boolean | Promise<boolean>>(act);
  const page = callsOver(names, (channel, args) => {
    const name = names.find((one) => channelOf(one) === channel)!;
    return answerCall(name, args, calls[name].from, did);
  });
  return { page, did };
}

test('I37 the way to the shell has at most twelve calls, each with a schema and one place it comes from', () => {
  expect(names.length).toBeLessThanOrEqual(12);
  expect(names).toEqual(['alive', 'retry', 'print']);
});

test('each call of the list goes through both ends', async () => {
  const { page, did } = joined();
  for (const name of names) expect(await page[name]?.()).toEqual({ ok: true });
  expect(did).toHaveBeenCalledTimes(names.length);
});

test('I37 what is not on the list is refused at both ends and nothing is done', async () => {
  const { page, did } = joined();
  const polluted = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as never;
  const loose = page as unknown as Record<CallName, (...args: unknown[]) => Promise<unknown>>;
  for (const args of [[1], [polluted], [undefined], [{}, {}], [[]]])
    for (const name of names) {
      expect(await loose[name](...args)).toEqual({ ok: false, error: 'malformed' });
      expect(await answerCall(name, args, calls[name].from, did)).toEqual({ ok: false, error: 'malformed' });
    }
  expect(did).not.toHaveBeenCalled();
  expect(({} as { polluted?: true }).polluted).toBeUndefined();
});

test('I37 a call from another place is refused before it is read', async () => {
  const did = vi.fn<() => boolean>(() => true);
  for (const name of names)
    for (const stand of ['screen', 'local', undefined] as const) {
      const answer = await answerCall(name, [], stand, did);
      expect(answer).toEqual(stand === calls[name].from ? { ok: true } : { ok: false, error: 'notHere' });
    }
  expect(did).toHaveBeenCalledTimes(names.length);
});

test('a page cannot add to what it was given, and hears of what was tried in vain', async () => {
  const { page } = joined(() => false);
  expect(Object.isFrozen(page)).toBe(true);
  expect(await page.print?.()).toEqual({ ok: false, error: 'failed' });
  const strange = callsOver(['alive'], () => Promise.resolve({ ok: true, and: 'more' }));
  expect(await strange.alive?.()).toEqual({ ok: false, error: 'failed' });
});
