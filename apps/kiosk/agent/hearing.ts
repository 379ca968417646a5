import { minuteMs, secondMs, type Epoch, type Instant, type Seq, type ServiceId } from '../../../shared/ids.ts';
import { AgentOffice } from '../../../shared/protocol/agent.ts';
import type { Frame, Seen } from '../../../shared/protocol/hello.ts';
import type { KioskView } from '../../../shared/protocol/views.ts';
import type { AgentEdges, Known } from './edges.ts';

/** What the hub last said, kept over a restart (D8). */
export interface Hearing {
  known(): Known;
  /** I19: what a reply of this seq says of how far the hub is; nothing before its first frame. */
  seenAt(seq: Seq): { readonly seen?: Seen };
  /** The hub has been heard since this program began. */
  isMet(): boolean;
  /** The hub's time as far as it is known; never before the hub was last heard. */
  now(): Instant;
  /** The machine's clock stands before a time that is known to have been. */
  isClockLost(): boolean;
  take(frame: Frame): void;
  welcome(): void;
  /** The hub's document is another than the one held here. */
  isOld(): boolean;
  /** False when the hub did not give the document it speaks of. */
  fetchOffice(): Promise<boolean>;
  /** D7: people of own tickets the hub has taken since the view that counts them in. */
  sold(service: ServiceId): number;
  sell(service: ServiceId, people: number): void;
}

/** How old the kept time of the last word may become: the clock's floor after a restart. */
const keepMetMs = 10 * minuteMs;
/** No kiosk is started without its hub so long after it last heard of it: 72 h of work and the longest holidays. */
const longestAloneMs = 31 * 24 * 60 * minuteMs;

export function createHearing(
  edges: Pick<AgentEdges, 'clock' | 'store' | 'readOffice'>,
  hubNow: () => Instant,
  onChange: () => void,
): Hearing {
  const { clock, store } = edges;
  const began = clock.monotonic();
  let known: Known = store.read() ?? { office: null, view: null, dayShares: {}, offset: 0, metAt: 0 };
  let isMet = false;
  let epoch: Epoch | undefined;
  let soldSinceView = new Map<ServiceId, number>();

  const told = () => clock.wall() + known.offset;
  /** The wall lies before the hub's last word, or so long after it that it is rather wrong than true. */
  const isWallLost = () => told() < known.metAt || (known.metAt > 0 && told() > known.metAt + longestAloneMs);
  const isOld = () => known.view !== null && known.office?.hash !== known.view.document;

  return {
    known: () => known,
    isMet: () => isMet,
    isClockLost: () => !isMet && isWallLost(),
    now() {
      if (isMet) return hubNow();
      return isWallLost() ? Math.round(known.metAt + clock.monotonic() - began) : told();
    },
    welcome() {
      isMet = true;
    },
    seenAt: (seq) => (epoch === undefined ? {} : { seen: { epoch, seq } }),
    take({ view, at, epoch: of }) {
      isMet = true;
      epoch = of;
      if (view.audience !== 'kiosk') return;
      const offset = Math.round(at - clock.wall());
      soldSinceView = new Map();
      const { view: old, metAt } = known;
      const dayShares = old?.day === view.day ? known.dayShares : view.shares;
      const isWorth = !old || shapeOf(old) !== shapeOf(view) || at - metAt > keepMetMs;
      known = {
        ...known,
        view,
        dayShares,
        offset: Math.abs(offset - known.offset) > secondMs ? offset : known.offset,
        metAt: isWorth ? at : metAt,
      };
      if (isWorth) store.write(known);
      onChange();
    },
    isOld,
    async fetchOffice() {
      const answer = await edges.readOffice().then(
        (said) => AgentOffice.safeParse(said),
        () => undefined,
      );
      if (!answer?.success) return false;
      known = { ...known, office: answer.data };
      store.write(known);
      onChange();
      return !isOld();
    },
    sold: (service) => soldSinceView.get(service) ?? 0,
    sell: (service, people) => void soldSinceView.set(service, (soldSinceView.get(service) ?? 0) + people),
  };
}

/** What of a view is worth a write: waiting counts are of no use to a kiosk alone. */
function shapeOf({ document, day, shares, services, restore }: KioskView): string {
  return JSON.stringify([
    document,
    day,
    shares,
    restore?.id,
    services.map(({ id, open, why, opens }) => [id, open, why, opens]),
  ]);
}
