import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import {
  apiKey,
  closeAll,
  compiled,
  editJournal,
  passes,
  post,
  program,
  screen,
  tempFolder,
} from '../../../build/e2e/support/hubProgram.ts';
import { schemaVersion } from '../journal/migrations.ts';
import { isFolderHeld } from '../journal/inspect.edge.ts';
import { openReader } from '../journal/reader.edge.ts';
import { spoil } from '../journal/spoil.ts';
import { machineClock } from '../program.edge.ts';
import { savedSettings } from '../../../shared/settingsFile.edge.ts';
import { examine } from './doctor.edge.ts';
import { markOf, sentenceOf } from './findings.ts';
import { judgeFlush } from './judge.ts';
import { timeFlushes } from './machine.edge.ts';
import { doctorSettings } from './settings.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterEach(closeAll);

/** The program as it is started. */
async function doctor(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), 'doctor', ...args], {
    env: { PATH: process.env['PATH'], ...compiled },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as [number];
  return { code, out, err };
}

/** What it finds, in this process. */
async function found(...args: readonly string[]) {
  const settings = doctorSettings(args, {}, savedSettings);
  if (!settings.ok) throw new Error(settings.error);
  const { findings, support } = await examine(settings.value);
  const says = findings.map((one) => sentenceOf(one).en);
  // The folder of the tests may lie in memory.
  const wrong = findings.filter((one) => markOf(one) === 'WRONG' && one.code !== 'diskMemory');
  return { codes: findings.map(({ code }) => code), wrong: wrong.map(({ code }) => code), says, support };
}

const take = (key: string) => ({ type: 'TakeTicket', key, service: 'informasi' });

async function usedFolder(): Promise<string> {
  const data = tempFolder();
  const hub = await program(data, { clock: machineClock });
  for (let i = 0; i < 5; i++) await post(hub.url, take(`t-${i}`));
  await hub.close();
  return data;
}

async function backUp(data: string, folder: string, at = Date.now()): Promise<void> {
  const reader = openReader({ dir: data });
  expect(await reader.backup(folder, at)).toMatchObject({ ok: true });
  await reader.close();
}

test('beside a running hub: everything is looked at, nobody is kept waiting, and the end is 0', async () => {
  const data = tempFolder();
  const hub = await program(data, { clock: machineClock, passes });
  const kiosk = await screen(hub.url, 'kiosk');
  const reported = {
    type: 'ReportDevice',
    key: 'r-1',
    device: 'kiosk-1',
    role: 'kiosk',
    connected: true,
    printer: 'ready',
  };
  expect(await kiosk.send(reported)).toMatchObject({ ok: true });
  await backUp(data, join(data, 'backups'));
  let answered = 0;
  let asking = true;
  const busy = (async () => {
    while (asking) {
      const { reply } = await post(hub.url, take(`b-${answered}`));
      expect(reply.ok).toBe(true);
      answered++;
    }
  })();
  const support = join(data, 'support.json.gz');
  const { code, out } = await doctor('--data', data, '--hub', hub.url, '--token', apiKey, '--support', support);
  asking = false;
  await busy;
  expect(out).toMatch(/^\d+ OK, \d+ LOOK, \d WRONG\./m);
  const wrong = out.match(/^WRONG.*$/gm) ?? [];
  expect(wrong.filter((line) => !line.includes('is in memory'))).toEqual([]);
  expect(code).toBe(wrong.length);
  expect(answered).toBeGreaterThan(1);
  for (const said of [
    /^OK    journal     All \d+ events read back whole/m,
    /^OK    backup      The newest backup reads back whole; it is \d minutes old/m,
    /^LOOK  backup      The backups in .* are on the disk of the data/m,
    /^(OK|LOOK)  +flush  +A flush takes/m,
    /^(OK|LOOK)  +hub  +The hub at|^OK    hub         The hub answers at/m,
    /^LOOK  live copy   No follower is connected/m,
    /^LOOK  network     The hub listens on this computer alone/m,
    /^OK    devices     Kiosk kiosk-1 is connected\.$/m,
    /^OK    printer     The printer of kiosk-1 is ready\.$/m,
    /^OK    clock       The hub’s time and this computer’s clock agree\.$/m,
    /^ {18}Mesin antrean kiosk-1 tersambung\.$/m,
  ])
    expect(out).toMatch(said);
  expect(statSync(support).mode & 0o077).toBe(0);
  const file = JSON.parse(gunzipSync(readFileSync(support)).toString()) as { findings: unknown[]; metrics: string };
  expect(file).toMatchObject({ format: 1, journal: { sound: true }, health: { ok: true } });
  expect(file.findings).toHaveLength(out.match(/^(OK|LOOK|WRONG) /gm)?.length ?? 0);
  expect(file.metrics).toContain('antrean_seq');
});

