import * as z from 'zod/mini';
import { CounterId, OfficerId, ServiceId, StageId } from '../../../shared/ids.ts';
import { TimeOfDay, type Lane, type Office, type Service } from '../../../shared/protocol/office.ts';

const during = { from: TimeOfDay, to: TimeOfDay };
const turns = z.int().check(z.minimum(1), z.maximum(9));
const limit = z.int().check(z.minimum(0), z.maximum(1440));
const lanesOf = <S extends z.ZodMiniType>(value: S) =>
  z.strictObject({ appointment: z.optional(value), priority: z.optional(value), regular: z.optional(value) });
const some = <S extends z.ZodMiniType>(item: S) => z._default(z.array(item).check(z.maxLength(40)), []);

/** What is otherwise than on the day that is played again; nothing of it is recorded anywhere. */
export const Change = z.strictObject({
  staff: some(
    z.discriminatedUnion('does', [
      /** Open in all of this time; without an officer by one who is added to the office. */
      z.strictObject({ does: z.literal('open'), counter: CounterId, officer: z.optional(OfficerId), ...during }),
      z.strictObject({ does: z.literal('close'), counter: CounterId, ...during }),
      /** The counter also calls for a stage, after its own, and who sits there may. */
      z.strictObject({ does: z.literal('serve'), counter: CounterId, stage: StageId }),
    ]),
  ),
  stages: some(
    z.discriminatedUnion('does', [
      z.strictObject({ does: z.literal('remove'), stage: StageId }),
      /** What is done there is done by who serves `into`, a later stage of the same services. */
      z.strictObject({ does: z.literal('merge'), stage: StageId, into: StageId }),
      /** Service takes so many percent of the time it took. */
      z.strictObject({
        does: z.literal('scale'),
        stage: StageId,
        percent: z.int().check(z.minimum(10), z.maximum(300)),
      }),
    ]),
  ),
  policy: z._default(
    z.strictObject({
      weights: z.optional(lanesOf(turns)),
      limitMinutes: z.optional(lanesOf(limit)),
      maxPriorityInRow: z.optional(turns),
      overdueEvery: z.optional(z.int().check(z.minimum(1), z.maximum(20))),
    }),
    {},
  ),
  arrivals: some(
    z.strictObject({
      /** All services where none is named. */
      service: z.optional(ServiceId),
      percent: z._default(z.int().check(z.minimum(0), z.maximum(300)), 100),
      /** All come so much later, or earlier. */
      shiftMinutes: z._default(z.int().check(z.minimum(-240), z.maximum(240)), 0),
    }),
  ),
});
export type Change = z.infer<typeof Change>;

/** A field of a change that this office cannot follow, as `staff.0.counter`. */
export interface Fault {
  readonly path: string;
}

/** The first field of a change that names what the office does not have, or what it cannot do; undefined for none. */
export function faultOf(change: Change, office: Office): Fault | undefined {
  const has = (list: readonly { readonly id: string }[], id: string) => list.some((one) => one.id === id);
  for (const [i, one] of change.staff.entries()) {
    const path = `staff.${i}`;
    if (!has(office.counters, one.counter)) return { path: `${path}.counter` };
    if (one.does === 'serve') {
      if (!has(office.stages, one.stage)) return { path: `${path}.stage` };
    } else {
      if (one.to <= one.from) return { path: `${path}.to` };
      if (one.does === 'open' && one.officer !== undefined && !has(office.officers, one.officer))
        return { path: `${path}.officer` };
    }
  }
  for (const [i, one] of change.stages.entries()) {
    const path = `stages.${i}`;
    if (!has(office.stages, one.stage)) return { path: `${path}.stage` };
    if (one.does === 'merge' && !office.services.every((service) => isMergeable(service, one)))
      return { path: `${path}.into` };
  }
  const gone = change.stages.flatMap((one) => (one.does === 'scale' ? [] : [one.stage]));
  if (office.services.some(({ stages }) => stages.every((stage) => gone.includes(stage))))
    return { path: `stages.${change.stages.findLastIndex(({ does }) => does !== 'scale')}.stage` };
  for (const [i, { service }] of change.arrivals.entries())
    if (service !== undefined && !has(office.services, service)) return { path: `arrivals.${i}.service` };
  return undefined;
}

/** Whether a service that passes through a stage passes through `into` later. */
export function isMergeable(
  { stages }: Service,
  { stage, into }: { readonly stage: StageId; readonly into: StageId },
): boolean {
  return !stages.includes(stage) || stages.indexOf(into) > stages.indexOf(stage);
}

/** The id of who is added where a counter is opened by nobody of the office. */
export const addedOfficer = (counter: CounterId): OfficerId => `added-${counter}` as OfficerId;

/** The office document with a change in it. `seated` names who sits at a counter at any time of the day. */
export function changedOffice(
  office: Office,
  { staff, stages, policy }: Change,
  seated: (counter: CounterId) => readonly OfficerId[],
): Office {
  const gone = new Set(stages.flatMap((one) => (one.does === 'scale' ? [] : [one.stage])));
  const serves = staff.filter((one) => one.does === 'serve');
  const adds = new Set(staff.flatMap((one) => (one.does === 'open' && one.officer === undefined ? [one.counter] : [])));
  const counters = office.counters.map((counter) => {
    const more = serves.filter((one) => one.counter === counter.id && !counter.tiers.flat().includes(one.stage));
    return more.length === 0 ? counter : { ...counter, tiers: [...counter.tiers, more.map(({ stage }) => stage)] };
  });
  const officers = office.officers.map((officer) => {
    const learns = serves.filter(
      ({ counter, stage }) =>
        seated(counter).includes(officer.id) && !officer.skills.some((skill) => skill.stage === stage),
    );
    return { ...officer, skills: [...officer.skills, ...learns.map(({ stage }) => ({ stage }))] };
  });
  const added = counters
    .filter(({ id }) => adds.has(id))
    .map(({ id, tiers }) => ({
      id: addedOfficer(id),
      name: addedOfficer(id),
      role: 'officer' as const,
      skills: tiers.flat().map((stage) => ({ stage })),
    }));
  return {
    ...office,
    services: office.services.map((service) => ({
      ...service,
      stages: service.stages.filter((stage) => !gone.has(stage)),
    })),
    counters,
    officers: [...officers, ...added],
    policy: {
      ...office.policy,
      maxPriorityInRow: policy.maxPriorityInRow ?? office.policy.maxPriorityInRow,
      overdueEvery: policy.overdueEvery ?? office.policy.overdueEvery,
      weights: perLane(office.policy.weights, policy.weights),
      limitMinutes: perLane(office.policy.limitMinutes, policy.limitMinutes),
    },
  };
}

type PerLane = { readonly [L in Lane]: number };

function perLane(usual: PerLane, other: { readonly [L in Lane]?: number | undefined } | undefined): PerLane {
  return {
    appointment: other?.appointment ?? usual.appointment,
    priority: other?.priority ?? usual.priority,
    regular: other?.regular ?? usual.regular,
  };
}
