import fs, { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFollowFile } from '../../../shared/follow/followFile.edge.ts';
import { batchAfter } from './followers.ts';
import { memoryDisk, openMemory } from './memory.ts';
import { createScribe, opening, visit } from './scribe.ts';
import { openJournal } from './sqlite.edge.ts';

/** What the programs asked of the disk, in order; what is done is the real thing. */
const done: string[] = [];
const names = new Map<number, string>();
const { openSync, fsyncSync, writeSync } = fs;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'antrean-flush-'));
  done.length = 0;
  fs.openSync = (path, ...rest) => {
    const file = openSync(path, ...rest);
    names.set(file, String(path));
    return file;
  };
  fs.fsyncSync = (file) => {
    fsyncSync(file);
    done.push(`flushed ${names.get(file)}`);
  };
  fs.writeSync = ((file: number, ...rest: readonly never[]) => {
    done.push(`wrote ${names.get(file)}`);
    return (writeSync as (file: number, ...rest: readonly never[]) => number)(file, ...rest);
  }) as typeof writeSync;
  syncBuiltinESMExports();
});
afterEach(() => {
  Object.assign(fs, { openSync, fsyncSync, writeSync });
  syncBuiltinESMExports();
  rmSync(root, { recursive: true });
});

test('I13 the names of a new data folder and of its journal are on the disk before anything is in it', () => {
  const dir = join(root, 'a', 'b');
  void openJournal({ dir }).close();
  expect(done).toEqual([`flushed ${root}`, `flushed ${join(root, 'a')}`, `flushed ${dir}`]);
});

test('I13 a follower answers when a batch and the name of its file are on its disk', () => {
  const journal = openMemory(memoryDisk());
  const scribe = createScribe(journal);
  void journal.append([opening(scribe)]);
  const dir = join(root, 'copy');
  const file = openFollowFile(dir);
  if (!file.ok) throw new Error(file.error.what);
  expect(done.splice(0)).toEqual([`flushed ${root}`]);
  const name = join(dir, 'from-000000000001.antf');
  const append = () => {
    const batch = batchAfter(journal, file.value.position().seq);
    if (batch) file.value.append(batch);
  };
  append();
  expect(done.splice(0)).toEqual([`flushed ${dir}`, `wrote ${name}`, `flushed ${name}`]);
  void journal.append(visit(scribe, 1));
  append();
  expect(done.splice(0)).toEqual([`wrote ${name}`, `flushed ${name}`]);
  file.value.close();
});
