import { dateAfter, instantAt, openSpans } from './calendar.ts';
import { personOf, type Hall } from './hall.ts';
import type { Case, Judges } from './report.ts';

const minute = 60_000;
/** After these a counter is free. */
const leavesCounter = [
  'StageFinished',
  'VisitParked',
  'VisitMissed',
  'VisitTransferred',
  'VisitReleased',
  'CallWithdrawn',
  'VisitEnded',
];
/** T3: all that the clock writes by itself. */
const byTheClock = [
  'ClockCorrected',
  'DayOpened',
  'IntakeStopped',
  'DayClosed',
  'VisitEnded',
  'CarryOverGiven',
  'DeviceLost',
  'HubRestored',
  'NumbersLost',
];
/** D6: all that a closed book takes. */
const afterClose = [
  'OutcomeCorrected',
  'TicketIssued',
  'VisitEnded',
  'NumberVoided',
  'DayReopened',
  'CarryOverGiven',
  'HubRestored',
  'KioskBrought',
  'NumbersLost',
];

/** D1-D6, T3, T4: how a day ends. */
export const days: Judges = {
  IntakeStopped({ hall, event, recorded, must, fired }) {
    fired('D2');
    if (event.why === 'predicted') {
      fired('F1');
      const close = lastCall(hall, event.service);
      must('D2', !hall.heldOpen.has(event.service), 'a forecast stops what a person resumed');
      must('F1', event.predicted !== undefined, 'a predicted stop without its figures');
      must('D2', (event.predicted?.finishAt ?? 0) > close, 'the predicted finish does not pass closing time');
    }
    if (recorded.by.door !== 'clock') return;
    fired('T4');
    must('D2', !isExtended(hall, event.service), 'stopped by the clock though it was resumed after close');
    const late = recorded.at - closeOf(hall, event.service);
    const sooner = hall.jumps.some(({ to }) => to === recorded.at);
    must('T4', late === 0 || sooner, `stopped ${late} ms after close`);
  },
  IntakeResumed({ hall, event, recorded, must, fired }) {
    fired('D2');
    const why = hall.stopped.get(event.service)?.why;
    must('D2', why !== undefined, 'it was not stopped');
    if (recorded.by.role !== 'hub') return;
    fired('F1');
    must('D2', why === 'predicted', `a forecast resumes what ${why} stopped`);
    const latest = lastCall(hall, event.service) - hall.office.policy.stopHysteresisMinutes * minute;
    must('D2', (event.predicted?.finishAt ?? Infinity) <= latest, 'a forecast resumes too close to closing time');
  },
  NotTodayTold({ hall, event, recorded, must, fired }) {
    fired('D4');
    fired('F1');
    const { ticket, predicted } = event;
    const person = personOf(hall, ticket);
    const close = lastCall(hall, person.service);
    must('F1', predicted.lastCall === close, `last call ${predicted.lastCall}, should be ${close}`);
    must('F1', predicted.calledFrom > close - 5 * minute, `told, though it may be called from ${predicted.calledFrom}`);
    must('D4', person.where === 'line', `told not today, and is ${person.where}`);
    must('D4', !hall.notToday.has(ticket), `${ticket} is told twice`);
    const from = instantAt(hall.day, hall.office.notTodayAt, hall.office.timeZone);
    must('D4', recorded.at >= from, `told at ${recorded.at}, before ${from}`);
    const before = [...new Set(hall.notToday.values())].filter((at) => at !== recorded.at);
    must('D4', before.length < 2, 'told a third time');
    must(
      'D4',
      before.every((at) => recorded.at - at >= 60 * minute),
      'told again within the hour',
    );
  },
  CarryOverGiven({ hall, event, must, fired }) {
    fired('D4');
    must('D4', event.day < hall.day && !hall.carryOver.has(event.ticket), `the code of ${event.ticket} is not new`);
  },
  ServicePaused({ fired }) {
    fired('D2');
  },
  OutcomeCorrected({ hall, event, must, fired }) {
    fired('D3');
    must('D3', personOf(hall, event.ticket).where === 'gone', `${event.ticket} has no outcome yet`);
  },
  VisitEnded({ hall, event, recorded, must, fired }) {
    const person = personOf(hall, event.ticket);
    if (event.ending === 'unfinished') {
      fired('D1');
      return must('D1', recorded.at >= cutOff(hall), 'unfinished before the cut-off');
    }
    if (event.ending === 'cancelled' || event.ending === 'noShow') {
      const told = hall.notToday.has(event.ticket) && person.slip !== 'pending' && person.slip !== 'failed';
      if (told) fired('D4');
      must(
        'D4',
        (event.carryOver === true) === told,
        `${event.ending}, told not today ${told}, code ${event.carryOver}`,
      );
    }
    if (event.ending !== 'expired' || event.late === true) return;
    fired('D1');
    const over = isExtended(hall, person.service)
      ? hall.stopped.has(person.service) && (person.where !== 'line' || person.away)
      : lastCall(hall, person.service) <= recorded.at;
    must(
      'D1',
      over || hall.state === 'closing' || recorded.at >= cutOff(hall),
      `expired while ${person.service} is open`,
    );
    must('D1', person.where !== 'desk', `${person.ticket} expired at a counter`);
    if (person.slip === 'printed') {
      fired('D4');
      must('D4', event.carryOver === true, 'expired with a printed number, and no carry-over');
    }
    if (person.slip === 'pending' || person.slip === 'failed')
      must('D4', event.carryOver !== true, 'carry-over without a slip');
  },
  DayClosed({ hall, recorded, must, fired }) {
    fired('D1');
    const late = recorded.at - dueToClose(hall);
    const jumped = hall.jumps.some(({ to }) => to === recorded.at);
    const onTime = hall.reopened || hall.state === 'closing' || jumped || recorded.at >= cutOff(hall);
    must('D1', late === 0 || onTime, `closed ${late} ms after the last counter was free`);
    must(
      'D1',
      hall.reopened || recorded.at < cutOff(hall) || busyAtCutOff(hall) || keptOpen(hall),
      'closed at cut-off with every counter free',
    );
    const left = hall.people.filter(({ where }) => where !== 'gone').map(({ ticket, where }) => `${ticket} ${where}`);
    must('D1', left.length === 0, `still there: ${left.join(', ')}`);
  },
  DayReopened({ hall, must, fired }) {
    fired('D6');
    must('D6', hall.state === 'closed', `the day is ${hall.state}`);
  },
};

