import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Follow, FollowBatch, Position } from '../../shared/protocol/follow.ts';
import { follow, type FollowLink } from '../../shared/follow/follow.ts';
import { batchesOf, openFollowFile } from '../../shared/follow/followFile.edge.ts';
import { nothing } from '../../shared/follow/followFrames.ts';
import { createFollowers } from './journal/followers.ts';
import { memoryDisk, openMemory } from './journal/memory.ts';
import { createScribe, opening, visit } from './journal/scribe.ts';

let root: string;
let dir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'follow-'));
  dir = join(root, 'copy');
});
afterEach(() => rmSync(root, { recursive: true }));

function hub() {
  const journal = openMemory(memoryDisk());
  const scribe = createScribe(journal);
  void journal.append([opening(scribe)]);
  const followers = createFollowers(journal);
  let count = 0;
  /** The stand-in of a socket: everything there is, then the connection ends. */
  const link = (): FollowLink => {
    let who = '';
    return {
      join: async (asked: Follow) => {
        who = asked.follower;
        return Promise.resolve(followers.join(asked, 1));
      },
      async *batches() {
        for (let batch = followers.next(who, 1); batch; batch = followers.next(who, 1))
          yield { batch, ack: (position: Position) => expect(followers.acked(who, position, 2)).toBe(true) };
      },
      close: () => followers.left(who),
    };
  };
  return { journal, followers, link, work: () => void journal.append(visit(scribe, ++count)) };
}

function open(mostBytes?: number) {
  const file = openFollowFile(dir, mostBytes === undefined ? {} : { mostBytes });
  if (!file.ok) throw new Error(`${file.error.file} ${file.error.offset} ${file.error.what}`);
  return file.value;
}
const kept = () => [...batchesOf(dir)].flatMap(({ rows }) => rows.map(({ seq }) => seq));
const files = () =>
  readdirSync(dir)
    .toSorted()
    .map((name) => join(dir, name));

test('a copy follows over several connections, and each time from where it is', async () => {
  const { journal, link, work, followers } = hub();
  for (let round = 1; round <= 3; round++) {
    work();
    const file = open();
    expect(await follow({ link: link(), file, follower: 'spare' })).toBe('lost');
    expect(file.position()).toEqual({ seq: journal.head().seq, hash: journal.head().hash });
    file.close();
  }
  expect(kept()).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
  expect(followers.states()).toMatchObject([{ follower: 'spare', seq: 14, behind: 0, connected: false }]);
  const rows = [...batchesOf(dir)].flatMap((batch) => batch.rows);
  expect(rows).toEqual(journal.rows(0, 99).map(({ seq, body, hash, bound }) => ({ seq, body, hash, bound })));
});

test('I19 a copy of a hub that was set back is not touched', async () => {
  const first = hub();
  first.work();
  const file = open();
  await follow({ link: first.link(), file, follower: 'spare' });
  const before = files().map((name) => readFileSync(name));
  expect(await follow({ link: hub().link(), file, follower: 'spare' })).toBe('ahead');
  file.close();
  expect(files().map((name) => readFileSync(name))).toEqual(before);
});

async function copyOfThree(mostBytes?: number) {
  const { link, work, journal } = hub();
  for (let i = 0; i < 3; i++) {
    const file = open(mostBytes);
    await follow({ link: link(), file, follower: 'spare' });
    file.close();
    work();
  }
  return { link, journal };
}

test('a torn last write is dropped, and the copy goes on from the event before', async () => {
  const { link } = await copyOfThree();
  const [name = ''] = files();
  truncateSync(name, readFileSync(name).length - 5);
  const file = open();
  expect(file.dropped).toBeGreaterThan(100);
  expect(file.position().seq).toBe(6);
  await follow({ link: link(), file, follower: 'spare' });
  file.close();
  expect(kept()).toEqual(Array.from({ length: 14 }, (_, i) => i + 1));
  appendFileSync(name, 'ANTF half a fra');
  const again = open();
  expect([again.dropped, again.position().seq]).toEqual([15, 14]);
  again.close();
});

test('a damaged middle is told with its file and offset, and nothing is changed', async () => {
  await copyOfThree();
  const [name = ''] = files();
  const handle = openSync(name, 'r+');
  writeSync(handle, 'X', 200);
  closeSync(handle);
  const before = readFileSync(name);
  expect(openFollowFile(dir)).toEqual({
    ok: false,
    error: { file: name, offset: 0, what: 'the frame after event 0 is damaged' },
  });
  expect(readFileSync(name).equals(before)).toBe(true);
  expect(kept()).toEqual([]);
});

test('a copy is in several files, and a cut in one that is not the last is damage', async () => {
  const { journal } = await copyOfThree(100);
  expect(files().map((name) => name.slice(-17))).toEqual([
    '000000000001.antf',
    '000000000003.antf',
    '000000000007.antf',
  ]);
  const file = open(100);
  expect(file.position()).toEqual({ seq: 10, hash: journal.hashAt(10) });
  file.close();
  const middle = files()[1] ?? '';
  truncateSync(middle, readFileSync(middle).length - 1);
  expect(openFollowFile(dir)).toMatchObject({
    ok: false,
    error: { file: middle, what: 'the frame after event 2 is damaged' },
  });
});

test('a batch that does not fit is not kept, and ends the copy until it is opened again', async () => {
  const { journal } = await copyOfThree();
  const file = open();
  const wrong: FollowBatch = {
    from: 12,
    to: 12,
    rows: journal.rows(11, 1).map(({ seq, body, hash }) => ({ seq, body, hash })),
    documents: [],
  };
  expect(() => file.append(wrong)).toThrow('cannot follow event 10');
  expect(() => file.append({ ...wrong, from: 11 })).toThrow('failed');
  file.close();
  const again = open();
  expect(again.position().seq).toBe(10);
  again.close();
});

test('a new copy stands at nothing', () => {
  const file = open();
  expect([file.position(), file.dropped]).toEqual([nothing, 0]);
  file.close();
  expect(() => file.append({ from: 1, to: 1, rows: [], documents: [] })).toThrow('failed');
});
