import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
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

/** `GET /api/v1/reports/accuracy?from&to` and its rows, `accuracy.csv`; without days the last 30 up to today. */
export function reportRoutes(app: FastifyInstance, { reports, guard, answer, seq }: ReportParts): void {
  const serve = (as: 'json' | 'csv') =>
    guard(reportReaders)(async (request, response, floor) => {
      const query = DaysQuery.safeParse(request.query);
      if (!query.success)
        return answer(response, turnedAway('malformed', seq(), { path: fieldOf(query.error.issues, request.query) }));
      const to = query.data.to ?? floor.day;
      const from = query.data.from ?? addDays(to, 1 - usualDays);
      if (from > to || daysBetween(from, to) >= mostDays)
        return answer(response, turnedAway('malformed', seq(), { path: 'from' }));
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
