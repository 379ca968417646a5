import { randomUUID } from 'node:crypto';
import { request as ask } from 'node:http';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { Hub } from '../../apps/hub/hub.ts';
import { TourWish, type DemoNow } from '../../apps/hub/pages/start/demoNow.ts';
import type { CounterId } from '../../shared/ids.ts';
import { PressAnswer } from '../../shared/protocol/agent.ts';
import { Reply } from '../../shared/protocol/replies.ts';
import { createTour } from './tour.ts';

export interface DemoParts {
  /** Address of the kiosk's own page, once it is ready. */
  readonly kiosk: () => string | undefined;
  /** Address of the hub, once it listens. */
  readonly hub: () => string;
  /** What the screen of a counter shows at the hub's door. */
  readonly tokenOf: (counter: CounterId) => string;
}

const Slips = z.object({ slips: z.array(z.object({ name: z.string() })) });
/** What the kiosk's own page asks its agent for. */
const reads = ['/state', '/office', '/slips', '/slips/*'];
const acts = ['/press', '/slip', '/requirements', '/find', '/attendant', '/staff'];
const stranger = { error: 'only a page of this hub may ask that' };
/** A slip is printed a moment before the hub hears of it, or after. */
const slipsAgainMs = 400;

/** The start page's own doors: what happens now, the played morning, and the kiosk's page inside the hub's, so that one page may show it. */
export function demoDoors(app: FastifyInstance, hub: Hub, parts: DemoParts) {
  const streams = new Set<ServerResponse>();
  let slips: readonly string[] = [];
  let looking = false;
  let again = false;

  const tour = createTour({
    office: () => hub.floor().lines.office.document,
    officerAt(counter) {
      const officer = hub.floor().counters.get(counter)?.officer;
      return hub.floor().lines.office.document.officers.find(({ id }) => id === officer)?.name;
    },
    hasKiosk: () => parts.kiosk() !== undefined,
    async press(service) {
      const answer = await fetch(new URL('/press', parts.kiosk()), {
        method: 'POST',
        body: JSON.stringify({ service }),
      });
      return PressAnswer.parse(await answer.json());
    },
    async command(counter, said) {
      const answer = await fetch(`${parts.hub()}/api/v1/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${parts.tokenOf(counter)}` },
        body: JSON.stringify({ key: randomUUID(), ...said }),
      });
      return Reply.parse(await answer.json());
    },
    wait: (ms, signal) => sleep(ms, undefined, { signal }),
    tell: () => void look(),
  });

  const now = (): DemoNow => ({ tickets: hub.floor().visits.size, slips: [...slips], tour: tour.now() });
  const put = (stream: ServerResponse) => void stream.write(`data: ${JSON.stringify(now())}\n\n`);

  async function look(): Promise<void> {
    for (const stream of streams) put(stream);
    again = true;
    if (looking) return;
    looking = true;
    while (again && streams.size > 0) {
      again = false;
      await sleep(slipsAgainMs);
      const found = await printed();
      if (found === undefined || found.join() === slips.join()) continue;
      slips = found;
      for (const stream of streams) put(stream);
    }
    looking = false;
  }
  async function printed(): Promise<readonly string[] | undefined> {
    const kiosk = parts.kiosk();
    if (kiosk === undefined) return undefined;
    return fetch(new URL('/slips', kiosk)).then(
      async (answer) =>
        Slips.safeParse(await answer.json())
          .data?.slips.map(({ name }) => name)
          .toReversed(),
      () => undefined,
    );
  }
  hub.onCommit(() => void look());

  // The played morning shows the hub's own pages inside this one.
  app.addHook('onSend', async (request, response) => {
    const policy = response.getHeader('content-security-policy');
    if (/^\/start\/(\?|$)/.test(request.url) && typeof policy === 'string')
      void response.header('content-security-policy', `${policy}; frame-src 'self'`);
  });
  app.get('/start/now', (_request, response) => {
    response.hijack();
    const { raw } = response;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    streams.add(raw);
    raw.once('close', () => streams.delete(raw));
    put(raw);
    void look();
  });
  app.post('/start/tour', async (request, response) => {
    const wish = TourWish.safeParse(request.body);
    if (!isOwn(request)) return response.code(403).send(stranger);
    if (!wish.success) return response.code(400).send({ error: 'play or stop' });
    if (wish.data.does === 'play') return tour.play(wish.data.speed);
    await tour.stop();
    return { ok: true };
  });

  /** Hands a request on to the kiosk's agent, and its answer back. */
  function handOn(request: FastifyRequest, response: FastifyReply) {
    const kiosk = parts.kiosk();
    if (!isOwn(request)) return response.code(403).send(stranger);
    if (kiosk === undefined) return response.code(503).send({ error: 'the kiosk is not ready' });
    response.hijack();
    const { raw } = response;
    const asked = ask(new URL(request.url, kiosk), { method: request.method }, (answer) => {
      raw.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(raw);
      answer.once('error', () => raw.destroy());
    });
    asked.once('error', () => raw.destroy());
    raw.once('close', () => asked.destroy());
    asked.end(typeof request.body === 'string' ? request.body : undefined);
    return response;
  }
  for (const path of reads) app.get(path, handOn);
  for (const path of acts) app.post(path, handOn);

  return {
    /** The played officers leave; to be called while the hub still answers. */
    async close() {
      await tour.stop();
      for (const stream of streams) stream.end();
    },
  };
}

/** Another site open in a browser of this machine must not reach the printer. */
function isOwn({ headers }: FastifyRequest): boolean {
  return headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;
}
