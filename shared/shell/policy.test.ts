import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isScreen, keyPasses, localOrigin, mayFetch, standOf } from './policy.ts';

const counter = 'http://192.168.1.10:8080/counter/?counter=loket-1';
const kiosk = 'http://127.0.0.1:8090/';

test('I37 a page stays in its folder of its own origin', () => {
  expect(isScreen(counter, 'http://192.168.1.10:8080/counter/?counter=loket-2')).toBe(true);
  expect(isScreen(counter, 'http://192.168.1.10:8080/practice/?counter=loket-2')).toBe(true);
  expect(isScreen('http://192.168.1.10:8080/display/', 'http://192.168.1.10:8080/practice/')).toBe(false);
  expect(isScreen(kiosk, `${kiosk}index.html`)).toBe(true);
  const others = [
    'http://192.168.1.10:8080/start/',
    'http://192.168.1.10:8080/counter/../display/',
    'http://192.168.1.10:8081/counter/',
    'https://192.168.1.10:8080/counter/',
    'http://192.168.1.10:8080@evil.example/counter/',
    'http://evil@192.168.1.10:8080/counter/',
    'http://192.168.1.10.evil.example:8080/counter/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,hello',
    'about:blank',
    'chrome://settings',
    'devtools://devtools/bundled/inspector.html',
    'view-source:http://192.168.1.10:8080/counter/',
    'blob:http://192.168.1.10:8080/0',
    `${localOrigin}/index.html`,
    'nothing',
    '',
  ];
  for (const address of others) expect([address, isScreen(counter, address)]).toEqual([address, false]);
});

test('I37 no address of another host is a screen, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
      expect(isScreen(counter, address)).toBe(false);
      expect(mayFetch(counter, address)).toBe(false);
    }),
  );
});

test('the network is the hub: its pages, its sockets, and what a page carries itself', () => {
  const may = (address: string) => mayFetch(counter, address);
  expect(['ws://192.168.1.10:8080/socket.io/', 'http://192.168.1.10:8080/api/v1/office', 'data:,'].every(may)).toBe(
    true,
  );
  expect(may('blob:http://192.168.1.10:8080/6d3a')).toBe(true);
  expect(may(`${localOrigin}/assets/a.css`)).toBe(true);
  const others = [
    'ws://192.168.1.11:8080/',
    'wss://192.168.1.10:8080/',
    'http://192.168.1.10/',
    'file:///etc/passwd',
    'blob:http://evil.example/1',
    'ftp://192.168.1.10:8080/',
    'chrome-extension://abc/x.js',
  ];
  expect(others.filter(may)).toEqual([]);
});

test('the calls of the screen are not those of the local page, and nobody else has any', () => {
  expect(standOf(counter, counter)).toBe('screen');
  expect(standOf(counter, `${localOrigin}/index.html?app=counter`)).toBe('local');
  expect(standOf(counter, 'antrean://local.evil/')).toBeUndefined();
  expect(standOf(counter, 'about:srcdoc')).toBeUndefined();
});

const pressed = (key: string, held: { control?: true; alt?: true; meta?: true } = {}) => ({
  key,
  control: false,
  alt: false,
  meta: false,
  ...held,
});

test('I37 no key leaves a kiosk or a display; what a scanner types passes', () => {
  const ways = [
    ...[...'rRpPwWqQtTnNoOsSfFjJuUhHlLdD+-=0'.split(''), 'Tab', 'F4', 'Enter', 'PageUp'].map((key) =>
      pressed(key, { control: true }),
    ),
    ...['F4', 'Tab', 'ArrowLeft', 'ArrowRight', 'Home', ' ', 'd', 'f'].map((key) => pressed(key, { alt: true })),
    ...['d', 'l', 'r', 'e', 'Tab'].map((key) => pressed(key, { meta: true })),
    ...Array.from({ length: 24 }, (_, index) => pressed(`F${index + 1}`)),
    pressed('a', { control: true, alt: true, meta: true }),
    pressed('Delete', { control: true, alt: true }),
    ...'Meta ContextMenu PrintScreen BrowserBack BrowserHome LaunchMail ZoomIn Help Print'
      .split(' ')
      .map((key) => pressed(key)),
  ];
  for (const app of ['kiosk', 'display'] as const) expect(ways.filter((key) => keyPasses(app, key))).toEqual([]);
  for (const key of [...'A-012 QR{}é'.split(''), 'Enter', 'Tab', 'Backspace', 'ArrowDown', 'Shift'])
    expect(keyPasses('kiosk', pressed(key))).toBe(true);
});

test('the attendant of a kiosk has a chord, an officer function keys and the clipboard', () => {
  expect(keyPasses('kiosk', pressed('a', { control: true, alt: true }))).toBe(true);
  expect(keyPasses('display', pressed('a', { control: true, alt: true }))).toBe(false);
  expect(['F1', 'F7', 'F8', 'F9'].every((key) => keyPasses('counter', pressed(key)))).toBe(true);
  expect('acvxz'.split('').every((key) => keyPasses('counter', pressed(key, { control: true })))).toBe(true);
  expect('rpwqtnu+-0'.split('').some((key) => keyPasses('counter', pressed(key, { control: true })))).toBe(false);
  expect(keyPasses('counter', pressed('F12'))).toBe(false);
});
