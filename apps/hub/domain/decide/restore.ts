import type { CommandOf } from '../../../../shared/protocol/commands.ts';
import type { Event } from '../events.ts';
import type { ReadonlyFloor } from '../floor.ts';
import { lostNumbers, spareNumbers } from '../restore.ts';
import { accept, counterOf, maySpeakFor, refuse, type Context, type Decided } from './context.ts';

/** I19: a kiosk has brought back all it holds. The last one that was awaited settles which numbers are lost (N8). */
export function reportBrought(
  { restore, device }: CommandOf<'ReportBrought'>,
  floor: ReadonlyFloor,
  { by }: Context,
): Decided {
  const kiosk = by.role === 'kiosk' ? by.device : (device ?? by.device);
  if (floor.restore?.id !== restore) return refuse('noRestore');
  return floor.restore.brought.has(kiosk)
    ? accept([])
    : accept([{ type: 'KioskBrought', restore, device: kiosk }, ...lostWithout(kiosk, floor, floor.restore)]);
}

/** I19: a supervisor says that a kiosk is gone; who holds a number of it keeps it, should the kiosk come after all. */
export function endRestore({ restore, device, reason }: CommandOf<'EndRestore'>, floor: ReadonlyFloor): Decided {
  if (floor.restore?.id !== restore) return refuse('noRestore');
  return floor.restore.awaits.has(device)
    ? accept([{ type: 'KioskBrought', restore, device, without: reason }, ...lostWithout(device, floor, floor.restore)])
    : refuse('unknownDevice', { device });
}

/** N8: what is lost once this kiosk is not awaited any more; nothing as long as others are. */
function lostWithout(
  kiosk: string,
  floor: ReadonlyFloor,
  { awaits, holds }: NonNullable<ReadonlyFloor['restore']>,
): readonly Event[] {
  if ([...awaits].some((one) => one !== kiosk)) return [];
  const isLast = holds && awaits.size > 0 && floor.state !== 'closed';
  return lostNumbers(floor, isLast ? spareNumbers : 0);
}

/** After a restore: who sits here was looked at, once per counter. */
export function checkSeat(command: CommandOf<'CheckSeat'>, floor: ReadonlyFloor, context: Context): Decided {
  const found = counterOf(floor, command.counter);
  if (!found.ok) return found;
  if (!maySpeakFor(context, found.value)) return refuse('notAllowed');
  const { counter, right } = command;
  return accept(floor.restore?.unchecked.has(counter) ? [{ type: 'SeatChecked', counter, right }] : []);
}
