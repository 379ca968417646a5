import { secondMs, type Instant } from '../../../shared/ids.ts';
import type { Slide } from '../../../shared/protocol/office.ts';
import type { DisplayView } from '../../../shared/protocol/views.ts';

type Kept = NonNullable<DisplayView['kept']>;

/** What stands beside the call for a while: a slide of the office, or what the hall should know. */
export type Turn = { readonly seconds: number } & (
  | { readonly kind: 'slide'; readonly slide: Slide }
  /** D4: some of the numbers that may not be called today. */
  | { readonly kind: 'notToday'; readonly numbers: readonly string[] }
  /** How promises of waits were kept. */
  | { readonly kind: 'kept'; readonly kept: Kept }
);

/** Numbers that can be read beside each other from the back of the hall. */
const numbersShown = 8;
const ownSeconds = 12;

/** The office's slides in their order; numbers of today that may not be called come between each two of them, the record once a round. */
export function turnsOf(
  slides: readonly Slide[],
  { notToday, kept }: Pick<DisplayView, 'notToday' | 'kept'>,
): readonly Turn[] {
  const told = Array.from({ length: Math.ceil(notToday.length / numbersShown) }, (_, i) => ({
    kind: 'notToday' as const,
    numbers: notToday.slice(i * numbersShown, (i + 1) * numbersShown),
    seconds: ownSeconds,
  }));
  const rounds = Math.max(slides.length, told.length);
  const between = Array.from({ length: rounds }, (_, i): readonly Turn[] => {
    const [numbers, slide] = [told[i % told.length], slides[i % slides.length]];
    return [
      ...(numbers ? [numbers] : []),
      ...(slide ? [{ kind: 'slide' as const, slide, seconds: slide.seconds }] : []),
    ];
  });
  return [...between.flat(), ...(kept ? [{ kind: 'kept' as const, kept, seconds: ownSeconds }] : [])];
}

/** Which turn it is at this moment: the same on every screen, because the hub's time chooses it. */
export function turnAt(turns: readonly Pick<Turn, 'seconds'>[], now: Instant): number {
  const total = turns.reduce((sum, { seconds }) => sum + seconds, 0);
  if (total === 0) return 0;
  let left = Math.floor(now / secondMs) % total;
  for (const [i, { seconds }] of turns.entries()) {
    if (left < seconds) return i;
    left -= seconds;
  }
  return 0;
}

export type Medium = 'text' | 'picture' | 'film';

/** What a slide is shown as. */
export function mediumOf({ media }: Pick<Slide, 'media'>): Medium {
  if (media === undefined) return 'text';
  return /\.(mp4|webm)$/.test(media) ? 'film' : 'picture';
}
