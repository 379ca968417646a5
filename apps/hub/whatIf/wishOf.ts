import type { By, Event, EventOf, EventType } from '../domain/events.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { present } from '../../../shared/basics.ts';
import type { Seq, StageId, TicketId } from '../../../shared/ids.ts';
import type { SlipOutcome } from '../../../shared/protocol/commands.ts';
import type { Wish } from './wish.ts';

export interface Standing {
  /** Before the command. */
  readonly floor: ReadonlyFloor;
  readonly by: By;
  /** What an event of then is numbered now. */
  readonly seqOf: (seq: Seq) => Seq;
}

const given = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
const overridden = (override: string | undefined) => ({
  override: override === undefined ? undefined : { reason: override },
});

type Asked = { readonly [Type in EventType]?: (event: EventOf<Type>, standing: Standing) => Wish };

/** The command that makes such events; undefined for what changes no call. */
export function wishOf(events: readonly Event[], standing: Standing): Wish | undefined {
  const call = events.find((event) => event.type === 'VisitCalled');
  const [first] = events;
  if (call) return calling(call, events);
  if (
    events.some(
      (event) => event.type === 'NumberVoided' || (event.type === 'TicketIssued' && event.number.source !== 'hub'),
    )
  )
    return upload(events, standing);
  const wish = first && (asked[first.type] as (event: Event, standing: Standing) => Wish | undefined)(first, standing);
  return wish && (given(wish) as Wish);
}

/** C12 chooses; everything else is by turn, with the outcome of who was there (C14). */
function calling(call: EventOf<'VisitCalled'>, events: readonly Event[]): Wish {
  const { counter, why, override } = call;
  if (why.rule === 'C12')
    return given({
      type: 'CallTicket',
      counter,
      ticket: call.ticket,
      reason: why.reason,
      ...overridden(override),
    }) as Wish;
  const left = events.find((event) => event.type === 'StageFinished');
  const missed = events.some((event) => event.type === 'VisitMissed');
  const outcome = missed ? 'noShow' : left?.outcome;
  return given({ type: 'CallNext', counter, outcome, reasons: left?.reasons, ...overridden(override) }) as Wish;
}

/** N6, N7: what a kiosk printed alone, as it brought it. */
function upload(events: readonly Event[], { floor, by }: Standing): Wish {
  const slips = new Map<TicketId, SlipOutcome>();
  for (const event of events) if (event.type === 'SlipReported') slips.set(event.ticket, event.outcome);
  const tickets: unknown[] = [];
  for (const event of events) {
    if (event.type === 'TicketIssued') {
      const { ticket, number, service, lane, language, people, arrivedAt, slip } = event;
      tickets.push({ ticket, number, service, lane, language, people, arrivedAt, slip });
    }
    if (event.type === 'NumberVoided') {
      const { ticket, replacedBy: number } = event;
      const { service, lane, language, people, arrivedAt } = present(floor.visits.get(ticket), ticket);
      const asked = lane === 'priority' ? lane : 'regular';
      tickets.push({
        ticket,
        number,
        service,
        lane: asked,
        language,
        people,
        arrivedAt,
        slip: slips.get(ticket) ?? 'printed',
      });
    }
  }
  return { type: 'UploadTickets', day: floor.day, generation: floor.devices.get(by.device)?.generation, tickets };
}

const ofVisitor = {
  TicketIssued: (event) => {
    const { service, lane, language, people, slot, remote, holder, carryOver } = event;
    return { type: 'TakeTicket', service, lane, language, people, slot, remote, holder, carryOver };
  },
  SlipReported: (event) => ({ type: 'ConfirmSlip', ticket: event.ticket, outcome: event.outcome }),
  VisitReturned: (event) => ({ type: 'Return', ticket: event.ticket }),
  VisitPostponed: (event) => ({ type: 'Postpone', ticket: event.ticket }),
  PresenceConfirmed: (event) => ({ type: 'ConfirmPresence', ticket: event.ticket }),
  VisitReinstated: (event) => ({ type: 'Reinstate', ticket: event.ticket }),
  VisitSplit: (event) => ({ type: 'Split', ticket: event.ticket, people: event.people }),
  VisitLinked: (event) => ({ type: 'Link', ticket: event.ticket, with: event.with }),
  VisitRestored: (event) => ({ type: 'Undo', ticket: event.ticket }),
  VisitEnded: (event) => ({ type: 'Cancel', ticket: event.ticket, reason: event.reason }),
  OutcomeCorrected: (event) => {
    const outcome = event.outcome === 'finished' ? 'done' : event.outcome;
    return { type: 'Correct', ticket: event.ticket, outcome, reason: event.reason };
  },
  StageFinished: (event, standing) => {
    const { ticket, counter, outcome, reasons, served, changed, next, reference, override } = event;
    const ahead = standing.floor.visits.get(ticket)?.stages.slice(1) ?? [];
    const way = changed === undefined ? {} : { ...detour(ahead, next), reason: changed };
    return { type: 'Finish', counter, ticket, outcome, reasons, served, reference, ...way, ...overridden(override) };
  },
} satisfies Asked;

