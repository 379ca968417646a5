import { expect, test } from 'vitest';
import { doctorSettings } from './settings.ts';

const none = () => undefined;

test('what the hub was told by its settings.json is where the doctor looks', () => {
  const saved = () => JSON.stringify({ port: 9000, host: '0.0.0.0', backup: '/b', 'api-key': 'k'.repeat(16) });
  expect(doctorSettings(['--data', 'd'], {}, saved)).toMatchObject({
    value: { data: 'd', url: 'http://127.0.0.1:9000', urlNamed: false, backup: '/b', token: 'k'.repeat(16) },
  });
  expect(doctorSettings(['--backup', '/c', '--token', 't', '--hub', 'http://h:1'], {}, saved)).toMatchObject({
    value: { data: 'antrean-data', url: 'http://h:1', urlNamed: true, backup: '/c', token: 't' },
  });
});

test('nothing told is the usual hub of this computer', () => {
  expect(doctorSettings([], {}, none)).toMatchObject({
    value: { url: 'http://127.0.0.1:8080', urlNamed: false, backup: 'antrean-data/backups', token: undefined },
  });
  expect(doctorSettings([], {}, () => '{"host": "::1"}')).toMatchObject({ value: { url: 'http://[::1]:8080' } });
});

test('a hub that would not start is told, and the rest is looked at all the same', () => {
  const found = doctorSettings(['--data', 'd'], {}, () => '{"port": 99999}');
  expect(found).toMatchObject({ value: { hub: { ok: false }, url: 'http://127.0.0.1:8080' } });
});

test.each([
  [['--colour', 'red'], 'Unknown setting --colour'],
  [['--support'], '--support needs a value'],
  [['--hub', 'nowhere'], '--hub must be an address'],
  [['--hub', 'ftp://x'], '--hub must be an address'],
])('%j is one sentence', (argv, sentence) => {
  expect(doctorSettings(argv, {}, none)).toMatchObject({ error: expect.stringContaining(sentence) as string });
});

test('I36 what is written before the host of an address is let go', () => {
  expect(doctorSettings(['--hub', 'http://budi:secret@h:1/?key=secret'], {}, none)).toMatchObject({
    value: { url: 'http://h:1' },
  });
});
