import { io } from 'socket.io-client';
import { err, ok, type Result } from './basics.ts';
import { type Follow, FollowBatch, FollowRefusal, type FollowAck } from './protocol/follow.ts';
import { HelloAnswer, protocolVersion } from './protocol/hello.ts';

const answerMs = 5_000;

/** One connection of a follower to a hub; it does not dial again by itself. Throws a sentence when the hub is not to be had or refuses the token. */
export async function dialToFollow({ url, token }: { readonly url: string; readonly token: string }) {
  const socket = io(url, { transports: ['websocket'], reconnection: false, timeout: answerMs, forceNew: true });
  const waiting: { readonly batch: FollowBatch; readonly ack: (position: FollowAck) => void }[] = [];
  let wake = () => {};
  let gone = false;
  socket.on('batch', (raw: unknown, ack: (position: FollowAck) => void) => {
    waiting.push({ batch: FollowBatch.parse(raw), ack });
    wake();
  });
  socket.on('disconnect', () => {
    gone = true;
    wake();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', (error) => reject(new Error(`The hub at ${url} cannot be reached: ${error.message}`)));
  });
  const hello = HelloAnswer.parse(
    await socket
      .timeout(answerMs)
      .emitWithAck('hello', { protocol: protocolVersion, token, watch: { audience: 'none' } }),
  );
  if (!hello.ok) {
    socket.close();
    throw new Error(`The hub refuses this follower: ${hello.message.en}`);
  }
  return {
    async join(follow: Follow): Promise<Result<void, FollowRefusal>> {
      const answer = (await socket.timeout(answerMs).emitWithAck('follow', follow)) as {
        readonly ok: boolean;
        readonly refusal?: string;
      };
      if (answer.ok) return ok(undefined);
      const refusal = FollowRefusal.safeParse(answer.refusal);
      if (!refusal.success) throw new Error(`The hub refuses this follower: ${answer.refusal}`);
      return err(refusal.data);
    },
    async *batches() {
      for (;;) {
        const next = waiting.shift();
        if (next) yield next;
        else if (gone) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    close: () => void socket.close(),
  };
}
