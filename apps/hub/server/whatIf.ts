import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import type { Reply } from '../../../shared/protocol/replies.ts';
import { CompareAsk, StaffingAsk, type Ask } from '../whatIf/asks.ts';
import type { WhatIf } from '../whatIf/whatIf.edge.ts';
import { fieldOf, turnedAway } from './door.ts';
import { daysAsked, reportReaders, type Guard } from './reports.ts';

export interface WhatIfParts {
  readonly whatIf: WhatIf;
  readonly guard: Guard;
  readonly answer: (response: FastifyReply, reply: Reply) => FastifyReply;
  readonly seq: () => number;
}

const usualDays = 14;
/** Books that are read for one answer. */
const mostDays = 62;

/** Asked again so soon, another question is over. */
const busySeconds = 5;

/**
 * `GET /api/v1/what-if/days`, `POST /api/v1/what-if`, `POST /api/v1/staffing` and `GET /api/v1/staffing/advice`: days that
 * are played, one at a time, and what was advised on those of the past. A caller that goes away stops its own.
 */
export function whatIfRoutes(app: FastifyInstance, { whatIf, guard, answer, seq }: WhatIfParts): void {
  const malformed = (response: FastifyReply, path: string) =>
    answer(response, turnedAway('malformed', seq(), { path }));

  async function play(response: FastifyReply, ask: Ask): Promise<FastifyReply> {
    const begun = whatIf.begin(ask);
    if (!begun) return answer(response, turnedAway('tooMany', seq(), { seconds: busySeconds }));
    response.raw.once('close', begun.stop);
    const answered = await begun.answer;
    if (answered === undefined) return answer(response, turnedAway('tooMany', seq(), { seconds: busySeconds }));
    return answered.ok ? response.send(answered.value) : malformed(response, answered.path);
  }

  const posted = <Asked>(schema: z.ZodMiniType<Asked>, askOf: (asked: Asked) => Ask) =>
    guard(reportReaders)((request: FastifyRequest, response) => {
      const body = schema.safeParse(request.body);
      return body.success
        ? play(response, askOf(body.data))
        : malformed(response, fieldOf(body.error.issues, request.body));
    });

  app.get(
    '/api/v1/what-if/days',
    guard(reportReaders)((_request, response) => play(response, { ask: 'days' })),
  );
  app.get(
    '/api/v1/staffing/advice',
    guard(reportReaders)((request, response, floor) => {
      const asked = daysAsked(request.query, floor.day, { usual: usualDays, most: mostDays });
      return asked.ok ? play(response, { ask: 'advice', ...asked.value }) : malformed(response, asked.error);
    }),
  );
  app.post(
    '/api/v1/what-if',
    posted(CompareAsk, (asked) => ({ ask: 'compare', ...asked })),
  );
  app.post(
    '/api/v1/staffing',
    posted(StaffingAsk, (asked) => ({ ask: 'staffing', ...asked })),
  );
}
