import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { err, ok, type Result } from '../../../shared/basics.ts';
import type { CounterId, TicketId } from '../../../shared/ids.ts';
import type { Text } from '../../../shared/protocol/office.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Role } from '../../../shared/protocol/roles.ts';
import type { Alarms } from '../alarms.ts';
import type { By } from '../domain/events.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import type { Journal } from '../journal/journal.ts';
import { recordedOf } from '../journal/lift.ts';
import type { Reports } from '../record/reports.edge.ts';
import { sightOf } from '../views/services.ts';
import { waitingList } from '../views/counterView.ts';
import { ticketView } from '../views/ticketView.ts';
import { viewFor } from '../views/views.ts';
import type { Access } from './access.ts';
import { createBuckets, figuresPace, pagesPace, screenPace, strangersPace } from './bucket.ts';
import { enter, fieldOf, turnedAway, type DoorParts } from './door.ts';
import { openApi } from './openapi.ts';
import { publicFact } from './publicEvents.ts';
import { reportRoutes, type Guard } from './reports.ts';
import { whatIfRoutes } from './whatIf.ts';
import type { WhatIf } from '../whatIf/whatIf.edge.ts';

/** The largest message either door reads, bytes (design.md 4). */
export const maxMessageBytes = 64 * 1024;
/** Facts in one answer. */
const mostFacts = 200;

export interface HttpParts extends DoorParts {
  readonly access: Access;
  readonly journal: Pick<Journal, 'rows'>;
  /** Folder of the built pages; without it only the API is served. */
  readonly pages: string | undefined;
  /** Folders of the clips a display speaks with; an earlier one wins, and one may be missing. */
  readonly voice: readonly string[];
  /** Folders of the pictures and films that TVs show, the same way. */
  readonly media: readonly string[];
  /** Why the API answers nothing any more; undefined while it does. */
  readonly stopped?: () => Text | undefined;
  readonly alarms?: Pick<Alarms, 'raised'>;
  /** Absent where no forecasts are recorded. */
  readonly reports?: Reports;
  /** Without it no day can be played again. */
  readonly whatIf?: WhatIf;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
  /** The server it is served by, which listens already. */
  readonly server: Server;
  readonly health: () => { readonly ok: boolean; readonly [name: string]: unknown };
}

const statusOf = { malformed: 400, unauthorized: 401, forbidden: 403, tooMany: 429, notReady: 503 } as const;

function answer(response: FastifyReply, reply: Reply): FastifyReply {
  const status = reply.ok
    ? 200
    : ((statusOf as { readonly [code: string]: number | undefined })[reply.error.code] ?? 409);
  return response.code(status).send(reply);
}

const describedAt = '/api/v1/openapi.json';
const readers: readonly Role[] = ['api', 'admin', 'supervisor', 'officer', 'auditor', 'kiosk', 'display'];

/** Who waits, with lanes, is for those who call. */
const counterReaders: readonly Role[] = ['api', 'admin', 'supervisor', 'officer'];
/** Rows of a waiting list in one answer. */
const mostRows = 200;
const WaitingQuery = z.strictObject({
  search: z.optional(z.string().check(z.maxLength(20))),
  after: z.optional(z.string().check(z.maxLength(64))),
});

