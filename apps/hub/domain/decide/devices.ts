import type { CommandOf } from '../../../../shared/protocol/commands.ts';
import { voiceOf, type ReadonlyFloor } from '../floor.ts';
import { sharesOf } from '../quota.ts';
import { accept, optional, refuse, type Context, type Decided } from './context.ts';

/** A1: the voice of a zone says what became of an announcement. */
export function reportAnnounced(
  { announcement, outcome }: CommandOf<'ReportAnnounced'>,
  floor: ReadonlyFloor,
  { by }: Context,
): Decided {
  for (const [zone, announcements] of floor.announcements) {
    const found = announcements.find(({ id }) => id === announcement);
    if (!found) continue;
    if (by.role === 'display' && voiceOf(floor, zone) !== by.device) return refuse('notTheVoice');
    return found.outcome === undefined
      ? accept([{ type: 'CallAnnounced', announcement, zone, outcome, device: by.device }])
      : refuse('alreadyReported');
  }
  return refuse('unknownAnnouncement');
}

/** C7, A1, D7: what the rules must know of a device: there or gone, printer, sound. Unchanged news makes no event. */
export function reportDevice(
  command: CommandOf<'ReportDevice'>,
  floor: ReadonlyFloor,
  { by, digit }: Context,
): Decided {
  const { device, role, connected, zone, counter, generation, printer, sound } = command;
  if (by.role !== 'hub' && by.role !== 'api' && by.device !== device) return refuse('notAllowed');
  if (zone !== undefined && !floor.lines.office.zones.has(zone)) return refuse('unknownZone', { zone });
  if (counter !== undefined && !floor.counters.has(counter)) return refuse('unknownCounter', { counter });
  const answer = optional('digit', digit === 'hub' ? undefined : digit);
  const known = floor.devices.get(device);
  if (floor.state === 'closed') return accept([], answer);
  if (!connected) {
    if (!known) return refuse('unknownDevice', { device });
    return accept(
      known.connected
        ? [{ type: 'DeviceLost', device, held: known.role === 'kiosk' ? { ...sharesOf(floor, device) } : {} }]
        : [],
      answer,
    );
  }
  const same =
    known?.connected &&
    known.role === role &&
    known.zone === zone &&
    known.counter === counter &&
    known.generation === generation &&
    known.digit === digit &&
    known.printer === printer &&
    known.sound === sound;
  if (same) return accept([], answer);
  return accept(
    [
      {
        type: 'DeviceSeen',
        device,
        role,
        ...optional('zone', zone),
        ...optional('counter', counter),
        ...optional('generation', generation),
        ...optional('digit', digit),
        ...optional('printer', printer),
        ...optional('sound', sound),
      },
    ],
    answer,
  );
}
