import type * as z from 'zod/mini';
import { PracticeAnswer, PracticeList, PracticeWish } from '../../../shared/protocol/practice.ts';

/** The doors of `practiceDoor.edge.ts` that want a key, as OpenAPI paths. */
export function practicePaths(schemaOf: (schema: z.ZodMiniType) => object): object {
  const json = (schema: object) => ({ content: { 'application/json': { schema } } });
  const answer = (description: string) => ({ description, ...json(schemaOf(PracticeAnswer)) });
  const refusals = { 401: answer('No valid key'), 403: answer('This key may not'), 429: answer('Too many at once') };
  return {
    '/api/v1/practice': {
      get: {
        summary: 'R3: practices that run',
        responses: { 200: { description: 'What runs now', ...json(schemaOf(PracticeList)) }, ...refusals },
      },
      post: {
        summary: 'R1: begins a practice; its counter is at /practice/floor/ID/counter/?counter=COUNTER',
        requestBody: { required: true, ...json(schemaOf(PracticeWish)) },
        responses: { 200: answer('Begun'), 400: answer('Malformed'), 409: answer('Not now, and why'), ...refusals },
      },
    },
  };
}
