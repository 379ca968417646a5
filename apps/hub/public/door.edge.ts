import { createReadStream, statSync, type Stats } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { DoorSettings, FromDoor, ToDoor } from './feed.ts';
import { createStreams, slowestMs } from './streams.ts';
import { createTally } from './tally.ts';

// The process of the read-only door: forked by the hub without leave to write, to start anything, or to read more than
// the page and its media. It has no database, no key and no commands, and imports nothing but Node.

const types: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};
const headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
/** Sockets of all kinds: a page asks for its files beside its stream. */
const mostConnections = 300;
/** Of one address, so that one telephone does not keep the televisions out; streams of it. */
const mostFromOne = { connections: 60, streams: 20 };
const requestMs = 5_000;
/** Bytes that may wait in one stream before it counts as behind. */
const highWaterMark = 64 * 1024;

const settings = JSON.parse(process.argv[2] ?? '{}') as DoorSettings;
const streams = createStreams(() => performance.now());
const say = (word: FromDoor) => void process.send?.(word);

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...headers, 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

/** 404 with a sentence in both languages, and the zones there are. */
function notFound(response: ServerResponse): void {
  const links = streams.zones().map(({ id, name }) => `<li><a href="/tv/${escaped(id)}">${escaped(name)}</a></li>`);
  const page = `<!doctype html><html lang="id"><meta charset="utf-8"><title>Antrean: TV</title>
<h1>Tidak ada TV di alamat ini</h1>
<p>Pilih ruang di bawah, atau periksa alamat yang diketik.</p>
<p lang="en">There is no TV at this address. Choose a room below, or check what was typed.</p>
<ul>${links.join('')}</ul></html>`;
  answer(response, 404, 'text/html; charset=utf-8', page);
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const hasZone = (zone: string) => streams.zones().some(({ id }) => id === zone);

/** A film may be asked for in parts; a TV's browser plays none that it cannot. */
function sendFile(request: IncomingMessage, response: ServerResponse, folders: readonly string[], name: string): void {
  const found = folders.map((folder) => join(folder, name)).map((path) => ({ path, stats: statsOf(path) }));
  const { path, stats } = found.find((one) => one.stats?.isFile()) ?? {};
  if (path === undefined || !stats) return notFound(response);
  const { size } = stats;
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  const end = Math.min(size - 1, to ? Number(to) : size - 1);
  if (from !== undefined && start > end) {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${size}` }).end();
    return;
  }
  response.writeHead(from === undefined ? 200 : 206, {
    ...headers,
    'content-type': types[extname(name)] ?? 'application/octet-stream',
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    'cache-control': name.includes('-') ? 'max-age=3600' : 'no-store',
    ...(from === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  const file = createReadStream(path, { start, end });
  file.once('error', () => response.destroy());
  response.once('close', () => file.destroy());
  file.pipe(response);
}

/** Undefined where there is nothing to be read: pages are replaced while the door is open. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

const connections = createTally(mostFromOne.connections);
const feeds = createTally(mostFromOne.streams);

function feed(response: ServerResponse, zone: string): void {
  const leave = streams.isFull() ? undefined : feeds(response.socket?.remoteAddress ?? '');
  if (!leave) {
    const full = 'Terlalu banyak TV di pintu ini. Tutup salah satu. / Too many TVs at this door. Close one.\n';
    return answer(response, 503, 'text/plain; charset=utf-8', full);
  }
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const stream = streams.open(zone, { write: (text) => response.write(text), cut: () => response.destroy() });
  response.on('drain', () => stream.drained());
  response.on('close', () => {
    leave();
    stream.closed();
  });
}

const server = createServer(
  { requestTimeout: requestMs, headersTimeout: requestMs, connectionsCheckingInterval: 1_000, highWaterMark },
  (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...headers, allow: 'GET, HEAD' }).end();
      return;
    }
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const [, zone] = /^\/tv\/([a-z0-9-]{1,64})\/?$/.exec(path) ?? [];
    const [, fed] = /^\/feed\/([a-z0-9-]{1,64})$/.exec(path) ?? [];
    const [, asset] = /^\/tv\/assets\/([A-Za-z0-9_-]+\.(?:js|css|woff2))$/.exec(path) ?? [];
    const [, media] = /^\/media\/([a-z0-9][a-z0-9-]*\.(?:jpg|png|webp|mp4|webm))$/.exec(path) ?? [];
    if (zone !== undefined && hasZone(zone)) {
      sendFile(request, response, [settings.page], 'index.html');
    } else if (fed !== undefined && hasZone(fed) && request.method === 'GET') {
      feed(response, fed);
    } else if (asset !== undefined) sendFile(request, response, [join(settings.page, 'assets')], asset);
    else if (media !== undefined) sendFile(request, response, settings.media, media);
    else notFound(response);
  },
);
server.maxConnections = mostConnections;
server.on('connection', (line) => {
  const leave = connections(line.remoteAddress ?? '');
  if (leave) line.once('close', leave);
  else line.destroy();
});
server.keepAliveTimeout = requestMs;
// Who takes nothing of a file for so long is cut off; a stream has a beat each second.
server.timeout = slowestMs;
server.on('error', (error: NodeJS.ErrnoException) => {
  say({ said: 'failed', code: error.code ?? 'unknown' });
  process.disconnect();
});
server.listen(settings.port, settings.host, () =>
  say({ said: 'listening', port: (server.address() as AddressInfo).port }),
);
process.on('message', (word: ToDoor) => streams.tell(word));
// Without the hub there is nothing to show, and the hub starts this process anew.
process.on('disconnect', () => process.exit(0));
