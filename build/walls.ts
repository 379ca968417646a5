import { isBuiltin } from 'node:module';
import { dirname, posix, relative, sep } from 'node:path';

/** The walls between the parts, as two rules of the linter. Paths are written from the root of the repository. */
interface Wall {
  readonly around: RegExp;
  /** Files inside `around` for which this wall does not stand. */
  readonly door?: RegExp;
  readonly blocks: RegExp;
  readonly except?: RegExp;
  readonly why: string;
}

const test = /\.test\.tsx?$/;
const edge = /\.edge\.tsx?$|\.test\.tsx?$|(^|\/)main\.ts$/;
const pureBuiltins = /^node:(assert|buffer|crypto|events|path|stream|string_decoder|url|util|zlib)(\/|$)/;

const walls: readonly Wall[] = [
  {
    around: /^apps\/hub\/(domain|forecast)\//,
    door: test,
    blocks: /./,
    except: /^(apps\/hub\/(domain|forecast)\/|shared\/(basics|ids|protocol)(\.ts$|\/)|zod\/mini$)/,
    why: 'the core imports only itself, shared/{basics,ids,protocol} and zod/mini',
  },
  {
    around: /^apps\/.*\/page\/|^apps\/hub\/pages\/|^shared\/ui\//,
    door: test,
    blocks: /^node:/,
    why: 'a page runs in a browser',
  },
  {
    around: /^(apps|shared)\//,
    door: edge,
    blocks: /^node:/,
    except: pureBuiltins,
    why: 'only edges (*.edge.ts) and main.ts touch the world',
  },
  { around: /^shared\/(?!testing\/)/, door: test, blocks: /^apps\//, why: 'shared knows no app' },
  ...['hub', 'kiosk', 'counter', 'display'].map((app) => ({
    around: new RegExp(`^apps/${app}/`),
    blocks: /^apps\//,
    except: new RegExp(`^apps/${app}/`),
    why: 'apps meet in shared/, never in each other',
  })),
  only('better-sqlite3', /^apps\/hub\/journal\//),
  only('socket.io', /^apps\/hub\/server\//),
  only('socket.io-client', /^shared\/hubLink/),
  only('node-thermal-printer', /^apps\/kiosk\/(slip|printer)/),
  only('react-router', /^apps\/hub\/pages\/admin\//),
  only('d3-*', /^apps\/hub\/pages\/admin\//),
  only('electron', /^apps\/(kiosk|counter|display)\/(.*\/)?(main|preload)\.ts$|^shared\/shell\//),
];

/** A package that only files of `home` may import; a `*` in its name is any part of one. */
function only(name: string, home: RegExp): Wall {
  return {
    around: /^(apps|shared)\//,
    door: home,
    blocks: new RegExp(`^${name.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}(/|$)`),
    why: `${name} has one home`,
  };
}

const root = dirname(import.meta.dirname);

function fromRoot(path: string): string {
  return relative(root, path).split(sep).join('/');
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier);
  if (isBuiltin(specifier) && !specifier.startsWith('node:')) return `node:${specifier}`;
  return specifier;
}

function brokenWall(file: string, specifier: string): Wall | undefined {
  const target = targetOf(file, specifier);
  return walls.find(
    ({ around, door, blocks, except }) =>
      around.test(file) && !door?.test(file) && blocks.test(target) && !except?.test(target),
  );
}

interface Node {
  readonly source?: { readonly value?: unknown } | null;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly unknown[];
}
interface Context {
  readonly filename: string;
  report(finding: { readonly node: Node; readonly message: string }): void;
}

function imports(context: Context) {
  function judge(node: Node) {
    const specifier = node.source?.value;
    if (typeof specifier !== 'string') return;
    const wall = brokenWall(fromRoot(context.filename), specifier);
    if (wall) context.report({ node, message: `'${specifier}' may not be imported here: ${wall.why}.` });
  }
  return {
    ImportDeclaration: judge,
    ImportExpression: judge,
    ExportNamedDeclaration: judge,
    ExportAllDeclaration: judge,
    TSImportType: judge,
  };
}

function clock(context: Context) {
  function judge(node: Node) {
    if (node.callee?.name !== 'Date' || node.arguments?.length !== 0) return;
    context.report({ node, message: 'The time comes from a clock that is passed in, or from an edge (*.edge.ts).' });
  }
  return { NewExpression: judge, CallExpression: judge };
}

export default { meta: { name: 'walls' }, rules: { imports: { create: imports }, clock: { create: clock } } };
