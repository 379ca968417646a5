import type { PrinterState } from '../../shared/protocol/commands.ts';

/**
 * What is known of a job, and no more (I27). `fenced`: the printer answered a question that stands behind the cut, so
 * the slip is out. `sent`: it left this machine whole, and this printer never answers. `failed`: no byte of it was
 * taken, so nothing can have been printed. `uncertain`: anything between, and only a person can look.
 */
export type PrintOutcome =
  | { readonly kind: 'fenced' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'uncertain'; readonly why: string };

export interface Printer {
  /** As it was asked for, for the log. */
  readonly uri: string;
  /** Ends within 5 s (I24). Never tries twice by itself: a second try is a second slip (I25). */
  print(bytes: Uint8Array): Promise<PrintOutcome>;
  /** One look at the printer, never during a job; `unknown` where it does not answer, `offline` where it is not there. */
  status(): Promise<PrinterState>;
  /** Where a virtual printer puts its slips. */
  readonly slips?: SlipFolder;
  /** Ends its connections; what is being printed becomes `uncertain`. */
  close(): void;
}

export interface SlipFolder {
  /** Names without their ending, oldest first. */
  list(): readonly string[];
  /** The bytes of `001.svg` or `001.bin`; undefined where there is no such slip. */
  read(name: string): Buffer | undefined;
}
