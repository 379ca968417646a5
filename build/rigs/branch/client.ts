import { startHubLink, type HubLink, type LinkPlan, type LinkState } from '../../../shared/hubLink.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import type { Frame } from '../../../shared/protocol/hello.ts';
import type { Line } from './line.ts';
import type { World } from './world.ts';

/** What a page knows, as `shared/ui/pageHub.edge.ts` keeps it. */
export interface PageSight<V> {
  readonly link: LinkState;
  readonly view: V | undefined;
  /** A new object at each welcome. */
  readonly self: { readonly device: DeviceId } | undefined;
  /** The view came after the last welcome. */
  readonly fresh: boolean;
}

/** One life of a page: from its loading to its reload. */
export interface Page<V> {
  readonly link: HubLink;
  sight(): PageSight<V>;
  /** The newest frame it took. */
  shown(): Frame | undefined;
  close(): void;
}

/** A browser's clocks: wrong, and never jumping, as pages use them. */
export interface PageClock {
  wall(): number;
  monotonic(): number;
}

export function openPage<V>(
  { world, line, clock }: { readonly world: World; readonly line: Line; readonly clock: PageClock },
  hello: LinkPlan['hello'],
  onChange: () => void,
): Page<V> {
  const { time, chance } = world;
  let isOpen = true;
  let sight: PageSight<V> = {
    link: { kind: 'connecting', since: clock.wall() },
    view: undefined,
    self: undefined,
    fresh: false,
  };
  let shown: Frame | undefined;
  const tell = (change: Partial<PageSight<V>>) => {
    sight = { ...sight, ...change };
    onChange();
  };
  const link = startHubLink(
    {
      hello,
      onFrame(frame) {
        if (shown && (frame.epoch < shown.epoch || (frame.epoch === shown.epoch && frame.seq < shown.seq)))
          world.violation(`I22 ${line.name} goes back from ${shown.epoch}/${shown.seq} to ${frame.epoch}/${frame.seq}`);
        shown = frame;
        world.note(`${line.name} shows ${frame.epoch}/${frame.seq}`);
        tell({ view: frame.view as V, fresh: true });
      },
      onState(state) {
        world.note(`${line.name} is ${state.kind}`);
        tell({ link: state });
      },
      onWelcome: ({ device }) => tell({ self: { device }, fresh: false }),
    },
    {
      clock,
      wakeIn: (ms, work) => time.after(ms, () => (isOpen ? work() : undefined)),
      chance: () => chance.next(),
      openWire: (handlers) => line.openWire(handlers),
    },
  );
  return {
    link,
    sight: () => sight,
    shown: () => shown,
    close() {
      isOpen = false;
      link.close();
    },
  };
}
