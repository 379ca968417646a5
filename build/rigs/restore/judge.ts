import type { Recorded } from '../../../apps/hub/domain/events.ts';
import { numberText } from '../../../shared/ids.ts';
import { I01, I05 } from '../../oracle/history.ts';
import { judge as judgeMachines } from '../kiosk/day.ts';
import type { Machine } from '../kiosk/machine.ts';
import type { RestoredHub } from './hub.ts';

/** What must hold once every kiosk has come back. */
export function judge({
  machines,
  hub,
  told,
  waived,
}: {
  readonly machines: readonly Machine[];
  readonly hub: RestoredHub;
  readonly told: readonly { readonly ticket: string; readonly number: string }[];
  readonly waived: ReadonlySet<string>;
}): string[] {
  const events = hub.events();
  const found = [...I01(events), ...I05(events)].map((one) => JSON.stringify(one));
  found.push(...judgeMachines(machines, events), ...machines.flatMap(({ violations }) => violations));
  found.push(...onePaper(machines, events, told), ...oneHash(hub), ...fenced(events), ...held(events, waived));
  for (const machine of machines) {
    const pending = machine.agent()?.state().pending;
    if (pending !== 0) found.push(`I03 ${machine.name} still holds ${pending}`);
  }
  const awaits = hub.hub()?.floor().restore?.awaits ?? new Set();
  if (awaits.size > 0) found.push(`I19 ${[...awaits].join()} still awaited`);
  return found;
}

/** I01 over all that anybody was ever shown: the hub's rows, every kiosk's journal, and what was told without a slip. */
function onePaper(
  machines: readonly Machine[],
  events: readonly Recorded[],
  told: readonly { readonly ticket: string; readonly number: string }[],
): string[] {
  const owner = new Map<string, string>();
  const found: string[] = [];
  const claim = (number: string, ticket: string) => {
    const other = owner.get(number) ?? ticket;
    if (other !== ticket) found.push(`I01 ${number} is on the slips of ${other} and ${ticket}`);
    owner.set(number, ticket);
  };
  for (const { written } of machines)
    for (const record of written) {
      if (record.kind === 'hubNumber') claim(record.number, record.ticket);
      if (record.kind === 'ownNumber') claim(numberText(record.number), record.ticket);
    }
  for (const { number, ticket } of told) claim(number, ticket);
  for (const { event } of events) if (event.type === 'TicketIssued') claim(numberText(event.number), event.ticket);
  return found;
}

/** I18: no (epoch, seq) ever named two events, lost or kept. */
function oneHash({ ever }: RestoredHub): string[] {
  const hashes = new Map<string, string>();
  return ever.flatMap(({ recorded: { epoch, seq }, hash }) => {
    const name = `${epoch}/${seq}`;
    const other = hashes.get(name) ?? hash;
    hashes.set(name, hash);
    return other === hash ? [] : [`I18 ${name} names two events`];
  });
}

/** I12: no event of an old epoch after a newer one's. */
function fenced(events: readonly Recorded[]): string[] {
  return events.flatMap(({ epoch, seq }, i) =>
    epoch < (events[i - 1]?.epoch ?? 0) ? [`I12 event ${seq} of epoch ${epoch} comes after a newer one's`] : [],
  );
}

/** I19: no number of the hub while a kiosk was awaited. */
function held(events: readonly Recorded[], waived: ReadonlySet<string>): string[] {
  const awaits = new Set<string>();
  const found: string[] = [];
  for (const { event, day, seq } of events) {
    if (day === 'house') continue;
    if (event.type === 'HubRestored') for (const kiosk of event.awaits) awaits.add(kiosk);
    if (event.type === 'KioskBrought') {
      awaits.delete(event.device);
      if (event.without !== undefined && !waived.has(event.device))
        found.push(`I19 ${event.device} was given up by nobody`);
    }
    if (event.type === 'TicketIssued' && event.number.source === 'hub' && event.brought !== true && awaits.size > 0)
      found.push(`I19 event ${seq} gives ${numberText(event.number)} while ${[...awaits].join()} is awaited`);
  }
  return found;
}