test('beside a stopped hub: what only a running one knows is left out, and nothing in the folder changes', async () => {
  const data = await usedFolder();
  await backUp(data, join(data, 'backups'));
  const files = () => readdirSync(data).filter((name) => !/-(wal|shm)$/.test(name));
  const before = [files(), readFileSync(join(data, 'journal.db')).toString('base64')];
  const { wrong, codes } = await found('--data', data);
  expect(wrong).toEqual([]);
  expect(codes).toEqual(expect.arrayContaining(['hubStopped', 'journalGood', 'backupGood']));
  expect([files(), readFileSync(join(data, 'journal.db')).toString('base64')]).toEqual(before);
  expect(isFolderHeld(data)).toBe(false);
  const hub = await program(data);
  expect(isFolderHeld(data)).toBe(true);
  expect((await post(hub.url, take('after'))).reply.ok, 'the hub starts on it as before').toBe(true);
});

test('what is wrong ends with 1: a journal that was edited, one of a newer hub, no folder', async () => {
  const edited = await usedFolder();
  await backUp(edited, join(edited, 'backups'));
  spoil(join(edited, 'journal.db'), `UPDATE event SET body = replace(body, '"count":3', '"count":4') WHERE seq = 4`);
  const damage = await found('--data', edited);
  expect(damage.wrong).toEqual(['journalDamaged']);
  expect(damage.says.join()).toMatch(/damaged at event 4: .*npm run hub -- restore/);
  expect((await doctor('--data', edited)).code).toBe(1);
  const newer = await usedFolder();
  editJournal(newer, (db) => db.pragma(`user_version = ${schemaVersion + 1}`));
  const other = await found('--data', newer);
  expect(other.wrong).toEqual(['journalBad']);
  expect(other.says.join()).toContain('newer hub');
  expect((await found('--data', join(newer, 'none'))).wrong).toEqual(['folderMissing']);
});

test('a backup that lacks what happened since, and a hub that is named and silent, are wrong', async () => {
  const data = await usedFolder();
  await backUp(data, join(data, 'backups'), Date.now() - 3 * 3_600_000);
  const hub = await program(data);
  await post(hub.url, take('later'));
  await hub.close();
  expect((await found('--data', data, '--hub', hub.url)).wrong).toEqual(['backupOld', 'hubUnreached']);
});

test('a hub that runs and is not where it is looked for is wrong; another one is not taken for it', async () => {
  const data = tempFolder();
  const hub = await program(data, { clock: machineClock });
  writeFileSync(join(data, 'settings.json'), '{"port": 9}');
  expect((await found('--data', data)).wrong).toContain('hubSilent');
  const other = await usedFolder();
  const strange = await found('--data', other, '--hub', hub.url, '--token', apiKey);
  expect(strange.codes).toContain('hubOther');
  expect(strange.codes).not.toContain('devicesNone');
});

test('a key the hub does not know is told; a copy beside the journal is compared with it', async () => {
  const data = tempFolder();
  const hub = await program(data, { clock: machineClock });
  const copy = join(data, 'copy');
  mkdirSync(copy);
  const refused = await found('--data', data, '--hub', hub.url, '--token', 'not-a-key-of-theirs', '--copy', copy);
  expect(refused.wrong).toEqual(['keyRefused']);
  expect(refused.codes).toContain('copyGood');
});

test('wrong flags, and a support file that cannot be written, end with 2 and a sentence', async () => {
  const data = tempFolder();
  expect(await doctor('--colour', 'red')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/^Unknown setting --colour: .*\n$/) as string,
  });
  const unwritable = join(data, 'a-file/support');
  writeFileSync(join(data, 'a-file'), '');
  expect(await doctor('--data', data, '--support', unwritable)).toMatchObject({
    code: 2,
    err: `The support file ${unwritable} cannot be written (ENOTDIR): name another with --support.\n`,
  });
});

test('flushes that are not done are noticed by their time, and the test leaves nothing behind', () => {
  const data = tempFolder();
  const lied = timeFlushes(data, () => {});
  expect(lied.count).toBe(100);
  expect(judgeFlush(lied, false).code).toBe('flushTooFast');
  expect(readdirSync(data)).toEqual([]);
});
