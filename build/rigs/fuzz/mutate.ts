import type { Chance } from '../../day/chance.ts';

/** What people, machines and attackers put where something else belongs. */
const oddities: readonly unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  0.1,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '‮A-001',
  '<script>alert(1)</script>',
  "'; DROP TABLE event; --",
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'x'.repeat(5_000),
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { __proto__: { admin: true } },
  JSON.parse('{"__proto__":{"role":"admin"}}'),
  '2026-02-30',
  '24:01',
  'A-0012',
];

/** The same value with one to four things changed: swapped for an oddity, left out, doubled, renamed, or added. */
export function mutated(value: unknown, chance: Chance): unknown {
  let result = structuredClone(value);
  for (let left = chance.int(1, 4); left > 0; left--) result = once(result, chance);
  return result;
}

function once(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.happens(0.15)) return odd(chance);
  if (Array.isArray(value)) {
    const list = value as unknown[];
    const at = chance.int(0, Math.max(0, list.length - 1));
    if (list.length === 0 || chance.happens(0.2)) return [...list, odd(chance)];
    if (chance.happens(0.2)) return list.toSpliced(at, 1);
    if (chance.happens(0.2)) return [...list, ...list];
    return list.with(at, once(list[at], chance));
  }
  const fields = value as { readonly [name: string]: unknown };
  const names = Object.keys(fields);
  const name = names.length === 0 ? 'x' : chance.pick(names);
  const rest = Object.fromEntries(Object.entries(fields).filter(([one]) => one !== name));
  if (chance.happens(0.15)) return rest;
  if (chance.happens(0.1)) return { ...rest, [chance.pick(['Key', 'admin', 'role', 'toString', 'at'])]: fields[name] };
  if (chance.happens(0.1)) return { ...fields, [chance.pick(['override', 'by', 'seq', 'x'])]: odd(chance) };
  return { ...fields, [name]: once(fields[name], chance) };
}

/** The same bytes with some flipped, cut, doubled or put in. */
export function mutatedBytes(bytes: Uint8Array, chance: Chance): Buffer {
  let result = Buffer.from(bytes);
  for (let left = chance.int(1, 6); left > 0; left--) {
    const at = chance.int(0, Math.max(0, result.length - 1));
    const how = chance.int(0, 4);
    if (how === 0 && result.length > 0) result[at] = (result[at] ?? 0) ^ (1 << chance.int(0, 7));
    else if (how === 1) result = result.subarray(0, at);
    else if (how === 2) result = Buffer.concat([result, result.subarray(at)]);
    else {
      const put = Buffer.from(Array.from({ length: chance.int(1, 20) }, () => chance.int(0, 255)));
      result = Buffer.concat([result.subarray(0, at), put, result.subarray(at)]);
    }
    if (result.length > 200_000) result = result.subarray(0, 100_000);
  }
  return result;
}

function odd(chance: Chance): unknown {
  return oddities[chance.int(0, oddities.length - 1)];
}
