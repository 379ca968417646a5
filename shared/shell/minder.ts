import { assertNever } from '../basics.ts';

/** Why the shell's own page stands where the screen should be. */
export type Trouble =
  /** The hub or the agent does not answer, or not with its page. */
  | 'away'
  /** Something answers that cannot prove to be the hub. */
  | 'untrusted'
  /** The page failed again and again; a rest before the next try. */
  | 'resting';

/** What happens to the window. */
export type Heard =
  /** The screen's page is loaded. */
  | 'shown'
  | 'failed'
  | 'untrusted'
  /** The page said that it lives. */
  | 'alive'
  /** Its process ended. */
  | 'gone'
  /** Its process does not answer. */
  | 'stuck'
  /** The screen's address was asked while it was away, and answered with a page. */
  | 'answers'
  /** A person asks for another try. */
  | 'retry'
  /** A second has passed. */
  | 'tick';

/** What the shell has to do about it. */
export type Act =
  | { readonly do: 'load' }
  /** A new window in a new process, then the screen. */
  | { readonly do: 'restart' }
  | { readonly do: 'tell'; readonly trouble: Trouble; readonly since: number }
  /** Ask whether the screen is there again. */
  | { readonly do: 'probe' };

export interface Minding {
  /** Off until the first beat, where a page need not know of beats. */
  readonly demandsBeats: boolean;
  readonly face:
    | { readonly kind: 'loading'; readonly from: number }
    | { readonly kind: 'screen' }
    | { readonly kind: 'local'; readonly trouble: Trouble; readonly next: number };
  /** Since when people have not seen the screen; undefined while they see it. */
  readonly awayFrom: number | undefined;
  /** Since when the page in this window has said nothing, and whether it was reloaded for that. */
  readonly quiet: { readonly from: number; readonly reloaded: boolean } | undefined;
  /** When the watchdog had to step in, within the last `countMs`. */
  readonly steps: readonly number[];
  readonly rests: { readonly count: number; readonly last: number };
}

export const limits = {
  loadMs: 15_000,
  reloadMs: 5_000,
  restartMs: 15_000,
  probeMs: 2_000,
  untrustedMs: 10_000,
  /** So many steps in `countMs` are followed by a rest, each twice as long as the one before, to `longestRestMs`. */
  steps: 5,
  countMs: 600_000,
  restMs: 60_000,
  longestRestMs: 600_000,
} as const;

interface Step {
  readonly state: Minding;
  readonly act?: Act;
}

/** A window whose screen is being loaded for the first time; `now` is monotonic, in ms. */
export function startMinding(now: number, demandsBeats: boolean): Minding {
  return {
    demandsBeats,
    face: { kind: 'loading', from: now },
    awayFrom: undefined,
    quiet: undefined,
    steps: [],
    rests: { count: 0, last: now },
  };
}

/** What follows when something is heard. */
export function mind(state: Minding, heard: Heard, now: number): Step {
  const { face } = state;
  switch (heard) {
    case 'shown': {
      if (face.kind !== 'loading') return { state };
      const quiet = state.quiet ?? { from: now, reloaded: false };
      return { state: { ...state, face: { kind: 'screen' }, awayFrom: undefined, quiet } };
    }
    case 'failed':
      return face.kind === 'local' ? { state } : tell(state, 'away', now);
    case 'untrusted':
      return tell(state, 'untrusted', now);
    case 'alive':
      if (face.kind !== 'screen') return { state };
      return { state: { ...state, demandsBeats: true, quiet: { from: now, reloaded: false } } };
    case 'gone':
      return face.kind === 'local' ? tell(state, face.trouble, now, face.next) : stepIn(state, 'load', now);
    case 'stuck':
      return face.kind === 'local' ? { state } : stepIn(state, 'restart', now);
    case 'answers':
      return face.kind === 'local' && face.trouble !== 'resting' ? load(state, now) : { state };
    case 'retry':
      return face.kind === 'local' ? load(state, now) : { state };
    case 'tick':
      return tick(state, now);
    default:
      return assertNever(heard);
  }
}

function load(state: Minding, now: number): Step {
  return { state: { ...state, face: { kind: 'loading', from: now } }, act: { do: 'load' } };
}

function tell(state: Minding, trouble: Trouble, now: number, next = now + waitOf(trouble)): Step {
  const awayFrom = state.awayFrom ?? now;
  return {
    state: { ...state, face: { kind: 'local', trouble, next }, awayFrom, quiet: undefined },
    act: { do: 'tell', trouble, since: awayFrom },
  };
}

function waitOf(trouble: Trouble): number {
  return trouble === 'untrusted' ? limits.untrustedMs : limits.probeMs;
}

function tick(state: Minding, now: number): Step {
  const { face, quiet } = state;
  if (face.kind === 'local') {
    if (now < face.next) return { state };
    if (face.trouble === 'resting') return load(state, now);
    return { state: { ...state, face: { ...face, next: now + waitOf(face.trouble) } }, act: { do: 'probe' } };
  }
  if (quiet && state.demandsBeats) {
    if (now - quiet.from >= limits.restartMs) return stepIn(state, 'restart', now);
    if (now - quiet.from >= limits.reloadMs && !quiet.reloaded)
      return stepIn({ ...state, quiet: { ...quiet, reloaded: true } }, 'load', now);
  }
  if (face.kind === 'loading' && now - face.from >= limits.loadMs) return tell(state, 'away', now);
  return { state };
}

/** The watchdog's step; one too many in a while is a rest, so that nobody watches a screen flicker. */
function stepIn(state: Minding, act: 'load' | 'restart', now: number): Step {
  const steps = [...state.steps.filter((at) => now - at < limits.countMs), now];
  if (steps.length > limits.steps) {
    const before = now - state.rests.last < 2 * limits.countMs ? state.rests.count : 0;
    const restMs = Math.min(limits.restMs * 2 ** before, limits.longestRestMs);
    const rested = { ...state, steps: [], rests: { count: before + 1, last: now } };
    return tell(rested, 'resting', now, now + restMs);
  }
  const quiet = act === 'restart' ? undefined : state.quiet;
  return { state: { ...state, steps, quiet, face: { kind: 'loading', from: now } }, act: { do: act } };
}
