import * as z from 'zod/mini';

interface Call {
  /** Whose page may say it: the office's screen, or the shell's own page while that one is away. */
  readonly from: 'screen' | 'local';
  readonly args: z.ZodMiniType<readonly unknown[]>;
}

/** Every word between a page and its shell: both ends, and the stand-in of tests, are made from this list. */
export const calls = {
  /** The page is drawn and its loop turns; said once a second. */
  alive: { from: 'screen', args: z.tuple([]) },
  /** Somebody at the local page does not want to wait for the next try. */
  retry: { from: 'local', args: z.tuple([]) },
  /** The page as it stands, on the printer of this computer, without a dialog. */
  print: { from: 'screen', args: z.tuple([]) },
} as const satisfies { readonly [name: string]: Call };
export type CallName = keyof typeof calls;

/** `notHere`: a page that may not make this call; `malformed`: not what the list asks for; `failed`: tried in vain. */
export const CallAnswer = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), error: z.enum(['malformed', 'notHere', 'failed']) }),
]);
export type CallAnswer = z.infer<typeof CallAnswer>;

/** What a page finds at `window.antrean` inside a shell; which of them depends on the shell. */
export type Antrean = {
  readonly [Name in CallName]: (...args: z.infer<(typeof calls)[Name]['args']>) => Promise<CallAnswer>;
};

declare global {
  interface Window {
    /** Absent in a browser. */
    readonly antrean?: Partial<Antrean>;
  }
}

export function channelOf(name: CallName): string {
  return `antrean:${name}`;
}

/** The page's end over a way to send; what comes back is held to the list too. */
export function callsOver(
  names: readonly CallName[],
  send: (channel: string, args: readonly unknown[]) => Promise<unknown>,
): Partial<Antrean> {
  const call =
    (name: CallName) =>
    async (...args: readonly unknown[]): Promise<CallAnswer> => {
      const asked = calls[name].args.safeParse(args);
      if (!asked.success) return { ok: false, error: 'malformed' };
      return CallAnswer.safeParse(await send(channelOf(name), asked.data)).data ?? { ok: false, error: 'failed' };
    };
  return Object.freeze(Object.fromEntries(names.map((name) => [name, call(name)])));
}

/** The shell's end: an answer to what arrived, and the act where it is allowed. */
export async function answerCall(
  name: CallName,
  args: readonly unknown[],
  stand: 'screen' | 'local' | undefined,
  act: () => boolean | Promise<boolean>,
): Promise<CallAnswer> {
  if (stand !== calls[name].from) return { ok: false, error: 'notHere' };
  if (!calls[name].args.safeParse(args).success) return { ok: false, error: 'malformed' };
  return (await act()) ? { ok: true } : { ok: false, error: 'failed' };
}
