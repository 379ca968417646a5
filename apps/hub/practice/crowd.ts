import { present } from '../../../shared/basics.ts';
import { minuteMs, type CounterId, type ServiceId, type TicketId } from '../../../shared/ids.ts';
import type { Lane } from '../../../shared/protocol/office.ts';
import { TicketResult } from '../../../shared/protocol/replies.ts';
import type { ReadonlyVisit } from '../domain/floor.ts';
import { seconds, untilNext } from './habits.ts';
import { byKiosk, type Hall } from './hall.ts';
import type { Wanted } from './scenarios.ts';

/** domain.md 2.8: one in ten comes with priority. */
const priorityShare = 0.1;
/** Between two of those who wait already. */
const apart = { low: 20, high: 100 };

/** Those who come: before the practice begins, at the office's rates while it runs, and whom the scenario wants. */
export interface Crowd {
  /** So many stand in the line, each come a while after the one before; the clock goes on by that. */
  fill(count: number): Promise<void>;
  /** One of these, unless somebody like that waits. */
  want(wanted: Pick<Wanted, 'lane' | 'people'>): Promise<void>;
  /** From now on visitors come to each service of the office. */
  begin(): void;
  /** Who is parked or was missed comes back. */
  comesBack(ticket: TicketId): void;
}

export function createCrowd(
  hall: Hall,
  { services, counter }: { readonly services: readonly ServiceId[]; readonly counter: CounterId },
): Crowd {
  const { chance, clock, habits } = hall;

  /** By how many come for each. */
  function pick(of: readonly ServiceId[]): ServiceId {
    let rest = chance.next() * of.reduce((sum, id) => sum + (habits.perHour[id] ?? 0), 0);
    for (const id of of) {
      rest -= habits.perHour[id] ?? 0;
      if (rest < 0) return id;
    }
    return present(of.at(-1), 'a service to come for');
  }

  async function comes(service: ServiceId, lane: Lane, people: number): Promise<void> {
    const taken = await hall.send({ type: 'TakeTicket', service, lane, people, language: 'id' }, byKiosk);
    const result = taken?.ok ? TicketResult.safeParse(taken.result) : undefined;
    if (result?.success)
      await hall.send({ type: 'ConfirmSlip', ticket: result.data.ticket, outcome: 'printed' }, byKiosk);
  }

  const settingOf = (id: ServiceId) => present(hall.floor().lines.office.services.get(id), id);

  function stream(service: ServiceId): void {
    const perHour = habits.perHour[service] ?? 0;
    if (perHour <= 0) return;
    clock.wakeIn(untilNext(perHour, chance), () => {
      const lane = settingOf(service).priority && chance.next() < priorityShare ? 'priority' : 'regular';
      void comes(service, lane, 1);
      stream(service);
    });
  }

  const waitsLike = (visit: ReadonlyVisit, { lane, people }: Pick<Wanted, 'lane' | 'people'>) =>
    visit.stay.is === 'waiting' &&
    services.includes(visit.service) &&
    visit.done.length === 0 &&
    (people > 1 ? visit.people > 1 : visit.people === 1 && visit.lane === lane);

  return {
    async fill(count) {
      for (let i = 0; i < count; i++) {
        clock.leap(seconds(apart.low, apart.high, chance));
        await comes(pick(services), 'regular', 1);
      }
    },
    async want(wanted) {
      if ([...hall.floor().visits.values()].some((visit) => waitsLike(visit, wanted))) return;
      const able = services.filter((id) =>
        wanted.lane === 'priority' ? settingOf(id).priority : settingOf(id).maxPeople >= wanted.people,
      );
      await comes(pick(able), wanted.lane, wanted.people);
    },
    begin() {
      for (const { id } of hall.floor().lines.office.document.services) stream(id);
    },
    comesBack(ticket) {
      const visit = hall.floor().visits.get(ticket);
      if (!visit || (visit.stay.is !== 'parked' && visit.stay.is !== 'missed') || visit.stay.counter !== counter)
        return;
      const until = visit.stay.is === 'parked' ? visit.stay.until : undefined;
      const after = until === undefined ? seconds(2 * 60, 8 * 60, chance) : Math.max(0, until - clock.wall());
      clock.wakeIn(Math.min(after, 60 * minuteMs), () => {
        const is = hall.floor().visits.get(ticket)?.stay.is;
        if (is === 'parked') void hall.send({ type: 'Return', ticket }, byKiosk);
        if (is === 'missed') void hall.send({ type: 'Reinstate', ticket }, byKiosk);
      });
    },
  };
}
