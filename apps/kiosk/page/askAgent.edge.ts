import type * as z from 'zod/mini';
import {
  AttendantAnswer,
  DoneAnswer,
  FindAnswer,
  PressAnswer,
  SlipAnswer,
  type AttendantRequest,
  type FindRequest,
  type PressRequest,
  type RequirementsRequest,
  type SlipWord,
} from '../../../shared/protocol/agent.ts';

/** The agent answers within seconds, whatever the hub and the printer do. */
const patienceMs = 20_000;

/** Undefined: the agent is silent, or says what this page does not know. */
async function ask<Schema extends z.ZodMiniType>(
  path: string,
  body: object,
  answer: Schema,
): Promise<z.infer<Schema> | undefined> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    const said = answer.safeParse(await response.json());
    return said.success ? said.data : undefined;
  } catch {
    return undefined;
  }
}

export const askAgent = {
  press: (request: PressRequest) => ask('/press', request, PressAnswer),
  slip: (word: SlipWord) => ask('/slip', word, SlipAnswer),
  requirements: (request: RequirementsRequest) => ask('/requirements', request, SlipAnswer),
  find: (request: FindRequest) => ask('/find', request, FindAnswer),
  staff: () => ask('/staff', {}, DoneAnswer),
  attendant: (request: AttendantRequest) => ask('/attendant', request, AttendantAnswer),
};
