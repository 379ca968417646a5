import { expect, test } from 'vitest';
import { handHub } from '../../../build/e2e/support/handHub.ts';
import type { CommandKey, DeviceId, OfficerId } from '../../../shared/ids.ts';
import type { EventOf } from '../domain/events.ts';
import { viewFor } from '../views/views.ts';
import { sightOf } from '../views/services.ts';

const result: EventOf<'TrainingRecorded'> = {
  type: 'TrainingRecorded',
  officer: 'ani' as OfficerId,
  scenario: 'papers',
  score: 88,
  tasks: [{ task: 'nextCall', times: 4, medianMs: 3_000 }],
  took: 240_000,
  seed: 5,
};
const by = { device: 'pc' as DeviceId, role: 'officer', door: 'http', person: 'ani' as OfficerId } as const;

test('R2 what is kept of a practice is one event in the house book, and the day is as it was', async () => {
  const hand = await handHub();
  const { hub, recorded, disk } = hand;
  await hand.takes('t1', 't2');
  const view = () =>
    JSON.stringify(viewFor({ audience: 'floor' }, by.device, hub.floor(), sightOf(hub.floor(), hub.now(), hub)));
  const [before, shown, facts] = [recorded(), view(), disk.facts.length];
  await hub.trained(result, by, 'practice-1' as CommandKey);
  const after = recorded();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.slice(before.length)).toMatchObject([{ day: 'house', by, key: 'practice-1', event: result }]);
  expect(view()).toBe(shown);
  expect(disk.facts).toHaveLength(facts);
  expect(await hand.send({ type: 'TakeTicket', key: 't3', service: 'passport' })).toMatchObject({
    ok: true,
    result: { number: expect.stringMatching(/-003$/) },
  });
  await hub.close();
  await expect(hub.trained(result, by, 'practice-2' as CommandKey)).rejects.toThrow('The hub is closed');
});
