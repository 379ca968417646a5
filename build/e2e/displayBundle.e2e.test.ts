import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { newerCss, newerThanES2018 } from './support/oldSyntax.ts';

/** A television of 2019 or 2020 is Chromium 68 to 79. */
const assets = join(import.meta.dirname, '../../dist/pages/display/assets');
const built = (ending: string) =>
  readdirSync(assets)
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(assets, name), 'utf8'));
const largestScript = 120_000;

test('the built script of the display is ES2018, in one file of at most 120 kB', () => {
  const scripts = built('.js');
  expect(scripts).toHaveLength(1);
  for (const script of scripts) {
    expect(newerThanES2018(script)).toEqual([]);
    expect(gzipSync(script).length).toBeLessThanOrEqual(largestScript);
  }
});

test('its CSS is what such a browser knows', () => {
  const sheets = built('.css');
  expect(sheets.length).toBeGreaterThan(0);
  for (const css of sheets) expect(newerCss(css)).toEqual([]);
});

test.each([
  ['a?.b', 'ChainExpression'],
  ['a ?? b', '??'],
  ['a ??= b', '??='],
  ['try {} catch {}', 'catch without a name'],
  ['class A { a = 1 }', 'PropertyDefinition'],
  ['class A { static { a() } }', 'StaticBlock'],
  ['import("a")', 'ImportExpression'],
  ['a(import.meta.url)', 'import.meta'],
  ['export * as a from "a"', 'export * as'],
  ['await a', 'await outside of a function'],
  ['a(10n)', 'a big integer'],
  ['a(1_000)', 'a digit separator'],
  ['a(/b/v)', 'a flag of a regular expression'],
])('newer syntax is found: %s', (script, name) => expect(newerThanES2018(script)).toEqual([name]));

test('what ES2018 knows is let through', () => {
  const script = `async function* a({ b, ...rest }) { for await (const c of b) yield { ...rest, c }; await b; new.target; }
    try { a(0x1f, 'x_1n', /(?<year>\\d)/su, 2 ** 3, \`\${a}\`); } catch (error) { a(error); }`;
  expect(newerThanES2018(script)).toEqual([]);
});

test.each([
  ['.a{display:flex;gap:1rem}', 'gap in a flex box'],
  ['@media print{.a{column-gap:1px;display:inline-flex}}', 'gap in a flex box'],
  ['.a{inset:0}', 'inset'],
  ['.a{width:clamp(1rem,2vw,3rem)}', 'clamp, min or max'],
  ['.a{aspect-ratio:1}', 'aspect-ratio'],
  ['.a:is(.b){color:red}', ':is, :where or :has'],
  ['.a{color:red;.b{color:blue}}', 'nesting'],
  ['.a{&:hover{color:blue}}', 'nesting'],
  ['@container (width>1px){.a{color:red}}', 'container queries'],
  ['.a{color:color-mix(in srgb,red,blue)}', 'color-mix'],
  ['.a{height:100dvh}', 'small, large or dynamic heights'],
])('newer CSS is found: %s', (css, name) => expect(newerCss(css)).toContain(name));

test('what old CSS knows is let through', () => {
  const css = `@media (prefers-reduced-motion: reduce){.a{animation:none}}.b{display:grid;gap:1rem;clip-path:inset(0 0 0 0)}
    @keyframes c{from{left:0}to{left:100%}}.d{grid-template-columns:minmax(0, 1fr)}`;
  expect(newerCss(css)).toEqual([]);
});
