import { basename } from 'node:path';
import { beforeEach, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a mutant, and the beginnings of the names of the tests to run there. */
    readonly wanted: { readonly [folder: string]: readonly string[] };
    readonly exhibition: string;
  }
}

/** In each folder of the museum only the tests run that its mutant names. */
beforeEach(({ task, skip }) => {
  const folder = task.file.filepath.slice(inject('exhibition').length + 1).split('/')[0] ?? '';
  const wanted = inject('wanted')[basename(folder)] ?? [];
  if (!wanted.some((name) => task.name.startsWith(name))) skip();
});
