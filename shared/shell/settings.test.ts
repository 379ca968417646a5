import { expect, test } from 'vitest';
import { shellFlags, shellSettings, type AppName } from './settings.ts';

function settings(
  app: AppName,
  argv: readonly string[],
  {
    environment = {},
    file,
    packaged = true,
  }: { environment?: Record<string, string>; file?: string; packaged?: boolean } = {},
) {
  const flags = shellFlags(app, { argv, environment, packaged });
  return flags.ok ? shellSettings(app, flags.value, { path: '/d/settings.json', text: file }, packaged) : flags;
}
const sentence = (...given: Parameters<typeof settings>) => {
  const read = settings(...given);
  return read.ok ? undefined : read.error;
};

test('a shell without settings opens what runs on this computer', () => {
  const screenOf = (app: AppName) => settings(app, [], { packaged: true });
  expect(screenOf('kiosk')).toMatchObject({ ok: true, value: { screen: 'http://127.0.0.1:8090/' } });
  expect(screenOf('counter')).toMatchObject({ ok: true, value: { screen: 'http://127.0.0.1:8080/counter/' } });
  expect(screenOf('display')).toMatchObject({
    ok: true,
    value: { screen: 'http://127.0.0.1:8080/display/', language: 'id', monitor: 1, windowed: false },
  });
});

test('flags come before variables, variables before settings.json', () => {
  const file = '{"hub":"http://10.0.0.3:8080","zone":"c","language":"en"}';
  const environment = { ANTREAN_HUB: 'http://10.0.0.2:8080', ANTREAN_ZONE: 'b' };
  expect(settings('display', ['--hub=http://10.0.0.1:8080'], { environment, file })).toMatchObject({
    ok: true,
    value: { screen: 'http://10.0.0.1:8080/display/?zone=b&lang=en', language: 'en' },
  });
});

test('what is wrong is said in one sentence that names it', () => {
  expect(sentence('counter', ['--hbu', 'x'])).toBe(
    'Unknown setting --hbu: there are --hub, --counter, --ca, --data, --language, --monitor, --windowed.',
  );
  expect(sentence('counter', ['--hub'])).toBe('--hub needs a value.');
  expect(sentence('counter', ['--hub', '--counter'])).toBe('--hub needs a value.');
  expect(sentence('counter', ['stray'])).toContain('Unknown setting stray');
  for (const hub of ['file:///x', 'hub', 'http://u:p@h/', 'http://h/x', 'javascript:1'])
    expect(sentence('counter', ['--hub', hub])).toContain(`not ${hub}.`);
  expect(sentence('kiosk', ['--agent', 'http://192.168.1.9:8090'])).toContain('an address of this computer');
  expect(sentence('counter', ['--counter', 'a b'])).toContain('not a b.');
  expect(sentence('display', ['--monitor', '0'])).toContain('from 1 to 16, not 0.');
  expect(sentence('display', ['--language', 'fr'])).toBe('--language must be id or en, not fr.');
  expect(sentence('kiosk', ['--windowed', 'yes'])).toContain('for the workshop');
  expect(sentence('kiosk', ['--windowed', 'yes'], { packaged: false })).toBeUndefined();
});

test('settings.json holds the same names and nothing else', () => {
  expect(sentence('kiosk', [], { file: '[]' })).toContain('/d/settings.json must hold one object of texts');
  expect(sentence('kiosk', [], { file: 'x' })).toContain('/d/settings.json must hold one object of texts');
  expect(sentence('kiosk', [], { file: '{"hub":"http://h"}' })).toBe(
    'Unknown setting hub in /d/settings.json: there are agent, language, monitor, windowed.',
  );
  expect(sentence('kiosk', [], { file: '{"constructor":"x"}' })).toContain('Unknown setting constructor');
});

test('I37 an installed shell takes no switch of Chromium or Node that opens it', () => {
  const openings = [
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect-brk=0',
    '--no-sandbox',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--load-extension=/x',
    '--js-flags=--expose-gc',
    '--proxy-server=http://x',
    '--host-rules=MAP * evil',
    '--user-data-dir=/x',
  ];
  for (const opening of openings) expect(sentence('kiosk', [opening])).toContain(`Unknown setting ${opening}`);
  expect(sentence('kiosk', ['--ozone-platform=wayland', '--disable-gpu'])).toBeUndefined();
  expect(sentence('kiosk', ['--no-sandbox', '--remote-debugging-port=0'], { packaged: false })).toBeUndefined();
});
