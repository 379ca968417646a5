import { createHeard } from './heard.ts';
import type { DeviceId, Instant, Ms } from './ids.ts';
import type { WireCommand } from './protocol/commands.ts';
import { Beat, Frame, HelloAnswer, protocolVersion, type Hello, type Seen } from './protocol/hello.ts';
import { Reply } from './protocol/replies.ts';

/** The older of two generations of the same thing is never shown (I22). */
type Position = Pick<Frame, 'epoch' | 'seq' | 'at'>;
export type HelloRefusal = Extract<HelloAnswer, { ok: false }>;
export type HelloWelcome = Extract<HelloAnswer, { ok: true }>;

/** `since` is hub time where the hub's time is known. */
export type LinkState =
  | { readonly kind: 'connecting'; readonly since: Instant }
  | { readonly kind: 'live'; readonly since: Instant }
  /** The last word of the hub is older than `staleAfterMs`; `since` is when that word came. */
  | { readonly kind: 'stale'; readonly since: Instant }
  | { readonly kind: 'refused'; readonly since: Instant; readonly refusal: Pick<HelloRefusal, 'code' | 'message'> };

/** Not sent, or sent and not answered: only the next frame tells which. */
export interface Lost {
  readonly ok: false;
  readonly lost: true;
}

export interface LinkPlan {
  readonly hello: Omit<Hello, 'protocol' | 'seen'>;
  /** I19: how far the hub is known to have been before this link. */
  readonly seen?: Seen | undefined;
  readonly onFrame: (frame: Frame) => void;
  readonly onState: (state: LinkState) => void;
  /** Each welcome, before the frame that came with it. */
  readonly onWelcome?: (welcome: HelloWelcome) => void;
  /** The hub now runs another build than the one that welcomed this link first. */
  readonly onBuild?: (build: string) => void;
}

export interface HubLink {
  send(command: WireCommand): Promise<Reply | Lost>;
  /** The hub's time: its last word plus what has passed here since; this machine's clock before the first. */
  now(): Instant;
  state(): LinkState;
  device(): DeviceId | undefined;
  close(): void;
}

/** A line to the hub that dials again by itself when it breaks; what comes over it can be anything. */
export interface Wire {
  isOpen(): boolean;
  /** Dials where the hub has closed the line, after which the wire does not dial by itself. */
  dial(): void;
  /** Rejects when the line breaks, or nothing is answered within `answerMs`. */
  ask(event: 'hello' | 'command', body: Hello | WireCommand): Promise<unknown>;
  close(): void;
}

export interface WireHandlers {
  readonly onOpen: () => void;
  readonly onClosed: (byHub: boolean) => void;
  readonly onFrame: (said: unknown) => void;
  readonly onBeat: (said: unknown) => void;
}

/** Where the link meets the world. `chance` is 0 to 1; `wakeIn` returns what takes the appointment back. */
export interface LinkEdges {
  readonly clock: { readonly wall: () => Instant; readonly monotonic: () => Ms };
  readonly wakeIn: (ms: Ms, work: () => void) => () => void;
  readonly chance: () => number;
  readonly openWire: (handlers: WireHandlers) => Wire;
}

/** With the time between two looks at it: 3 s at most (I21). */
export const staleAfterMs: Ms = 2_800;
export const answerMs: Ms = 5_000;
const checkEveryMs: Ms = 200;
const askAgainMs: Ms = 5_000;
const lost: Lost = { ok: false, lost: true };

