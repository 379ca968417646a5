import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub, type HubProgram } from '../program.edge.ts';
import { hubSettings } from '../settings.ts';

const data = mkdtempSync(join(tmpdir(), 'antrean-voice-'));
let hub: HubProgram;

beforeAll(async () => {
  const settings = hubSettings(['--data', data, '--port', '0'], {});
  if (!settings.ok) throw new Error(settings.error);
  const started = await startHub(settings.value);
  if (!started.ok) throw new Error(started.error);
  hub = started.value;
});
afterAll(() => hub.close());

const clip = async (name: string) => {
  const response = await fetch(`${hub.url}/voice/${name}.wav`);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: Buffer.from(await response.arrayBuffer()),
  };
};

test('the hub serves the clips, and what is not there is not found', async () => {
  const { status, type, body } = await clip('id/nol');
  expect([status, type]).toEqual([200, 'audio/wav']);
  expect(body.equals(readFileSync(join(import.meta.dirname, 'clips/id/nol.wav')))).toBe(true);
  expect((await clip('id/kosong')).status).toBe(404);
  expect((await clip('../journal')).status).toBe(404);
});

test("an office's own recording wins, even one that is added while the hub runs", async () => {
  mkdirSync(join(data, 'voice/id'), { recursive: true });
  writeFileSync(join(data, 'voice/id/nol.wav'), 'our own voice');
  expect((await clip('id/nol')).body.toString()).toBe('our own voice');
  expect((await clip('id/satu')).body.length).toBeGreaterThan(1_000);
});
