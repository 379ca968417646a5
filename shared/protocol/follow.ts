import * as z from 'zod/mini';
import { Instant, Seq } from '../ids.ts';

const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256, 64 hex digits'));

/** Where a follower stands: the last event it keeps, and the chain's hash there; seq 0 with 64 zeros is nothing yet. */
export const Position = z.strictObject({ seq: Seq, hash: Hash });
export type Position = z.infer<typeof Position>;

/** The first message of a follower (design.md 1.11). `follower` names it over all its connections. */
export const Follow = z.strictObject({ follower: z.string().check(z.minLength(1), z.maxLength(64)), after: Position });
export type Follow = z.infer<typeof Follow>;

/** K1: the key that was bound by the turn this event ends, with its answer, so that a restored hub knows it again. */
export const FollowKey = z.strictObject({
  key: z.string(),
  digest: z.string(),
  reply: z.string(),
  ticket: z.boolean(),
  at: Instant,
  book: z.string(),
});
export type FollowKey = z.infer<typeof FollowKey>;

/** An event as it is stored: the exact text the chain was made of, and the hash there. */
export const FollowRow = z.strictObject({
  seq: Seq,
  body: z.string().check(z.minLength(2)),
  hash: Hash,
  bound: z.optional(FollowKey),
});
export type FollowRow = z.infer<typeof FollowRow>;

/** Events `from` to `to`, unbroken, with the office documents they name; the answer is the new position. */
export const FollowBatch = z.strictObject({
  from: Seq,
  to: Seq,
  rows: z.array(FollowRow).check(z.minLength(1), z.maxLength(200)),
  documents: z.array(z.strictObject({ hash: Hash, body: z.string() })).check(z.maxLength(200)),
});
export type FollowBatch = z.infer<typeof FollowBatch>;

/** The follower's answer to a batch, sent once it is on its disk. */
export const FollowAck = Position;
export type FollowAck = Position;

/**
 * Why a follower is not served: `ahead`: it keeps events this hub does not have, so the hub was set back (I19);
 * `diverged`: it keeps another event at its position. Both are for a person to look at; nothing is overwritten.
 */
export const FollowRefusal = z.enum(['ahead', 'diverged', 'tooMany']);
export type FollowRefusal = z.infer<typeof FollowRefusal>;
