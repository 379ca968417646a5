import { expect, test } from 'vitest';
import { alarmCodes } from '../../shared/protocol/alarms.ts';
import { alarmWords } from '../../shared/protocol/alarmTexts.ts';
import { createAlarms } from './alarms.ts';

test('an alarm stands from when it was raised until it is over, gravest first, and each change is told once', () => {
  let now = 10;
  let told = 0;
  const alarms = createAlarms(() => now);
  alarms.onChange(() => told++);
  alarms.set('clockBehind', true);
  now = 20;
  alarms.set('clockBehind', true);
  alarms.set('diskAlmostFull', true);
  alarms.set('noFollower', false);
  expect(alarms.raised()).toEqual([
    { alarm: 'diskAlmostFull', since: 20 },
    { alarm: 'clockBehind', since: 10 },
  ]);
  alarms.set('clockBehind', false);
  expect([alarms.stands('clockBehind'), alarms.stands('diskAlmostFull'), told]).toEqual([false, true, 3]);
});

test.each(alarmCodes)('%s is said in both languages: what is so, and what to do', (code) => {
  const { title, help, officer } = alarmWords[code];
  for (const language of ['id', 'en'] as const) {
    expect(title[language]).toMatch(/^[A-Z][^.]+$/);
    for (const text of [help[language], ...(officer ? [officer[language]] : [])]) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/antrian|nomer|silahkan|\bmaaf\b|\bsorry\b/i);
    }
  }
  expect(help.id).not.toBe(help.en);
});
