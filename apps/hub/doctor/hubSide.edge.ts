import * as z from 'zod/mini';
import { Epoch, Instant, Seq } from '../../../shared/ids.ts';
import { HubAlarm } from '../../../shared/protocol/alarms.ts';
import { PrinterState, SoundState } from '../../../shared/protocol/commands.ts';

const answerMs = 3_000;
const trips = 5;

/** What `/healthz` tells, as far as the doctor reads it. */
export const Health = z.object({
  ok: z.boolean(),
  epoch: Epoch,
  seq: Seq,
  alarms: z._default(z.array(HubAlarm), []),
  followers: z.array(
    z.object({ follower: z.string(), seq: Seq, behind: z.int(), connected: z.boolean(), at: Instant }),
  ),
  backup: z.optional(z.object({ at: z.optional(Instant), seq: z.optional(Seq), trouble: z.optional(z.string()) })),
});
export type Health = z.infer<typeof Health>;

const Floor = z.object({
  at: Instant,
  view: z.object({
    devices: z.array(
      z.object({
        id: z.string(),
        role: z.string(),
        connected: z.boolean(),
        since: Instant,
        printer: z.optional(PrinterState),
        sound: z.optional(SoundState),
      }),
    ),
  }),
});

export type Device = z.infer<typeof Floor>['view']['devices'][number];

/** What a running hub said; `silent` where nobody answered, `strange` where somebody else did. */
export type HubSide =
  | { readonly is: 'silent' }
  | { readonly is: 'strange' }
  | {
      readonly is: 'there';
      readonly health: Health;
      /** Median of several, and how far the hub's time is from this computer's clock, Ms. */
      readonly roundMs: number;
      readonly apartMs: number | undefined;
      readonly devices: readonly Device[] | 'noKey' | 'refused';
      readonly metrics: string | undefined;
    };

/** Asks a hub what it knows of itself. Nothing is changed there, and nobody is kept waiting longer than a few seconds. */
export async function askHub(url: string, token: string | undefined): Promise<HubSide> {
  const ask = (path: string) =>
    fetch(new URL(path, url), {
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      signal: AbortSignal.timeout(answerMs),
    });
  const times: number[] = [];
  let health: Health | undefined;
  try {
    for (let trip = 0; trip < trips; trip++) {
      const before = performance.now();
      const said: unknown = await (await ask('/healthz')).json().catch(() => undefined);
      times.push(performance.now() - before);
      health = Health.safeParse(said).data;
    }
    if (health === undefined) return { is: 'strange' };
    const before = Date.now();
    const answer = token === undefined ? undefined : await ask('/api/v1/floor');
    const floor = answer?.ok ? Floor.safeParse(await answer.json()).data : undefined;
    const metrics = await ask('/metrics');
    return {
      is: 'there',
      health,
      roundMs: times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0,
      apartMs: floor && Math.abs(floor.at - (before + Date.now()) / 2),
      devices: floor?.view.devices ?? (answer === undefined ? 'noKey' : 'refused'),
      metrics: metrics.ok ? await metrics.text() : undefined,
    };
  } catch (error) {
    // What fetch throws where nobody answers, or not in time.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError'))
      return { is: 'silent' };
    throw error;
  }
}
