import * as z from 'zod/mini';
import { CounterId, OfficerId, ServiceId } from '../../shared/ids.ts';
import { Lane } from '../../shared/protocol/office.ts';
import { rowsOf, type Line } from './csv.ts';

/** A cell as a number; all times are seconds after local midnight, all lengths seconds, fractions allowed. */
const seconds = z.pipe(
  z.string().check(z.regex(/^\d{1,6}(\.\d+)?$/, 'must be seconds, such as 28800 or 12.5')),
  z.transform(Number),
);
const above = z.pipe(
  z.string().check(z.regex(/^(?!0+(\.0+)?$)\d{1,3}(\.\d+)?$/, 'must be a number above 0, such as 1.25')),
  z.transform(Number),
);
/** One length for each stage, `|` between. */
const perStage = z.pipe(
  z
    .string()
    .check(z.regex(/^\d{1,6}(\.\d+)?(\|\d{1,6}(\.\d+)?)*$/, 'must be seconds, one number a stage with | between')),
  z.transform((text) => text.split('|').map(Number)),
);

/** One visitor: who comes, for what, how long each stage lasts, and whether anybody is there when the number is called. */
const Visitor = z.strictObject({
  arrival: seconds,
  service: ServiceId,
  lane: Lane,
  seconds: perStage,
  shows: z.pipe(
    z.enum(['0', '1'], 'must be 1 or 0'),
    z.transform((text) => text === '1'),
  ),
  /** From the call to the start, a stage; 0 where the column is missing. */
  walk: z.optional(perStage),
  /** From the end to the counter's next call, a stage; 0 where the column is missing. */
  turn: z.optional(perStage),
});
export type Visitor = z.infer<typeof Visitor>;

/** One stretch in which somebody works at a counter. */
const Shift = z.strictObject({
  counter: CounterId,
  from: seconds,
  to: seconds,
  /** Without the column the officers of the office document sit at its counters in their order. */
  officer: z.optional(OfficerId),
  /** Service takes so many times less than the day's file says; 1 where the column is missing. */
  speed: z.optional(above),
});
export type Shift = z.infer<typeof Shift>;

const dayColumns = { needed: ['arrival', 'service', 'lane', 'seconds', 'shows'], more: ['walk', 'turn'] };
const staffColumns = { needed: ['counter', 'from', 'to'], more: ['officer', 'speed'] };

export type VisitorLine = Line<Visitor>;
export type ShiftLine = Line<Shift>;

/** The visitors of a day in the file's order; throws a `CsvFault` that names file, line and field. */
export function visitorsOf(file: string, text: string): readonly VisitorLine[] {
  return rowsOf(file, text, dayColumns, Visitor);
}

/** Who works when, in the file's order; throws a `CsvFault` that names file, line and field. */
export function shiftsOf(file: string, text: string): readonly ShiftLine[] {
  return rowsOf(file, text, staffColumns, Shift);
}
