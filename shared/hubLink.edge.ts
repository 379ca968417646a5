import { io } from 'socket.io-client';
import { answerMs, startHubLink, type HubLink, type LinkPlan, type Wire, type WireHandlers } from './hubLink.ts';

export { staleAfterMs } from './hubLink.ts';
export type { HelloRefusal, HelloWelcome, HubLink, LinkState, Lost } from './hubLink.ts';

export interface HubLinkSettings extends LinkPlan {
  readonly url: string;
  /** Where the hub is not at the root of that address: the path before its own, `/practice/floor/ID`. */
  readonly under?: string;
}

/** Dials the hub and keeps dialling. Nothing is ever kept for later: a command that cannot go now is lost at once. */
export function createHubLink({ url, under = '', ...plan }: HubLinkSettings): HubLink {
  return startHubLink(plan, {
    clock: { wall: () => Date.now(), monotonic: () => performance.now() },
    wakeIn(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    chance: () => Math.random(),
    openWire: (handlers) => openWire({ url, under }, handlers, plan.hello.watch.audience === 'display'),
  });
}

function openWire(
  { url, under }: { readonly url: string; readonly under: string },
  handlers: WireHandlers,
  answersBeats: boolean,
): Wire {
  const socket = io(url, {
    path: `${under}/socket.io/`,
    transports: ['websocket'],
    reconnectionDelay: 400,
    reconnectionDelayMax: 1_500,
    randomizationFactor: 0.3,
    timeout: answerMs,
    forceNew: true,
  });
  socket.on('connect', handlers.onOpen);
  // socket.io does not dial again by itself after the hub has closed the door on it
  socket.on('disconnect', (reason) => handlers.onClosed(reason === 'io server disconnect'));
  socket.on('frame', handlers.onFrame);
  socket.on('beat', (said) => {
    handlers.onBeat(said);
    if (answersBeats) socket.volatile.emit('here');
  });
  return {
    isOpen: () => socket.connected,
    dial: () => void socket.connect(),
    ask: (event, body) => socket.timeout(answerMs).emitWithAck(event, body),
    close: () => void socket.disconnect(),
  };
}
