import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DeviceId } from '../../../shared/ids.ts';
import { createAccess, Passes, type Pass } from './access.ts';

const digest = (token: string) => createHash('sha256').update(token).digest('hex');
const pass = (token: string, role: Pass['role'], device: string): Pass => ({
  token,
  role,
  device: device as DeviceId,
});

test('I32 a token lets in as what it is, and nothing else lets in at all', () => {
  const access = createAccess(
    [pass('token-of-a-kiosk-1', 'kiosk', 'kiosk-1'), pass('token-of-an-officer', 'officer', 'loket-1')],
    digest,
  );
  expect(access.admit('token-of-a-kiosk-1')).toEqual({ role: 'kiosk', device: 'kiosk-1' });
  for (const other of ['', 'token-of-a-kiosk-', 'token-of-a-kiosk-1 ', digest('token-of-a-kiosk-1')])
    expect(access.admit(other)).toBeUndefined();
});

test('I31 nobody comes in as the hub or its clock, and no token is two things', () => {
  const wrong = (passes: readonly unknown[]) => Passes.safeParse(passes).error?.issues.map(({ path }) => path);
  expect(wrong([pass('token-of-a-kiosk-1', 'kiosk', 'kiosk-1')])).toBeUndefined();
  expect(wrong([pass('token-of-the-hub-1', 'hub', 'hub')])).toEqual([[0, 'role']]);
  expect(wrong([pass('token-of-a-clock-1', 'clock', 'hub')])).toEqual([[0, 'role']]);
  const [one, other] = [pass('token-of-a-kiosk-1', 'kiosk', 'a'), pass('token-of-a-kiosk-1', 'kiosk', 'b')];
  expect(wrong([one, other])).toEqual([[1, 'token']]);
});
