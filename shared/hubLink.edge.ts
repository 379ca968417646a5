import { io } from 'socket.io-client';
import { createHeard } from './heard.ts';
import type { DeviceId, Instant, Ms } from './ids.ts';
import type { WireCommand } from './protocol/commands.ts';
import { Beat, Frame, HelloAnswer, protocolVersion, type Hello } from './protocol/hello.ts';
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

export interface HubLinkSettings {
  readonly url: string;
  readonly hello: Omit<Hello, 'protocol'>;
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

/** With the time between two looks at it: 3 s at most (I21). */
export const staleAfterMs: Ms = 2_800;
const answerMs: Ms = 5_000;
const checkEveryMs: Ms = 200;
const askAgainMs: Ms = 5_000;
const lost: Lost = { ok: false, lost: true };

/** Dials the hub and keeps dialling. Nothing is ever kept for later: a command that cannot go now is lost at once. */
export function createHubLink(settings: HubLinkSettings): HubLink {
  const { onFrame, onState, onWelcome, onBuild } = settings;
  const socket = io(settings.url, {
    transports: ['websocket'],
    reconnectionDelay: 400,
    reconnectionDelayMax: 1_500,
    randomizationFactor: 0.3,
    timeout: answerMs,
    forceNew: true,
  });
  const anchor = { at: Date.now(), mark: performance.now() };
  let heard = createHeard(anchor.mark);
  let state: LinkState = { kind: 'connecting', since: Date.now() };
  let welcomed = false;
  let device: DeviceId | undefined;
  let build: string | undefined;
  let newest: Position | undefined;
  let dials = 0;
  let askAgain: ReturnType<typeof setTimeout> | undefined;

  const now = () => Math.round(anchor.at + performance.now() - anchor.mark);
  const silence = () => heard.silence(performance.now());

  function become(next: LinkState) {
    const changed = next.kind !== state.kind || next.kind === 'refused';
    if (!changed) return;
    state = next;
    onState(next);
  }

  function hear(at: Instant) {
    anchor.at = at;
    anchor.mark = performance.now();
    if (welcomed && silence() <= staleAfterMs) become({ kind: 'live', since: at });
  }

  function show(frame: Frame) {
    hear(frame.at);
    if (newest && isOlder(frame, newest)) return;
    newest = { epoch: frame.epoch, seq: frame.seq, at: frame.at };
    onFrame(frame);
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
    clearTimeout(askAgain);
    welcomed = false;
    const dial = ++dials;
    const hello: Hello = { protocol: protocolVersion, ...settings.hello };
    const answer = await ask('hello', hello).then(
      (said) => HelloAnswer.safeParse(said),
      () => undefined,
    );
    if (dial !== dials) return;
    if (!answer?.success) {
      if (socket.connected) askAgain = setTimeout(() => void greet(), askAgainMs);
      return;
    }
    if (!answer.data.ok) {
      const { code, message } = answer.data;
      become({ kind: 'refused', since: now(), refusal: { code, message } });
      askAgain = setTimeout(() => {
        if (socket.connected) void greet();
        else socket.connect();
      }, askAgainMs);
      return;
    }
    welcomed = true;
    // Another hub may have answered, by another clock.
    heard = createHeard(performance.now());
    device = answer.data.device;
    onWelcome?.(answer.data);
    if (answer.data.frame) show(answer.data.frame);
    else {
      hear(now());
    }
    compareBuild(answer.data.build);
  }

  function ask(event: 'hello' | 'command', body: Hello | WireCommand): Promise<unknown> {
    return socket.timeout(answerMs).emitWithAck(event, body);
  }

  socket.on('connect', () => void greet());
  socket.on('disconnect', (reason) => {
    welcomed = false;
    // socket.io does not dial again by itself after the hub has closed the door on it
    if (reason === 'io server disconnect') askAgain = setTimeout(() => socket.connect(), 300 + Math.random() * 1_700);
  });
  // What cannot be read is not heard: the link goes stale rather than keep a bright face on old facts.
  socket.on('frame', (said: unknown) => {
    const frame = Frame.safeParse(said);
    if (frame.success && welcomed) show(frame.data);
  });
  socket.on('beat', (said: unknown) => {
    const beat = Beat.safeParse(said);
    if (!beat.success || !welcomed) return;
    heard.beat(beat.data.up, performance.now());
    hear(beat.data.at);
    compareBuild(beat.data.build);
  });

  const check = setInterval(() => {
    const silent = silence();
    if (state.kind === 'live' && silent > staleAfterMs) become({ kind: 'stale', since: Math.round(now() - silent) });
  }, checkEveryMs);

  return {
    async send(command) {
      if (state.kind !== 'live' || !welcomed || !socket.connected) return lost;
      const reply = await ask('command', command).then(
        (said) => Reply.safeParse(said),
        () => undefined,
      );
      return reply?.success ? reply.data : lost;
    },
    now,
    state: () => state,
    device: () => device,
    close() {
      clearInterval(check);
      clearTimeout(askAgain);
      socket.disconnect();
    },
  };
}

function isOlder(frame: Position, than: Position): boolean {
  if (frame.epoch !== than.epoch) return frame.epoch < than.epoch;
  if (frame.seq !== than.seq) return frame.seq < than.seq;
  return frame.at < than.at;
}
