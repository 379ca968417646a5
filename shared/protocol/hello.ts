import * as z from 'zod/mini';
import { CounterId, DeviceId, Epoch, Instant, Seq, ZoneId } from '../ids.ts';
import type { WireCommand } from './commands.ts';
import type { FollowAck, FollowBatch } from './follow.ts';
import type { Reply } from './replies.ts';
import { Role } from './roles.ts';
import { View } from './views.ts';

/** Raised when an older side could misread a newer one. */
export const protocolVersion = 1;

/** First word of a screen: who it is and which view it wants. The role comes with the credential and is not asked for. */
export const Hello = z.strictObject({
  protocol: z.int(),
  token: z.string().check(z.minLength(1), z.maxLength(200)),
  watch: z.discriminatedUnion('audience', [
    z.strictObject({ audience: z.literal('kiosk') }),
    z.strictObject({ audience: z.literal('display'), zone: ZoneId }),
    z.strictObject({ audience: z.literal('counter'), counter: CounterId }),
    z.strictObject({ audience: z.literal('floor') }),
    z.strictObject({ audience: z.literal('none') }),
  ]),
  /** I19: the furthest this screen has ever seen of the hub; a hub that is behind it was set back. */
  seen: z.optional(z.strictObject({ epoch: Epoch, seq: Seq })),
});
export type Hello = z.infer<typeof Hello>;
export type Watch = Hello['watch'];
export type Seen = NonNullable<Hello['seen']>;

/** A view with its position; a screen takes none that is older within an epoch (I22). */
export const Frame = z.strictObject({ epoch: Epoch, seq: Seq, at: Instant, view: View });
export type Frame = z.infer<typeof Frame>;
/** Once a second; a screen whose last beat is older than 3 s says so (design.md 1.6). `build` names the pages' version. */
export const Beat = z.strictObject({
  epoch: Epoch,
  seq: Seq,
  at: Instant,
  /** Ms of the hub machine's monotonic clock: tells a beat that was long on its way. */
  up: z.number(),
  build: z.string(),
});
export type Beat = z.infer<typeof Beat>;

export const HelloAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    device: DeviceId,
    role: Role,
    office: z.string(),
    build: z.string(),
    frame: z.nullable(Frame),
  }),
  z.strictObject({
    ok: z.literal(false),
    code: z.enum(['protocolOld', 'protocolNew', 'unauthorized', 'forbidden', 'malformed', 'tooMany', 'notReady']),
    message: z.strictObject({ id: z.string(), en: z.string() }),
  }),
]);
export type HelloAnswer = z.infer<typeof HelloAnswer>;

/** The events of a socket, by direction; the only list of them. */
export interface FromHub {
  frame: (frame: Frame) => void;
  beat: (beat: Beat) => void;
  batch: (batch: FollowBatch, ack: (position: FollowAck) => void) => void;
}
export interface FromScreen {
  hello: (hello: Hello, answer: (reply: HelloAnswer) => void) => void;
  follow: (follow: unknown, answer: (reply: { readonly ok: boolean; readonly refusal?: string }) => void) => void;
  command: (command: WireCommand, answer: (reply: Reply) => void) => void;
  /** A2: a display answers each beat, so that one that hangs is told from one that has nothing to say. */
  here: () => void;
}
