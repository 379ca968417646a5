import { createHash } from 'node:crypto';
import { demoOffice, openAllHours } from '../../../apps/hub/demo/office.ts';
import { openHub } from '../../../apps/hub/hub.ts';
import { openJournal } from '../../../apps/hub/journal/sqlite.edge.ts';
import { hubEdges } from '../../../apps/hub/program.edge.ts';
import type { By } from '../../../apps/hub/domain/events.ts';
import { checkedOffice } from '../../../apps/hub/server/door.ts';
import { invariant } from '../../../shared/basics.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import { Command } from '../../../shared/protocol/commands.ts';
import { Hello, protocolVersion } from '../../../shared/protocol/hello.ts';
import type { Role } from '../../../shared/protocol/roles.ts';

/** A screen of the office: its pass, and the hello it comes with. */
export interface Seat {
  readonly pass: { readonly token: string; readonly role: Role; readonly device: string; readonly person?: string };
  readonly hello: Omit<Hello, 'protocol'>;
}

const desks = 8;
const base = openAllHours(demoOffice());
/** The demo office at all hours, without quotas, with eight counters more that all serve one queue. */
export const officeOfStorms = {
  ...base,
  services: base.services.map(({ quota: _quota, ...service }) => service),
  counters: [
    ...base.counters,
    ...Array.from({ length: desks }, (_, i) => ({
      id: `meja-${i + 1}`,
      number: 51 + i,
      zone: 'paspor',
      tiers: [['informasi']],
    })),
  ],
  officers: [
    ...base.officers,
    ...Array.from({ length: desks }, (_, i) => ({
      id: `petugas-${i + 1}`,
      name: `Petugas ${i + 1}`,
      skills: [{ stage: 'informasi' }],
    })),
  ],
};

function seat(role: Role, name: string, watch: object, person?: string): Seat {
  const token = `token-of-${role}-${name}`;
  const { protocol: _protocol, ...hello } = Hello.parse({ protocol: protocolVersion, token, watch });
  return { pass: { token, role, device: name, ...(person === undefined ? {} : { person }) }, hello };
}
const many = (count: number, one: (i: number) => Seat) => Array.from({ length: count }, (_, i) => one(i));

/** Those who call: each at a counter of their own. */
export const officers = many(desks, (i) =>
  seat('officer', `pc-${i + 1}`, { audience: 'counter', counter: `meja-${i + 1}` }, `petugas-${i + 1}`),
);
/** Those who only watch: with the officers 200 screens. */
export const watchers = [
  ...many(130, (i) =>
    seat('display', `tv-${i}`, { audience: 'display', zone: i % 2 === 0 ? 'paspor' : 'izin-tinggal' }),
  ),
  ...many(34, (i) => seat('officer', `spare-${i}`, { audience: 'counter', counter: `loket-${(i % 6) + 1}` })),
  ...many(20, (i) => seat('kiosk', `kiosk-${i}`, { audience: 'kiosk' })),
  ...many(8, (i) => seat('supervisor', `chief-${i}`, { audience: 'floor' })),
];

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const by: By = { device: 'api' as DeviceId, role: 'api', door: 'http' };

/**
 * A journal in `dir` with a day of so many tickets behind it: all but some 600 were called and served, and the eight officers
 * sit at their counters.
 */
export async function writeDay(dir: string, tickets: number): Promise<void> {
  const first = checkedOffice(officeOfStorms, hash);
  invariant('index' in first, 'The office of storms does not pass its check');
  const hub = await openHub({
    journal: openJournal({ dir }),
    first,
    edges: hubEdges({ wall: () => Date.now(), monotonic: () => performance.now() }, (error) => {
      throw error;
    }),
  });
  let keys = 0;
  const send = (body: { readonly type: string; readonly [field: string]: unknown }) => {
    const command = Command.parse({ key: `day-${++keys}`, ...body });
    return hub.send({ command, by, digest: command.key });
  };
  for (let i = 1; i <= desks; i++)
    await send({ type: 'OpenCounter', counter: `meja-${i}`, officer: `petugas-${i}`, takeOver: true });
  const services = officeOfStorms.services.map(({ id }) => id);
  for (let done = 0; done < tickets; done += 50) {
    const some = Array.from({ length: Math.min(50, tickets - done) }, (_, i) => done + i);
    await Promise.all(
      some.map((i) =>
        send({
          type: 'TakeTicket',
          key: `day-ticket-${i}`,
          service: i % 4 === 0 ? services[(i / 4) % services.length] : 'informasi',
        }),
      ),
    );
    await Promise.all(some.map((i) => send({ type: 'ConfirmSlip', ticket: `day-ticket-${i}`, outcome: 'printed' })));
  }
  const calls = Math.ceil(Math.max(0, tickets * 0.75 - 600) / desks);
  for (let round = 0; round < calls; round++)
    await Promise.all(
      officers.map((_, i) => send({ type: 'CallNext', counter: `meja-${i + 1}`, outcome: 'referred' })),
    );
  await hub.close();
}
