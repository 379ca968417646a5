import { expect, test } from 'vitest';
import { FollowBatch, type Follow } from '../../../shared/protocol/follow.ts';
import { follows, nothing } from '../../../shared/follow/followFrames.ts';
import { batchAfter, createFollowers, mostBytes } from './followers.ts';
import { memoryDisk, openMemory } from './memory.ts';
import { createScribe, dayOne, dayTwo, issued, office, opening, ticketId, visit } from './scribe.ts';

function filled(tickets: number) {
  const journal = openMemory(memoryDisk());
  const scribe = createScribe(journal, 1_000);
  void journal.append([opening(scribe)]);
  for (let count = 1; count <= tickets; count++)
    void journal.append([scribe.turn(dayOne, ticketId(count), issued(count))]);
  return { journal, scribe, followers: createFollowers(journal) };
}
const anew = (follower: string): Follow => ({ follower, after: nothing });

test('a follower gets the whole journal in bounded batches, one at a time, each after its answer', () => {
  const { journal, followers } = filled(500);
  expect(followers.join(anew('spare'), 7)).toEqual({ ok: true, value: undefined });
  let position = nothing;
  const sizes: number[] = [];
  for (let batch = followers.next('spare', 1); batch; batch = followers.next('spare', 1)) {
    expect(FollowBatch.parse(batch)).toEqual(batch);
    expect(followers.next('spare', 1), 'one under way').toBeUndefined();
    const next = follows(position, batch);
    expect(next.ok).toBe(true);
    if (next.ok) position = next.value;
    sizes.push(batch.rows.length);
    expect(followers.acked('spare', position, 8)).toBe(true);
  }
  expect(sizes).toEqual([200, 200, 102]);
  expect(position).toEqual({ seq: 502, hash: journal.head().hash });
  expect(followers.states()).toEqual([{ follower: 'spare', seq: 502, behind: 0, connected: true, at: 8 }]);
});

test('office documents come with the first event that names them', () => {
  const { journal, scribe } = filled(1);
  void journal.append([opening(scribe, dayTwo)]);
  expect(batchAfter(journal, 0)?.documents).toEqual([office]);
  expect(batchAfter(journal, 1)?.documents).toEqual([office]);
  expect(batchAfter(journal, 4)?.documents).toEqual([]);
  expect(batchAfter(journal, 5)).toBeUndefined();
});

test('a batch has at most 256 KiB, but never nothing', () => {
  const { journal, scribe } = filled(0);
  const reason = 'x'.repeat(100_000);
  const pause = () => scribe.turn(dayOne, `pause-${scribe.seq()}`, { type: 'DayClosing', reason });
  void journal.append([
    pause(),
    pause(),
    pause(),
    scribe.turn(dayOne, 'long', { type: 'DayClosing', reason: reason.repeat(4) }),
  ]);
  const rows = (after: number) => batchAfter(journal, after)?.rows.map(({ seq }) => seq);
  expect(rows(2)).toEqual([3, 4]);
  expect(rows(4)).toEqual([5]);
  expect(rows(5), 'one that is larger than all').toEqual([6]);
  expect(JSON.stringify(batchAfter(journal, 2)).length).toBeLessThan(mostBytes);
});

test('I19 a follower that is ahead, or has another event, is not served', () => {
  const { journal, followers } = filled(3);
  const { seq, hash } = journal.head();
  const at = (after: Follow['after']) => followers.join({ follower: 'spare', after }, 1);
  expect(at({ seq: seq + 1, hash })).toEqual({ ok: false, error: 'ahead' });
  expect(at({ seq: seq - 1, hash })).toEqual({ ok: false, error: 'diverged' });
  expect(at({ seq: 0, hash })).toEqual({ ok: false, error: 'diverged' });
  expect(followers.states()).toEqual([]);
  expect(followers.next('spare', 1)).toBeUndefined();
  expect(at({ seq, hash })).toMatchObject({ ok: true });
});

test('an answer that does not fit what was sent is refused', () => {
  const { followers, journal } = filled(3);
  followers.join(anew('spare'), 1);
  const { seq, hash } = journal.head();
  expect(followers.acked('spare', { seq, hash }, 2), 'nothing was sent').toBe(false);
  followers.next('spare', 1);
  expect(followers.acked('spare', { seq: seq - 1, hash }, 2)).toBe(false);
  expect(followers.acked('spare', { seq, hash: nothing.hash }, 2)).toBe(false);
  expect(followers.acked('nobody', { seq, hash }, 2)).toBe(false);
  expect(followers.acked('spare', { seq, hash }, 2)).toBe(true);
  expect(followers.acked('spare', { seq, hash }, 2), 'twice').toBe(false);
});

test('the lag of one that has left stays known and grows; on its return it goes on', () => {
  const { followers, journal, scribe } = filled(3);
  followers.join(anew('spare'), 1);
  const { seq, hash } = journal.head();
  followers.next('spare', 1);
  followers.acked('spare', { seq, hash }, 2);
  followers.left('spare');
  void journal.append(visit(scribe, 9));
  expect(followers.states()).toEqual([{ follower: 'spare', seq, behind: 4, connected: false, at: 2 }]);
  expect(followers.next('spare', 1)).toBeUndefined();
  followers.join({ follower: 'spare', after: { seq, hash } }, 3);
  expect(followers.next('spare', 1)?.from).toBe(seq + 1);
});

test('I40 there are at most 64 followers, and one that has left makes room', () => {
  const { followers } = filled(1);
  for (let i = 0; i < 64; i++) followers.join(anew(`f-${i}`), 1);
  expect(followers.join(anew('one-more'), 1)).toEqual({ ok: false, error: 'tooMany' });
  expect(followers.join(anew('f-3'), 1)).toMatchObject({ ok: true });
  followers.left('f-5');
  expect(followers.join(anew('one-more'), 1)).toMatchObject({ ok: true });
  expect(followers.states().length).toBe(64);
});
