import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startKiosk } from '../../../apps/kiosk/program.edge.ts';
import { batchesOf } from '../../../shared/follow/followFile.edge.ts';
import { closeAll, closeLater, post, program, tempFolder, tokenOf } from '../../e2e/support/hubProgram.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterEach(closeAll);

test('each kiosk keeps a checked copy of the hub’s journal, goes on with it after a restart, and sets a damaged one aside', async () => {
  const hub = await program(tempFolder());
  const data = join(tempFolder(), 'kiosk');
  const copy = join(data, 'copy');
  const seqOf = (dir: string) => [...batchesOf(dir)].at(-1)?.to ?? 0;
  let keys = 0;
  const kiosk = async () => {
    const started = await startKiosk({
      hub: hub.url,
      printer: `virtual:${join(data, 'slips')}`,
      paper: 80,
      data,
      port: 0,
      token: tokenOf('kiosk'),
      device: undefined,
      attendantCode: undefined,
      fixed: [],
      follow: copy,
    });
    if (!started.ok) throw new Error(started.error);
    closeLater(() => started.value.close());
    return started.value;
  };
  /** One more ticket at the hub, and the copy has it. */
  const copied = async () => {
    const { reply } = await post(hub.url, { type: 'TakeTicket', key: `t-${++keys}`, service: 'informasi' });
    await vi.waitFor(() => expect(seqOf(copy)).toBeGreaterThanOrEqual(reply.seq), { timeout: 20_000, interval: 100 });
  };

  const first = await kiosk();
  await copied();
  await first.close();
  const second = await kiosk();
  await copied();
  await second.close();
  const [segment = ''] = readdirSync(copy);
  const wrong = readFileSync(join(copy, segment));
  wrong[60] = 0;
  writeFileSync(join(copy, segment), wrong);
  await kiosk();
  await copied();
  expect(readFileSync(join(`${copy}-aside-1`, segment))).toEqual(wrong);
});
