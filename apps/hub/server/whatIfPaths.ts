import type * as z from 'zod/mini';
import { AdviceAnswer, CompareAsk, Comparison, DaysAnswer, Staffing, StaffingAsk } from '../whatIf/asks.ts';

type SchemaOf = (schema: z.ZodMiniType) => object;

/** The doors of `whatIf.ts` as OpenAPI paths. */
export function whatIfPaths(schemaOf: SchemaOf): object {
  const json = (schema: object) => ({ content: { 'application/json': { schema } } });
  const refusal = (description: string) => ({ description, ...json({ $ref: '#/components/schemas/Reply' }) });
  const refusals = {
    400: refusal('Malformed, or the office cannot follow it; `about.path` names the field'),
    401: refusal('No valid key'),
    403: refusal('This key may not'),
    429: refusal('Another day is being played'),
  };
  const played = (summary: string, asked: z.ZodMiniType, answer: z.ZodMiniType) => ({
    post: {
      summary,
      requestBody: { required: true, ...json(schemaOf(asked)) },
      responses: { 200: { description: 'What it comes to', ...json(schemaOf(answer)) }, ...refusals },
    },
  });
  return {
    '/api/v1/what-if/days': {
      get: {
        summary: 'Days whose books are here, the newest first',
        responses: { 200: { description: 'The days', ...json(schemaOf(DaysAnswer)) }, ...refusals },
      },
    },
    '/api/v1/what-if': played(
      'A past day, or a coming one drawn from those before it, beside the same with a change; some seconds of work, stopped when the caller goes away',
      CompareAsk,
      Comparison,
    ),
    '/api/v1/staffing/advice': {
      get: {
        summary: 'F5: advice to open a counter on past days, whether it was followed, and the waits before and after',
        parameters: ['from', 'to'].map((name) => ({ name, in: 'query', schema: { type: 'string', format: 'date' } })),
        responses: { 200: { description: 'The newest first', ...json(schemaOf(AdviceAnswer)) }, ...refusals },
      },
    },
    '/api/v1/staffing': played(
      'Counters needed in each half hour of a coming day for eight in ten visitors to wait no longer than promised',
      StaffingAsk,
      Staffing,
    ),
  };
}
