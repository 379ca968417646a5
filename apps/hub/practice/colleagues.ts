import { present } from '../../../shared/basics.ts';
import { secondMs, type CounterId, type Ms, type OfficerId, type Seq, type ZoneId } from '../../../shared/ids.ts';
import type { ReadonlyVisit } from '../domain/floor.ts';
import { lengthOf, seconds } from './habits.ts';
import { byColleague, byKiosk, byVoice, kiosk, type Hall } from './hall.ts';
import { stagesOf, type TraineeSeat } from './practiceOffice.ts';

/** How long a voice needs for a call, Ms. */
const spokenAfterMs: Ms = 4 * secondMs;

interface Colleague {
  readonly counter: CounterId;
  readonly person: OfficerId;
}

/** The office around the trainee: its machines, and officers at counters that take nobody from the trainee's line. */
export function createColleagues(hall: Hall, seat: TraineeSeat) {
  const { chance, clock } = hall;
  const { document } = hall.floor().lines.office;
  const voiced = document.zones.filter(({ voice }) => voice).map(({ id }) => id);

  /** What this counter of a colleague has now, for a command (K4). */
  function there({ counter }: Colleague) {
    const visit = hall.floor().counters.get(counter)?.visit;
    if (!visit || (visit.stay.is !== 'called' && visit.stay.is !== 'serving')) return undefined;
    return { visit, at: { counter, ticket: visit.ticket, call: visit.stay.call } };
  }

  function works(one: Colleague): void {
    clock.wakeIn(seconds(10, 30, chance), () => void turn(one));
  }

  async function turn(one: Colleague): Promise<void> {
    const { counter, person } = one;
    const by = byColleague(counter, person);
    if (hall.floor().counters.get(counter)?.officer !== person)
      await hall.send({ type: 'OpenCounter', counter, officer: person }, by);
    const now = there(one);
    if (!now) {
      await hall.send({ type: 'CallNext', counter }, by);
      return works(one);
    }
    if (now.visit.stay.is === 'called') await hall.send({ type: 'StartService', ...now.at }, by);
    clock.wakeIn(workFor(now.visit, hall), () => void ends(one));
  }

  async function ends(one: Colleague): Promise<void> {
    const now = there(one);
    const by = byColleague(one.counter, one.person);
    const items = document.stages.find(({ id }) => id === now?.visit.stages[0])?.checklist ?? [];
    for (const { id } of items) if (now) await hall.send({ type: 'CheckItem', ...now.at, item: id, done: true }, by);
    if (now) await hall.send({ type: 'Finish', ...now.at, outcome: 'done' }, by);
    works(one);
  }

  /** Each counter that shares no stage with the trainee's gets somebody of its skills. */
  function staff(): readonly Colleague[] {
    const own = new Set(stagesOf(document, seat));
    const taken = new Set<OfficerId>([seat.officer]);
    return document.counters.flatMap(({ id, tiers }) => {
      if (id === seat.counter || tiers.flat().some((stage) => own.has(stage))) return [];
      const able = document.officers.find(
        (officer) =>
          !taken.has(officer.id) && stagesOf(document, { ...seat, counter: id, officer: officer.id }).length > 0,
      );
      if (!able) return [];
      taken.add(able.id);
      return [{ counter: id, person: able.id }];
    });
  }

  return {
    /** Kiosk and voices say that they are there, as after each start of a hub. */
    async introduce(): Promise<void> {
      await hall.send(
        {
          type: 'ReportDevice',
          device: kiosk,
          role: 'kiosk',
          connected: true,
          generation: 'practice',
          printer: 'ready',
        },
        byKiosk,
      );
      for (const zone of voiced)
        await hall.send(
          {
            type: 'ReportDevice',
            device: byVoice(zone).device,
            role: 'display',
            connected: true,
            zone,
            sound: 'ready',
          },
          byVoice(zone),
        );
    },
    /** I19: the kiosk has nothing that a hub which lost nothing does not know. */
    async brings(restore: number): Promise<void> {
      await hall.send({ type: 'ReportBrought', restore }, byKiosk);
    },
    begin(): void {
      for (const one of staff()) works(one);
    },
    /** A1: the voice of the zone speaks a call, on no loudspeaker. */
    speaks(announcement: Seq, zone: ZoneId): void {
      if (!voiced.includes(zone)) return;
      clock.wakeIn(
        spokenAfterMs,
        () => void hall.send({ type: 'ReportAnnounced', announcement, outcome: 'spoken' }, byVoice(zone)),
      );
    },
  };
}

/** Time the work for a visitor takes at a counter, Ms. */
export function workFor({ stages: [stage], ticket }: ReadonlyVisit, { habits, chance }: Hall): Ms {
  return lengthOf(habits.work[present(stage, `stage of ${ticket}`)] ?? 0, chance);
}
