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
const byTheClock = ['ClockCorrected', 'DayOpened', 'IntakeStopped', 'DayClosed', 'VisitEnded'];
/** D6: all that a closed book takes. */
const afterClose = ['OutcomeCorrected', 'TicketIssued', 'VisitEnded', 'NumberVoided', 'DayReopened'];

/** D1-D6, T3, T4: how a day ends. */
export const days: Judges = {
  IntakeStopped({ hall, event, recorded, must, fired }) {
    fired('D2');
    if (event.why === 'predicted') {
      fired('F1');
      const close = closeOf(hall, event.service);
      must('F1', event.predicted !== undefined, 'a predicted stop without its figures');
      must('D2', (event.predicted?.finishAt ?? 0) > close, 'the predicted finish does not pass closing time');
    }
    if (recorded.by.door !== 'clock') return;
    fired('T4');
    const late = recorded.at - closeOf(hall, event.service);
    const sooner = hall.jumps.some(({ to }) => to === recorded.at) || hall.resumedAt.get(event.service) === recorded.at;
    must('T4', late === 0 || sooner, `stopped ${late} ms after close`);
  },
  IntakeResumed({ hall, event, recorded, must, fired }) {
    fired('D2');
    const why = hall.stopped.get(event.service)?.why;
    must('D2', why !== undefined, 'it was not stopped');
    if (recorded.by.role === 'hub') must('D2', why === 'predicted', `a forecast resumes what ${why} stopped`);
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
    if (event.ending !== 'expired' || event.late === true) return;
    fired('D1');
    const over = closeOf(hall, person.service) + hall.office.serveAfterCloseMinutes * minute <= recorded.at;
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
      hall.reopened || recorded.at < cutOff(hall) || busyAtCutOff(hall),
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
  const grace = hall.office.serveAfterCloseMinutes * minute;
  const closes = hall.office.services.map(({ id }) => closeOf(hall, id) + grace);
  const freed = hall.past.filter(({ event }) => leavesCounter.includes(event.type)).map(({ at }) => at);
  return Math.max(...closes, ...freed.slice(-1));
}

function busyAtCutOff(hall: Hall): boolean {
  return hall.past.some(({ event }) => event.type === 'VisitEnded' && event.ending === 'unfinished');
}

function closeOf({ office, day }: Hall, service: string): number {
  return openSpans(office, service, day).at(-1)?.to ?? 0;
}

function cutOff({ office, day }: Hall): number {
  return instantAt(dateAfter(day, 1), office.cutOff, office.timeZone);
}
