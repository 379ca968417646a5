import { createHash } from 'node:crypto';
import { demoOffice, openAllHours } from '../../apps/hub/demo/office.ts';
import type { CheckedOffice } from '../../apps/hub/hub.ts';
import { checkedOffice } from '../../apps/hub/server/door.ts';
import type { Role } from '../../shared/protocol/roles.ts';
import type { ServiceId } from '../../shared/ids.ts';

/** The demo office at all hours and without quotas, so that a day may have any number of tickets. */
export const officeDocument = (() => {
  const open = openAllHours(demoOffice());
  return { ...open, services: open.services.map(({ quota: _quota, ...service }) => service) };
})();

export function officeChecked(): CheckedOffice {
  const checked = checkedOffice(officeDocument, (text) => createHash('sha256').update(text).digest('hex'));
  if ('faults' in checked) throw new Error(`The office of the bench has ${checked.faults} faults`);
  return checked;
}

export const services: readonly ServiceId[] = officeDocument.services.map(({ id }) => id);
/** Who sits where: each with the skills of the counter's first tier. */
export const seats = [
  { counter: 'loket-1', officer: 'dewi' },
  { counter: 'loket-2', officer: 'bambang' },
  { counter: 'loket-3', officer: 'siti' },
  { counter: 'loket-4', officer: 'made' },
  { counter: 'loket-5', officer: 'ratna' },
  { counter: 'loket-6', officer: 'agus' },
] as const;
export const zones = ['paspor', 'izin-tinggal'] as const;

/** Every device its own pass. */
export const passOf = (role: Role, name: string) => ({ token: `bench-${role}-${name}-0123456789`, role, device: name });
export const apiPass = passOf('api', 'api-1');
export const displayPass = (i: number) => passOf('display', `display-${i}`);
export const kioskPass = (i: number) => passOf('kiosk', `kiosk-${i}`);
export const passes = [
  apiPass,
  ...Array.from({ length: 200 }, (_, i) => displayPass(i)),
  ...Array.from({ length: 9 }, (_, i) => kioskPass(i)),
];
