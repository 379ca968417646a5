import type { DeepReadonly } from '../../../shared/basics.ts';
import type { BusinessDay, CounterId, OfficerId, ServiceId, StageId } from '../../../shared/ids.ts';
import type { Office } from '../../../shared/protocol/office.ts';
import { openAllHours } from '../demo/office.ts';

/** Who practises where; a skill may end on a day. */
export interface TraineeSeat {
  readonly counter: CounterId;
  readonly officer: OfficerId;
  readonly day: BusinessDay;
}

/** An office to practise in at one counter, and the services whose visitors come there first. */
export interface PracticeOffice {
  readonly office: Office;
  readonly services: readonly ServiceId[];
}

/**
 * The office with every service begun at the trainee's own stages where it has one of them, so that visitors come there
 * at once; without quotas and hours, so that nothing ends before the trainee does. Rules, words and people stay.
 */
export function practiceOffice(document: DeepReadonly<Office>, seat: TraineeSeat): PracticeOffice {
  const own = stagesOf(document, seat);
  const open = openAllHours(structuredClone(document) as Office);
  const services: ServiceId[] = [];
  const changed = open.services.map(({ quota: _quota, ...service }) => {
    const from = service.stages.findIndex((stage) => own.includes(stage));
    if (from < 0) return service;
    services.push(service.id);
    return { ...service, stages: service.stages.slice(from) };
  });
  return { office: { ...open, services: changed }, services };
}

/** What this officer may call for at this counter (C3): of its first tier that has something of it. */
export function stagesOf(
  { counters, officers }: DeepReadonly<Office>,
  { counter, officer, day }: TraineeSeat,
): readonly StageId[] {
  const skills = officers.find(({ id }) => id === officer)?.skills ?? [];
  const may = new Set(skills.filter(({ until }) => until === undefined || until >= day).map(({ stage }) => stage));
  const tiers = counters.find(({ id }) => id === counter)?.tiers ?? [];
  return tiers.map((tier) => tier.filter((stage) => may.has(stage))).find((tier) => tier.length > 0) ?? [];
}
