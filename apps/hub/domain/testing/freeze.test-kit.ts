/**
 * A deep copy nobody can change: objects and lists are frozen, the mutators of maps and sets throw. What points to one
 * thing still points to one thing. A part that is frozen already (an office document) is kept as it is.
 */
export function frozenCopy<T>(value: T): T {
  return copyOf(value, new Map()) as T;
}

const mutators = ['set', 'add', 'delete', 'clear'] as const;
const already = new WeakSet<object>();

function copyOf(value: unknown, seen: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null || already.has(value)) return value;
  const known = seen.get(value);
  if (known) return known;
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    seen.set(value, copy);
    for (const [key, item] of value) copy.set(key, copyOf(item, seen));
    return locked(copy);
  }
  if (value instanceof Set) return locked(new Set(value));
  const copy: object = Array.isArray(value) ? [] : {};
  seen.set(value, copy);
  for (const [key, item] of Object.entries(value)) Object.assign(copy, { [key]: copyOf(item, seen) });
  return Object.freeze(copy);
}

function locked(collection: object): object {
  for (const mutator of mutators)
    Object.defineProperty(collection, mutator, {
      value: () => {
        throw new TypeError(`A rule tried to ${mutator} what it may only read`);
      },
    });
  return Object.freeze(collection);
}

/** The same, once for all copies to come; for what is never changed. */
export function frozenForEver<T extends object>(value: T): T {
  const copy = frozenCopy(value);
  already.add(copy);
  return copy;
}
