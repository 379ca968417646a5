import { protocolVersion } from '../../../shared/protocol/hello.ts';
import type { Chance } from '../../day/chance.ts';
import { mutated, mutatedBytes } from '../fuzz/mutate.ts';
import { masked } from '../slowPeers/rawSocket.ts';
import type { Seat } from '../storm/office.ts';

/** Where an input goes. */
export type Door = 'hub' | 'open' | 'kiosk';

const methods = [
  'GET',
  'POST',
  'HEAD',
  'PUT',
  'DELETE',
  'OPTIONS',
  'PATCH',
  'CONNECT',
  'TRACE',
  'get',
  'GE T',
  '\u0000',
];
const paths: { readonly [D in Door]: readonly string[] } = {
  hub: [
    '/api/v1/commands',
    '/api/v1/office',
    '/api/v1/floor',
    '/api/v1/tickets/A-001',
    '/api/v1/counters/loket-1/waiting?search=A&after=x',
    '/api/v1/events?after=1',
    '/api/v1/openapi.json',
    '/healthz',
    '/metrics',
    '/voice/chime.wav',
    '/media/x.png',
    '/display/',
    '/socket.io/?EIO=4&transport=websocket',
    '/socket.io/?EIO=4&transport=polling',
  ],
  open: ['/tv/paspor', '/feed/paspor', '/tv/assets/index-1.js', '/media/denah.png', '/tv/', '/'],
  kiosk: [
    '/',
    '/state',
    '/office',
    '/press',
    '/slip',
    '/requirements',
    '/find',
    '/attendant',
    '/staff',
    '/slips',
    '/slips/x',
  ],
};
const strangePaths = [
  '/../../etc/passwd',
  '/%2e%2e/%2e%2e/journal.db',
  '/%00',
  '/%',
  '//',
  'http://elsewhere/',
  '*',
  '/api/v1/tickets/__proto__',
  '/api/v1/tickets/%E0%A4%A',
  '/api/v1/counters/constructor/waiting',
  '/api/v1/events?after=9007199254740993',
  '/api/v1/events?after=-1&after=2&__proto__[x]=1',
  `/${'a/'.repeat(2_000)}`,
  `/?${'x=1&'.repeat(500)}`,
];
const strangeHeaders = [
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Content-Length: 5\r\nContent-Length: 6',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked, identity\r\nContent-Length: 3',
  'Expect: 100-continue',
  'Content-Encoding: gzip',
  'Content-Type: text/plain',
  'Content-Type: application/x-www-form-urlencoded',
  'Content-Type: application/json; charset=utf-16',
  'Content-Type: multipart/form-data; boundary=x',
  'Range: bytes=9999999999-',
  'Range: bytes=0-0,1-1,-',
  'Host: ',
  'Host: a\r\nHost: b',
  'Origin: http://elsewhere',
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x',
  'Connection: Upgrade\r\nUpgrade: h2c',
  'Authorization: Bearer',
  'Authorization: Bearer __proto__',
  `Authorization: Bearer ${'x'.repeat(5_000)}`,
  `X: ${'y'.repeat(20_000)}`,
  'Cookie: a=\u0000',
  'Bad Header: 1',
  ': nothing',
  'X-Y: \u00ff\u00fe',
];

/** Bodies that are known to break readers of JSON. */
const strangeBodies = [
  '',
  'null',
  '[]',
  '"x"',
  '{',
  '{"type":"TakeTicket","key":"k","service":"informasi","__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  `{"type":"CallNext","key":"${'9'.repeat(2_000)}","counter":1e999}`,
  '{"type":"ReportAnnounced","key":"k","announcement":99999999999999999999999,"outcome":"spoken"}',
  '{"type":"TakeTicket","key":"\\ud800","service":"\\u0000"}',
  'x'.repeat(70_000),
  '\ufeff{}',
];

let keys = 0;
/** Bodies the readers wait for, before something is done to them. */
function plainBody(door: Door, chance: Chance): unknown {
  if (door === 'kiosk')
    return chance.pick([
      { service: 'informasi', language: 'id', lane: 'regular', people: 1 },
      { ticket: 'nobody', came: true },
      { service: 'informasi' },
      { text: 'A-001' },
      { code: '1234', does: 'look' },
    ]);
  return commandWords(chance);
}

function commandWords(chance: Chance): unknown {
  const key = `wire-${++keys}`;
  return chance.pick([
    { type: 'TakeTicket', key, service: 'informasi', people: chance.int(1, 3) },
    { type: 'ConfirmSlip', key, ticket: 'nobody', outcome: 'printed' },
    { type: 'CallNext', key, counter: 'meja-1', outcome: 'done' },
    { type: 'Finish', key, counter: 'meja-1', ticket: 'nobody', reference: 'REF 12', reasons: ['a'] },
    { type: 'Note', key, ticket: 'nobody', note: 'words' },
    { type: 'ReportDevice', key, device: 'kiosk-9', role: 'kiosk', connected: true, generation: 'g1' },
    { type: 'UploadTickets', key, day: '2026-11-24', generation: 'g1', tickets: [{ ticket: 'own', slip: 'printed' }] },
    { type: 'ChangeOffice', key, document: { format: 1 } },
  ]);
}

