import type { Instant } from '../../shared/ids.ts';
import type { Recorded } from './domain/events.ts';
import type { Proposal } from './forecast/proposals.ts';
import type { ChangedWaits } from './forecast/told.ts';
import type { Kept } from './record/kept.ts';

/** What the forecast thread is started with. */
export interface ForecastStart {
  readonly dir: string;
  readonly seed: number;
  /** Bytes of the disk that are the journal's alone. */
  readonly keepFree: number;
  /** The business day it is started on; days before are learned from as far as they reach back. */
  readonly days: readonly string[];
}

/** Hub to thread: what was committed and what time it is, an office document it asked for, or the end. */
export type ToForecast =
  | { readonly events: readonly Recorded[]; readonly now: Instant }
  | { readonly document: string; readonly body: string | undefined }
  | 'close';

/** Thread to hub: what changed of the waits, what follows of them, the hash of an office document it needs, how promises were kept, a line for the log. */
export type FromForecast =
  | { readonly waits: ChangedWaits }
  | { readonly proposes: readonly Proposal[] }
  | { readonly needs: string }
  | { readonly kept: Kept | null }
  | { readonly says: string };
