import * as z from 'zod/mini';
import { assertNever } from '../../../shared/basics.ts';
import { BusinessDay, Instant, numberText, Seq } from '../../../shared/ids.ts';
import type { Recorded } from '../domain/events.ts';

/** The facts other systems may build on (design.md 1.12): their own schema and version, not our events. */
export const PublicFact = z.strictObject({
  version: z.literal(1),
  seq: Seq,
  at: Instant,
  day: BusinessDay,
  fact: z.enum([
    'dayOpened',
    'dayClosed',
    'ticketIssued',
    'numberVoided',
    'ticketCalled',
    'serviceStarted',
    'stageFinished',
    'ticketParked',
    'ticketTransferred',
    'ticketMissed',
    'ticketReturned',
    'visitEnded',
    'counterOpened',
    'counterPaused',
    'counterClosed',
  ]),
  ticket: z.optional(z.string()),
  number: z.optional(z.string()),
  service: z.optional(z.string()),
  stage: z.optional(z.string()),
  counter: z.optional(z.string()),
  people: z.optional(z.int()),
  outcome: z.optional(z.string()),
});
export type PublicFact = z.infer<typeof PublicFact>;

/** The fact an event is to the outside, or undefined where it is nobody's business (lanes, people, devices, words). */
export function publicFact({ event, seq, at, day }: Recorded): PublicFact | undefined {
  if (day === 'house') return undefined;
  const base = { version: 1 as const, seq, at, day };
  switch (event.type) {
    case 'DayOpened':
      return { ...base, fact: 'dayOpened' };
    case 'DayClosed':
      return { ...base, fact: 'dayClosed' };
    case 'TicketIssued':
      return {
        ...base,
        fact: 'ticketIssued',
        ticket: event.ticket,
        number: numberText(event.number),
        service: event.service,
        people: event.people,
      };
    case 'NumberVoided':
      return { ...base, fact: 'numberVoided', ticket: event.ticket, number: numberText(event.number) };
    case 'VisitCalled':
      return { ...base, fact: 'ticketCalled', ticket: event.ticket, counter: event.counter, stage: event.stage };
    case 'ServiceStarted':
      return { ...base, fact: 'serviceStarted', ticket: event.ticket, counter: event.counter };
    case 'StageFinished':
      return {
        ...base,
        fact: 'stageFinished',
        ticket: event.ticket,
        counter: event.counter,
        stage: event.stage,
        outcome: event.outcome,
      };
    case 'VisitParked':
      return { ...base, fact: 'ticketParked', ticket: event.ticket, counter: event.counter };
    case 'VisitTransferred':
      return { ...base, fact: 'ticketTransferred', ticket: event.ticket, counter: event.counter };
    case 'VisitMissed':
      return { ...base, fact: 'ticketMissed', ticket: event.ticket, counter: event.counter };
    case 'VisitReturned':
    case 'VisitReinstated':
      return { ...base, fact: 'ticketReturned', ticket: event.ticket };
    case 'VisitEnded':
      return { ...base, fact: 'visitEnded', ticket: event.ticket, outcome: event.ending };
    case 'CounterOpened':
      return { ...base, fact: 'counterOpened', counter: event.counter };
    case 'CounterPaused':
      return { ...base, fact: 'counterPaused', counter: event.counter };
    case 'CounterClosed':
      return { ...base, fact: 'counterClosed', counter: event.counter };
    case 'CallAnnounced':
    case 'CallRepeated':
    case 'CallWithdrawn':
    case 'CarryOverGiven':
    case 'ClockCorrected':
    case 'CounterAssigned':
    case 'CounterTakenOver':
    case 'DayClosing':
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
    case 'SlipReported':
    case 'StaffAnswered':
    case 'StaffCalled':
    case 'VisitLinked':
    case 'VisitPostponed':
    case 'VisitReleased':
    case 'VisitRestored':
    case 'VisitSplit':
      return undefined;
    default:
      return assertNever(event);
  }
}
