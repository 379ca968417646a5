import * as z from 'zod/mini';
import type { Truth } from '../../apps/hub/forecast/given.ts';
import { OfficerId, ServiceId, StageId } from '../../shared/ids.ts';
import { Lane } from '../../shared/protocol/office.ts';

const length = z.number().check(z.nonnegative());
const lengths = z.array(length).check(z.minLength(1));

/** The generator's parameters as a file: all lengths in Ms, `arrivals` in visitors an hour, times in Ms after midnight. */
const TruthFile = z.strictObject({
  service: z.array(z.strictObject({ stage: StageId, officer: z.optional(OfficerId), lengths })),
  walk: lengths,
  turn: lengths,
  miss: lengths,
  noShow: z.array(z.strictObject({ lane: Lane, share: z.number().check(z.minimum(0), z.maximum(1)) })),
  arrivals: z.array(z.strictObject({ service: ServiceId, lane: Lane, from: length, to: length, perHour: length })),
});

/** Undefined with what is wrong, by its field, where the text is no such file. */
export function truthOf(text: string): { readonly truth: Truth } | { readonly malformed: string } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return { malformed: (error as Error).message };
  }
  const parsed = TruthFile.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { malformed: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'cannot be read'}` };
  }
  const service = parsed.data.service.map(({ officer, ...rest }) =>
    officer === undefined ? rest : { ...rest, officer },
  );
  return { truth: { ...parsed.data, service } };
}