/** S1: stages put in before what is left of the way, and those left out of it. */
function detour(
  ahead: readonly StageId[],
  next: readonly StageId[],
): { readonly add?: StageId[]; readonly skip?: StageId[] } {
  for (let from = 0; from <= next.length; from++) {
    const rest = next.slice(from);
    const skip = ahead.filter((stage) => !rest.includes(stage));
    if (
      ahead.length - skip.length !== rest.length ||
      ahead.filter((stage) => rest.includes(stage)).some((stage, i) => stage !== rest[i])
    )
      continue;
    return { ...(from > 0 ? { add: next.slice(0, from) } : {}), ...(skip.length > 0 ? { skip } : {}) };
  }
  throw new Error(`No way leads from ${ahead.join()} to ${next.join()}`);
}

const ofCounter = {
  CounterOpened: (event) => ({
    type: 'OpenCounter',
    counter: event.counter,
    officer: event.officer,
    ...overridden(event.override),
  }),
  CounterTakenOver: (event) => ({
    type: 'TakeOver',
    counter: event.counter,
    officer: event.officer,
    ...overridden(event.override),
  }),
  CounterPaused: (event) => ({
    type: 'PauseCounter',
    counter: event.counter,
    reason: event.reason,
    until: event.until,
  }),
  CounterClosed: (event) =>
    event.when === 'officerGone'
      ? { type: 'SignOut', counter: event.counter }
      : { type: 'CloseCounter', counter: event.counter, reason: event.reason },
  CounterAssigned: (event) => ({ type: 'Assign', counter: event.counter, tiers: event.tiers }),
  CallRepeated: (event) => ({
    type: 'Recall',
    counter: event.counter,
    ticket: event.ticket,
    ...overridden(event.override),
  }),
  CallAnnounced: (event, standing) => ({
    type: 'ReportAnnounced',
    announcement: standing.seqOf(event.announcement),
    outcome: event.outcome,
  }),
  CallWithdrawn: (event) => ({ type: 'Withdraw', counter: event.counter, ticket: event.ticket }),
  ServiceStarted: (event) => ({ type: 'StartService', counter: event.counter, ticket: event.ticket }),
  ItemChecked: (event) => {
    const { counter, ticket, item, done } = event;
    return { type: 'CheckItem', counter, ticket, item, done };
  },
  VisitParked: (event) => ({
    type: 'Park',
    counter: event.counter,
    ticket: event.ticket,
    until: event.until,
    reason: event.reason,
  }),
  VisitTransferred: (event) => {
    const { counter, ticket, to, keepsPlace, reason } = event;
    return { type: 'Transfer', counter, ticket, to, ourMistake: keepsPlace, reason };
  },
  VisitReleased: (event) => ({ type: 'Release', counter: event.counter, ticket: event.ticket, reason: event.reason }),
  VisitMissed: (event) => ({
    type: 'MarkNoShow',
    counter: event.counter,
    ticket: event.ticket,
    ...overridden(event.override),
  }),
} satisfies Asked;

const ofHouse = {
  DeviceSeen: (event) => {
    const { device, role, zone, counter, generation, printer, sound } = event;
    return { type: 'ReportDevice', device, role, connected: true, zone, counter, generation, printer, sound };
  },
  DeviceLost: (event, standing) => {
    const role = standing.floor.devices.get(event.device)?.role ?? standing.by.role;
    return { type: 'ReportDevice', device: event.device, role, connected: false };
  },
  ServicePaused: (event) => ({ type: 'PauseService', service: event.service, reason: event.reason }),
  ServiceResumed: (event) => ({ type: 'ResumeService', service: event.service }),
  IntakeStopped: (event) => ({
    type: 'StopIntake',
    service: event.service,
    reason: event.reason,
    predicted: event.predicted,
  }),
  IntakeResumed: (event) => ({ type: 'ResumeIntake', service: event.service, predicted: event.predicted }),
  OfficeAdopted: () => ({ type: 'ChangeOffice', document: {} }),
  DayClosing: (event) => ({ type: 'CloseDay', reason: event.reason }),
  DayReopened: (event) => ({ type: 'ReopenDay', reason: event.reason }),
} satisfies Asked;

const silent = () => undefined;
/** What each event asks for, the first of its command; calls and uploads are told from all events of theirs. */
const asked: { readonly [Type in EventType]: (event: EventOf<Type>, standing: Standing) => Wish | undefined } = {
  ...ofVisitor,
  ...ofCounter,
  ...ofHouse,
  VisitCalled: silent,
  NumberVoided: silent,
  // Of the clock, or with an act above
  DayOpened: silent,
  ClockCorrected: silent,
  CarryOverGiven: silent,
  DayClosed: silent,
  // Of a journal that was lost
  HubRestored: silent,
  KioskBrought: silent,
  NumbersLost: silent,
  SeatChecked: silent,
  // Of the hub, and no call waits for it
  NotTodayTold: silent,
  CounterAdvised: silent,
  AdviceWithdrawn: silent,
  // Words
  NoteSealed: silent,
  KeyDestroyed: silent,
  MessageSent: silent,
  EmergencyRaised: silent,
  EmergencyCleared: silent,
  StaffCalled: silent,
  StaffAnswered: silent,
  TrainingRecorded: silent,
};
