import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FollowBatch } from '../../shared/protocol/follow.ts';
import { follows, frameOf, framesIn, nothing } from '../../shared/follow/followFrames.ts';
import { batchAfter } from './journal/followers.ts';
import { memoryDisk, openMemory } from './journal/memory.ts';
import { createScribe, opening, visit } from './journal/scribe.ts';

/** Three batches of a true journal: 2, 4 and 4 events. */
function batches(): readonly [FollowBatch, FollowBatch, FollowBatch] {
  const journal = openMemory(memoryDisk());
  const scribe = createScribe(journal);
  const append = (turns: Parameters<typeof journal.append>[0]) => {
    const { seq } = journal.head();
    void journal.append(turns);
    return batchAfter(journal, seq) ?? { from: 0, to: 0, rows: [], documents: [] };
  };
  return [append([opening(scribe)]), append(visit(scribe, 1)), append(visit(scribe, 2))];
}
const [one, two, three] = batches();
const frames = [one, two, three].map(frameOf);
const whole = Buffer.concat(frames);
const ends = frames.map((_, i) => Buffer.concat(frames.slice(0, i + 1)).length);

test('frames come back as they were', () => {
  const found = framesIn(whole, nothing);
  expect(found).toEqual({
    ok: true,
    value: { batches: [one, two, three], position: { seq: 10, hash: three.rows.at(-1)?.hash }, end: whole.length },
  });
  expect(framesIn(Buffer.alloc(0), nothing)).toMatchObject({
    ok: true,
    value: { batches: [], position: nothing, end: 0 },
  });
});

test('cut anywhere, all whole frames before the cut are kept and the rest is a torn tail', () => {
  for (let cut = 0; cut <= whole.length; cut++) {
    const kept = ends.filter((end) => end <= cut);
    const found = framesIn(whole.subarray(0, cut), nothing);
    if (!found.ok) throw new Error(`cut at ${cut}: ${found.error.what}`);
    expect(found.value.end).toBe(kept.at(-1) ?? 0);
    expect(found.value.batches.length).toBe(kept.length);
  }
});

test('I35 whatever byte is changed, no changed batch comes back, and damage before a whole frame is told', () => {
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      const hit = ends.findIndex((end) => at < end);
      const found = framesIn(bytes, nothing);
      expect(found.ok ? found.value.batches : found.error.offset).toEqual(
        hit === 2 ? [one, two] : hit === 1 ? ends[0] : 0,
      );
    }),
  );
});

test('a frame that does not go on from the one before is damage', () => {
  const found = framesIn(Buffer.concat([frameOf(one), frameOf(three)]), nothing);
  expect(found).toEqual({
    ok: false,
    error: { offset: frames[0]?.length, what: 'events 7 to 10 cannot follow event 2' },
  });
});

test('a batch follows only unbroken and with its chain', () => {
  const after = { seq: 2, hash: one.rows[1]?.hash ?? '' };
  const row = two.rows[1];
  if (!row) throw new Error('no second row');
  const changed = two.rows.with(1, { ...row, body: row.body.replace('loket-2', 'loket-3') });
  expect(follows(after, two)).toEqual({ ok: true, value: { seq: 6, hash: two.rows[3]?.hash } });
  expect(follows(nothing, two)).toMatchObject({ ok: false });
  expect(follows({ ...after, hash: nothing.hash }, two)).toEqual({
    ok: false,
    error: 'event 3 does not fit the chain',
  });
  expect(follows(after, { ...two, rows: changed })).toEqual({ ok: false, error: 'event 4 does not fit the chain' });
  expect(follows(after, { ...two, rows: two.rows.toSpliced(1, 1) })).toEqual({
    ok: false,
    error: 'event 5 cannot follow event 3',
  });
  expect(follows(after, { ...two, rows: two.rows.slice(0, 2) })).toEqual({
    ok: false,
    error: 'events 3 to 6 end with event 4',
  });
});
