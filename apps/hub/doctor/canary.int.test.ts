import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { closeAll, get, hubProcess, post, screen, tempFolder, tokenOf } from '../../../build/e2e/support/hubProgram.ts';
import { savedSettings } from '../../../shared/settingsFile.edge.ts';
import { openReader } from '../journal/reader.edge.ts';
import { examine } from './doctor.edge.ts';
import { reportOf } from './findings.ts';
import { doctorSettings } from './settings.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
afterEach(closeAll);

/** Words that only the sealed part of the journal may ever hold, and secrets that nothing may. */
const canaries = {
  name: 'Siti Kenari Rahayu',
  phone: '081298765432',
  idNumber: '3174096112900017',
  pin: '739164-pin-kenari',
  guessed: 'wrong-token-kenari-01',
  apiKey: 'api-key-kenari-0123456789',
  officerToken: 'officer-token-kenari-0123',
  kioskToken: 'kiosk-token-kenari-012345',
  tvToken: tokenOf('display'),
};
/** What the journal must hold to do its work, and no support file: visitors' keys, people of the office. */
const inside = { ticket: 'visit-kenari-0001', person: 'dewi' };

const holding = (place: string, text: string, words: object) =>
  Object.entries(words)
    .filter(([, word]) => text.includes(word as string))
    .map(([what]) => `${what} in ${place}`);

test('I36 a name, phone, id number, PIN, token and key get into no log, answer, figure, backup or support file', async () => {
  const data = tempFolder();
  const { apiKey, officerToken, kioskToken, tvToken, guessed, name, phone, idNumber, pin } = canaries;
  const access = join(tempFolder(), 'passes.json');
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ 'api-key': apiKey, access }));
  writeFileSync(
    access,
    JSON.stringify([
      { token: officerToken, role: 'officer', device: 'pc-1', person: inside.person },
      { token: kioskToken, role: 'kiosk', device: 'kiosk-1' },
      { token: tvToken, role: 'display', device: 'tv-1' },
    ]),
  );
  const hub = await hubProcess(['--data', data, '--port', '0']);
  const url = hub.url!;
  const tv = await screen(url, 'display', { audience: 'display', zone: 'paspor' });
  const send = async (body: object | string, token = apiKey) => JSON.stringify((await post(url, body, token)).reply);
  const { ticket } = inside;
  const replies = [
    await send({ type: 'TakeTicket', key: ticket, service: 'informasi', holder: phone }),
    await send({ type: 'SignIn', key: 's-1', counter: 'loket-1', officer: inside.person }, officerToken),
    await send({ type: 'Note', key: 'n-1', ticket, note: `${name}, KTP ${idNumber}, PIN ${pin}` }),
    await send({ type: 'RaiseEmergency', key: 'e-1', counter: 'loket-1', message: `${name} pingsan` }, officerToken),
    await send({ type: 'Note', key: 'n-2', ticket, note: name, token: officerToken }),
    await send({ type: 'TakeTicket', key: 't-3', service: name }),
    await send(`{"type":"Note","note":"${name}`),
    await send({ type: 'Note', key: 'n-4', ticket, note: name }, guessed),
    await send({ type: 'Note', key: 'n-5', ticket, note: name }, pin),
  ];
  expect(replies.slice(0, 4).map((reply) => (JSON.parse(reply) as { ok: boolean }).ok)).toEqual(Array(4).fill(true));
  await vi.waitFor(() => expect(tv.frames.at(-1)?.view).toMatchObject({ emergency: true }));
  const answers = await Promise.all(
    [
      `/healthz?token=${apiKey}`,
      `/metrics?name=${encodeURIComponent(name)}`,
      '/api/v1/floor',
      '/api/v1/events',
      `/none/${phone}`,
    ].map(async (path) => (await get(url, path, apiKey)).text),
  );
  answers.push((await get(url, '/api/v1/floor', guessed)).text);
  const folder = join(data, 'backups');
  const reader = openReader({ dir: data });
  expect(await reader.backup(folder, Date.now())).toMatchObject({ ok: true });
  await reader.close();
  hub.child.kill('SIGTERM');
  await hub.ended;
  const log = join(data, 'hub.log');
  writeFileSync(log, hub.err());

  const again = await hubProcess(['--data', data, '--port', '0']);
  const settings = doctorSettings(['--data', data, '--hub', again.url!, '--log', log], {}, savedSettings);
  if (!settings.ok) throw new Error(settings.error);
  const { findings, support } = await examine(settings.value);
  expect(support).toMatchObject({ health: { ok: true }, journal: { events: { TicketIssued: 1, NoteSealed: 1 } } });
  writeFileSync(access, JSON.stringify([{ token: officerToken, role: 'boss', device: 'pc-1' }]));
  const refused = await hubProcess(['--data', join(data, 'other'), '--port', '0', '--access', access]);
  const backups = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1'));
  expect(backups).toHaveLength(1);

  expect([
    ...holding('a reply', replies.join('\n'), canaries),
    ...holding('an answer', answers.join('\n'), canaries),
    ...holding('a frame of a TV', JSON.stringify([tv.welcome, tv.frames, tv.beats]), canaries),
    ...holding('the log', hub.out() + hub.err() + again.out() + again.err(), canaries),
    ...holding('a refused start', refused.out() + refused.err(), canaries),
    ...holding('a backup', backups.join(''), canaries),
    ...holding('the doctor’s report', reportOf(findings), { ...canaries, ...inside }),
    ...holding('the support file', JSON.stringify(support), { ...canaries, ...inside }),
  ]).toEqual([]);
  expect(holding('a backup', backups.join(''), inside), 'the search finds what is there').toHaveLength(2);
});
