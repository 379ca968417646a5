import { assertNever } from '../../../shared/basics.ts';
import type { BusinessDay, CounterId, Numbering, TicketId } from '../../../shared/ids.ts';
import { numberText } from '../../../shared/ids.ts';
import type { Recorded } from '../domain/events.ts';
import type { Guard } from './journal.ts';

/**
 * What an event claims or frees, read from the event alone: numbers for ever (N1, N3, N7), seats while a visitor is at
 * a counter (C1, C2). The hub puts them into its turns; the full check makes them again and compares.
 */
export function guardsOf({ event, office, day }: Recorded): readonly Guard[] {
  const number = (of: Numbering, ticket: TicketId): Guard => ({
    guard: 'number',
    office,
    day: day as BusinessDay,
    prefix: of.prefix,
    number: numberText(of),
    ticket,
  });
  const seat = (counter: CounterId, ticket: TicketId): Guard => ({ guard: 'seat', counter, ticket });
  const leave = (counter: CounterId): Guard => ({ guard: 'leave', counter });
  switch (event.type) {
    case 'TicketIssued':
      return [number(event.number, event.ticket)];
    case 'NumberVoided':
      return event.replacedBy ? [number(event.replacedBy, event.ticket)] : [];
    case 'VisitCalled':
      return [seat(event.counter, event.ticket)];
    case 'VisitRestored': {
      const { stay } = event.was;
      return stay.is === 'called' || stay.is === 'serving' ? [seat(stay.counter, event.ticket)] : [];
    }
    case 'CallWithdrawn':
    case 'StageFinished':
    case 'VisitParked':
    case 'VisitTransferred':
    case 'VisitReleased':
    case 'VisitMissed':
      return [leave(event.counter)];
    case 'VisitEnded':
      return event.counter === undefined ? [] : [leave(event.counter)];
    case 'CallAnnounced':
    case 'CallRepeated':
    case 'CarryOverGiven':
    case 'ClockCorrected':
    case 'CounterAssigned':
    case 'CounterClosed':
    case 'CounterOpened':
    case 'CounterPaused':
    case 'CounterTakenOver':
    case 'DayClosed':
    case 'DayClosing':
    case 'DayOpened':
    case 'DayReopened':
    case 'DeviceLost':
    case 'DeviceSeen':
    case 'EmergencyCleared':
    case 'EmergencyRaised':
    case 'HubRestored':
    case 'IntakeResumed':
    case 'IntakeStopped':
    case 'ItemChecked':
    case 'TrainingRecorded':
    case 'KeyDestroyed':
    case 'KioskBrought':
    case 'MessageSent':
    case 'AdviceWithdrawn':
    case 'CounterAdvised':
    case 'NotTodayTold':
    case 'NoteSealed':
    case 'NumbersLost':
    case 'OfficeAdopted':
    case 'OutcomeCorrected':
    case 'PresenceConfirmed':
    case 'SeatChecked':
    case 'ServicePaused':
    case 'ServiceResumed':
    case 'ServiceStarted':
    case 'SlipReported':
    case 'StaffAnswered':
    case 'StaffCalled':
    case 'VisitLinked':
    case 'VisitPostponed':
    case 'VisitReinstated':
    case 'VisitReturned':
    case 'VisitSplit':
      return [];
    default:
      return assertNever(event);
  }
}
