import { present } from '../../../../shared/basics.ts';
import type { CommandOf } from '../../../../shared/protocol/commands.ts';
import { minuteMs } from '../../../../shared/ids.ts';
import type { Event } from '../events.ts';
import type { ReadonlyFloor } from '../floor.ts';
import { isPaused } from '../waits.ts';
import { expireAll } from '../day.ts';
import { lastCallOf } from '../notToday.ts';
import { accept, optional, overrideOf, refuse, type Context, type Decided } from './context.ts';

/** D2: e.g. the national system is down. */
export function pauseService({ service, reason }: CommandOf<'PauseService'>, floor: ReadonlyFloor): Decided {
  if (!floor.lines.office.services.has(service)) return refuse('unknownService', { service });
  return isPaused(service, floor.lines)
    ? refuse('alreadyPaused')
    : accept([{ type: 'ServicePaused', service, ...optional('reason', reason) }]);
}

export function resumeService({ service }: CommandOf<'ResumeService'>, floor: ReadonlyFloor): Decided {
  if (!floor.lines.office.services.has(service)) return refuse('unknownService', { service });
  return isPaused(service, floor.lines) ? accept([{ type: 'ServiceResumed', service }]) : refuse('notPaused');
}

/** D2, F1: no more numbers today, by a supervisor or by a forecast with its figures. */
export function stopIntake(
  { service, reason, predicted }: CommandOf<'StopIntake'>,
  floor: ReadonlyFloor,
  { by }: Context,
): Decided {
  const day = floor.lines.days.get(service);
  if (!day || !floor.lines.office.services.has(service)) return refuse('unknownService', { service });
  if (floor.stopped.has(service)) return refuse('alreadyStopped');
  const byForecast = by.role === 'hub';
  if (byForecast && floor.heldOpen.has(service)) return refuse('heldOpen');
  if (byForecast && (predicted === undefined || predicted.finishAt <= lastCallOf(service, floor)))
    return refuse('predictionUnclear');
  return accept([
    {
      type: 'IntakeStopped',
      service,
      why: byForecast ? 'predicted' : 'supervisor',
      ...optional('reason', reason),
      ...optional('predicted', predicted),
    },
  ]);
}

/** D2: a forecast takes its stop back only when its finish lies 15 min before close. */
export function resumeIntake(command: CommandOf<'ResumeIntake'>, floor: ReadonlyFloor, context: Context): Decided {
  const { service, predicted } = command;
  const day = floor.lines.days.get(service);
  if (!day || !floor.lines.office.services.has(service)) return refuse('unknownService', { service });
  const stopped = floor.stopped.get(service);
  if (!stopped) return refuse('notStopped');
  const override = overrideOf(command, context);
  if (!override.ok) return override;
  if (stopped.why === 'closed' && override.value === undefined) return refuse('serviceClosed');
  if (context.by.role === 'hub') {
    const hysteresis = floor.lines.office.policy.stopHysteresisMinutes * minuteMs;
    if (
      stopped.why !== 'predicted' ||
      predicted === undefined ||
      predicted.finishAt > lastCallOf(service, floor) - hysteresis
    )
      return refuse('predictionUnclear');
  }
  return accept([{ type: 'IntakeResumed', service, ...optional('predicted', predicted) }]);
}

/** D1: the day is ended by hand; who is at a counter is finished normally, and the book closes when the last counter is free. */
export function closeDay({ reason }: CommandOf<'CloseDay'>, floor: ReadonlyFloor): Decided {
  if (floor.state === 'closing') return refuse('dayClosed');
  const events: Event[] = [{ type: 'DayClosing', ...optional('reason', reason) }];
  for (const service of floor.lines.office.services.keys())
    if (!floor.stopped.has(service)) events.push({ type: 'IntakeStopped', service, why: 'closed' });
  events.push(...expireAll(floor));
  if (![...floor.counters.values()].some(({ visit }) => visit !== undefined))
    events.push({ type: 'DayClosed', unfinished: 0 });
  return accept(events);
}

