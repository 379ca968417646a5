import { numberText, type CommandKey, type DeviceId } from '../../../shared/ids.ts';
import type { Command } from '../../../shared/protocol/commands.ts';
import type { TicketView } from '../../../shared/protocol/views.ts';
import { decide } from '../domain/decide/decide.ts';
import type { ReadonlyFloor, ReadonlyVisit } from '../domain/floor.ts';
import type { Sight } from './services.ts';

/** What the holder of a ticket may see of it. */
export function ticketView(visit: ReadonlyVisit, floor: ReadonlyFloor, sight: Sight): TicketView {
  const { stay } = visit;
  const stage = visit.stages[0];
  const ahead =
    stay.is === 'waiting' && stage !== undefined
      ? sight.orderOf(stage).findIndex(({ ticket }) => ticket === visit.ticket)
      : -1;
  const counter =
    'counter' in stay && (stay.is === 'called' || stay.is === 'serving')
      ? floor.lines.office.counters.get(stay.counter)?.number
      : undefined;
  const { estimate, later } = stay.is === 'waiting' ? sight.waitOf(visit.ticket) : { estimate: null, later: false };
  return {
    ticket: visit.ticket,
    number: numberText(visit.number),
    service: visit.service,
    people: visit.people,
    state: stay.is === 'waiting' && visit.away ? 'away' : stay.is,
    ...(stay.is === 'ended' ? { ending: stay.ending } : {}),
    ...(counter === undefined ? {} : { counter }),
    ahead: ahead < 0 ? null : ahead,
    estimate,
    promised: visit.shown,
    ...(later ? { later } : {}),
    ...(isToldNotToday(visit, floor) ? { notToday: true } : {}),
    may: mayOf(visit, floor, sight),
  };
}

/** D4: as long as its code may be wanted. */
function isToldNotToday({ ticket, stay }: ReadonlyVisit, { notToday }: ReadonlyFloor): boolean {
  const isServed = stay.is === 'serving' || (stay.is === 'ended' && !unserved.includes(stay.ending));
  return notToday.has(ticket) && !isServed;
}

const unserved: readonly string[] = ['cancelled', 'noShow', 'expired'];

const acts = { reinstate: 'Reinstate', postpone: 'Postpone', confirmPresence: 'ConfirmPresence' } as const;

/** Asks the rules themselves; what is decided here is not recorded. */
function mayOf({ ticket }: ReadonlyVisit, floor: ReadonlyFloor, { now }: Sight): TicketView['may'] {
  const context = {
    now,
    by: { device: 'hub' as DeviceId, role: 'kiosk', door: 'http' },
    nextSeq: floor.seq + 1,
    today: floor.day,
    estimate: null,
  } as const;
  return (Object.keys(acts) as (keyof typeof acts)[]).filter((name) => {
    const command: Command = { type: acts[name], key: 'asks' as CommandKey, ticket };
    const decided = decide(command, floor, context);
    return decided.ok && decided.value.events.length > 0;
  });
}
