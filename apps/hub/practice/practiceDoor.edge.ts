import { request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { practiceSentence } from '../../../shared/protocol/practiceTexts.ts';
import { CoachWish, PracticeWish, type CoachView, type PracticeAnswer } from '../../../shared/protocol/practice.ts';
import type { Role } from '../../../shared/protocol/roles.ts';
import type { By } from '../domain/events.ts';
import type { Hub } from '../hub.ts';
import type { Access } from '../server/access.ts';
import { createBuckets, screenPace } from '../server/bucket.ts';
import { fieldOf, turnedAway } from '../server/door.ts';
import type { Practice, Practices } from './practices.edge.ts';

/** Officers practise; whoever is over them may too. */
const trainees: readonly Role[] = ['officer', 'supervisor', 'admin', 'api'];
/** Screens of one practice at once, and who follows its coach. */
const mostTunnels = 8;
const mostStreams = 8;
/** A stream says something so often, as a silent line is cut off (I40), Ms. */
const sayMs = 4_000;
/** How long a tunnel may take to reach the practice, Ms. */
const reachMs = 2_000;

/**
 * The hub's door to its practices: to begin and to list them (with a key), and under `/practice/floor/ID/` the pages, views
 * and commands of one, handed on to its own process, for whoever has the id. To be called before the app is ready.
 */
export function practiceDoor(
  app: FastifyInstance,
  server: Server,
  parts: {
    readonly practices: Practices;
    readonly access: Access;
    readonly hub: Pick<Hub, 'seq'>;
    readonly monotonic: () => number;
  },
): void {
  const { practices, access, hub, monotonic } = parts;
  const paced = createBuckets(screenPace, 1_000);
  const streams = new Map<string, number>();
  const tunnels = new Map<string, Set<Socket>>();

  /** Who asks, with a key that may practise, and not too often (I40); undefined where that was answered. */
  function admitted(request: FastifyRequest, response: FastifyReply): By | undefined {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    const pass = scheme?.toLowerCase() === 'bearer' && token ? access.admit(token) : undefined;
    const refuse = (status: number, code: 'tooMany' | 'unauthorized' | 'forbidden') =>
      void response.code(status).send(turnedAway(code, hub.seq(), { seconds: 1 }));
    if (!paced.take(pass ? `${pass.role} ${pass.device}` : request.ip, monotonic())) refuse(429, 'tooMany');
    else if (!pass) refuse(401, 'unauthorized');
    else if (!trainees.includes(pass.role)) refuse(403, 'forbidden');
    else return { device: pass.device, role: pass.role, door: 'http' };
    return undefined;
  }

  app.post('/api/v1/practice', async (request, response) => {
    const by = admitted(request, response);
    if (!by) return response;
    const wish = PracticeWish.safeParse(request.body);
    if (!wish.success)
      return response
        .code(400)
        .send(turnedAway('malformed', hub.seq(), { path: fieldOf(wish.error.issues, request.body) }));
    const begun = await practices.begin(wish.data, by);
    if (begun.ok) return { ok: true, id: begun.value } satisfies PracticeAnswer;
    const { code, about } = begun.error;
    return response
      .code(409)
      .send({ ok: false, error: { code, message: practiceSentence(code, about) } } satisfies PracticeAnswer);
  });
  app.get('/api/v1/practice', (request, response) =>
    admitted(request, response) ? response.send({ running: practices.list() }) : response,
  );

  app.get('/practice/floor/:id/coach', (request, response) => {
    const { id, practice } = asked(request);
    if (!practice) return notThere(response);
    const open = streams.get(id) ?? 0;
    if (open >= mostStreams) return response.code(429).send(turnedAway('tooMany', hub.seq(), { seconds: 1 }));
    streams.set(id, open + 1);
    response.hijack();
    follow(response.raw, practice, () => {
      const rest = (streams.get(id) ?? 1) - 1;
      if (rest > 0) streams.set(id, rest);
      else streams.delete(id);
    });
    return response;
  });
  app.post('/practice/floor/:id/coach', (request, response) => {
    const { practice } = asked(request);
    const wish = CoachWish.safeParse(request.body);
    if (!practice) return notThere(response);
    if (!isOwn(request.headers)) return response.code(403).send(turnedAway('forbidden', hub.seq()));
    if (!wish.success) return response.code(400).send(turnedAway('malformed', hub.seq(), { path: 'does' }));
    practice.wish(wish.data);
    return response.send({ ok: true });
  });
  app.get('/practice/floor/:id/*', (request, response) => {
    const port = asked(request).practice?.port();
    if (port === undefined) return notThere(response);
    response.hijack();
    handOn(request.raw, response.raw, port);
    return response;
  });

  server.on('upgrade', (request: IncomingMessage, line: Socket, head: Buffer) => {
    const [, id = '', path = ''] = /^\/practice\/floor\/([^/]+)(\/socket\.io\/.*)$/.exec(request.url ?? '') ?? [];
    if (path === '') return;
    const port = practices.find(id)?.port();
    const open = tunnels.get(id) ?? new Set();
    if (port === undefined || open.size >= mostTunnels) {
      line.destroy();
      return;
    }
    tunnels.set(id, open.add(line));
    line.once('close', () => {
      open.delete(line);
      if (open.size === 0) tunnels.delete(id);
    });
    tunnel(request, line, head, { port, path });
  });

  function asked(request: FastifyRequest): { readonly id: string; readonly practice: Practice | undefined } {
    const { id } = request.params as { readonly id: string };
    return { id, practice: practices.find(id) };
  }
  const notThere = (response: FastifyReply) =>
    response.code(404).send({ error: 'There is no such practice, or its hub is away.' });
}

/** What the coach shows, as server-sent events, to the last. */
function follow(raw: ServerResponse, practice: Practice, onClose: () => void): void {
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const put = (view: CoachView) => {
    // Who does not take what was sent gets the next one, and the last in any case.
    if (!raw.writableNeedDrain || view.over !== undefined) raw.write(`data: ${JSON.stringify(view)}\n\n`);
    if (view.over !== undefined) raw.end();
  };
  const stop = practice.onChange(put);
  const saying = setInterval(() => raw.writableNeedDrain || raw.write(':\n\n'), sayMs);
  raw.once('close', () => {
    clearInterval(saying);
    stop();
    onClose();
  });
  raw.once('error', () => raw.destroy());
  put(practice.view());
}

/** A page's file or view, from the practice's own door. */
function handOn(request: IncomingMessage, raw: ServerResponse, port: number): void {
  const path = (request.url ?? '').replace(/^\/practice\/floor\/[^/]+/, '');
  const asks = ask({ host: '127.0.0.1', port, path, method: 'GET', headers: request.headers }, (answer) => {
    raw.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(raw);
    answer.once('error', () => raw.destroy());
  });
  asks.once('error', () => (raw.headersSent ? raw.destroy() : raw.writeHead(502).end()));
  raw.once('close', () => asks.destroy());
  asks.end();
}

/** The socket of a screen, byte by byte, to the practice's own door. */
function tunnel(
  request: IncomingMessage,
  line: Socket,
  head: Buffer,
  { port, path }: { readonly port: number; readonly path: string },
): void {
  const inner = connect({ host: '127.0.0.1', port });
  const end = () => {
    line.destroy();
    inner.destroy();
  };
  inner.setTimeout(reachMs, end);
  inner.once('connect', () => {
    inner.setTimeout(0);
    const headers: string[] = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2)
      headers.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    inner.write([`GET ${path} HTTP/1.1`, ...headers, '', ''].join('\r\n'));
    inner.write(head);
    inner.pipe(line);
    line.pipe(inner);
  });
  for (const side of [inner, line]) {
    side.once('error', end);
    side.once('close', end);
  }
}

/** Another site open in the trainee's browser may not play. */
function isOwn(headers: FastifyRequest['headers']): boolean {
  return headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;
}
