import type * as z from 'zod/mini';
import { staleAfterMs } from '../../../shared/hubLink.edge.ts';
import { createHeard } from '../../../shared/heard.ts';
import type { Instant } from '../../../shared/ids.ts';
import { FeedBeat, FeedFrame, FeedOffice } from '../../../shared/protocol/hall.ts';
import type { HallHub, HallSight } from './Display.tsx';

const checkEveryMs = 200;
const dialAgainMs = 1_500;

/** The zone this page was opened for through the read-only door, `/tv/ZONE`. */
export function feedZone(): string | undefined {
  return /^\/tv\/([^/]+)\/?$/.exec(location.pathname)?.[1];
}

/** The read-only feed of a zone as Server-Sent Events: views and beats, and never a word back. */
export function openFeed(zone: string): HallHub {
  const listeners = new Set<() => void>();
  const anchor = { at: Date.now(), mark: performance.now() };
  let heard = createHeard(anchor.mark);
  let sight: HallSight = { link: { kind: 'connecting', since: Date.now() }, wantsToken: false, outdated: false };
  let build: string | undefined;
  let newest: { readonly epoch: number; readonly seq: number } | undefined;

  const now = (): Instant => Math.round(anchor.at + performance.now() - anchor.mark);

  function tell(change: Partial<HallSight>) {
    sight = { ...sight, ...change };
    for (const listener of listeners) listener();
  }

  function hear(at: Instant) {
    anchor.at = at;
    anchor.mark = performance.now();
    if (sight.link.kind !== 'live' && heard.silence(performance.now()) <= staleAfterMs)
      tell({ link: { kind: 'live', since: at } });
  }

  function dial() {
    const source = new EventSource(`/feed/${zone}`);
    // Another hub may answer, by another clock.
    source.addEventListener('open', () => (heard = createHeard(performance.now())));
    const on = <T>(name: string, schema: z.ZodMiniType<T>, take: (said: T) => void) =>
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        const said = schema.safeParse(JSON.parse(data));
        if (said.success) take(said.data);
      });
    on('office', FeedOffice, ({ office }) => tell({ office }));
    on('frame', FeedFrame, ({ epoch, seq, at, view }) => {
      hear(at);
      if (newest && (epoch < newest.epoch || (epoch === newest.epoch && seq < newest.seq))) return;
      newest = { epoch, seq };
      tell({ view });
    });
    on('beat', FeedBeat, (beat) => {
      heard.beat(beat.up, performance.now());
      hear(beat.at);
      build ??= beat.build;
      if (build !== beat.build) tell({ outdated: true });
    });
    // A refusal ends an EventSource for good; a full door may have room again.
    source.addEventListener('error', () => {
      source.close();
      setTimeout(dial, dialAgainMs);
    });
  }

  setInterval(() => {
    if (sight.link.kind !== 'live') return;
    const silent = heard.silence(performance.now());
    if (silent > staleAfterMs) tell({ link: { kind: 'stale', since: Math.round(now() - silent) } });
  }, checkEveryMs);
  dial();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    sight: () => sight,
    now,
    useToken: () => undefined,
  };
}
