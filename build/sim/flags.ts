import { err, ok, type Result } from '../../shared/basics.ts';

/** How often a flag may be given, and whether it has a value at all. */
export type Takes = 'one' | 'many' | 'switch';
export type Given = ReadonlyMap<string, readonly string[]>;

/**
 * `--name VALUE`, `--name=VALUE`, and for flags that take many also `--name A B C`. The first thing unknown, missing or
 * said twice is one sentence.
 */
export function readFlags(argv: readonly string[], known: Readonly<Record<string, Takes>>): Result<Given, string> {
  const given = new Map<string, string[]>();
  let last: string | undefined;
  for (const word of argv) {
    const [, name, inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) {
      const values = last === undefined ? undefined : given.get(last);
      if (last === undefined || !values || (values.length > 0 && known[last] !== 'many'))
        return err(`${JSON.stringify(word)} belongs to no flag.`);
      values.push(word);
      if (known[last] === 'one') last = undefined;
      continue;
    }
    if (!Object.hasOwn(known, name))
      return err(
        `Unknown flag --${name}: there are ${Object.keys(known)
          .map((one) => `--${one}`)
          .join(', ')}.`,
      );
    if (given.has(name) && known[name] !== 'many') return err(`--${name} is given twice.`);
    const values = given.get(name) ?? [];
    given.set(name, inline === undefined ? values : [...values, inline]);
    last = known[name] === 'switch' || inline !== undefined ? undefined : name;
  }
  const empty = [...given].find(([name, values]) => known[name] !== 'switch' && values.length === 0);
  return empty ? err(`--${empty[0]} needs a value.`) : ok(given);
}