/** Greets the hub at every connection, and knows how old its last word is. Nothing is ever kept for later: a command that cannot go now is lost at once. */
export function startHubLink(plan: LinkPlan, { clock, wakeIn, chance, openWire }: LinkEdges): HubLink {
  const { onFrame, onState, onWelcome, onBuild } = plan;
  const anchor = { at: clock.wall(), mark: clock.monotonic() };
  let heard = createHeard(anchor.mark);
  /** Of the line that is open: how long it takes is known before its welcome. */
  let coming = createHeard(anchor.mark);
  let state: LinkState = { kind: 'connecting', since: clock.wall() };
  let welcomed = false;
  let device: DeviceId | undefined;
  let build: string | undefined;
  let newest: Position | undefined;
  let { seen } = plan;
  let dials = 0;
  let cancelAskAgain = () => {};
  let cancelCheck = () => {};

  function later(ms: Ms, work: () => void) {
    cancelAskAgain();
    cancelAskAgain = wakeIn(ms, work);
  }

  const now = () => Math.round(anchor.at + clock.monotonic() - anchor.mark);
  const silence = () => heard.silence(clock.monotonic());

  function become(next: LinkState) {
    const changed = next.kind !== state.kind || next.kind === 'refused';
    if (!changed) return;
    state = next;
    if (next.kind === 'live') lookLater();
    onState(next);
  }

  function lookLater() {
    cancelCheck();
    cancelCheck = wakeIn(checkEveryMs, check);
  }

  function check() {
    if (state.kind !== 'live') return;
    const silent = silence();
    if (silent <= staleAfterMs) lookLater();
    // What is shown may be younger than the last beat.
    else become({ kind: 'stale', since: Math.max(newest?.at ?? 0, Math.round(now() - silent)) });
  }

  function setClock(at: Instant) {
    anchor.at = at;
    anchor.mark = clock.monotonic();
  }

  function hear(at: Instant) {
    setClock(at);
    if (welcomed && silence() <= staleAfterMs) become({ kind: 'live', since: at });
  }

  function see({ epoch, seq }: Seen) {
    if (!seen || epoch > seen.epoch || (epoch === seen.epoch && seq > seen.seq)) seen = { epoch, seq };
  }

  /** I19, I21: this hub has lost what was seen before, and is about to learn it: its word makes nothing live. */
  const isSetBack = ({ epoch }: Pick<Seen, 'epoch'>) => seen !== undefined && epoch < seen.epoch;

  function show(frame: Frame) {
    if (isSetBack(frame)) return;
    setClock(frame.at);
    see(frame);
    if (!newest || !isOlder(frame, newest)) {
      newest = { epoch: frame.epoch, seq: frame.seq, at: frame.at };
      onFrame(frame);
    }
    // Last: whoever hears that the link is live acts on what it knows (I23).
    hear(frame.at);
  }

  function compareBuild(of: string) {
    if (build === undefined || build === of) {
      build = of;
      return;
    }
    build = of;
    onBuild?.(of);
  }

  async function greet() {
    cancelAskAgain();
    welcomed = false;
    const dial = ++dials;
    const hello: Hello = { protocol: protocolVersion, ...plan.hello, ...(seen && { seen }) };
    const answer = await wire.ask('hello', hello).then(
      (said) => HelloAnswer.safeParse(said),
      () => undefined,
    );
    if (dial !== dials) return;
    if (!answer?.success) {
      if (wire.isOpen()) later(askAgainMs, () => void greet());
      return;
    }
    if (!answer.data.ok) {
      const { code, message } = answer.data;
      become({ kind: 'refused', since: now(), refusal: { code, message } });
      later(askAgainMs, () => {
        if (wire.isOpen()) void greet();
        else wire.dial();
      });
      return;
    }
    welcomed = true;
    heard = coming;
    heard.welcome(clock.monotonic());
    device = answer.data.device;
    onWelcome?.(answer.data);
    if (answer.data.frame) show(answer.data.frame);
    else {
      hear(now());
    }
    compareBuild(answer.data.build);
  }

  const wire = openWire({
    onOpen: () => void greet(),
    onClosed(byHub) {
      welcomed = false;
      // Another hub may answer next, by another clock.
      coming = createHeard(clock.monotonic());
      if (byHub) later(300 + chance() * 1_700, () => wire.dial());
    },
    // What cannot be read is not heard: the link goes stale rather than keep a bright face on old facts.
    onFrame(said) {
      const frame = Frame.safeParse(said);
      if (frame.success && welcomed) show(frame.data);
    },
    onBeat(said) {
      const beat = Beat.safeParse(said);
      if (!beat.success) return;
      coming.beat(beat.data.up, clock.monotonic());
      if (!welcomed || isSetBack(beat.data)) return;
      see(beat.data);
      hear(beat.data.at);
      compareBuild(beat.data.build);
    },
  });

  return {
    async send(command) {
      if (state.kind !== 'live' || !welcomed || !wire.isOpen()) return lost;
      const reply = await wire.ask('command', command).then(
        (said) => Reply.safeParse(said),
        () => undefined,
      );
      if (!reply?.success) return lost;
      if (seen) see({ epoch: seen.epoch, seq: reply.data.seq });
      return reply.data;
    },
    now,
    state: () => state,
    device: () => device,
    close() {
      cancelCheck();
      cancelAskAgain();
      wire.close();
    },
  };
}

function isOlder(frame: Position, than: Position): boolean {
  if (frame.epoch !== than.epoch) return frame.epoch < than.epoch;
  if (frame.seq !== than.seq) return frame.seq < than.seq;
  return frame.at < than.at;
}
