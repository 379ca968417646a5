import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { closeAll, tempFolder } from '../../build/e2e/support/hubProgram.ts';

afterEach(closeAll);

test('I16 a copy that cannot be kept ends the follower with 2 and a sentence', async () => {
  const file = join(tempFolder(), 'a-file');
  writeFileSync(file, 'mine');
  const args = [join(import.meta.dirname, 'main.ts'), 'follow', join(file, 'copy'), '--hub', 'http://127.0.0.1:9'];
  const child = spawn(process.execPath, [...args, '--token', 't'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  expect(await text(child.stderr)).toMatch(
    /^The copy cannot be kept \(ENOTDIR.*\): give this user the folder, or name another on a local disk\.\n$/,
  );
  expect(await ended).toEqual([2, null]);
});
