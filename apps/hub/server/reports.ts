import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { err, ok, type Result } from '../../../shared/basics.ts';
import { BusinessDay } from '../../../shared/ids.ts';
import type { Reply } from '../../../shared/protocol/replies.ts';
import type { Role } from '../../../shared/protocol/roles.ts';
import type { By } from '../domain/events.ts';
import type { ReadonlyFloor } from '../domain/floor.ts';
import { addDays, daysBetween } from '../domain/hours.ts';
import type { Reports } from '../record/reports.edge.ts';
import { fieldOf, turnedAway } from './door.ts';

/** Who may read reports. */
export const reportReaders: readonly Role[] = ['api', 'admin', 'supervisor', 'auditor'];

/** Serves whoever has a key of one of the roles, and not too often; others get the refusal. */
export type Guard = (
  roles: readonly Role[],
) => (
  serve: (request: FastifyRequest, response: FastifyReply, floor: ReadonlyFloor, by: By) => unknown,
) => (request: FastifyRequest, response: FastifyReply) => Promise<unknown>;

export interface ReportParts {
  readonly reports: Reports;
  readonly guard: Guard;
  readonly answer: (response: FastifyReply, reply: Reply) => FastifyReply;
  readonly seq: () => number;
}

const usualDays = 30;
/** In one report; as many as the record keeps. */
const mostDays = 400;
const DaysQuery = z.strictObject({ from: z.optional(BusinessDay), to: z.optional(BusinessDay) });

/** Days that `?from&to` asks for, without them the `usual` last ones up to today; fewer than `most`, or the wrong field. */
export function daysAsked(
  query: unknown,
  today: BusinessDay,
  { usual, most }: { readonly usual: number; readonly most: number },
): Result<{ readonly from: BusinessDay; readonly to: BusinessDay }, string> {
  const parsed = DaysQuery.safeParse(query);
  if (!parsed.success) return err(fieldOf(parsed.error.issues, query));
  const { to = today, from = addDays(to, 1 - usual) } = parsed.data;
  return from > to || daysBetween(from, to) >= most ? err('from') : ok({ from, to });
}

/** `GET /api/v1/reports/accuracy?from&to` and its rows, `accuracy.csv`; without days the last 30 up to today. */
export function reportRoutes(app: FastifyInstance, { reports, guard, answer, seq }: ReportParts): void {
  const serve = (as: 'json' | 'csv') =>
    guard(reportReaders)(async (request, response, floor) => {
      const asked = daysAsked(request.query, floor.day, { usual: usualDays, most: mostDays });
      if (!asked.ok) return answer(response, turnedAway('malformed', seq(), { path: asked.error }));
      const { from, to } = asked.value;
      const text = await reports.accuracy({ from, to, as });
      if (text === undefined) return answer(response, turnedAway('tooMany', seq(), { seconds: 5 }));
      if (as === 'json') return response.type('application/json; charset=utf-8').send(text);
      return response
        .header('content-disposition', `attachment; filename="accuracy-${from}-${to}.csv"`)
        .type('text/csv; charset=utf-8')
        .send(text);
    });
  app.get('/api/v1/reports/accuracy', serve('json'));
  app.get('/api/v1/reports/accuracy.csv', serve('csv'));
}
