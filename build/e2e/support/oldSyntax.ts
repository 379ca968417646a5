import { parseAst } from 'vite';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { readonly type?: unknown }).type === 'string';

const newerTypes = new Set([
  'ChainExpression',
  'ImportExpression',
  'MetaProperty',
  'PropertyDefinition',
  'AccessorProperty',
  'StaticBlock',
  'PrivateIdentifier',
  'ImportAttribute',
  'Decorator',
]);
const newerOperators = new Set(['??', '??=', '||=', '&&=']);

/** What of one node ES2018 does not know; undefined where it knows it all. */
function newerIn(node: Node, inFunction: boolean): string | undefined {
  const { type, operator, raw } = node;
  // `new.target` is of ES2015; only `import.meta` is newer.
  if (type === 'MetaProperty')
    return isNode(node['meta']) && node['meta']['name'] === 'import' ? 'import.meta' : undefined;
  if (newerTypes.has(type)) return type;
  if (typeof operator === 'string' && newerOperators.has(operator)) return operator;
  if (type === 'CatchClause' && node['param'] === null) return 'catch without a name';
  if (type === 'ExportAllDeclaration' && node['exported']) return 'export * as';
  if (type === 'AwaitExpression' && !inFunction) return 'await outside of a function';
  if (type !== 'Literal' || typeof raw !== 'string') return undefined;
  const { regex } = node;
  if (typeof regex === 'object' && regex !== null)
    return /[dv]/.test((regex as { readonly flags: string }).flags) ? 'a flag of a regular expression' : undefined;
  if (/^[0-9.xob_a-fn]+n$/i.test(raw)) return 'a big integer';
  return /^[0-9]/.test(raw) && raw.includes('_') ? 'a digit separator' : undefined;
}

/** Whatever in this module's syntax is newer than ES2018, each kind once. Throws on what is no JavaScript at all. */
export function newerThanES2018(script: string): readonly string[] {
  const found = new Set<string>();
  const look = (value: unknown, inFunction: boolean): void => {
    if (Array.isArray(value)) for (const one of value) look(one, inFunction);
    if (!isNode(value)) return;
    const newer = newerIn(value, inFunction);
    if (newer !== undefined) found.add(newer);
    const within = inFunction || /Function/.test(value.type);
    for (const field of Object.values(value)) look(field, within);
  };
  look(parseAst(script), false);
  return [...found];
}

/** CSS that the browser of a television of 2019 reads wrongly or not at all, each kind once. */
export function newerCss(css: string): readonly string[] {
  const found = new Set<string>();
  const rules: readonly (readonly [string, RegExp])[] = [
    ['inset', /[;{]inset(-block|-inline)?:/],
    ['aspect-ratio', /[;{]aspect-ratio:/],
    ['clamp, min or max', /[:\s,(](clamp|min|max)\(/],
    ['color-mix', /color-mix\(/],
    [':is, :where or :has', /:(is|where|has)\(/],
    ['nesting', /&|[;{][^;{}@]*\{/],
    ['container queries', /@container|container-type/],
    ['layers', /@layer/],
    ['small, large or dynamic heights', /\d[dsl]v[hw]\b/],
  ];
  const tight = css.replace(/\/\*.*?\*\//gs, '').replace(/\s*([{};:,])\s*/g, '$1');
  // A rule inside `@media` is not nesting.
  const flat = tight.replace(/@(media|supports|keyframes)[^{]*\{((?:[^{}]*\{[^{}]*\})*)\}/g, '}$2}');
  for (const [name, pattern] of rules) if (pattern.test(name === 'nesting' ? flat : tight)) found.add(name);
  for (const [, block = ''] of flat.matchAll(/\{([^{}]*)\}/g))
    if (/(^|;)display:(inline-)?flex/.test(block) && /(^|;)(row-|column-)?gap:/.test(block))
      found.add('gap in a flex box');
  return [...found];
}
