import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHubLink, type HubLink } from '../../../shared/hubLink.edge.ts';
import { WireCommand } from '../../../shared/protocol/commands.ts';
import type { Seat } from './office.ts';

/** What a crowd is told by its parent. */
export type ToCrowd =
  | { readonly tell: 'join'; readonly url: string; readonly seats: readonly Seat[]; readonly officers: boolean }
  /** The officers rest, and once all is quiet every screen says what it shows. */
  | { readonly tell: 'look' };
/** What it says: times are Ms of the machine's wall, in parts. */
export type FromCrowd =
  | { readonly said: 'synced'; readonly screen: string; readonly epoch: number; readonly at: number }
  | { readonly said: 'called'; readonly at: number; readonly tookMs: number; readonly ok: boolean }
  | { readonly said: 'views'; readonly views: readonly View[] };
/** What a screen shows now. */
export interface View {
  readonly screen: string;
  readonly room: string;
  readonly kind: string;
  readonly epoch: number;
  readonly hash: string;
}

// Some of the screens of an office, in a process of their own: the shipped link, and nothing drawn.

const say = (word: FromCrowd) => void process.send?.(word);
const wallNow = () => performance.timeOrigin + performance.now();
const links: (() => View)[] = [];
const quietMs = 500;
let isOver = false;

function join(url: string, { pass, hello }: Seat): HubLink {
  let [epoch, hash] = [0, ''];
  let isNew = true;
  const link: HubLink = createHubLink({
    url,
    hello,
    onWelcome: () => (isNew = true),
    onFrame(frame) {
      epoch = frame.epoch;
      hash = createHash('sha256').update(JSON.stringify(frame.view)).digest('hex').slice(0, 16);
      // The frame that comes with a welcome is the whole view as it is then.
      if (isNew) say({ said: 'synced', screen: pass.device, epoch, at: wallNow() });
      isNew = false;
    },
    onState: () => {},
  });
  const room = hello.watch.audience === 'kiosk' ? pass.device : JSON.stringify(hello.watch);
  links.push(() => ({ screen: pass.device, room, kind: link.state().kind, epoch, hash }));
  return link;
}

/** Calls and finishes without a pause; what is asked while the hub is away is lost at once, and asked again. */
async function work(link: HubLink, { hello }: Seat): Promise<void> {
  const counter = hello.watch.audience === 'counter' ? hello.watch.counter : '';
  for (let i = 1; !isOver; i++) {
    const from = wallNow();
    const key = `${counter}-${process.pid}-${i}`;
    const reply = await link.send(WireCommand.parse({ type: 'CallNext', key, counter, outcome: 'referred' }));
    if ('lost' in reply) {
      // A call that was sent and not answered took as long as the link waited; one that could not be sent took nothing.
      if (wallNow() - from > 1_000) say({ said: 'called', at: from, tookMs: wallNow() - from, ok: false });
      await sleep(20);
      continue;
    }
    say({ said: 'called', at: from, tookMs: wallNow() - from, ok: reply.ok });
    await sleep(250);
  }
}

process.on('message', (word: ToCrowd) => {
  if (word.tell === 'look') {
    isOver = true;
    setTimeout(() => say({ said: 'views', views: links.map((look) => look()) }), quietMs);
    return;
  }
  for (const seat of word.seats) {
    const link = join(word.url, seat);
    if (word.officers) void work(link, seat);
  }
});
process.on('disconnect', () => process.exit(0));
