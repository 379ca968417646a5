import { expect, test, vi } from 'vitest';
import { holdAtCommitSize } from './commitSize.test-kit.ts';
import { corpus, rigs } from './rigs.ts';

vi.setConfig({ testTimeout: 300_000 });

holdAtCommitSize(({ paced }) => paced !== true);

test.each(corpus)('$rig holds where it once failed, seed $seed', async ({ rig, ...slice }) => {
  expect((await rigs[rig]?.run(slice))?.violations).toEqual([]);
});
