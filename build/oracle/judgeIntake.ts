import type { EventOf } from '../../apps/hub/domain/events.ts';
import { openSpans } from './calendar.ts';
import { countAhead } from './calls.ts';
import { newcomer } from './follow.ts';
import { isPaused, personOf, type Hall } from './hall.ts';
import { isExtended } from './judgeDay.ts';
import { onlyABit } from './judgeNumbers.ts';
import type { Case, Judges } from './report.ts';

const minute = 60_000;
type Issued = Case<'TicketIssued'>;

/** D1, D2, D4, D5, D7, L3, L10, S7, V3, V4: who gets a ticket, and which. */
export const intake: Judges = {
  TicketIssued(one) {
    const { hall, event, recorded, must, fired } = one;
    if (event.splitFrom !== undefined) return splitOff(one);
    const service = hall.office.services.find(({ id }) => id === event.service);
    must('D2', service !== undefined, `no service ${event.service}`);
    must('S1', event.stages.join() === service?.stages.join(), `stages ${event.stages.join()}`);
    if (event.people > 1) fired('S7');
    if (event.lane === 'priority') fired('V3');
    must('V3', onlyABit(event), `fields ${Object.keys(event).join()}`);
    lane(one);
    if (event.late) return must('D5', hall.state === 'closed', 'late, and its day is open');
    must('D6', hall.state !== 'closed', 'a ticket in a closed book');
    if (event.ahead !== null) {
      const ahead = countAhead(hall, newcomer(recorded, event), recorded.at);
      if (ahead > 0) fired('L10');
      must('L10', event.ahead === ahead, `${event.ahead} ahead, should be ${ahead}`);
    }
    if (event.shown !== null) fired('F2');
    else fired('F3');
    if (event.number.source === 'hub') admission(one);
  },
  VisitEnded({ hall, event, fired, must }) {
    if (event.late !== true) return;
    fired('D5');
    must('D5', hall.state === 'closed' && event.ending === 'expired', `late and ${event.ending}`);
  },
  DeviceLost({ hall, event, must, fired }) {
    if (!hall.kiosks.has(event.device)) return;
    const connected = [...hall.kiosks.values()].filter(Boolean).length;
    for (const { id, quota } of hall.office.services) {
      if (quota === undefined) continue;
      fired('D7');
      const share = Math.max(0, Math.floor(rest(hall, id, quota) / Math.max(1, connected)));
      must(
        'D7',
        (event.held[id] ?? 0) === share,
        `${event.device} holds ${event.held[id]} of ${id}, its share is ${share}`,
      );
    }
  },
};

/** L3, D4: the lane a ticket has for good. */
function lane({ hall, event, must, fired }: Issued): void {
  const { slot, arrivedAt } = event;
  if (event.carryOver !== undefined) {
    fired('D4');
    must('D4', hall.carryOver.has(event.carryOver), `${event.carryOver} gives nothing today`);
  }
  if (event.lane === 'priority') return;
  const late = slot !== undefined && arrivedAt > slot + hall.office.policy.slotLateMinutes * minute;
  if (late) fired('L3');
  must('L3', (event.lane === 'appointment') === (slot !== undefined && !late), `lane ${event.lane}, slot ${slot}`);
  if (event.carryOver !== undefined && !late) must('D4', event.lane === 'appointment', `lane ${event.lane}`);
}

/** D1, D2, S7, V4: was this service giving numbers? */
function admission({ hall, event, recorded, must }: Issued): void {
  const { at } = recorded;
  const service = hall.office.services.find(({ id }) => id === event.service);
  const open = openSpans(hall.office, event.service, hall.day);
  must('D1', hall.state === 'open', `the day is ${hall.state}`);
  if (!hall.reopened) {
    const from = (open[0]?.from ?? Infinity) - hall.office.intakeBeforeMinutes * minute;
    const longer = open.length > 0 && isExtended(hall, event.service);
    must('D1', from <= at && (longer || at < (open.at(-1)?.to ?? 0)), `issued at ${at}, outside the hours`);
  }
  must('D2', !isPaused(hall, event.service), 'the service is paused');
  must('D2', !hall.stopped.has(event.service), 'its intake is stopped');
  if (service?.quota !== undefined)
    must(
      'D2',
      event.people <= rest(hall, event.service, service.quota),
      `${event.people} more of quota ${service.quota}`,
    );
  must('S7', event.people <= (service?.maxPeople ?? 0), `${event.people} people`);
  if (event.lane === 'priority') must('V3', service?.priority === true, 'the service has no priority');
  if (event.holder === undefined) return;
  const { mark } = event.holder;
  const tickets = hall.people.filter(({ holder, where }) => holder === mark && where !== 'gone').length;
  must('V4', tickets < hall.office.policy.perHolder, `the holder has ${tickets} open tickets`);
}

/** D2, D7: people the hub may still admit. */
function rest(hall: Hall, service: string, quota: number): number {
  let used = 0;
  for (const { event } of hall.past)
    if (event.type === 'TicketIssued' && event.service === service && event.splitFrom === undefined)
      used += event.people;
  for (const held of hall.held.values()) used += held[service] ?? 0;
  return quota - used;
}

/** S7: a split makes a new ticket with the same place. */
function splitOff({ hall, event, must }: Issued): void {
  const whole = personOf(hall, event.splitFrom ?? '');
  const same = (one: Pick<EventOf<'TicketIssued'>, 'service' | 'lane' | 'slot'>) =>
    [one.service, one.lane, one.slot].join();
  must('S7', event.place === whole.place, `place ${event.place}, not ${whole.place}`);
  must('S7', same(event as never) === same(whole as never), 'another service or lane than the group');
  must('S7', event.stages.join() === whole.stages.join(), `stages ${event.stages.join()}`);
}
