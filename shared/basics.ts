/** The outcome of something that may be refused: a refusal is a value, a bug is thrown. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** Closes a union: the compiler names the rooms a new member must visit, and a value from outside is thrown. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

/** A broken assumption of ours; throws with the sentence that names the value that surprised us. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** The value, which our own reasoning says is there; throws with `what` when it is not. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`Missing: ${what}`);
  return value;
}

/** A floor that `evolve` alone may change, seen by everybody else. */
export type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends Map<infer Key, infer Value>
    ? ReadonlyMap<Key, DeepReadonly<Value>>
    : T extends Set<infer Item>
      ? ReadonlySet<Item>
      : T extends string | number | boolean | undefined | null | ((...args: never[]) => unknown)
        ? T
        : { readonly [Field in keyof T]: DeepReadonly<T[Field]> };
