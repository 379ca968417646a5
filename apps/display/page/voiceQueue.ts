import { secondMs, type Instant, type Ms, type Seq } from '../../../shared/ids.ts';
import type { Language } from '../../../shared/protocol/office.ts';
import type { DisplayCall, DisplayView } from '../../../shared/protocol/views.ts';
import { isWithdrawn } from './stage.ts';

/** A1, A3, A4: which announcement is said now, and which ones wait for it, in the hub's order. */
export interface VoiceQueue {
  /** `silent`: said once, and in the silence before it may be said again. */
  readonly on: { readonly call: DisplayCall; readonly round: 1 | 2; readonly silent: boolean } | undefined;
  readonly waiting: readonly DisplayCall[];
  /** Newest announcement that is settled here; it and all before it are not said again. */
  readonly done: Seq;
  /** When the last sound ended, by the clock that never jumps. */
  readonly endedAt: Ms;
}

export interface Moment {
  readonly view: Pick<DisplayView, 'calling' | 'counters'>;
  /** The hub chose this display, and this display is live. */
  readonly voice: boolean;
  /** Sound would be heard. */
  readonly sound: boolean;
  /** What is being said has come to its end by the sound card's clock; a busy page is told later than that. */
  readonly isOver: boolean;
  readonly now: Instant;
  /** Milliseconds by the clock that never jumps. */
  readonly tick: Ms;
}

export type Act =
  | { readonly do: 'say'; readonly call: DisplayCall; readonly round: 1 | 2 }
  | { readonly do: 'stop' }
  | { readonly do: 'report'; readonly announcement: Seq; readonly outcome: 'spoken' | 'shown' | 'failed' };

export interface Step {
  readonly queue: VoiceQueue;
  readonly acts: readonly Act[];
  /** Milliseconds until there is something to do, if nothing else happens. */
  readonly again: Ms | undefined;
}

export const silenceMs: Ms = 400;
/** A3: an older announcement is only listed. */
export const freshMs: Ms = 60 * secondMs;

export const emptyQueue: VoiceQueue = { on: undefined, waiting: [], done: 0, endedAt: -silenceMs };

/** What is to be done at this moment; asked whenever something has changed. */
export function voiceStep(before: VoiceQueue, moment: Moment): Step {
  const { view, voice, sound, isOver, now, tick } = moment;
  // I23: else a line that is lost just then would cut off, and have said anew, what everybody has heard.
  if (isOver && before.on && !before.on.silent) {
    const end = voiceEnded(before, 'spoken', tick);
    const step = voiceStep(end.queue, { ...moment, isOver: false });
    return { ...step, acts: [{ do: 'stop' }, ...end.acts, ...step.acts] };
  }
  const acts: Act[] = [];
  let { on, done, endedAt } = before;
  const silence = () => {
    if (on && !on.silent) {
      acts.push({ do: 'stop' });
      endedAt = tick;
    }
    on = undefined;
  };

  // Whoever speaks next begins anew with what nobody has reported, so that two voices are never heard at once.
  if (!voice) {
    silence();
    return { queue: { on, waiting: [], done, endedAt }, acts, again: undefined };
  }
  const openNow = (call: DisplayCall) => view.calling.some(({ announcement }) => announcement === call.announcement);
  if (on && isWithdrawn(on.call, view)) {
    done = Math.max(done, on.call.announcement);
    silence();
  }
  const waitedHere = new Set(before.waiting.map(({ announcement }) => announcement));
  let waiting: readonly DisplayCall[] = [...view.calling]
    .filter(
      ({ announcement, outcome, at }) =>
        announcement > done &&
        announcement !== on?.call.announcement &&
        outcome === undefined &&
        (waitedHere.has(announcement) || now - at < freshMs),
    )
    .sort((one, other) => one.announcement - other.announcement);
  const settle = (call: DisplayCall) => {
    acts.push({ do: 'report', announcement: call.announcement, outcome: 'shown' });
    done = Math.max(done, call.announcement);
  };
  for (const call of waiting) if (!sound || now - call.at >= freshMs) settle(call);
  if (!sound && on) {
    if (on.round === 1 && !on.silent) settle(on.call);
    silence();
  }
  waiting = waiting.filter(({ announcement }) => announcement > done);

  const speaking = on !== undefined && !on.silent;
  const left = endedAt + silenceMs - tick;
  let again: Ms | undefined;
  if (!speaking) {
    if (left > 0) again = left;
    else if (waiting[0]) {
      on = { call: waiting[0], round: 1, silent: false };
      waiting = waiting.slice(1);
    } else if (on && openNow(on.call)) on = { call: on.call, round: 2, silent: false };
    else on = undefined;
    if (left <= 0 && on) acts.push({ do: 'say', call: on.call, round: on.round });
  }
  return { queue: { on, waiting, done, endedAt }, acts, again };
}

/** The sound that was begun has come to its end, or to nothing. */
export function voiceEnded(
  { on, waiting, done, endedAt }: VoiceQueue,
  outcome: 'spoken' | 'failed',
  tick: Ms,
): Pick<Step, 'queue' | 'acts'> {
  if (!on || on.silent) return { queue: { on, waiting, done, endedAt }, acts: [] };
  const { call, round } = on;
  const twice = outcome === 'spoken' && round === 1;
  return {
    queue: {
      on: twice ? { call, round, silent: true } : undefined,
      waiting,
      done: Math.max(done, call.announcement),
      endedAt: tick,
    },
    acts: round === 1 ? [{ do: 'report', announcement: call.announcement, outcome }] : [],
  };
}

/** Indonesian always; English where the hall or this visitor needs it. */
export function languagesOf(call: Pick<DisplayCall, 'language'>, ofZone: readonly Language[]): readonly Language[] {
  return call.language === 'en' || ofZone.includes('en') ? ['id', 'en'] : ['id'];
}