/** The bytes of one HTTP request, more or less. */
export function request(door: Door, token: string | undefined, chance: Chance): Buffer {
  const method = chance.happens(0.6) ? chance.pick(['GET', 'POST']) : chance.pick(methods);
  const path = chance.happens(0.7) ? chance.pick(paths[door]) : chance.pick(strangePaths);
  const body = chance.happens(0.3)
    ? chance.pick(strangeBodies)
    : (JSON.stringify(mutated(plainBody(door, chance), chance)) ?? '');
  const headers = [
    ...(chance.happens(0.9) ? ['Host: 127.0.0.1'] : []),
    ...(token !== undefined && chance.happens(0.8) ? [`Authorization: Bearer ${token}`] : []),
    ...(method === 'GET' || chance.happens(0.1) ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    ...(chance.happens(0.8) ? ['Content-Type: application/json'] : []),
    ...Array.from({ length: chance.int(0, 2) }, () => chance.pick(strangeHeaders)),
  ];
  const bytes = Buffer.from(
    `${method} ${path} HTTP/${chance.happens(0.95) ? '1.1' : '9.9'}\r\n${headers.join('\r\n')}\r\n\r\n${method === 'GET' ? '' : body}`,
  );
  return chance.happens(0.25) ? mutatedBytes(bytes, chance) : bytes;
}

/** What a screen says first, whole; then come `frame`s. */
export function greeting({ hello }: Seat): readonly Buffer[] {
  const text = `420${JSON.stringify(['hello', { protocol: protocolVersion, ...hello }])}`;
  return ['40', text].map((words) => masked(0x81, Buffer.from(words)));
}

/** The bytes of one WebSocket frame, more or less: what engine.io, socket.io and our own words should not be. */
export function frame(seat: Seat | undefined, chance: Chance): Buffer {
  const text = Buffer.from(words(seat, chance));
  const payload = chance.happens(0.2) ? mutatedBytes(text, chance) : text;
  const how = chance.int(0, 19);
  if (how < 12) return masked(0x81, payload);
  if (how === 12) return masked(0x80 | chance.int(0, 15), payload.subarray(0, chance.int(0, 130)));
  if (how === 13) return masked(0x80 | (chance.int(1, 7) << 4) | 1, payload);
  if (how === 14) return Buffer.concat([Buffer.of(0x81, 0xff), Buffer.alloc(8, 0xff), payload.subarray(0, 40)]);
  if (how === 15) return Buffer.concat([Buffer.of(0x81, payload.length & 127), payload]);
  if (how === 16) {
    const half = payload.length >> 1;
    return Buffer.concat([masked(0x01, payload.subarray(0, half)), masked(0x80, payload.subarray(half))]);
  }
  if (how === 17) return Buffer.concat([masked(0x01, payload), masked(0x01, payload)]);
  if (how === 18) return masked(0x88, Buffer.of(chance.int(0, 255), chance.int(0, 255), 0xff));
  return mutatedBytes(masked(0x81, payload), chance);
}

function words(seat: Seat | undefined, chance: Chance): string {
  const id = chance.int(1, 900);
  const said = (event: unknown, body: unknown) => `42${id}${JSON.stringify([event, body])}`;
  switch (chance.int(0, 9)) {
    case 0:
      return said('hello', mutated({ protocol: protocolVersion, ...(seat?.hello ?? { token: 'none' }) }, chance));
    case 1:
      return said('follow', mutated({ follower: 'f', after: { seq: 0, hash: '0'.repeat(64) } }, chance));
    case 2:
      return said(chance.pick(['__proto__', 'disconnect', 'connect', 'error', 'frame', 'toString', '']), {});
    case 3:
      return chance.pick([
        '0',
        '1',
        '2',
        '3',
        '5',
        '6',
        '40',
        '41',
        '43[]',
        '44',
        '45',
        '46',
        '4',
        '40/admin,',
        '40{"a":1}',
      ]);
    case 4:
      return chance.pick([
        '451-["command",{"_placeholder":true,"num":0}]',
        '459999999-[]',
        '42[',
        '42{}',
        '42[1]',
        '4299999999999[""]',
      ]);
    case 5:
      return `42${id}["command",${chance.pick(strangeBodies).slice(0, 60_000)}]`;
    default:
      return said('command', mutated(commandWords(chance), chance));
  }
}
