import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scene.ts';

/** Files of this folder that are not lists of scenes. */
const others = new Set(['main.ts', 'scene.ts', 'scenes.ts', 'stage.ts', 'palette.ts', 'shots.ts', 'index.ts']);
type Lists = { readonly [name: string]: readonly Scene[] };

/** Every scene of the lists found: what the other files of this folder export under a name that ends in `Scenes`. */
export async function allScenes(): Promise<readonly Scene[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => /^[a-z]+\.ts$/i.test(name) && !others.has(name));
  const lists = await Promise.all(files.map(async (name) => (await import(join(import.meta.dirname, name))) as Lists));
  const scenes = lists.flatMap((list) =>
    Object.entries(list).flatMap(([name, one]) => (name.endsWith('Scenes') ? one : [])),
  );
  const names = scenes.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`Two scenes are called ${twice}`);
  return scenes;
}
