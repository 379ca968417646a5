import { expect, test } from 'vitest';
import { ServiceId } from '../../../shared/ids.ts';
import type { AgentService } from '../../../shared/protocol/agent.ts';
import { isUnknown, knowsSome } from './choices.ts';

const service = (more: Partial<AgentService> = {}): AgentService => ({
  id: ServiceId.parse('baru'),
  open: true,
  waiting: 3,
  estimate: null,
  ...more,
});
const known = service({ estimate: { low: 0, high: 1 } });

test('F3 one service without a wait says so where others have one; where none has, the page says it once', () => {
  expect(knowsSome({ services: [service(), known] })).toBe(true);
  expect(isUnknown({ link: 'live', services: [service(), known] })).toBe(false);
  expect(knowsSome({ services: [service(), service()] })).toBe(false);
  expect(isUnknown({ link: 'live', services: [service(), service()] })).toBe(true);
});

test('F3 nothing is said of waits where no service is open, nor by a kiosk that already says it is alone', () => {
  const closed = service({ open: false, estimate: { low: 0, high: 1 } });
  expect(knowsSome({ services: [closed] })).toBe(false);
  expect(isUnknown({ link: 'live', services: [closed] })).toBe(false);
  expect(isUnknown({ link: 'alone', services: [service()] })).toBe(false);
});
