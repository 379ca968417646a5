import { secondMs, type Instant, type Ms, type Seq } from '../../../shared/ids.ts';
import type { DisplayCall, DisplayView } from '../../../shared/protocol/views.ts';

/** One call at a time takes the stage, each for at least `holdMs`; the others wait in the order of their announcements. */
export interface Stage {
  readonly on: { readonly call: DisplayCall; readonly since: Instant } | undefined;
  readonly queue: readonly DisplayCall[];
  /** Newest announcement that was taken in. */
  readonly seen: Seq;
}

export const holdMs: Ms = 5 * secondMs;
/** A3: a call that is older when this screen first sees it is only listed. */
const freshMs: Ms = 60 * secondMs;

export const emptyStage: Stage = { on: undefined, queue: [], seen: 0 };

export function stageNext(
  stage: Stage,
  { calling, counters }: Pick<DisplayView, 'calling' | 'counters'>,
  now: Instant,
  /** Announcement that is being said; it keeps the stage for as long as that takes. */
  said?: Seq,
): Stage {
  const fresh = calling.filter(({ announcement, at }) => announcement > stage.seen && now - at < freshMs);
  const seen = calling.reduce((most, { announcement }) => Math.max(most, announcement), stage.seen);
  const isOpen = (call: DisplayCall) => calling.some(({ announcement }) => announcement === call.announcement);
  // A recall is an announcement of its own (A4): it takes the place of the one that still waits here.
  const queue = [...stage.queue.filter(isOpen), ...fresh];
  const { on } = stage;
  if (
    on &&
    (now - on.since < holdMs || on.call.announcement === said) &&
    (isOpen(on.call) || !isWithdrawn(on.call, { calling, counters }))
  ) {
    return same(stage, queue, seen) ? stage : { on, queue, seen };
  }
  const [call, ...rest] = queue;
  if (!call && !on && same(stage, queue, seen)) return stage;
  return { on: call && { call, since: now }, queue: rest, seen };
}

/** C10: withdrawn is no longer called and not at a counter either; one who is served has arrived. */
export function isWithdrawn(
  { ticket, number }: DisplayCall,
  { calling, counters }: Pick<DisplayView, 'calling' | 'counters'>,
): boolean {
  return !calling.some((call) => call.ticket === ticket) && !counters.some((counter) => counter.ticket === number);
}

function same(stage: Stage, queue: readonly DisplayCall[], seen: Seq): boolean {
  return (
    stage.seen === seen &&
    stage.queue.length === queue.length &&
    queue.every((call, i) => call.announcement === stage.queue[i]?.announcement)
  );
}
