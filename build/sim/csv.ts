import type * as z from 'zod/mini';

/** Something in a file that cannot be used; `where` is file, line and field as a person counts and names them. */
export class CsvFault extends Error {
  constructor(file: string, line: number, field: string | undefined, why: string) {
    super(`${file}: line ${line}${field === undefined ? '' : `, field ${field}`}: ${why}`);
    this.name = 'CsvFault';
  }
}

/** A row and where it stands, for whoever finds fault with it later. */
export interface Line<Row> {
  readonly file: string;
  readonly line: number;
  readonly row: Row;
}

/** Columns a file must have, and those it may have besides, in any order. */
export interface Columns {
  readonly needed: readonly string[];
  readonly more: readonly string[];
}

/**
 * Rows of a comma-separated file whose first line names the columns. No cell of ours needs a quote, so a quote is
 * refused like any other character that its field does not know. An empty cell of a column that may be missing counts
 * as missing. Throws a `CsvFault`.
 */
export function rowsOf<Row>(
  file: string,
  text: string,
  columns: Columns,
  schema: z.ZodMiniType<Row>,
): readonly Line<Row>[] {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const names = head.split(',').map((name) => name.trim());
  checkNames(file, names, columns);
  return lines.map((cells, i) => {
    const line = i + 2;
    const values = cells.split(',').map((cell) => cell.trim());
    if (values.length !== names.length)
      throw new CsvFault(file, line, undefined, `has ${values.length} fields, the first line names ${names.length}`);
    const named = names.map((name, at) => [name, values[at] ?? ''] as const);
    const kept = named.filter(([name, value]) => value !== '' || !columns.more.includes(name));
    const parsed = schema.safeParse(Object.fromEntries(kept));
    if (parsed.success) return { file, line, row: parsed.data };
    const [issue] = parsed.error.issues;
    const field = String(issue?.path[0] ?? '');
    const cell = named.find(([name]) => name === field)?.[1] ?? '';
    throw new CsvFault(file, line, field, `${JSON.stringify(cell)} ${issue?.message ?? 'cannot be read'}`);
  });
}

function checkNames(file: string, names: readonly string[], { needed, more }: Columns): void {
  const missing = needed.find((name) => !names.includes(name));
  if (missing !== undefined) throw new CsvFault(file, 1, missing, 'this column is missing');
  const strange = names.find((name, i) => ![...needed, ...more].includes(name) || names.indexOf(name) !== i);
  if (strange !== undefined)
    throw new CsvFault(
      file,
      1,
      strange,
      `is no column of this file, or named twice; it may have ${[...needed, ...more].join(', ')}`,
    );
}
