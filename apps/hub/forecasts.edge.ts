import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { secondMs, type CommandKey, type DeviceId, type Ms } from '../../shared/ids.ts';
import type { By } from './domain/events.ts';
import { addDays } from './domain/hours.ts';
import type { Proposal } from './forecast/proposals.ts';
import { createHeard, type ChangedWaits } from './forecast/told.ts';
import type { ForecastStart, FromForecast, ToForecast } from './forecastProtocol.ts';
import type { Hub } from './hub.ts';
import type { Kept } from './record/kept.ts';

export interface Forecasts {
  close(): Promise<void>;
}

const by: By = { device: 'hub' as DeviceId, role: 'hub', door: 'hub' };
/** Past days that are learned from. */
const daysLearned = 28;
/** A start is busy enough without it. */
const startAfterMs = 15 * secondMs;
/** F3: what was worked out so long ago is not known any more. */
const oldAfterMs = 90 * secondMs;

/** Gives the hub its estimates, from a thread that follows its events; without the thread nothing is promised (F3). */
export function startForecasts(parts: {
  readonly hub: Hub;
  readonly dir: string;
  /** Bytes of its disk below which no forecast is recorded. */
  readonly keepFree: number;
  readonly document: (hash: string) => string | undefined;
  readonly wakeIn: (ms: Ms, work: () => void) => () => void;
  readonly say: (line: string) => void;
}): Forecasts {
  const { hub, dir, keepFree, document, say } = parts;
  let thread: Worker | undefined;
  const heard = createHeard();
  let kept: Kept | undefined;
  let asked = 0;
  /** Screens drop what is not known any more. */
  let cancelOld = () => {};
  /** F3. */
  const isKnown = () => hub.now() - (heard.at() ?? -Infinity) <= oldAfterMs;
  const post = (message: ToForecast) => thread?.postMessage(message);

  hub.onCommit(({ turns }) => {
    if (thread) post({ events: turns.flatMap(({ events }) => events), now: hub.now() });
  });
  hub.estimateFor = (service, lane) => {
    const told = isKnown() ? heard.newcomer(service, lane) : undefined;
    return told ? { low: told.low, high: told.high } : null;
  };
  hub.waitOf = (ticket) => {
    const told = isKnown() ? heard.ticket(ticket) : undefined;
    return told
      ? { estimate: { low: told.low, high: told.high }, later: told.later }
      : { estimate: null, later: false };
  };

  hub.keptPromises = () => kept;

  function hears(waits: ChangedWaits): void {
    const wasKnown = isKnown();
    if (heard.hear(waits) || !wasKnown) hub.foresees();
    cancelOld();
    cancelOld = parts.wakeIn(oldAfterMs + 1, () => hub.foresees());
  }

  /** F1; what the floor does not take any more is refused, and asked for again only if it still follows. */
  function does(proposal: Proposal): void {
    const key = `forecast-${hub.epoch}-${++asked}` as CommandKey;
    hub.ask({ command: { ...proposal, key }, by, digest: key }, () => {});
  }

  const cancel = parts.wakeIn(startAfterMs, () => {
    const { day } = hub.floor();
    const days = Array.from({ length: daysLearned + 1 }, (_, i) => addDays(day, i - daysLearned));
    const workerData: ForecastStart = { dir, seed: 1, keepFree, days };
    const started = new Worker(new URL('./forecastThread.edge.ts', import.meta.url), { workerData });
    thread = started;
    started.unref();
    started.on('message', (message: FromForecast) => {
      if ('waits' in message) hears(message.waits);
      else if ('proposes' in message) for (const proposal of message.proposes) does(proposal);
      else if ('kept' in message) {
        kept = message.kept ?? undefined;
        hub.foresees();
      } else if ('says' in message) say(message.says);
      else post({ document: message.needs, body: document(message.needs) });
    });
    const gone = (why: string) => {
      if (thread !== started) return;
      thread = undefined;
      say(`Waits are not forecast until the hub is started again: ${why}`);
    };
    started.on('error', (error) => gone(String(error)));
    started.on('exit', (code) => gone(`its thread has ended (${code})`));
    post({ events: [], now: hub.now() });
  });

  return {
    async close() {
      cancel();
      cancelOld();
      const ending = thread;
      if (!ending) return;
      const exit = once(ending, 'exit');
      ending.postMessage('close' satisfies ToForecast);
      thread = undefined;
      ending.ref();
      await exit;
    },
  };
}
