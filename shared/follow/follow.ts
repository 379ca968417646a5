import type { Result } from '../basics.ts';
import type { Follow, FollowAck, FollowBatch, FollowRefusal } from '../protocol/follow.ts';
import type { FollowFile } from './followFile.edge.ts';

/** A connection to a hub that sends its journal. */
export interface FollowLink {
  /** The first message; batches come only after it was accepted. */
  join(follow: Follow): Promise<Result<void, FollowRefusal>>;
  /** Batches in order, one at a time; the next comes after `ack`. Ends when the connection ends. */
  batches(): AsyncIterable<{ readonly batch: FollowBatch; readonly ack: (position: FollowAck) => void }>;
  close(): void;
}

/** Why a follower stopped; `lost` is worth another try, the others are for a person. */
export type FollowEnd = 'lost' | FollowRefusal;

/**
 * Keeps a copy of one hub's journal while a connection lasts: goes on from the copy's own position, and answers each
 * batch once it is on this disk. Throws when a batch does not fit the copy or cannot be written; the caller reconnects
 * after `lost` and ends the process on anything else.
 */
export async function follow({
  link,
  file,
  follower,
}: {
  readonly link: FollowLink;
  readonly file: FollowFile;
  readonly follower: string;
}): Promise<FollowEnd> {
  try {
    const joined = await link.join({ follower, after: file.position() });
    if (!joined.ok) return joined.error;
    for await (const { batch, ack } of link.batches()) ack(file.append(batch));
    return 'lost';
  } finally {
    link.close();
  }
}

/** The sentence for the person at the follower; a lost connection needs none. */
export const followSentence: { readonly [End in FollowRefusal]: string } = {
  ahead:
    'This copy holds events the hub does not have: the hub was set back. Keep this folder, and restore the hub from it.',
  diverged:
    'This copy holds other events than the hub: it is of another hub, or of one that was restored. Keep this folder, and follow into a new one.',
  tooMany: 'The hub has as many followers as it takes: stop one first.',
};
