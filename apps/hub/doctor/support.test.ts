import { expect, test } from 'vitest';
import type { Epoch } from '../../../shared/ids.ts';
import { finding } from './findings.ts';
import { doctorSettings } from './settings.ts';
import { shownLog, supportOf, type SupportParts } from './support.ts';

const apiKey = 'api-key-canary-0123';
const token = 'token-canary-4567';

function parts(more: Partial<SupportParts> = {}): SupportParts {
  const saved = () => JSON.stringify({ 'api-key': apiKey, access: '/etc/passes.json', port: 8081 });
  const settings = doctorSettings(['--data', '/d', '--token', token], {}, saved);
  if (!settings.ok) throw new Error(settings.error);
  return {
    at: 0,
    versions: { build: 'b', node: '24', sqlite: '3', system: 'Linux', processors: 2 },
    settings: settings.value,
    findings: [],
    journal: undefined,
    health: undefined,
    metrics: undefined,
    log: undefined,
    ...more,
  };
}

test('I36 the support file says that a secret was given, and never the secret', () => {
  const support = supportOf(parts());
  expect(support).toMatchObject({
    settings: { data: '/d', port: 8081, access: '/etc/passes.json', apiKey: 'given', token: 'given' },
  });
  expect(JSON.stringify(support)).not.toMatch(/canary/);
});

test('I36 a setting that was mistaken, a key in a damaged row and the name of a follower stay out', () => {
  const support = supportOf(
    parts({
      findings: [
        finding('settingsBad', { sentence: `--port must be a whole number, not ${apiKey}.` }),
        finding('journalDamaged', { seq: 7, what: 'the key visit-canary is not as it was written' }),
        finding('backupBroken', { name: 'journal-1.db', what: 'event 7: the key visit-canary is not' }),
        finding('copyBehind', { behind: 3 }),
      ],
      health: {
        ok: true,
        epoch: 1 as Epoch,
        seq: 9,
        alarms: [],
        followers: [{ follower: 'laptop of Siti Canary', seq: 9, behind: 0, connected: true, at: 5 }],
        backup: { at: 1, seq: 8, trouble: 'canary' },
      },
    }),
  );
  const text = JSON.stringify(support);
  expect(text).not.toMatch(/canary/i);
  expect(text).toContain('damaged at event 7');
  expect(support).toMatchObject({ health: { followers: [{ seq: 9, behind: 0 }], backup: { at: 1, seq: 8 } } });
});

test('I36 of a log line the fields that are nobody’s are kept, of any other its first words', () => {
  const line = { level: 30, time: 1, key: 'visit-canary', type: 'TakeTicket', door: 'http', outcome: 'ok', ms: 2 };
  expect(
    shownLog(
      [
        JSON.stringify({ ...line, note: 'Siti Canary', token }),
        'The hub ends, and nothing more is answered: Unexpected value: {"name":"Siti Canary"}',
        '',
      ].join('\n'),
    ),
  ).toEqual([
    JSON.stringify({ level: 30, time: 1, type: 'TakeTicket', door: 'http', outcome: 'ok', ms: 2 }),
    'The hub ends, and nothing more is answered…',
  ]);
  expect(shownLog(Array.from({ length: 600 }, (_, i) => `line ${'x'.repeat(i % 7)}`).join('\n'))).toHaveLength(500);
});
