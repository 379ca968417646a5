import type { Wire, WireHandlers } from '../../../shared/hubLink.ts';
import type { DeviceId } from '../../../shared/ids.ts';
import type { WireCommand } from '../../../shared/protocol/commands.ts';
import type { Frame, Hello, HelloAnswer } from '../../../shared/protocol/hello.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Chance } from '../../day/chance.ts';
import type { VirtualTime } from './time.ts';

/** The hub as a kiosk meets it over a good line. */
export interface PlainHub {
  /** Undefined while nobody answers. */
  meet(): { readonly frame: Frame } | undefined;
  /** Undefined when the question or its answer is lost. */
  send(command: WireCommand): Promise<Reply | undefined>;
  /** What a hello says besides; waited for before the welcome. */
  hear?(hello: Hello): Promise<void>;
}

/** A wire of a machine, and the end of its power. */
export interface PluggedWire extends Wire {
  cut(): void;
}

const beatMs = 1_000;
const wireMs = 3;
const lostMs = 5_000;

/** A line that is looked after once a second: a dial where there was no hub, else what the view has become, and a beat. */
export function plainWire(
  { name, time, chance, hub }: { name: DeviceId; time: VirtualTime; chance: Chance; hub: PlainHub },
  handlers: WireHandlers,
): PluggedWire {
  let isCut = false;
  let isOpen = false;
  let sent = '';
  const wait = (ms: number) => new Promise<void>((resolve) => void time.after(ms, resolve));

  function beat() {
    if (isCut) return;
    time.after(beatMs, beat);
    const met = hub.meet();
    if (!met) {
      if (isOpen) handlers.onClosed(false);
      isOpen = false;
      return;
    }
    if (!isOpen) {
      isOpen = true;
      sent = '';
      return handlers.onOpen();
    }
    const { epoch, seq, at, view } = met.frame;
    const text = JSON.stringify(view);
    if (text !== sent) {
      sent = text;
      handlers.onFrame(met.frame);
    }
    handlers.onBeat({ epoch, seq, at, up: time.now(), build: 'rig' });
  }
  time.after(chance.int(1, beatMs), beat);

  function welcome(): HelloAnswer {
    const met = hub.meet();
    if (!met) throw new Error('nobody answers');
    return { ok: true, device: name, role: 'kiosk', office: 'rig', build: 'rig', frame: met.frame };
  }

  async function ask(event: 'hello' | 'command', body: Hello | WireCommand): Promise<unknown> {
    await wait(wireMs);
    if (event === 'hello') {
      await hub.hear?.(body as Hello);
      return welcome();
    }
    const reply = await hub.send(body as WireCommand);
    await wait(reply === undefined ? lostMs : wireMs);
    if (reply === undefined) throw new Error('no answer came');
    return reply;
  }

  return { isOpen: () => isOpen, dial() {}, ask, close: () => void (isCut = true), cut: () => void (isCut = true) };
}
