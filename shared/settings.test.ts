import { expect, test } from 'vitest';
import { countOf, portOf, readSettings, switchOf, type Sources } from './settings.ts';

const flags = ['port', 'api-key', 'public-port-name'] as const;
const read = ({ argv = [], environment = {}, saved }: Partial<Sources>) => {
  const settings = readSettings(flags, 'usual', { argv, environment, ...(saved && { saved }) });
  if (!settings.ok) throw new Error(settings.error);
  return settings.value;
};
const sentence = (argv: readonly string[], text?: string) =>
  readSettings(flags, 'usual', { argv, environment: {}, saved: () => text });

test('flags come first, then variables, then the settings.json of the data folder', () => {
  const environment = { ANTREAN_PORT: '2', ANTREAN_API_KEY: 'two', ANTREAN_PUBLIC_PORT_NAME: 'two', ANTREAN_SEED: '7' };
  const asked: string[] = [];
  const saved = (data: string) => {
    asked.push(data);
    return '{"port": 3, "api-key": "three", "public-port-name": "three"}';
  };
  const all = read({ argv: ['--port=1', '--data', 'd'], environment, saved });
  expect(flags.map((flag) => all.get(flag))).toEqual(['1', 'two', 'two']);
  const fewer = read({ argv: ['--data', 'd'], environment: { ANTREAN_PORT: '2', ANTREAN_API_KEY: '' }, saved });
  expect(flags.map((flag) => fewer.get(flag))).toEqual(['2', 'three', 'three']);
  expect(flags.map((flag) => fewer.isFixed(flag))).toEqual([true, false, false]);
  expect(flags.map((flag) => fewer.nameOf(flag))).toEqual([
    'ANTREAN_PORT',
    'api-key in d/settings.json',
    'public-port-name in d/settings.json',
  ]);
  expect(asked).toEqual(['d', 'd']);
  const none = read({});
  expect([none.data, none.get('port'), none.isFixed('port'), none.nameOf('port')]).toEqual([
    'usual',
    undefined,
    false,
    '--port',
  ]);
  expect(read({ environment: { ANTREAN_DATA: 'other' } }).data).toBe('other');
});

const wrongs: readonly (readonly [argv: readonly string[], text: string | undefined, error: string])[] = [
  [
    ['--colour', 'red'],
    undefined,
    'Unknown setting --colour: there are --data, --port, --api-key, --public-port-name.',
  ],
  [['hub'], undefined, 'Unknown setting hub: there are --data, --port, --api-key, --public-port-name.'],
  [['--port'], undefined, '--port needs a value.'],
  [['--port='], undefined, '--port needs a value.'],
  [[], '{"data": "x"}', 'Unknown setting data in usual/settings.json: there are port, api-key, public-port-name.'],
  [[], '{"port": ""}', 'port in usual/settings.json needs a value.'],
  ...['', '[]', '{"port": null}', '{"port": 1'].map(
    (text) =>
      [
        [],
        text,
        'usual/settings.json must hold one object of texts and numbers, like {"port": 8080}: correct or remove it.',
      ] as const,
  ),
];
test.each(wrongs)('%j with %j is one sentence', (argv, text, error) => {
  expect(sentence(argv, text)).toEqual({ ok: false, error });
});

test('a port is a whole number, and what is wrong is named as it was given', () => {
  const port = (sources: Partial<Sources>) => portOf(read(sources), 'port', 8080);
  expect(port({})).toEqual({ ok: true, value: 8080 });
  expect(port({ argv: ['--port', '0'] })).toEqual({ ok: true, value: 0 });
  const wrong = (name: string, value: string) => ({
    ok: false,
    error: `${name} must be a whole number from 0 to 65535, not ${value}.`,
  });
  expect(port({ argv: ['--port', '65536'] })).toEqual(wrong('--port', '65536'));
  expect(port({ environment: { ANTREAN_PORT: '-1' } })).toEqual(wrong('ANTREAN_PORT', '-1'));
  expect(port({ saved: () => '{"port": 1.5}' })).toEqual(wrong('port in usual/settings.json', '1.5'));
});

test('a switch alone says yes, whatever stands behind it, and otherwise takes yes or no', () => {
  const at = (argv: readonly string[], environment = {}) => {
    const settings = readSettings(['port', 'api-key'], 'usual', { argv, environment }, ['api-key']);
    return settings.ok ? [switchOf(settings.value, 'api-key'), settings.value.get('port')] : settings.error;
  };
  const yes = { ok: true, value: true };
  expect(at(['--api-key'])).toEqual([yes, undefined]);
  expect(at(['--api-key', '--port', '1'])).toEqual([yes, '1']);
  expect(at(['--api-key', 'yes', '--port', '1'])).toEqual([yes, '1']);
  expect(at([], { ANTREAN_API_KEY: 'yes' })).toEqual([yes, undefined]);
  expect(at(['--api-key=no'])).toEqual([{ ok: true, value: false }, undefined]);
  expect(at([])).toEqual([{ ok: true, value: false }, undefined]);
  expect(at(['--api-key', '1'])).toEqual([{ ok: false, error: '--api-key must be yes or no, not 1.' }, undefined]);
  expect(at(['--port'])).toBe('--port needs a value.');
});

test('a count is whole and within its bounds', () => {
  const at = (text?: string) =>
    countOf(read({ argv: text === undefined ? [] : ['--port', text] }), 'port', { least: 2, most: 30, usual: 7 });
  expect([at(), at('2'), at('30')]).toEqual([7, 2, 30].map((value) => ({ ok: true, value })));
  for (const wrong of ['1', '31', '2.5', '-3', 'dua'])
    expect(at(wrong)).toEqual({ ok: false, error: `--port must be a whole number from 2 to 30, not ${wrong}.` });
});
