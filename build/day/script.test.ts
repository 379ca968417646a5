import { expect, test } from 'vitest';
import { demoOffice } from '../../apps/hub/demo/office.ts';
import { instantAt } from '../oracle/calendar.ts';
import { openBranch } from './branch.ts';
import { worldOf } from './play.ts';
import { daySheet, nearestRank } from './register.ts';
import { parseScript, playScript } from './script.ts';

const malformed = (script: unknown) => {
  const parsed = parseScript(typeof script === 'string' ? script : JSON.stringify(script));
  return 'malformed' in parsed ? parsed.malformed : undefined;
};
const take = (fields: object) => ({ at: '08:00:00', command: { type: 'TakeTicket', service: 'paspor', ...fields } });

test('a malformed script names its entry and field', () => {
  expect(malformed('[')).toMatch(/^is not JSON/);
  expect(malformed({})).toMatch(/^must be a list/);
  expect(malformed([{ ...take({}), at: '8:00' }])).toBe('entry 1, field at: must be a local time, HH:MM:SS');
  expect(malformed([take({}), take({ people: 'two' })])).toMatch(/^entry 2, field command\.people: must be of type/);
  expect(malformed([take({ colour: 'red' })])).toBe('entry 1, field command.colour: is not a field here');
  expect(malformed([{ at: '08:00:00', command: { type: 'Sing' } }])).toMatch(/^entry 1, field command\.type: /);
  expect(malformed([take({})])).toBeUndefined();
});

test('a script is played at its local times, and its register adds up', async () => {
  const office = demoOffice();
  const service = office.services[0]?.id ?? '';
  const parsed = parseScript(
    JSON.stringify([
      { at: '08:00:00', command: { type: 'TakeTicket', key: 'one', service } },
      { at: '08:00:30', command: { type: 'Cancel', ticket: 'one' } },
      { at: '08:01:00', command: { type: 'TakeTicket', service } },
      { at: '08:02:00', command: { type: 'Cancel', ticket: 'one' } },
    ]),
  );
  if (!('lines' in parsed)) throw new Error(parsed.malformed);
  const branch = await openBranch({ office, start: instantAt('2026-03-02', '00:00', office.timeZone) });
  const said: string[] = [];
  await playScript(worldOf({ seed: 1, office, branch, mischief: 0 }), parsed.lines, (line) => said.push(line));
  expect(said).toEqual([expect.stringMatching(/^08:02:00 Cancel refused: alreadyEnded/)]);
  expect(branch.events().find(({ key }) => key === 'one')?.at).toBe(instantAt('2026-03-02', '08:00', office.timeZone));
  const sheet = daySheet(branch.events(), branch.documents());
  expect(sheet).toContain('It adds up: 2 issued = 1 + 1.');
  expect(sheet).toContain('The oracle agrees with every event.');
});

test('nearest rank takes a wait that occurred', () => {
  expect(nearestRank([4, 7, 7, 12, 15, 20], 0.9)).toBe(20);
  expect(nearestRank([4, 7, 7, 12, 15, 20], 0.5)).toBe(7);
});