/** T1, T3, D6: what must hold of every event, whatever its type. */
export function hours({ hall, recorded, event, must, fired }: Case): void {
  const before = hall.past.at(-1);
  fired('T1');
  must('T1', before === undefined || before.at <= recorded.at, `at ${recorded.at}, the event before at ${before?.at}`);
  if (recorded.by.door === 'clock') {
    fired('T3');
    must('T3', byTheClock.includes(event.type), 'the clock does not write this');
  }
  if (hall.state !== 'closed') return;
  fired('D6');
  must('D6', afterClose.includes(event.type), 'a closed book does not take this');
}

/** D1: when the last service had closed and the last counter was free. */
function dueToClose(hall: Hall): number {
  const closes = hall.office.services.map(({ id }) =>
    isExtended(hall, id) ? (hall.stopped.get(id)?.at ?? Infinity) : lastCall(hall, id),
  );
  const freed = hall.past.filter(({ event }) => leavesCounter.includes(event.type)).map(({ at }) => at);
  return Math.max(...closes, ...freed.slice(-1));
}

/** D2: its numbers were resumed by hand after closing time. */
export function isExtended(hall: Hall, service: string): boolean {
  const closes = closeOf(hall, service);
  return closes > 0 && (hall.resumedAt.get(service) ?? 0) >= closes;
}

/** D2: numbers resumed after close were given until the cut-off, or somebody still waited with one. */
function keptOpen(hall: Hall): boolean {
  const expired = hall.past.filter(({ event, at }) => event.type === 'VisitEnded' && at >= cutOff(hall));
  const services = expired.map(({ event }) => event.type === 'VisitEnded' && personOf(hall, event.ticket).service);
  return hall.office.services.some(
    ({ id }) => isExtended(hall, id) && (!hall.stopped.has(id) || services.includes(id)),
  );
}

function busyAtCutOff(hall: Hall): boolean {
  return hall.past.some(({ event }) => event.type === 'VisitEnded' && event.ending === 'unfinished');
}

/** D1: until when those who wait are called. */
function lastCall(hall: Hall, service: string): number {
  return closeOf(hall, service) + hall.office.serveAfterCloseMinutes * minute;
}

function closeOf({ office, day }: Hall, service: string): number {
  return openSpans(office, service, day).at(-1)?.to ?? 0;
}

function cutOff({ office, day }: Hall): number {
  return instantAt(dateAfter(day, 1), office.cutOff, office.timeZone);
}
