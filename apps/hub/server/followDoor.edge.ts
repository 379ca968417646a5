import type { Socket } from 'socket.io';
import { Follow, FollowAck, type FollowBatch, type FollowRefusal } from '../../../shared/protocol/follow.ts';
import type { Role } from '../../../shared/protocol/roles.ts';
import type { Hub } from '../hub.ts';
import type { Followers } from '../journal/followers.ts';

/** Who may keep a copy of everything: it holds no personal data in clear (P1), but all of the office's day. */
export const followerRoles: readonly Role[] = ['kiosk', 'auditor', 'api'];
/** A follower that keeps nothing for so long is cut off; it comes back and goes on from its own position (I40). */
const answerMs = 10_000;

export interface FollowAnswer {
  readonly ok: boolean;
  readonly refusal?: FollowRefusal | 'forbidden' | 'malformed';
}

/** Streams committed batches to whoever follows, one under way per follower (design.md 1.11). */
export function followDoor(hub: Hub, followers: Followers) {
  const pumps = new Map<string, () => void>();
  followers.onGrown(() => {
    for (const pump of pumps.values()) pump();
  });
  return {
    /** A screen asks to follow; the answer comes before the first batch. */
    join(screen: Socket, role: Role | undefined, raw: unknown, answer: (reply: FollowAnswer) => void): void {
      if (role === undefined || !followerRoles.includes(role)) return answer({ ok: false, refusal: 'forbidden' });
      const follow = Follow.safeParse(raw);
      if (!follow.success) return answer({ ok: false, refusal: 'malformed' });
      const { follower } = follow.data;
      const joined = followers.join(follow.data, hub.now());
      if (!joined.ok) {
        if (joined.error !== 'tooMany') hub.diverged();
        return answer({ ok: false, refusal: joined.error });
      }
      const send = async (batch: FollowBatch): Promise<void> => {
        const ack = FollowAck.safeParse(await screen.timeout(answerMs).emitWithAck('batch', batch));
        if (!ack.success || !followers.acked(follower, ack.data, hub.now())) throw new Error('not its position');
      };
      const pump = () => {
        const batch = followers.next(follower, hub.now());
        if (batch) void send(batch).then(pump, () => screen.disconnect(true));
      };
      pumps.set(follower, pump);
      screen.once('disconnect', () => {
        if (pumps.get(follower) !== pump) return;
        pumps.delete(follower);
        followers.left(follower);
      });
      answer({ ok: true });
      pump();
    },
  };
}
