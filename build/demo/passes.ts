import type { FastifyInstance } from 'fastify';
import type { Pass } from '../../apps/hub/server/access.ts';
import { present } from '../../shared/basics.ts';
import type { DeviceId } from '../../shared/ids.ts';
import type { Office } from '../../shared/protocol/office.ts';
import type { Role } from '../../shared/protocol/roles.ts';

/** Credentials of the demo's own screens, and the route that hands a page the one of its address. */
export interface DemoPasses {
  readonly kiosk: Pass;
  readonly all: readonly Pass[];
  tokenOf(device: string): string;
  /** `GET /page-access?role=...`: on loopback only, and never part of the hub itself. */
  routes(app: FastifyInstance): void;
}

/** Two displays in each zone and one of the start page, one screen for each counter, one supervisor, one kiosk; `token` makes a new secret each time. */
export function demoPasses({ zones, counters }: Pick<Office, 'zones' | 'counters'>, token: () => string): DemoPasses {
  const passOf = (role: Role, device: string): Pass => ({ token: token(), role, device: device as DeviceId });
  const kiosk = passOf('kiosk', 'kiosk-1');
  const pages = [
    ...zones.flatMap(({ id }) => ['a', 'b', 'tour'].map((screen) => passOf('display', `display-${id}-${screen}`))),
    ...counters.map(({ id }) => passOf('officer', `counter-${id}`)),
    passOf('supervisor', 'supervisor'),
  ];
  const byDevice = new Map<string, Pass>(pages.map((pass) => [pass.device, pass]));
  return {
    kiosk,
    all: [kiosk, ...pages],
    tokenOf: (device) => present(byDevice.get(device), device).token,
    routes(app) {
      app.get('/page-access', (request, response) => {
        const { role, counter, zone, screen } = request.query as { readonly [name: string]: string | undefined };
        const device =
          role === 'display'
            ? `display-${zone}-${screen ?? 'a'}`
            : role === 'officer'
              ? `counter-${counter}`
              : 'supervisor';
        const pass = byDevice.get(device);
        return pass
          ? { token: pass.token, device }
          : response.code(404).send({ error: 'There is no such screen in the demo office.' });
      });
    },
  };
}
