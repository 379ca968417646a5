import { readFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type * as z from 'zod/mini';
import {
  AttendantRequest,
  FindRequest,
  PressRequest,
  RequirementsRequest,
  SlipWord,
} from '../../shared/protocol/agent.ts';
import type { Agent } from './agent/agent.ts';

export interface PageServerParts {
  readonly agent: Agent;
  /** Folder of the built page. */
  readonly pages: string;
}

const mostBodyBytes = 4 * 1024;
/** A silent stream looks the same as a dead one; the page waits three times this long. */
const beatMs = 2_000;
/** The page has one stream, and a second while it loads anew; at one more the oldest is cut off (I40). */
const mostStreams = 8;
const mostLines = 64;
/** A page that takes nothing for so long is cut off, Ms; it dials again (I40). */
const slowestMs = 10_000;
/** Ms that a request may take to come in, and that pass between two looks at it. */
export const pagePatience = {
  headersTimeout: 5_000,
  requestTimeout: 8_000,
  connectionsCheckingInterval: 1_000,
} as const;

const types: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.json': 'application/json',
};
const security = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
};

/** Status and body of an answer to a body. */
type Action = (body: unknown) => Promise<readonly [status: number, answer: unknown]>;

function taking<Request>(schema: z.ZodMiniType<Request>, act: (request: Request) => Promise<unknown>): Action {
  return async (body) => {
    const asked = schema.safeParse(body);
    return asked.success ? [200, await act(asked.data)] : [400, { error: 'not what is asked for here' }];
  };
}

/** The page's door, on loopback only. Returns what closes it. */
export function pageServer(http: Server, { agent, pages }: PageServerParts): () => Promise<void> {
  const streams = new Set<ServerResponse>();
  const actions = new Map<string, Action>([
    ['/press', taking(PressRequest, (asked) => agent.press(asked))],
    ['/slip', taking(SlipWord, (asked) => agent.word(asked))],
    ['/requirements', taking(RequirementsRequest, (asked) => agent.requirements(asked))],
    ['/find', taking(FindRequest, (asked) => agent.find(asked))],
    ['/attendant', taking(AttendantRequest, (asked) => agent.attendant(asked))],
    ['/staff', async () => [200, await agent.callStaff()]],
  ]);

  http.maxConnections = mostLines;
  http.setTimeout(slowestMs);
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((error: unknown) => {
      // Who hangs up in the middle of a request is no failure of the agent.
      if (request.complete) process.stderr.write(`${String(error)}\n`);
      if (response.headersSent || !request.complete) response.destroy();
      else say(response, 500, { error: 'the agent failed' });
    });
  });

  async function serve(request: IncomingMessage, response: ServerResponse) {
    // Another site open in a browser of this machine must not reach the printer.
    if (!isOwn(request)) return say(response, 403, { error: 'only the page of this kiosk may come in here' });
    const { pathname } = URL.parse(request.url ?? '/', 'http://kiosk') ?? { pathname: '' };
    const action = actions.get(pathname);
    if (request.method === 'POST' && action) return say(response, ...(await action(await bodyOf(request))));
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return say(response, 405, { error: `GET, or POST ${[...actions.keys()].join(' ')}` });
    if (pathname === '/state') return stream(response);
    if (pathname === '/office') {
      const office = agent.office();
      return office ? say(response, 200, office) : say(response, 404, { error: 'no office document yet' });
    }
    if (pathname === '/slips' || pathname === '/slips/') return listSlips(response);
    const slip = /^\/slips\/([^/]+)$/.exec(pathname)?.[1];
    if (slip !== undefined) {
      const bytes = agent.slips()?.read(slip);
      return bytes
        ? send(response, bytes, types[extname(slip)] ?? 'application/octet-stream')
        : say(response, 404, { error: 'no such slip' });
    }
    return file(response, pathname);
  }

  function stream(response: ServerResponse) {
    response.writeHead(200, { ...security, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let behindSince: number | undefined;
    // What a page missed while it took nothing is told by the newest state alone.
    const put = () => {
      if (behindSince === undefined) {
        if (!response.write(`data: ${JSON.stringify(agent.state())}\n\n`)) behindSince = performance.now();
      } else if (performance.now() - behindSince > slowestMs) response.destroy();
    };
    put();
    response.on('drain', () => {
      behindSince = undefined;
      put();
    });
    const off = agent.onChange(put);
    const beat = setInterval(put, beatMs);
    streams.add(response);
    const [oldest] = streams;
    if (streams.size > mostStreams) oldest?.destroy();
    response.on('close', () => {
      off();
      clearInterval(beat);
      streams.delete(response);
    });
  }

  function listSlips(response: ServerResponse) {
    const slips = agent.slips();
    if (!slips) return say(response, 404, { error: 'the printer is a real one and keeps no slips' });
    return say(response, 200, {
      slips: slips.list().map((name) => ({ name, picture: `/slips/${name}.svg`, bytes: `/slips/${name}.bin` })),
    });
  }

  async function file(response: ServerResponse, pathname: string) {
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    if (!/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(name)) return say(response, 404, { error: 'no such page' });
    const bytes = await readFile(join(pages, name)).catch(() => undefined);
    return bytes
      ? send(response, bytes, types[extname(name)] ?? 'application/octet-stream')
      : say(response, 404, { error: 'no such page' });
  }

  return () =>
    new Promise((resolve) => {
      for (const response of streams) response.end();
      http.close(() => resolve());
      http.closeIdleConnections();
      setTimeout(() => http.closeAllConnections(), 2_000).unref();
    });
}

function isOwn({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  if (host !== '127.0.0.1' && host !== 'localhost' && host !== '[::1]') return false;
  const { origin } = headers;
  return origin === undefined || origin === `http://${headers.host}`;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > mostBodyBytes) return undefined;
    parts.push(part as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function say(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { ...security, 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function send(response: ServerResponse, bytes: Buffer, type: string) {
  response.writeHead(200, { ...security, 'content-type': type });
  response.end(bytes);
}
