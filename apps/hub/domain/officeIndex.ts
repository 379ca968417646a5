import type { CounterId, OfficerId, ServiceId, StageId, ZoneId } from '../../../shared/ids.ts';
import {
  lanes,
  type CounterSetting,
  type Lane,
  type Office,
  type Officer,
  type Policy,
  type Service,
  type Stage,
  type Zone,
} from '../../../shared/protocol/office.ts';

/** An office document made ready for look-ups; made once per document and never changed. */
export interface OfficeIndex {
  readonly hash: string;
  readonly document: Office;
  readonly policy: Policy;
  readonly services: ReadonlyMap<ServiceId, Service>;
  readonly stages: ReadonlyMap<StageId, Stage>;
  readonly counters: ReadonlyMap<CounterId, CounterSetting>;
  readonly officers: ReadonlyMap<OfficerId, Officer>;
  readonly zones: ReadonlyMap<ZoneId, Zone>;
  readonly wheel: readonly Lane[];
}

const byId = <Id, Item extends { readonly id: Id }>(items: readonly Item[]): ReadonlyMap<Id, Item> =>
  new Map(items.map((item) => [item.id, item]));

/** The document under its hash (hex SHA-256 of its canonical text). */
export function indexOffice(hash: string, document: Office): OfficeIndex {
  return {
    hash,
    document,
    policy: document.policy,
    services: byId(document.services),
    stages: byId(document.stages),
    counters: byId(document.counters),
    officers: byId(document.officers),
    zones: byId(document.zones),
    wheel: wheelOf(document.policy),
  };
}

/** L2: the wheel of turns. Round after round each lane takes one of its turns: 2, 2, 1 gives A P R A P. */
export function wheelOf({ weights }: Pick<Policy, 'weights'>): readonly Lane[] {
  const rounds = Math.max(...lanes.map((lane) => weights[lane]));
  return Array.from({ length: rounds }, (_, round) => lanes.filter((lane) => weights[lane] > round)).flat();
}