/** D6: until the next day opens. */
export function reopenDay({ reason }: CommandOf<'ReopenDay'>, floor: ReadonlyFloor): Decided {
  return floor.state === 'closed'
    ? accept([{ type: 'DayReopened', ...optional('reason', reason) }])
    : refuse('dayOpen');
}

/** Words to a zone or to everybody, sealed. */
export function announceText({ zone, message }: CommandOf<'Announce'>, floor: ReadonlyFloor): Decided {
  if (zone !== undefined && !floor.lines.office.zones.has(zone)) return refuse('unknownZone', { zone });
  return accept([{ type: 'MessageSent', to: zone === undefined ? 'everybody' : { zone }, message }]);
}

export function sendMessage({ to, message }: CommandOf<'SendMessage'>, floor: ReadonlyFloor): Decided {
  if (typeof to === 'object' && 'ticket' in to && !floor.visits.has(to.ticket))
    return refuse('unknownTicket', { ticket: to.ticket });
  if (typeof to === 'object' && 'counter' in to && !floor.counters.has(to.counter))
    return refuse('unknownCounter', { counter: to.counter });
  return accept([{ type: 'MessageSent', to, message }]);
}

export function raiseEmergency(
  { counter, message }: CommandOf<'RaiseEmergency'>,
  floor: ReadonlyFloor,
  { nextSeq }: Context,
): Decided {
  if (counter !== undefined && !floor.counters.has(counter)) return refuse('unknownCounter', { counter });
  return accept([{ type: 'EmergencyRaised', ...optional('counter', counter), ...optional('message', message) }], {
    emergency: nextSeq,
  });
}

export function clearEmergency({ emergency }: CommandOf<'ClearEmergency'>, floor: ReadonlyFloor): Decided {
  return floor.emergencies.has(emergency)
    ? accept([{ type: 'EmergencyCleared', emergency }])
    : refuse('unknownEmergency');
}

/** V5: calling again while nobody has come changes nothing. */
export function callStaff({ device }: CommandOf<'CallStaff'>, floor: ReadonlyFloor, { by }: Context): Decided {
  const kiosk = by.role === 'kiosk' ? by.device : (device ?? by.device);
  return accept(floor.staffCalls.has(kiosk) ? [] : [{ type: 'StaffCalled', device: kiosk }]);
}

export function answerStaff({ device }: CommandOf<'AnswerStaff'>, floor: ReadonlyFloor): Decided {
  return floor.staffCalls.has(device) ? accept([{ type: 'StaffAnswered', device }]) : refuse('noStaffCall');
}

/** Another office document from now on; what the day still uses must stay in it. */
export function changeOffice(floor: ReadonlyFloor, context: Context): Decided {
  const adopting = present(context.adopting, 'office document that passed the office check');
  const missing = inUse(floor).find(({ kind, id }) => !adopting[kind].has(id as never));
  if (missing) return refuse('officeInUse', { name: missing.id });
  return accept([{ type: 'OfficeAdopted', document: adopting.hash }]);
}

function inUse({
  visits,
  counters,
}: ReadonlyFloor): readonly { readonly kind: 'services' | 'stages' | 'counters' | 'officers'; readonly id: string }[] {
  const used: { readonly kind: 'services' | 'stages' | 'counters' | 'officers'; readonly id: string }[] = [];
  for (const visit of visits.values()) {
    if (visit.stay.is === 'ended') continue;
    used.push(
      { kind: 'services', id: visit.service },
      ...visit.stages.map((stage) => ({ kind: 'stages' as const, id: stage })),
    );
  }
  for (const counter of counters.values())
    if (counter.officer !== undefined || counter.visit !== undefined)
      used.push(
        { kind: 'counters', id: counter.id },
        ...(counter.officer === undefined ? [] : [{ kind: 'officers' as const, id: counter.officer }]),
      );
  return used;
}
