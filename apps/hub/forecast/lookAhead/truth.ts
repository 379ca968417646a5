import type { OfficerId, StageId } from '../../../../shared/ids.ts';
import type { Lane } from '../../../../shared/protocol/office.ts';
import type { Truth } from '../given.ts';
import { halfHourMs, halfHours, type Stream } from '../learning/arrivals.ts';
import { tableOf, type Table } from '../lengths.ts';
import type { Model } from './model.ts';

/** Puts the generator's own parameters in place of what a model learned; shifts stay as they are known. */
export function truthOf(truth: Truth): (model: Model) => Model {
  const tables = new Map<string, Table>();
  const keyOf = (stage: StageId, officer: OfficerId | undefined) => `${stage}/${officer ?? ''}`;
  for (const { stage, officer, lengths } of truth.service) tables.set(keyOf(stage, officer), tableOf(lengths));
  const shares = new Map<Lane, number>(truth.noShow.map(({ lane, share }) => [lane, share]));
  const turn = tableOf(truth.turn);
  const streams = streamsOf(truth);
  const [walk, miss] = [tableOf(truth.walk), tableOf(truth.miss)];
  return (model) => ({
    ...model,
    service: (stage, officer) =>
      tables.get(keyOf(stage, officer)) ?? tables.get(keyOf(stage, undefined)) ?? model.service(stage, officer),
    pace: () => 1,
    dayPace: () => 1,
    walk,
    turn,
    react: turn,
    miss,
    noShow: (lane) => shares.get(lane) ?? 0,
    streams,
    factor: 1,
  });
}

function streamsOf({ arrivals }: Truth): readonly Stream[] {
  const streams = new Map<string, Stream>();
  for (const { service, lane, from, to, perHour } of arrivals) {
    const key = `${service}/${lane}`;
    const stream = streams.get(key) ?? { service, lane, perHalfHour: new Float64Array(halfHours) };
    streams.set(key, stream);
    for (let i = 0; i < halfHours; i++) {
      const shared = Math.min(to, (i + 1) * halfHourMs) - Math.max(from, i * halfHourMs);
      if (shared > 0) stream.perHalfHour[i] = (stream.perHalfHour[i] ?? 0) + (perHour * shared) / (60 * 60_000);
    }
  }
  return [...streams.values()];
}