/** The HTTP door: the API for everyone else, the pages, health and metrics. Served once `ready`, by its `routing`. */
export function httpDoor(parts: HttpParts): FastifyInstance {
  const { hub, access, journal } = parts;
  const strangers = createBuckets(strangersPace, 1_000);
  /** What needs no key, by address. */
  const figures = createBuckets(figuresPace, 1_000);
  const files = createBuckets(pagesPace, 1_000);
  const paced = createBuckets(screenPace, 1_000);
  const app = Fastify({ bodyLimit: maxMessageBytes, logger: false, serverFactory: () => parts.server });
  const sightOn = (floor: ReadonlyFloor) => sightOf(floor, hub.now(), hub, parts.alarms?.raised());
  const who = (request: FastifyRequest): By | undefined => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    const pass = scheme?.toLowerCase() === 'bearer' && token ? access.admit(token) : undefined;
    return (
      pass && {
        device: pass.device,
        role: pass.role,
        door: 'http',
        ...(pass.person === undefined ? {} : { person: pass.person }),
      }
    );
  };
  /** Who asks, with a valid key and not too often (I40); or the refusal. */
  const admitted = (request: FastifyRequest): Result<By, Reply> => {
    const why = parts.stopped?.();
    if (why) return err(turnedAway('notReady', hub.seq(), undefined, why));
    const by = who(request);
    const now = parts.monotonic();
    // Another system speaks for many at once; what it may have waiting is bounded by the hub's inbox.
    const hasTurn = by
      ? by.role === 'api' || paced.take(`${by.role} ${by.device} ${by.person ?? ''}`, now)
      : strangers.take(request.ip, now);
    if (!hasTurn) return err(turnedAway('tooMany', hub.seq(), { seconds: 1 }));
    return by ? ok(by) : err(turnedAway('unauthorized', hub.seq()));
  };
  const guard: Guard = (roles) => (serve) => async (request, response) => {
    const by = admitted(request);
    if (!by.ok) return answer(response, by.error);
    if (!roles.includes(by.value.role)) return answer(response, turnedAway('forbidden', hub.seq()));
    await hub.settled();
    return serve(request, response, hub.floor(), by.value);
  };
  const forReaders = guard(readers);

  app.addHook('onRequest', async (request, response) => {
    const [path = ''] = request.url.split('?');
    if (path.startsWith('/api/') && path !== describedAt) return;
    const buckets = path === describedAt || path === '/healthz' || path === '/metrics' ? figures : files;
    if (buckets.take(request.ip, parts.monotonic())) return;
    await answer(response, turnedAway('tooMany', hub.seq(), { seconds: 1 }));
  });
  app.addHook('onSend', async (request, response) => {
    void response.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
    });
    if (request.url.startsWith('/api/')) void response.header('cache-control', 'no-store');
  });
  app.setErrorHandler((error: FastifyError, _request, response) => {
    if (error.statusCode === undefined || error.statusCode >= 500) throw error;
    const about = { path: error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? `body over ${maxMessageBytes} bytes` : 'body' };
    return response.code(error.statusCode).send(turnedAway('malformed', hub.seq(), about));
  });
  app.setNotFoundHandler((_request, response) =>
    response.code(404).send(turnedAway('malformed', hub.seq(), { path: 'url' })),
  );

  const entered = (body: unknown, by: By) => new Promise<Reply>((reply) => enter(body, by, parts, reply));
  app.post('/api/v1/commands', async (request, response) => {
    const by = admitted(request);
    return answer(response, by.ok ? await entered(request.body, by.value) : by.error);
  });
  app.get(
    '/api/v1/office',
    forReaders((_request, _response, floor) => ({
      hash: floor.lines.office.hash,
      document: floor.lines.office.document,
    })),
  );
  app.get(
    '/api/v1/floor',
    forReaders((_request, _response, floor, by) => ({
      epoch: hub.epoch,
      seq: hub.seq(),
      at: hub.now(),
      view: viewFor({ audience: 'floor' }, by.device, floor, sightOn(floor)),
    })),
  );
  app.get<{ Params: { id: string } }>(
    '/api/v1/tickets/:id',
    forReaders((request, response) => {
      const { id } = request.params as { readonly id: string };
      for (const floor of [hub.floor(), ...hub.floors()]) {
        const visit =
          floor.visits.get(id as TicketId) ?? floor.visits.get(floor.numbers.get(id.toUpperCase()) as TicketId);
        if (visit) return { seq: hub.seq(), ...ticketView(visit, floor, sightOn(floor)) };
      }
      return response.code(404).send(turnedAway('malformed', hub.seq(), { path: 'id' }));
    }),
  );
  app.get(
    '/api/v1/counters/:id/waiting',
    forReaders((request, response, floor, by) => {
      if (!counterReaders.includes(by.role)) return answer(response, turnedAway('forbidden', hub.seq()));
      const { id } = request.params as { readonly id: string };
      const query = WaitingQuery.safeParse(request.query);
      if (!query.success)
        return answer(
          response,
          turnedAway('malformed', hub.seq(), { path: fieldOf(query.error.issues, request.query) }),
        );
      const list = waitingList(floor, id as CounterId, sightOn(floor), { ...query.data, most: mostRows });
      return list
        ? { seq: hub.seq(), ...list }
        : response.code(404).send(turnedAway('malformed', hub.seq(), { path: 'id' }));
    }),
  );
  app.get(
    '/api/v1/events',
    forReaders((request, response) => {
      const after = Number((request.query as { readonly after?: string }).after ?? 0);
      if (!Number.isSafeInteger(after) || after < 0)
        return answer(response, turnedAway('malformed', hub.seq(), { path: 'after' }));
      const rows = journal.rows(after, mostFacts);
      const facts = rows.map(({ body }) => publicFact(recordedOf(body))).filter((fact) => fact !== undefined);
      return { facts, next: rows.at(-1)?.seq ?? after };
    }),
  );
  if (parts.whatIf) whatIfRoutes(app, { whatIf: parts.whatIf, guard, answer, seq: () => hub.seq() });
  if (parts.reports) reportRoutes(app, { reports: parts.reports, guard, answer, seq: () => hub.seq() });
  let described: string | undefined;
  app.get(describedAt, (_request, response) =>
    response.type('application/json; charset=utf-8').send((described ??= JSON.stringify(openApi()))),
  );
  app.get('/healthz', (_request, response) => {
    const health = parts.health();
    return response.code(health.ok ? 200 : 503).send(health);
  });
  app.get('/metrics', async (_request, response) =>
    response.type(parts.metrics.contentType).send(await parts.metrics.text()),
  );
  void app.register(fastifyStatic, { root: [...parts.voice], prefix: '/voice/', decorateReply: false, index: false });
  void app.register(fastifyStatic, { root: [...parts.media], prefix: '/media/', decorateReply: false, index: false });
  if (parts.pages !== undefined && existsSync(parts.pages))
    void app.register(fastifyStatic, { root: parts.pages, redirect: true });
  return app;
}
