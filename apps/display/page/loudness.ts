import { largestSaid } from '../../../shared/speech/numberWords.ts';
import { announcementOf } from '../../../shared/speech/sentence.ts';
import type { HallOffice } from '../../../shared/protocol/hall.ts';
import type { Zone } from '../../../shared/protocol/office.ts';

/** 0 to 1: how loud the voice of a zone is at this time of day, `HH:MM` or `HH.MM`; the first span that holds wins. */
export function volumeAt({ volume }: Pick<Zone, 'volume'>, time: string): number {
  const clock = time.replace('.', ':');
  return (volume.find(({ from, to }) => from <= clock && clock < to)?.percent ?? 100) / 100;
}

/** Every clip that a call of this zone can need; with one of them missing the zone has no voice to rely on. */
export function clipsNeeded(
  { services, counters }: Pick<HallOffice, 'services' | 'counters'>,
  { id, languages }: Pick<Zone, 'id' | 'languages'>,
): ReadonlySet<string> {
  const spoken = languages.includes('en') ? (['id', 'en'] as const) : (['id'] as const);
  const here = counters.filter(({ zone, number }) => zone === id && number <= largestSaid);
  return new Set(
    here.flatMap(({ number: counter }) =>
      services.flatMap(({ prefix }) =>
        announcementOf({ number: `${prefix}-0123456789`, counter, people: 2 }, spoken).map(({ clip }) => clip),
      ),
    ),
  );
}
