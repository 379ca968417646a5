import { expect, test } from 'vitest';
import { kioskSettings, withChoice } from './settings.ts';

const given = [
  '--hub',
  'http://10.0.0.2:8080',
  '--printer=tcp://10.0.0.9:9100',
  '--data',
  'd',
  '--port',
  '9',
  '--token',
  't',
];

test('flags come first, then the environment, then what is usual', () => {
  expect(kioskSettings([...given, '--device', 'kiosk-1'], { ANTREAN_PORT: '10', ANTREAN_PAPER: '58' })).toEqual({
    ok: true,
    value: {
      hub: 'http://10.0.0.2:8080',
      printer: 'tcp://10.0.0.9:9100',
      paper: 58,
      data: 'd',
      port: 9,
      token: 't',
      device: 'kiosk-1',
      attendantCode: undefined,
      fixed: ['printer', 'hub'],
      follow: 'd/copy',
    },
  });
  expect(kioskSettings([], { ANTREAN_TOKEN: 't' })).toMatchObject({
    ok: true,
    value: { paper: 80, port: 8090, printer: 'virtual:antrean-kiosk/slips', device: undefined },
  });
});

test('what was chosen at the kiosk comes after flags and variables, and is not chosen over them', () => {
  const chosen = () => withChoice('{"hub":"http://10.0.0.7"}', 'printer', 'tcp://10.0.0.7:9100');
  expect(kioskSettings([], { ANTREAN_TOKEN: 't' }, chosen)).toMatchObject({
    value: { printer: 'tcp://10.0.0.7:9100', hub: 'http://10.0.0.7', fixed: [] },
  });
  expect(kioskSettings(['--printer', 'file:///dev/usb/lp0'], { ANTREAN_TOKEN: 't' }, chosen)).toMatchObject({
    value: { printer: 'file:///dev/usb/lp0', hub: 'http://10.0.0.7', fixed: ['printer'] },
  });
  expect(kioskSettings([], { ANTREAN_TOKEN: 't', ANTREAN_HUB: 'http://10.0.0.8' }, chosen)).toMatchObject({
    value: { hub: 'http://10.0.0.8', fixed: ['hub'] },
  });
});

test.each([
  [['--colour', 'red'], 'Unknown setting --colour'],
  [['kiosk'], 'Unknown setting kiosk'],
  [['--port'], '--port needs a value'],
  [['--port', '70000'], '--port must be'],
  [['--hub', 'ftp://x'], '--hub must be'],
  [['--hub', 'nowhere'], '--hub must be'],
  [['--paper', '57'], '--paper must be'],
  [['--device', 'a b'], '--device must be'],
  [['--attendant-code', '123'], '--attendant-code must be'],
  [['--attendant-code', '12a4'], '--attendant-code must be'],
  [[], '--token is missing'],
])('%j is one sentence', (argv, sentence) => {
  const environment = argv.length === 0 ? {} : { ANTREAN_TOKEN: 't' };
  expect(kioskSettings(argv, environment)).toMatchObject({
    ok: false,
    error: expect.stringContaining(sentence) as string,
  });
});

test('settings.json may hold every setting, and a fault in it is named where it is', () => {
  const from = (saved: object, environment = {}) => kioskSettings([], environment, () => JSON.stringify(saved));
  expect(from({ token: 't', port: 8091, paper: 58, 'attendant-code': 4711 })).toMatchObject({
    value: { token: 't', port: 8091, paper: 58, attendantCode: '4711', fixed: [] },
  });
  expect(from({ token: 't', port: 8091 }, { ANTREAN_PORT: '8092' })).toMatchObject({ value: { port: 8092 } });
  const fault = (saved: object) => from({ token: 't', ...saved });
  expect(fault({ hub: 'nowhere' })).toMatchObject({
    error: expect.stringMatching(/^hub in antrean-kiosk\/settings.json must be an address/) as string,
  });
  expect(fault({ colour: 'red' })).toMatchObject({
    error: expect.stringMatching(/^Unknown setting colour in antrean-kiosk\/settings.json/) as string,
  });
});

test('a choice made at the kiosk leaves the rest of settings.json as it was', () => {
  expect(JSON.parse(withChoice('{"token":"t","port":8091,"hub":"http://10.0.0.7"}', 'hub', 'http://10.0.0.8'))).toEqual(
    {
      token: 't',
      port: 8091,
      hub: 'http://10.0.0.8',
    },
  );
  expect(JSON.parse(withChoice(undefined, 'printer', 'virtual:x'))).toEqual({ printer: 'virtual:x' });
  expect(() => withChoice('{"token":', 'hub', 'http://10.0.0.8')).toThrow(SyntaxError);
  expect(() => withChoice('["token"]', 'hub', 'http://10.0.0.8')).toThrow('expected');
});
