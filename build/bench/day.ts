import type { BusinessDay, DeviceId } from '../../shared/ids.ts';
import type { Command } from '../../shared/protocol/commands.ts';
import type { Reply } from '../../shared/protocol/replies.ts';
import { openHub, type Hub } from '../../apps/hub/hub.ts';
import { hubEdges, machineClock } from '../../apps/hub/program.edge.ts';
import type { Journal } from '../../apps/hub/journal/journal.ts';
import { officeChecked, seats, services } from './office.ts';

const by = { device: 'api-1' as DeviceId, role: 'api', door: 'socket' } as const;

/** A hub in this process over any journal, and the way to speak to it without a door. */
export async function hubOver(journal: Journal) {
  const edges = hubEdges(machineClock, (error) => {
    throw error;
  });
  const hub = await openHub({ journal, edges, first: officeChecked() });
  let keys = 0;
  async function does(said: { readonly type: string; readonly [field: string]: unknown }) {
    const command = { key: `${hub.floor().day}-c${++keys}`, ...said } as Command;
    const reply: Reply = await hub.send({ command, by, digest: '0'.repeat(64) });
    if (!reply.ok) throw new Error(`${said.type} was refused: ${JSON.stringify(reply.error)}`);
    return reply.result;
  }
  return { hub, does };
}
type Does = Awaited<ReturnType<typeof hubOver>>['does'];

export async function takeMany(does: Does, day: BusinessDay, from: number, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const key = `${day}-t${from + i}`;
      await does({ type: 'TakeTicket', key, service: services[(from + i) % services.length] });
      await does({ type: 'ConfirmSlip', ticket: key, outcome: 'printed' });
    }),
  );
}

/** A day of so many tickets; all but the last ones are called, started and finished by six officers. */
export async function playTickets(hub: Hub, does: Does, tickets: number, left: number): Promise<void> {
  const { day } = hub.floor();
  for (const { counter, officer } of seats) await does({ type: 'OpenCounter', counter, officer });
  let issued = 0;
  let gone = 0;
  const finished = new Set<string>();
  while (gone < tickets - left) {
    if (issued < tickets) {
      const count = Math.min(50, tickets - issued);
      await takeMany(does, day, issued, count);
      issued += count;
    }
    const before = gone;
    for (let i = 0; i < 12; i++) await Promise.all(seats.map(({ counter }) => serve(counter)));
    if (issued === tickets && gone === before) return;
  }
  async function serve(counter: string): Promise<void> {
    if (gone >= tickets - left) return;
    const called = await does({ type: 'CallNext', counter }).catch(() => undefined);
    if (!called || !('ticket' in called)) return;
    const { ticket } = called;
    await does({ type: 'StartService', counter, ticket });
    await does({ type: 'Finish', counter, ticket, outcome: 'referred' });
    if (!finished.has(ticket)) gone++;
    finished.add(ticket);
  }
}
