/** Where two floors differ, each as `path: one, other`; nothing where they are deeply equal. */
export function floorEqual(one: unknown, other: unknown): string[] {
  const found: string[] = [];
  const seen = new Map<unknown, unknown>();
  compare('floor', one, other);
  return found;

  function compare(path: string, a: unknown, b: unknown): void {
    if (found.length >= 20 || Object.is(a, b) || typeof a === 'function') return;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
      found.push(`${path}: ${shown(a)}, ${shown(b)}`);
      return;
    }
    if (seen.get(a) === b) return;
    seen.set(a, b);
    const [left, right] = [entries(a), entries(b)];
    for (const key of new Set([...left.keys(), ...right.keys()]))
      compare(`${path}.${key}`, left.get(key), right.get(key));
  }
}

/** A list, a map, a set or an object as named parts; an order that counts is part of the name. */
function entries(value: object): ReadonlyMap<string, unknown> {
  if (value instanceof Set) return new Map([...(value as Set<unknown>)].map((item, i) => [`${i}`, item]));
  if (value instanceof Map)
    return new Map([...(value as Map<unknown, unknown>)].map(([key, item]) => [String(key), item]));
  if (Array.isArray(value)) return new Map(value.map((item: unknown, i) => [`${i}`, item]));
  return new Map(Object.entries(value).filter(([, item]) => item !== undefined));
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
