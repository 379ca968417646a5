import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startHub } from '../../../apps/hub/program.edge.ts';
import { startKiosk } from '../../../apps/kiosk/program.edge.ts';
import { numberText } from '../../../shared/ids.ts';
import { PressRequest } from '../../../shared/protocol/agent.ts';
import { closeAll, closeLater, passes, standingClock, tempFolder, tokenOf } from '../../e2e/support/hubProgram.ts';

afterEach(closeAll);
const within = { timeout: 30_000, interval: 50 };
vi.setConfig({ testTimeout: 120_000 });

test('I19 a data folder put back as it was: the kiosk tells the hub, brings its numbers, and none is given twice', async () => {
  const folder = tempFolder();
  const [data, snapshot] = [join(folder, 'data'), join(folder, 'snapshot')];
  const clock = standingClock();
  const open = async (port: number) => {
    clock.pass(5_000);
    const fail = (error: unknown) => {
      throw error;
    };
    const settings = { data, port, host: '127.0.0.1', office: undefined, apiKey: undefined, access: undefined };
    const started = await startHub(settings, { passes, clock, fail, log: { command: () => {} } });
    if (!started.ok) throw new Error(started.error);
    closeLater(() => started.value.close().catch(() => {}));
    return started.value;
  };
  const first = await open(0);
  const kiosk = await startKiosk({
    hub: first.url,
    printer: `virtual:${join(folder, 'slips')}`,
    paper: 80,
    data: join(folder, 'kiosk'),
    port: 0,
    token: tokenOf('kiosk'),
    device: undefined,
    attendantCode: undefined,
    fixed: [],
    follow: join(folder, 'copy'),
  });
  if (!kiosk.ok) throw new Error(kiosk.error);
  closeLater(() => kiosk.value.close());
  const { agent } = kiosk.value;
  const live = () =>
    vi.waitFor(() => expect(agent.state()).toMatchObject({ link: 'live', ready: true, pending: 0 }), within);
  /** Who presses has a number in hand in the end, the hub's or the kiosk's own: a busy machine decides which. */
  const press = () =>
    vi.waitFor(async () => {
      const answer = await agent.press(PressRequest.parse({ service: 'informasi' }));
      if (!answer.ok) throw new Error(answer.code);
      return [answer.ticket, answer.number] as const;
    }, within);
  const port = Number(new URL(first.url).port);
  await live();
  const before = [await press()];
  await first.close();
  cpSync(data, snapshot, { recursive: true });

  const second = await open(port);
  await live();
  before.push(await press(), await press());
  const isKnown = ([ticket]: (typeof before)[number]) => second.hub.floor().visits.has(ticket);
  await vi.waitFor(() => expect(before.every(isKnown)).toBe(true), within);
  await second.close();
  rmSync(data, { recursive: true });
  cpSync(snapshot, data, { recursive: true });

  const { hub } = await open(port);
  await vi.waitFor(() => expect(hub.floor().restore?.brought.has('kiosk-1' as never)).toBe(true), within);
  await live();
  const after = await press();
  await live();
  for (const [ticket, number] of [...before, after]) {
    const visit = hub.floor().visits.get(ticket);
    expect(visit && numberText(visit.number)).toBe(number);
  }
  expect(new Set([...before, after].map(([, number]) => number)).size).toBe(4);
});
