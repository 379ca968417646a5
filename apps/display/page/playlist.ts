import { secondMs, type Instant } from '../../../shared/ids.ts';
import type { Slide } from '../../../shared/protocol/office.ts';

/** Which slide stands at this moment: the same on every screen, because the hub's time chooses it. */
export function slideAt(slides: readonly Pick<Slide, 'seconds'>[], now: Instant): number {
  const total = slides.reduce((sum, { seconds }) => sum + seconds, 0);
  if (total === 0) return 0;
  let left = Math.floor(now / secondMs) % total;
  for (const [i, { seconds }] of slides.entries()) {
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
