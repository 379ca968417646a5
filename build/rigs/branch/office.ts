import { createHash } from 'node:crypto';
import { checkOffice } from '../../../apps/hub/domain/officeCheck.ts';
import { indexOffice } from '../../../apps/hub/domain/officeIndex.ts';
import type { CheckedOffice } from '../../../apps/hub/hub.ts';
import { invariant } from '../../../shared/basics.ts';

const text = (words: string) => ({ id: words, en: words });
const service = (id: string, prefix: string, stages: readonly string[]) => ({
  id,
  prefix,
  name: text(id),
  short: text(id),
  purpose: text(id),
  group: 'all',
  stages,
  maxPeople: 4,
});
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const reasons = (...ids: string[]) => ids.map((id) => ({ id, text: text(id) }));

export const counters = ['c1', 'c2', 'c3'];
export const zone = 'hall';

/** Two services, two stages, three counters, a hall with a voice; patience is short, so that much happens in minutes. */
export function branchOffice(closesAt: string): CheckedOffice {
  const checked = checkOffice({
    format: 1,
    id: 'branch',
    name: text('Kantor'),
    monogram: 'KN',
    address: '-',
    town: '-',
    timeZone: 'Asia/Jakarta',
    hours: { weekly: Object.fromEntries(days.map((day) => [day, [{ from: '00:00', to: closesAt }]])) },
    policy: {
      limitMinutes: { appointment: 2, priority: 1, regular: 3 },
      noShowAfterSeconds: 5,
      missedForMinutes: 2,
      parkedGraceMinutes: 1,
      slipGraceAwayMinutes: 1,
    },
    groups: [{ id: 'all', name: text('Semua') }],
    zones: [{ id: zone, name: text('Ruang') }],
    stages: [
      { id: 'berkas', name: text('Berkas'), checklist: [{ id: 'ktp', text: text('KTP') }] },
      { id: 'foto', name: text('Foto') },
    ],
    services: [service('paspor', 'A', ['berkas', 'foto']), service('info', 'B', ['foto'])],
    counters: [
      { id: 'c1', number: 1, zone, tiers: [['berkas', 'foto']] },
      { id: 'c2', number: 2, zone, tiers: [['foto'], ['berkas']] },
      { id: 'c3', number: 3, zone, tiers: [['berkas']] },
    ],
    officers: counters.map((_, i) => ({
      id: `o${i + 1}`,
      name: `O${i + 1}`,
      skills: [{ stage: 'berkas' }, { stage: 'foto' }],
    })),
    reasons: {
      break: reasons('rest'),
      incomplete: reasons('ktp', 'foto'),
      transfer: reasons('wrong'),
      pause: reasons('down'),
    },
  });
  invariant(checked.ok, `The office of the rig does not pass the check: ${JSON.stringify(checked)}`);
  const body = JSON.stringify(checked.value.office);
  return { index: indexOffice(createHash('sha256').update(body).digest('hex'), checked.value.office), body };
}
